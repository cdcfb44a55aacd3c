"""找人工: a firm's problem goes to a human and is followed until the firm says it is solved."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.case_states import DONE, TEXT_MOST, CaseAct
from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Notice, Replies
from bot.services.cases import cases as acts
from bot.services.cases.cards import CaseCard
from bot.services.cases.doors import case_for_firm
from bot.services.cases.gathering import card_of
from bot.services.cases.lists import cases_of_firm
from bot.services.cases.opening import Matter, open_case
from bot.services.cases.repeats import judged_already
from bot.services.firms.firms import firm_of, profile_of
from bot.services.firms.sheets import first_help
from bot.services.issues.parting import parted_from
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.notices import case_verdicts
from handlers.notices import cases as notices
from handlers.notices import issues as issue_notices
from handlers.notices.whom import OFFICER
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.cases import views, withdrawing
from handlers.owner.context import Owner, Speaker
from handlers.owner.problems.understanding import matter_of
from handlers.press import Press
from policies.records import Record

TEXT_KIND: Final = "case_text"
NOTE_KIND: Final = "case_note"
AFTER: Final = "after"
"""In what is kept with the question of a new case: the number of the closed one before it."""
PARTED: Final = "answer"
"""In what is kept with a note: the answer to all that it says was not about the case."""


async def new(event_update: Update, owner: Owner, press: Press) -> None:
    """找人工, or under a verdict (`case:about:<policy>`): what is it about?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm = firm_of(uow, who.person, Right.CASE)
        helper = first_help(owner.rulebase, profile_of(uow, owner.rulebase, firm)) or OFFICER
        record = _record(owner, press)
        subject = "" if record is None else record.id
        files = {"files": waiting_files(open_question(uow, BOT, who.person.chat_id))}
        ask(uow, BOT, who.person.chat_id, OpenQuestion(TEXT_KIND, subject, files))
        return Replies(say=(views.ask(who.t, record, helper),))

    await owner.act(event_update, act)


async def told(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """The problem in the firm's own words: open the case, as what they were understood."""
    matter = as_picked(question, await matter_of(owner.rulebase, text, question.subject or None))

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        words = views.goes_on(who.t, question.context.get(AFTER), text)
        return opened_case(owner, uow, who, words, matter, files=waiting_files(question))

    await owner.act(event_update, act)


def as_picked(question: OpenQuestion, matter: Matter) -> Matter:
    """The category that was picked from the list, if one was, whatever the words say."""
    picked = question.context.get("category")
    return replace(matter, category=picked) if picked else matter


def opened_case(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    text: str,
    matter: Matter,
    *,
    files: Collection[int] = (),
) -> Replies:
    """Open a case and say so; what was asked about cases is answered with it."""
    if len(text) > TEXT_MOST:
        return Replies(say=(views.too_long(who.t, len(text)),))
    card = open_case(uow, owner.ground, who.person, text, matter, files)
    question = open_question(uow, BOT, who.person.chat_id)
    if question is not None and question.kind == TEXT_KIND:
        close_question(uow, BOT, who.person.chat_id)
    said = views.opened(who.t, owner.rulebase, card, owner.zone)
    return Replies(say=(said,), also=notices.opened(owner.rulebase, card, owner.zone))


async def listing(event_update: Update, owner: Owner) -> None:
    """我的事项."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        return Replies(edit=views.listing(who.t, owner.rulebase, cases_of_firm(uow, who.person)))

    await owner.act(event_update, act)


async def show(event_update: Update, owner: Owner, press: Press) -> None:
    """One case with its steps; whoever was asked to add something is no longer."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        _stop_asking(uow, who)
        card = _loaded(owner, uow, who, press.number())
        view = views.card(who.t, owner.rulebase, card, owner.zone)
        # What an officer wrote stays as it is: people look for it again.
        return Replies(say=(view,)) if press.args[1:] else Replies(edit=view)

    await owner.act(event_update, act)


async def ask_note(event_update: Update, owner: Owner, press: Press) -> None:
    """补充说明: what is to be added? A case that is over is shown instead."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        card = _loaded(owner, uow, who, press.number())
        if card.status in DONE:
            return Replies(edit=views.card(who.t, owner.rulebase, card, owner.zone))
        ask(uow, BOT, who.person.chat_id, OpenQuestion(NOTE_KIND, str(card.id)))
        return Replies(say=(views.ask_note(who.t, card),))

    await owner.act(event_update, act)


async def noted(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """What was added goes to the officer."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        if len(text) > TEXT_MOST:
            return Replies(say=(views.too_long(who.t, len(text)),))
        card = acts.add_note(uow, owner.ground, who.person, int(question.subject), text)
        close_question(uow, BOT, who.person.chat_id)
        told = _noted(uow, question, card, text)
        return Replies(say=(views.noted(who.t, card, text),), also=told)

    await owner.act(event_update, act)


def add(owner: Owner, uow: UnitOfWork, who: Speaker, case_id: int, text: str) -> Replies:
    """An answer to a message about a case: it goes to the officer."""
    if len(text) > TEXT_MOST:
        return Replies(say=(views.too_long(who.t, len(text)),))
    card = acts.add_note(uow, owner.ground, who.person, case_id, text)
    return Replies(say=(views.noted(who.t, card, text),), also=notices.noted(card, text))


async def confirm(event_update: Update, owner: Owner, press: Press) -> None:
    """已解决: it is over."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        if before := again(owner, uow, who, press.number(), CaseAct.CONFIRM):
            return before
        card = acts.confirm_case(uow, owner.ground, who.person, press.number())
        return Replies(
            edit=views.card(who.t, owner.rulebase, card, owner.zone),
            say=(views.confirmed(who.t, card),),
            also=case_verdicts.confirmed(card, by=who.person.chat_id),
        )

    await owner.act(event_update, act)


def again(
    owner: Owner, uow: UnitOfWork, who: Speaker, case_id: int, act: CaseAct
) -> Replies | None:
    """A second tap: the case as it stands, and no alarm; None if it is the first."""
    card = judged_already(uow, owner.rulebase, who.person, case_id, act)
    if card is None:
        return None
    view = views.card(who.t, owner.rulebase, card, owner.zone)
    return Replies(edit=view, toast=who.t("已经记下了，不用再点。"))


def waiting_files(question: OpenQuestion | None) -> tuple[int, ...]:
    """The files that came for a case that is still being written."""
    if question is None or question.kind != TEXT_KIND:
        return ()
    return tuple(question.context.get("files", ()))


def _noted(
    uow: UnitOfWork, question: OpenQuestion, card: CaseCard, text: str
) -> tuple[Notice, ...]:
    """Who hears of a note: if it says why a case left a common issue, whoever minds that, too."""
    answer = question.context.get(PARTED)
    if answer is None:
        return notices.noted(card, text)
    return tuple(issue_notices.parted_words(parted_from(uow, card, int(answer)), text))


def _loaded(owner: Owner, uow: UnitOfWork, who: Speaker, case_id: int) -> CaseCard:
    return card_of(uow, owner.rulebase, case_for_firm(uow, who.person, case_id))


def _stop_asking(uow: UnitOfWork, who: Speaker) -> None:
    """Looking at a case ends what was asked about cases; other questions stay open."""
    chat_id = who.person.chat_id
    question = open_question(uow, BOT, chat_id)
    if question is not None and question.kind in {*ANSWERS, withdrawing.KIND}:
        close_question(uow, BOT, chat_id)


def _record(owner: Owner, press: Press) -> Record | None:
    """The policy that the button names, if it names one.

    Raises:
        Stale: There is no such policy any more.
    """
    if not press.args:
        return None
    if press.word() not in owner.rulebase.records:
        raise Stale(StaleCode.CHANGED)
    return owner.rulebase.records[press.word()]


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "case:new": new,
    "case:about": new,
    "case:list": listing,
    "case:show": show,
    "case:note": ask_note,
    "case:confirm": confirm,
}
ANSWERS: Final[Mapping[str, Answer]] = {TEXT_KIND: told, NOTE_KIND: noted}
