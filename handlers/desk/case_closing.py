"""回访、核查、销号: the inspectors' part."""

from collections.abc import Callable, Mapping
from typing import Final

from telegram import Update

from bot.domain.case_states import TEXT_MOST, CaseAct
from bot.domain.speech import Notice, Replies
from bot.services import case_closing as acts
from bot.services.case_cards import CaseCard
from bot.services.case_lists import cases_to_check
from bot.services.cases import case_ready_for
from bot.services.errands import Ground
from bot.store.officers import OfficerCard
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk import case_closing_views as views
from handlers.desk.case_views import too_long
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.notices import case_closing as notices
from handlers.press import Press

KINDS: Final[Mapping[str, CaseAct]] = {
    "case_check": CaseAct.CHECK,
    "case_fault": CaseAct.FAULT,
    "case_miss": CaseAct.MISS,
}
_Act = Callable[[UnitOfWork, Ground, OfficerCard, int, str], CaseCard]
_ACTS: Final[Mapping[CaseAct, _Act]] = {
    CaseAct.CHECK: acts.close_case,
    CaseAct.FAULT: acts.reopen_case,
    CaseAct.MISS: acts.missed_call,
}


async def waiting(desk: Desk, update: Update, _: Press) -> None:
    """待回访核查: what waits for an inspector, earliest due first."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        found = cases_to_check(uow, who.officer)
        return Replies(edit=views.waiting(who.t, desk.rulebase, found, desk.zone))

    await desk.act(update, act)


async def ask_check(desk: Desk, update: Update, press: Press) -> None:
    """核查通过，销号: what was found?"""
    await _words(desk, update, press, "case_check")


async def ask_fault(desk: Desk, update: Update, press: Press) -> None:
    """没有解决，重开: what is still wrong?"""
    await _words(desk, update, press, "case_fault")


async def ask_miss(desk: Desk, update: Update, press: Press) -> None:
    """没打通: when and how was it tried?"""
    await _words(desk, update, press, "case_miss")


async def _words(desk: Desk, update: Update, press: Press, kind: str) -> None:
    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = case_ready_for(uow, desk.ground, who.officer, press.number(), KINDS[kind])
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(kind, str(card.id)))
        return Replies(say=(views.ask_found(who.t, card, KINDS[kind]),))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as what was found; None if nothing was asked."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind not in KINDS:
        return None
    if len(text) > TEXT_MOST:
        return Replies(say=(too_long(who.t, len(text)),))
    close_question(uow, BOT, who.officer.chat_id)
    act = KINDS[question.kind]
    card = _ACTS[act](uow, desk.ground, who.officer, int(question.subject), text)
    return Replies(say=(views.done(who.t, card, act),), also=_told(desk, card, act))


def _told(desk: Desk, card: CaseCard, act: CaseAct) -> tuple[Notice, ...]:
    if act is CaseAct.MISS:
        return ()
    if act is CaseAct.CHECK:
        return tuple(notices.closed(card))
    return tuple(notices.faulted(desk.rulebase, card))


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "case:checks": waiting,
    "case:check": ask_check,
    "case:fault": ask_fault,
    "case:miss": ask_miss,
}
