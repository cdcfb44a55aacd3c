"""分派表: the lines of a region, put in and taken out, each with its reason."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from telegram import Update

from bot.domain.errors import BadAnswer, NotYours, Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.services.staff import route_keeping as acts
from bot.store.questions import close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.routing_table import adding, views
from handlers.desk.routing_table.draft import (
    ALL,
    Draft,
    draft_of,
    keep_draft,
    open_draft,
    region_named,
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
        return Replies(edit=_table(desk, uow, who, region_named(uow, who, press), page))

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
        region = region_named(uow, who, press)
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


def _stop_asking(uow: UnitOfWork, who: Clerk) -> None:
    if draft_of(open_question(uow, BOT, who.officer.chat_id)) is not None:
        close_question(uow, BOT, who.officer.chat_id)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    **adding.BUTTONS,
    "route:all": regions,
    "route:table": table,
    "route:line": line,
    "route:usual": usual,
    "route:past": history,
}
