"""退单、上报、请企业补充、内部备注、外部单号: with words; and the date of the next answer."""

from collections.abc import Callable, Mapping
from typing import Final

from telegram import Update

from bot.domain.case_states import REFERENCE_MOST, TEXT_MOST, CaseAct
from bot.domain.speech import Replies, View
from bot.services.cases import handling as acts
from bot.services.cases.cards import CaseCard
from bot.services.cases.cases import case_ready_for, remark_case
from bot.services.cases.choices import named_unit, people_of, rises
from bot.services.cases.doors import case_for_officer
from bot.services.cases.gathering import card_of
from bot.services.cases.promises import promise
from bot.services.cases.references import case_to_refer, refer_case
from bot.services.cases.rules import practice_of
from bot.services.cases.taking import is_theirs_to_work
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.cases import handling_views as views
from handlers.desk.cases.answer_views import too_long
from handlers.desk.cases.buttons import beside
from handlers.desk.cases.next import NEXT_KIND
from handlers.desk.cases.next_views import promised
from handlers.desk.cases.views import card as case_card
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.notices import case_handling as notices
from handlers.press import Press

RETURN_KIND: Final = "case_return"
RULE_KIND: Final = "case_rule"
ESCALATE_KIND: Final = "case_escalate"
ASK_KIND: Final = "case_ask"
REMARK_KIND: Final = "case_remark"
REFER_KIND: Final = "case_refer"


async def more(desk: Desk, update: Update, press: Press) -> None:
    """更多: what else can be done with a case."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        record = case_for_officer(uow, who.officer, press.number())
        card = card_of(uow, desk.rulebase, record)
        above = rises(uow, desk.rulebase, record)
        works = who.in_topic or is_theirs_to_work(uow, who.officer, card.id)
        return Replies(edit=views.more(who if works else beside(who), card, rises=above))

    await desk.act(update, act)


async def ask_reason(desk: Desk, update: Update, press: Press) -> None:
    """退单: why?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = case_ready_for(uow, desk.ground, who.officer, press.number(), CaseAct.RETURN)
        record = case_for_officer(uow, who.officer, card.id)
        unit = named_unit(uow, who.officer, record, press.number(1))
        question = OpenQuestion(RETURN_KIND, str(card.id), {"unit": unit.id})
        ask(uow, BOT, who.officer.chat_id, question)
        most = practice_of(desk.rulebase, card.firm.region).most_returns
        return Replies(say=(views.ask_reason(who.t, card, unit, most),))

    await desk.act(update, act)


async def ask_escalation(desk: Desk, update: Update, press: Press) -> None:
    """上报: why is it beyond this level?"""
    await _words(desk, update, press, CaseAct.ESCALATE, ESCALATE_KIND, views.ask_escalation)


async def ask_question(desk: Desk, update: Update, press: Press) -> None:
    """请企业补充: what is lacking?"""
    await _words(desk, update, press, CaseAct.ASK, ASK_KIND, views.ask_question)


async def _words(
    desk: Desk,
    update: Update,
    press: Press,
    wanted: CaseAct,
    kind: str,
    view: Callable[..., View],
) -> None:
    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = case_ready_for(uow, desk.ground, who.officer, press.number(), wanted)
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(kind, str(card.id)))
        return Replies(say=(view(who.t, card),))

    await desk.act(update, act)


async def next_date(desk: Desk, update: Update, press: Press) -> None:
    """下次答复的日期 (一跟到底)."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        question = open_question(uow, BOT, who.officer.chat_id)
        if question is not None and question.kind == NEXT_KIND:
            close_question(uow, BOT, who.officer.chat_id)
        card, due = promise(uow, desk.ground, who.officer, press.number(), press.day(1))
        told = notices.promised(card, due, desk.zone)
        return Replies(edit=promised(who.t, card, due, desk.zone), also=tuple(told))

    await desk.act(update, act)


async def ask_remark(desk: Desk, update: Update, press: Press) -> None:
    """内部备注: what is to be noted for the desk alone?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = loaded(desk, uow, who, press.number())
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(REMARK_KIND, str(card.id)))
        return Replies(say=(views.ask_remark(who.t, card),))

    await desk.act(update, act)


async def ask_reference(desk: Desk, update: Update, press: Press) -> None:
    """外部单号: how does another platform call it?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = case_to_refer(uow, desk.ground, who.officer, press.number())
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(REFER_KIND, str(card.id)))
        return Replies(say=(views.ask_reference(who.t, card),))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as what was asked for last; None if nothing was asked."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind not in _WRITTEN:
        return None
    if len(text) > TEXT_MOST:
        return Replies(say=(too_long(who.t, len(text)),))
    close_question(uow, BOT, who.officer.chat_id)
    return _WRITTEN[question.kind](desk, uow, who, question, text)


def _return(desk: Desk, uow: UnitOfWork, who: Clerk, question: OpenQuestion, text: str) -> Replies:
    case_id, unit_id = int(question.subject), int(question.context["unit"])
    card = acts.return_case(uow, desk.ground, who.officer, case_id, text, unit_id)
    told = notices.returned(desk.rulebase, card, who.officer.chat_id)
    return Replies(say=(views.returned(who.t, card),), also=tuple(told))


def _rule(desk: Desk, uow: UnitOfWork, who: Clerk, question: OpenQuestion, text: str) -> Replies:
    case_id, unit_id = int(question.subject), int(question.context["unit"])
    card = acts.rule_case(uow, desk.ground, who.officer, case_id, unit_id, text)
    told = tuple(notices.ruled(card, people_of(uow, unit_id), who.officer.chat_id))
    works = is_theirs_to_work(uow, who.officer, case_id)
    return Replies(say=(case_card(who, desk.rulebase, card, desk.zone, works=works),), also=told)


def _escalate(
    desk: Desk, uow: UnitOfWork, who: Clerk, question: OpenQuestion, text: str
) -> Replies:
    card = acts.escalate_case(uow, desk.ground, who.officer, int(question.subject), text)
    told = notices.escalated(desk.rulebase, card, who.officer.chat_id)
    return Replies(say=(views.escalated(who.t, card),), also=tuple(told))


def _ask(desk: Desk, uow: UnitOfWork, who: Clerk, question: OpenQuestion, text: str) -> Replies:
    card = acts.ask_firm(uow, desk.ground, who.officer, int(question.subject), text)
    told = notices.asked(card, desk.zone)
    return Replies(say=(views.asked(who.t, card, desk.zone),), also=tuple(told))


def _remark(desk: Desk, uow: UnitOfWork, who: Clerk, question: OpenQuestion, text: str) -> Replies:
    card = remark_case(uow, desk.ground, who.officer, int(question.subject), text)
    return Replies(say=(views.remarked(who.t, card),))


def _refer(desk: Desk, uow: UnitOfWork, who: Clerk, question: OpenQuestion, text: str) -> Replies:
    case_id = int(question.subject)
    if len(" ".join(text.split())) > REFERENCE_MOST:
        ask(uow, BOT, who.officer.chat_id, question)
        card = case_to_refer(uow, desk.ground, who.officer, case_id)
        return Replies(say=(views.long_reference(who.t, card),))
    card = refer_case(uow, desk.ground, who.officer, case_id, text)
    return Replies(say=(views.referred(who.t, card),))


def loaded(desk: Desk, uow: UnitOfWork, who: Clerk, case_id: int) -> CaseCard:
    """A case that this officer may see.

    Raises:
        NotYours: No such case in their scope.
    """
    return card_of(uow, desk.rulebase, case_for_officer(uow, who.officer, case_id))


_WRITTEN: Final[Mapping[str, Callable[[Desk, UnitOfWork, Clerk, OpenQuestion, str], Replies]]] = {
    RETURN_KIND: _return,
    RULE_KIND: _rule,
    ESCALATE_KIND: _escalate,
    ASK_KIND: _ask,
    REMARK_KIND: _remark,
    REFER_KIND: _refer,
}
BUTTONS: Final[Mapping[str, HandlePress]] = {
    "case:more": more,
    "case:return": ask_reason,
    "case:raise": ask_escalation,
    "case:lack": ask_question,
    "case:next": next_date,
    "case:remark": ask_remark,
    "case:refer": ask_reference,
}
