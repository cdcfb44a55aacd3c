"""周调度 at any time: the open cases one by one, and how others were rated."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.digests.dispatches import DispatchCard, dispatch_for
from bot.services.digests.linked import linked_dispatch
from bot.services.digests.week_ratings import rated_for
from bot.store.uow import UnitOfWork
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.desk.digests import sheets as digest_sheets
from handlers.desk.digests import views
from handlers.desk.digests.digests import is_headed
from handlers.notices.dispatches import dispatch_view
from handlers.press import Press


async def week(desk: Desk, update: Update, press: Press) -> None:
    """周调度, page by page."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = _week(desk, uow, who, press, press.number(1))
        view = dispatch_view(who.t, desk.rulebase, desk.zone, card)
        day = views.day_button(who.t, card.post_id)
        if card.headed:
            day = views.region_button(who.t, desk.rulebase, card.post_id, card.scope)
        return Replies(edit=views.with_ways(who.t, view, day))

    await desk.act(update, act)


async def linked(desk: Desk, update: Update, press: Press) -> None:
    """周调度 of the firms that somebody looks after: its pages turn in place."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = linked_dispatch(uow, desk.ground, who.officer, press.number(), press.number(1))
        view = dispatch_view(who.t, desk.rulebase, desk.zone, card)
        return Replies(edit=views.with_ways(who.t, view))

    await desk.act(update, act)


async def stars(desk: Desk, update: Update, press: Press) -> None:
    """The rated cases of a week: beside it; their pages turn in place."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        turns, headed = bool(press.args[1:]), is_headed(press)
        page = press.number(1) if turns else 0
        card = _week(desk, uow, who, press)
        found = rated_for(uow, desk.ground, who.officer, card.post_id, page, headed=headed)
        view = views.rated(who.t, desk.rulebase, desk.zone, card, found)
        return Replies(edit=view) if turns else Replies(say=(view,))

    await desk.act(update, act)


async def table(desk: Desk, update: Update, press: Press) -> None:
    """导出调度表."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = _week(desk, uow, who, press)
        return Replies(say=(digest_sheets.week_file(desk, uow, who, card),))

    await desk.act(update, act)


def _week(desk: Desk, uow: UnitOfWork, who: Clerk, press: Press, page: int = 0) -> DispatchCard:
    headed = is_headed(press)
    card = dispatch_for(uow, desk.ground, who.officer, press.number(), page, headed=headed)
    if card is None:
        raise Stale(StaleCode.CHANGED)
    return card


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "digest:week": week,
    "digest:stars": stars,
    "digest:table": table,
    "headed:week": week,
    "linked:week": linked,
    "headed:stars": stars,
    "headed:table": table,
}
