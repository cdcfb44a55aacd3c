"""A line of 分派表 step by step, or an example: which problem, sector, rung and unit."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from telegram import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.services.cases.rules import rules_of
from bot.services.staff import route_keeping as acts
from bot.services.staff.invitations import sectors_of
from bot.store.questions import close_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.routing_table import views
from handlers.desk.routing_table.draft import (
    ALL,
    Draft,
    chosen,
    keep_draft,
    open_draft,
    region_named,
)
from handlers.press import Press


async def add(desk: Desk, update: Update, press: Press) -> None:
    """添加: for which kind of problem?"""
    await _begin(desk, update, press, tries=False)


async def attempt(desk: Desk, update: Update, press: Press) -> None:
    """试一试: where would such a case go?"""
    await _begin(desk, update, press, tries=True)


async def category(desk: Desk, update: Update, press: Press) -> None:
    """A kind of problem was chosen, or another page of them."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft, word = open_draft(uow, who), press.word()
        if word == "page":
            return Replies(edit=views.categories(who.t, desk.rulebase, draft, press.number(1)))
        if word != ALL and word not in desk.rulebase.problems:
            raise Stale(StaleCode.CHANGED)
        none = None if sectors_of(desk.rulebase) else ALL
        return _next(desk, uow, who, replace(draft, category=word, sector=none))

    await desk.act(update, act)


async def sector(desk: Desk, update: Update, press: Press) -> None:
    """A sector was chosen."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft, word = open_draft(uow, who), press.word()
        if word != ALL and word not in sectors_of(desk.rulebase):
            raise Stale(StaleCode.CHANGED)
        return _next(desk, uow, who, replace(draft, sector=word))

    await desk.act(update, act)


async def level(desk: Desk, update: Update, press: Press) -> None:
    """A rung was chosen."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        return _next(desk, uow, who, replace(open_draft(uow, who), level=press.number()))

    await desk.act(update, act)


async def unit(desk: Desk, update: Update, press: Press) -> None:
    """A unit was chosen, or another page of them: what does the line do?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = open_draft(uow, who)
        if press.word() == "page":
            units = acts.units_for(uow, who.officer, draft.region)
            return Replies(edit=views.units(who.t, draft, units, press.number(1)))
        return _next(desk, uow, who, replace(draft, unit_id=press.number()))

    await desk.act(update, act)


async def _begin(desk: Desk, update: Update, press: Press, *, tries: bool) -> None:
    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = keep_draft(uow, who, Draft(region_named(uow, who, press), tries=tries))
        return Replies(edit=views.categories(who.t, desk.rulebase, draft, 0))

    await desk.act(update, act)


def _next(desk: Desk, uow: UnitOfWork, who: Clerk, draft: Draft) -> Replies:
    """What is asked next, or what the line does."""
    t, rules = who.t, desk.rulebase
    keep_draft(uow, who, draft)
    if draft.sector is None:
        return Replies(edit=views.sectors(t, rules, draft, sorted(sectors_of(rules))))
    if draft.tries:
        return Replies(edit=_tried(desk, uow, who, draft))
    if draft.level is None:
        levels = rules_of(rules, draft.region).levels
        return Replies(edit=views.levels(t, rules, draft, levels))
    units = acts.units_for(uow, who.officer, draft.region)
    if draft.unit_id is None:
        return Replies(edit=views.units(t, draft, units, 0))
    found = next((each for each in units if each.id == draft.unit_id), None)
    if found is None:
        raise Stale(StaleCode.CHANGED)
    effect = acts.effect_of_adding(uow, rules, who.officer, draft.line())
    keep_draft(uow, who, replace(draft, ready=True))
    return Replies(edit=views.effect(t, rules, draft.line(), found.name, effect, add=True))


def _tried(desk: Desk, uow: UnitOfWork, who: Clerk, draft: Draft) -> View:
    category_, sector_ = chosen(draft.category), chosen(draft.sector)
    example = acts.example_of(uow, desk.rulebase, who.officer, draft.region, category_, sector_)
    close_question(uow, BOT, who.officer.chat_id)
    return views.example(who.t, desk.rulebase, draft.region, category_, sector_, example)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "route:add": add,
    "route:try": attempt,
    "route:kind": category,
    "route:sector": sector,
    "route:level": level,
    "route:unit": unit,
}
