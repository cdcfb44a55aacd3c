"""转办、裁定、交给同事, and to which unit a refused case should go: whose it is from now on."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from telegram import Update

from bot.domain.case_states import CaseAct
from bot.domain.speech import Notice, Replies
from bot.services.cases import choices
from bot.services.cases import handling as acts
from bot.services.cases.cards import CaseCard
from bot.services.cases.cases import case_ready_for
from bot.services.cases.doors import case_for_officer
from bot.services.cases.taking import is_theirs_to_work
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.desk.cases import moving_views as views
from handlers.desk.cases.handling import RULE_KIND, loaded
from handlers.desk.cases.views import card as card_view
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.notices import case_handling as notices
from handlers.press import Press
from handlers.tongue import Html, lines


async def to_whom(desk: Desk, update: Update, press: Press) -> None:
    """退单: whose is it instead? The reason is asked for after that."""
    await _units(desk, update, press, "case:return", CaseAct.RETURN)


async def assign_to(desk: Desk, update: Update, press: Press) -> None:
    """转办: to which unit?"""
    await _units(desk, update, press, "case:assign", CaseAct.ASSIGN)


async def rule_for(desk: Desk, update: Update, press: Press) -> None:
    """裁定: which unit is it to be?"""
    await _units(desk, update, press, "case:rule", CaseAct.RULE)


async def _units(desk: Desk, update: Update, press: Press, then: str, wanted: CaseAct) -> None:
    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = case_ready_for(uow, desk.ground, who.officer, press.number(), wanted)
        record = case_for_officer(uow, who.officer, card.id)
        own = who.officer if wanted is CaseAct.RETURN else None
        units = choices.other_units(uow, own, record)
        if not units:
            ways = choices.ways_on(uow, desk.rulebase, record, who.officer.id)
            return Replies(edit=views.no_unit(who, card, ways))
        page = press.number(1) if press.args[1:] else 0
        return Replies(edit=views.units(who.t, card, units, then, page))

    await desk.act(update, act)


async def assign(desk: Desk, update: Update, press: Press) -> None:
    """转办 to this unit."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        case_id, unit_id = press.number(), press.number(1)
        before = loaded(desk, uow, who, case_id).officers
        card = acts.assign_case(uow, desk.ground, who.officer, case_id, unit_id)
        by = who.officer.chat_id
        told = (*notices.assigned(card, by), *notices.moved_away(card, before, by))
        return _shown(desk, uow, who, card, told)

    await desk.act(update, act)


async def rule(desk: Desk, update: Update, press: Press) -> None:
    """裁定 for this unit: why?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = case_ready_for(uow, desk.ground, who.officer, press.number(), CaseAct.RULE)
        record = case_for_officer(uow, who.officer, card.id)
        unit = choices.named_unit(uow, None, record, press.number(1))
        question = OpenQuestion(RULE_KIND, str(card.id), {"unit": unit.id})
        ask(uow, BOT, who.officer.chat_id, question)
        return Replies(say=(views.ask_ruling(who.t, card, unit),))

    await desk.act(update, act)


async def to_colleague(desk: Desk, update: Update, press: Press) -> None:
    """交给同事: to whom?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = case_ready_for(uow, desk.ground, who.officer, press.number(), CaseAct.ASSIGN)
        record = case_for_officer(uow, who.officer, card.id)
        found = choices.colleagues(uow, who.officer, record)
        if not found:
            ways = choices.ways_on(uow, desk.rulebase, record, who.officer.id)
            return Replies(edit=views.no_colleague(who, card, ways))
        return Replies(edit=views.colleagues(who.t, card, found))

    await desk.act(update, act)


async def hand_over(desk: Desk, update: Update, press: Press) -> None:
    """交给这位同事."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        case_id, colleague_id = press.number(), press.number(1)
        before = loaded(desk, uow, who, case_id).holder
        card, to = acts.hand_over(uow, desk.ground, who.officer, case_id, colleague_id)
        told = (
            *notices.handed_over(desk.rulebase, card, to.chat_id),
            *notices.passed_on(card, before, who.officer.id, to.name),
        )
        said = views.handed(who.t, to, choices.unit_of_colleague(uow, to))
        return _shown(desk, uow, who, card, told, said)

    await desk.act(update, act)


def _shown(
    desk: Desk,
    uow: UnitOfWork,
    who: Clerk,
    card: CaseCard,
    told: Iterable[Notice],
    said: Html | None = None,
) -> Replies:
    """The card as it is now; `said`: what happened just now."""
    works = is_theirs_to_work(uow, who.officer, card.id)
    view = card_view(who, desk.rulebase, card, desk.zone, works=works)
    whole = view if said is None else replace(view, html=lines(said, "", Html(view.html)))
    return Replies(edit=whole, also=tuple(told))


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "case:refuse": to_whom,
    "case:move": assign_to,
    "case:assign": assign,
    "case:judge": rule_for,
    "case:rule": rule,
    "case:pass": to_colleague,
    "case:give": hand_over,
}
