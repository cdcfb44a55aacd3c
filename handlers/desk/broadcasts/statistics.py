"""统计: a broadcast in figures, as a picture and as a spreadsheet; who is silent, town by town."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from telegram import Update

from bot.charts.drawing import draw
from bot.domain.errors import Refusal
from bot.domain.speech import OutFile, Replies
from bot.services.broadcasts.chasing import hand_now
from bot.services.broadcasts.figures import card_of
from bot.services.broadcasts.silent import own_silent
from bot.services.broadcasts.statistics import ledger_of, statistics_of
from bot.services.broadcasts.towns import towns_of
from bot.services.staff.officers import officer_of
from bot.sheets.writing import write_book
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import statistics_views as views
from handlers.desk.broadcasts.ledger_sheet import ledger_sheet
from handlers.desk.broadcasts.statistics_chart import chart_of
from handlers.desk.context import Clerk, Desk, HandlePress, clerk_of
from handlers.notices.broadcast_chases import afterwards_of
from handlers.press import Press

T = TypeVar("T")


async def show(desk: Desk, update: Update, press: Press) -> None:
    """统计."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        found = statistics_of(uow, who.officer, press.number())
        return Replies(edit=views.statistics(who.t, found, desk.zone))

    await desk.act(update, act)


async def picture(desk: Desk, update: Update, press: Press) -> None:
    """看图表: drawn in a thread, outside of the act, because that takes long."""
    chart = await _looked(
        desk,
        update,
        lambda uow, who: chart_of(
            who.t, statistics_of(uow, who.officer, press.number()), desk.zone
        ),
    )
    content = b"" if chart is None else await asyncio.to_thread(draw, chart)

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = card_of(uow, who.officer, press.number())
        file = OutFile(f"{card.record.id}.png", content, kind="photo")
        return Replies(say=(views.picture(who.t, card, file),))

    await desk.act(update, act)


async def ledger(desk: Desk, update: Update, press: Press) -> None:
    """导出台账: a spreadsheet, written in a thread for the same reason."""
    found = await _looked(
        desk,
        update,
        lambda uow, who: (who.t, ledger_of(uow, who.officer, press.number()), uow.now),
    )
    content = b""
    if found is not None:
        t, (_, rows), now = found
        sheet = ledger_sheet(t, rows)
        content = await asyncio.to_thread(write_book, [sheet], zone=desk.zone, made_at=now)
    count = 0 if found is None else len(found[1][1])

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = card_of(uow, who.officer, press.number())
        file = OutFile(views.ledger_name(who.t, card), content)
        return Replies(say=(views.ledger(who.t, card, file, count),))

    await desk.act(update, act)


async def towns(desk: Desk, update: Update, press: Press) -> None:
    """按乡镇看, for who steers it and for headquarters."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        record, found = towns_of(uow, desk.ground, who.officer, press.number())
        page = press.number(1) if press.args[1:] else 0
        return Replies(edit=views.towns(who.t, record, found, page))

    await desk.act(update, act)


async def hand(desk: Desk, update: Update, press: Press) -> None:
    """现在发名单: each officer hears of their silent firms."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        number, times = press.number(), press.number(1)
        after = afterwards_of(desk.ground)
        handed = hand_now(uow, after, who.officer, number, times)
        found = statistics_of(uow, who.officer, number)
        said = views.handed(who.t, handed)
        return Replies(edit=views.statistics(who.t, found, desk.zone, said))

    await desk.act(update, act)


async def mine(desk: Desk, update: Update, press: Press) -> None:
    """看名单: an officer's own firms that have not confirmed, as it is now."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        page = press.number(1) if press.args[1:] else 0
        return Replies(edit=views.mine(who.t, own_silent(uow, who.officer, press.number(), page)))

    await desk.act(update, act)


async def _looked(desk: Desk, update: Update, look: Callable[[UnitOfWork, Clerk], T]) -> T | None:
    """What is needed before the act; None if the act will refuse it anyway."""

    def read(uow: UnitOfWork) -> T | None:
        try:
            officer = officer_of(uow, int(desk.app.turn_of(update).sender_id or 0))
            return look(uow, clerk_of(uow, officer))
        except Refusal:
            return None

    return await desk.app.read(read)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "bc:stats": show,
    "bc:chart": picture,
    "bc:sheet": ledger,
    "bc:towns": towns,
    "bc:mine": mine,
    "bc:hand": hand,
}
