"""Files at the desk: those of a case are looked at, those of an officer go to the firm."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.case_states import TEXT_MOST, CaseAct
from bot.domain.speech import Replies
from bot.domain.texts import has_word, says_what_was_done
from bot.services.cases import cases as acts
from bot.services.cases.cards import CaseCard
from bot.services.cases.doors import case_for_officer
from bot.services.cases.gathering import card_of
from bot.services.file_places import follow
from bot.services.files import (
    Taken,
    ask_again,
    ignore_files,
    sent_before,
    take_files,
)
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.uow import UnitOfWork
from handlers.desk import attachment_views as views
from handlers.desk import finding
from handlers.desk.broadcasts import compose
from handlers.desk.bulk import assigning
from handlers.desk.cases import answer_views
from handlers.desk.cases.cases import ANSWER_KIND, RESULT_KIND, waiting_files, written_down
from handlers.desk.cases.looks import looked_at
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.home_views import back
from handlers.desk.releases import sending
from handlers.notices import files as file_views
from handlers.notices.files import stand_in
from handlers.press import Press

ACTS: Final = {ANSWER_KIND: CaseAct.ANSWER, RESULT_KIND: CaseAct.SOLVE}


async def received(desk: Desk, update: Update) -> None:
    """Something with a file, or a place; of an album the first is answered."""
    message = desk.app.turn_of(update).event
    caption = str(message.get("caption") or "")

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        before = sent_before(uow, message, bot=BOT)
        if before:
            return _followed(desk, uow, who, message, before[0])
        question = open_question(uow, BOT, who.officer.chat_id)
        asked = _asked_for(desk, uow, who, update, question)
        if asked is not None:
            return asked
        if question is None or question.kind not in ACTS:
            ignore_files(uow, message, bot=BOT)
            return Replies(say=(views.for_nobody(who),))
        if len(caption) > TEXT_MOST:
            ignore_files(uow, message, bot=BOT)
            return Replies(say=(answer_views.too_long(who.t, len(caption)),))
        return _taken(desk, uow, who, message, question)

    await desk.act(update, act)


def _asked_for(
    desk: Desk, uow: UnitOfWork, who: Clerk, update: Update, question: OpenQuestion | None
) -> Replies | None:
    """A file for something of its own: a table, policies, a broadcast; None for a case's."""
    message = desk.app.turn_of(update).event
    if question is not None and question.kind == assigning.KIND:
        return assigning.received(uow, who, message)
    if _are_policies(who, question, message):
        return sending.received(uow, who, message)
    if question is not None and question.kind == compose.KIND:
        return compose.received(desk, uow, who, message, update.message)
    return None


def _are_policies(
    who: Clerk, question: OpenQuestion | None, message: Mapping[str, object]
) -> bool:
    """Whether a file was asked for as policies, or comes unasked and can be nothing else."""
    if question is not None and question.kind == sending.KIND:
        return True
    return (question is None or question.kind == finding.SAID_KIND) and sending.is_policy(
        who, message
    )


def _taken(
    desk: Desk, uow: UnitOfWork, who: Clerk, message: Mapping[str, object], question: OpenQuestion
) -> Replies:
    case_id = int(question.subject)
    card = acts.case_ready_for(uow, desk.ground, who.officer, case_id, ACTS[question.kind])
    firm_id = case_for_officer(uow, who.officer, case_id).firm_id
    [file] = take_files(uow, message, firm_id=firm_id, bot=BOT)
    later = OpenQuestion(
        question.kind, question.subject, {"files": [*waiting_files(question), file.id]}
    )
    text = file.caption
    if not has_word(text) and question.kind == ANSWER_KIND:
        text = stand_in(who.t, file)  # a sign beside a picture says no more than the picture
    if question.kind == RESULT_KIND and not says_what_was_done(text):
        text = ""  # the picture is kept, and the result is asked for
    if text:
        return written_down(desk, uow, who, later, text)
    ask(uow, BOT, who.officer.chat_id, later)
    return Replies(say=(views.result_wanted(who.t, card, file),))


def _followed(
    desk: Desk, uow: UnitOfWork, who: Clerk, message: Mapping[str, object], first: Taken
) -> Replies:
    """A later picture of an album goes where the first one went, and to whom."""
    if first.firm_id is None:
        return Replies()
    taken = take_files(uow, message, firm_id=first.firm_id, bot=BOT)
    case_id = follow(uow, taken, first)
    if case_id is None:
        return Replies()
    case = case_for_officer(uow, who.officer, case_id)
    card = card_of(uow, desk.rulebase, case)
    return Replies(also=file_views.passed_on(card, taken))


async def listing(desk: Desk, update: Update, press: Press) -> None:
    """看附件: all that either side sent, as messages."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        case = looked_at(desk, uow, who, press.number()).case
        card: CaseCard = card_of(uow, desk.rulebase, case)
        ask_again(uow, card.files)
        return Replies(say=file_views.shown(who.t, card, press.number(1), back(who.t)))

    await desk.act(update, act)


BUTTONS: Final[Mapping[str, HandlePress]] = {"file:list": listing}
