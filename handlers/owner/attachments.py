"""A photo, a file, a voice message or a place: it goes to the thing that it is about."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.case_states import DONE, TEXT_MOST
from bot.domain.members import Right
from bot.domain.speech import Replies
from bot.services.cases import cases as acts
from bot.services.cases.cards import CaseCard
from bot.services.cases.doors import case_for_firm
from bot.services.cases.gathering import card_of
from bot.services.cases.opening import Matter
from bot.services.file_places import follow, not_attached
from bot.services.files import (
    Taken,
    ask_again,
    ignore_files,
    in_albums,
    sent_before,
    take_files,
    whole,
)
from bot.services.firms.firms import firm_of
from bot.services.problems import keep_problem
from bot.store.heard import Became, remember
from bot.store.problems import Told
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.screens import put_on_view
from bot.store.uow import UnitOfWork
from handlers.filing import Files, Seen, goes
from handlers.notices import cases as notices
from handlers.notices import files as file_views
from handlers.notices.files import stand_in
from handlers.owner import attachment_duties, attachment_moves, home_views
from handlers.owner import attachment_views as views
from handlers.owner.answers import BOT
from handlers.owner.attachment_captions import named_in
from handlers.owner.attachment_duties import on_duty
from handlers.owner.attachment_places import places_of, sent_of, theirs
from handlers.owner.cases import views as cases_views
from handlers.owner.cases.screens import (
    NOTE_KIND,
    TEXT_KIND,
    as_picked,
    opened_case,
    waiting_files,
)
from handlers.owner.context import Owner, Speaker, speaker_of
from handlers.owner.file_answers import FILES
from handlers.owner.on_view.looking import case_beside
from handlers.owner.problems.danger import alert_in, answer
from handlers.owner.problems.proposing import proposed
from handlers.owner.problems.scene import open_lines, region_of
from handlers.owner.problems.understanding import matter_in, understand
from handlers.owner.questions.parking import put_away
from handlers.press import Press
from handlers.subjects import CASE, replied_to


async def received(event_update: Update, owner: Owner) -> None:
    """Something with a file, or a place.

    Pictures that were sent as one come one by one: the first is answered, the others go where
    it went.
    """
    message = owner.app.turn_of(event_update).event
    caption = str(message.get("caption") or "")
    told = await _captioned(owner, event_update, caption)
    answered = replied_to(message)

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        before = sent_before(uow, message)
        alert = None if before else alert_in(owner, caption)
        if who.person.firm_id is None:
            ignore_files(uow, message)
            danger = alert and answer(owner, uow, who, caption, alert)
            return danger or (Replies() if before else _from_newcomer(uow, who))
        firm = firm_of(uow, who.person)
        if len(caption) > TEXT_MOST and not before and alert is None:
            ignore_files(uow, message)
            return Replies(say=(cases_views.too_long(who.t, len(caption)),))
        taken = take_files(uow, message, firm_id=firm.id)
        remember(uow, who.person.id, Became.FILE, taken[0].id)
        if before:
            follow(uow, taken, before[0])
            return Replies()
        if alert is not None:
            return answer(owner, uow, who, caption, alert, (taken[0].id,))
        if answered is not None and answered.kind == CASE:
            return _noted(owner, uow, who, taken[0], answered.id)
        return _placed(owner, uow, who, taken[0], told)

    await owner.act(event_update, act)


async def _captioned(owner: Owner, update: Update, caption: str) -> Told | None:
    """What the words under it are about, read before the act; None without words."""
    if not caption or len(caption) > TEXT_MOST:
        return None
    turn = owner.app.turn_of(update)

    def place(uow: UnitOfWork) -> tuple[Speaker, str]:
        who = speaker_of(uow, turn)
        return who, region_of(owner, uow, who)

    who, region = await owner.app.read(place)
    return await understand(owner.rulebase, region, who.t, caption)


def _from_newcomer(uow: UnitOfWork, who: Speaker) -> Replies:
    if open_question(uow, BOT, who.person.chat_id) is not None:
        return Replies(say=(home_views.only_text(who.t, asked=True),))
    return Replies(say=(views.to_newcomer(who.t),))


def _placed(
    owner: Owner, uow: UnitOfWork, who: Speaker, file: Taken, told: Told | None
) -> Replies:
    """To what was asked, else to a case that is being written or open, else as its words say.

    Without words it is offered to a person.
    """
    question = open_question(uow, BOT, who.person.chat_id)
    if question is not None and question.kind in FILES:
        return FILES[question.kind](owner, uow, who, file, question)
    if question is not None and question.kind == NOTE_KIND:
        close_question(uow, BOT, who.person.chat_id)
        case = case_for_firm(uow, who.person, int(question.subject))
        if case.state.status not in DONE:
            return _noted(owner, uow, who, file, case.id)
        question = None  # it is over meanwhile, and takes nothing more
    if question is not None and question.kind == TEXT_KIND:
        return _with_words(owner, uow, who, file, told, question)
    return _unasked(owner, uow, who, file, told, waiting=question is not None)


def _unasked(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    file: Taken,
    told: Told | None,
    *,
    waiting: bool,
) -> Replies:
    """Nobody asked for it: see the table in `handlers.filing`."""
    cases, named = open_lines(uow, who), named_in(owner, uow, who, file.caption)
    sent, screen = sent_of(owner, uow, who, told, cases, named)
    match goes(sent):
        case Files.WORDS if told is not None:
            put_away(uow, who)
            problem = keep_problem(uow, who.person, replace(told, files=(file.id,)))
            return proposed(owner, uow, who, problem)
        case Files.SCREEN:
            return on_duty(owner, uow, who, file, screen)
        case Files.CASE:
            case_id = screen.number() if sent.seen is Seen.CASE else cases[0].id
            return _noted(owner, uow, who, file, case_id, waiting=waiting)
        case Files.ASKED:
            places = places_of(owner, uow, who, (sent, screen), named)
            return Replies(say=(views.which(who.t, file, places, waiting=waiting),))
    firm_of(uow, who.person, Right.CASE)
    return Replies(say=(views.offered(who.t, file, waiting=waiting),))


def _with_words(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    file: Taken,
    told: Told | None,
    question: OpenQuestion,
) -> Replies:
    files = (*waiting_files(question), file.id)
    if file.caption:
        about = question.subject or None
        matter = as_picked(question, matter_in(told or Told(), about))
        return opened_case(owner, uow, who, file.caption, matter, files=files)
    later = OpenQuestion(TEXT_KIND, question.subject, {**question.context, "files": files})
    ask(uow, BOT, who.person.chat_id, later)
    return Replies(say=(views.words_wanted(who.t, file),))


def _noted(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    file: Taken,
    case_id: int,
    *,
    waiting: bool = False,
) -> Replies:
    text = file.caption or stand_in(who.t, file)
    card = acts.add_note(uow, owner.ground, who.person, case_id, text, (file.id,))
    view = views.attached(who.t, card, file, waiting=waiting)
    came = [each.id for each in in_albums(uow, [file.id])]
    return Replies(edit=view, also=notices.noted(card, text, came))


async def hand_on(event_update: Update, owner: Owner, press: Press) -> None:
    """转给干部: a new case of it, with whatever was sent for the case being written."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        files = theirs(uow, who, press)
        not_attached(uow, [file.id for file in files])
        question, matter = open_question(uow, BOT, who.person.chat_id), Matter()
        if question is not None and question.kind == TEXT_KIND:
            files = whole(uow, {*waiting_files(question), files[0].id}, firm_id=_firm(uow, who))
            matter = as_picked(question, Matter(question.subject or None))
        said = " ".join(file.caption for file in files if file.caption)
        text = said[:TEXT_MOST] or stand_in(who.t, files[0])
        ids = [file.id for file in files]
        return opened_case(owner, uow, who, text, matter, files=ids)

    await owner.act(event_update, act)


async def put(event_update: Update, owner: Owner, press: Press) -> None:
    """It belongs to this case."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        [file, *_] = theirs(uow, who, press)
        not_attached(uow, [file.id])
        replies = _noted(owner, uow, who, file, press.number(1))
        # What is sent next is likely to be about the same.
        firm = firm_of(uow, who.person)
        put_on_view(uow, who.person.id, firm.id, case_beside(uow, who.person, press.number(1)))
        return replies

    await owner.act(event_update, act)


async def listing(event_update: Update, owner: Owner, press: Press) -> None:
    """看附件: all that either side sent, as messages."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        case = case_for_firm(uow, who.person, press.number())
        card: CaseCard = card_of(uow, owner.rulebase, case)
        ask_again(uow, card.files)
        said = file_views.shown(who.t, card, press.number(1), home_views.back(who.t))
        return Replies(say=said)

    await owner.act(event_update, act)


def _firm(uow: UnitOfWork, who: Speaker) -> int:
    return firm_of(uow, who.person).id


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "file:new": hand_on,
    "file:to": put,
    "file:list": listing,
    **attachment_duties.BUTTONS,
    **attachment_moves.BUTTONS,
}
