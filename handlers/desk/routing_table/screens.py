"""分派表: the lines of a region, tried, added step by step, taken out, each with its reason."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from telegram import Update

from bot.domain.errors import BadAnswer, NotYours, Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.services.cases.rules import rules_of
from bot.services.staff import route_keeping as acts
from bot.services.staff.invitations import sectors_of
from bot.store.questions import close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.routing_table import views
from handlers.desk.routing_table.draft import (
    ALL,
    Draft,
    chosen,
    draft_of,
    keep_draft,
    open_draft,
    token,
)
from handlers.press import Press


async def regions(desk: Desk, update: Update, _: Press) -> None:
    """分派表: of which region? Of the only one at once."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        _stop_asking(uow, who)
        own = acts.regions_kept(uow, who.officer)
        if not own:
            raise NotYours("route")
        if len(own) == 1:
            return Replies(edit=_table(desk, uow, who, own[0]))
        named = [(token(each), each) for each in own]
        return Replies(edit=views.regions(who.t, desk.rulebase, named))

    await desk.act(update, act)


async def table(desk: Desk, update: Update, press: Press) -> None:
    """The lines of a region, page by page."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        _stop_asking(uow, who)
        page = press.number(1) if press.args[1:] else 0
        return Replies(edit=_table(desk, uow, who, _region(uow, who, press), page))

    await desk.act(update, act)


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


async def line(desk: Desk, update: Update, press: Press) -> None:
    """One line: what would taking it out do?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = acts.line_of(uow, who.officer, press.number())
        effect = acts.effect_of_striking(uow, desk.rulebase, who.officer, card.id)
        draft = Draft(
            card.region, card.category or ALL, card.sector or ALL, card.level, card.unit.id
        )
        keep_draft(uow, who, replace(draft, strike=card.id, ready=True))
        view = views.effect(who.t, desk.rulebase, draft.line(), card.unit.name, effect, add=False)
        return Replies(edit=view)

    await desk.act(update, act)


async def usual(desk: Desk, update: Update, _: Press) -> None:
    """按日常分工: the reason that most have."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = open_draft(uow, who)
        if not draft.ready:
            raise Stale(StaleCode.CHANGED)
        return Replies(edit=_carried_out(desk, uow, who, draft, who.t("日常分工")))

    await desk.act(update, act)


async def history(desk: Desk, update: Update, press: Press) -> None:
    """历史: what was changed, by whom and why."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        region = _region(uow, who, press)
        found = acts.changes_of(uow, who.officer, region)
        return Replies(edit=views.history(who.t, desk.rulebase, token(region), found, desk.zone))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as the reason; None if none was asked for. A bad one is asked for again."""
    draft = draft_of(open_question(uow, BOT, who.officer.chat_id))
    if draft is None or not draft.ready:
        return None
    try:
        return Replies(say=(_carried_out(desk, uow, who, draft, text),))
    except BadAnswer:
        return Replies(say=(views.bad_reason(who.t, token(draft.region)),))


async def _begin(desk: Desk, update: Update, press: Press, *, tries: bool) -> None:
    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = keep_draft(uow, who, Draft(_region(uow, who, press), tries=tries))
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


def _carried_out(desk: Desk, uow: UnitOfWork, who: Clerk, draft: Draft, reason: str) -> View:
    if draft.strike is not None:
        acts.strike_line(uow, who.officer, draft.strike, reason)
        said = who.t("✅ 已删除这一行，有审计记录。")
    else:
        acts.add_line(uow, desk.rulebase, who.officer, draft.line(), reason)
        said = who.t("✅ 已添加，从现在起的新事项和上报按它走。")
    close_question(uow, BOT, who.officer.chat_id)
    return _table(desk, uow, who, draft.region, before=said)


def _table(
    desk: Desk, uow: UnitOfWork, who: Clerk, region: str, page: int = 0, before: str | None = None
) -> View:
    found = acts.lines_of(uow, who.officer, region)
    return views.table(who.t, desk.rulebase, region, found, page, before)


def _region(uow: UnitOfWork, who: Clerk, press: Press) -> str:
    """The region that a button names.

    Raises:
        NotYours: None of theirs.
    """
    own = acts.regions_kept(uow, who.officer)
    found = next((each for each in own if token(each) == press.word()), None)
    if found is None:
        raise NotYours("route")
    return found


def _stop_asking(uow: UnitOfWork, who: Clerk) -> None:
    if draft_of(open_question(uow, BOT, who.officer.chat_id)) is not None:
        close_question(uow, BOT, who.officer.chat_id)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "route:all": regions,
    "route:table": table,
    "route:add": add,
    "route:try": attempt,
    "route:kind": category,
    "route:sector": sector,
    "route:level": level,
    "route:unit": unit,
    "route:line": line,
    "route:usual": usual,
    "route:past": history,
}
