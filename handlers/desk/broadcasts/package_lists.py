"""The lists of a package: counted before it is approved, and one of them as an example."""

import asyncio
from typing import Final

from telegram import Update

from bot.domain.errors import Refusal
from bot.services.audiences.verdicts import ToJudge
from bot.services.broadcasts.broadcasts import BroadcastCard
from bot.services.packages.broadcasts import example_profile, package_to_count, same_audience
from bot.services.packages.counts import Counting, PackageCount, keep_count, read_package_batch
from bot.services.packages.packing import package_for
from bot.services.staff.officers import officer_of
from bot.store.broadcasts.broadcasts import BroadcastRecord
from bot.store.uow import UnitOfWork
from handlers.desk.context import Clerk, Desk
from handlers.notices.packages import listed
from handlers.press import Press
from handlers.tongue import Tongue

BATCH: Final = 500
Counted = tuple[BroadcastRecord, PackageCount] | None
"""What was counted outside of the act, and of which broadcast; None if there was nothing to."""


async def counted(desk: Desk, update: Update, press: Press) -> Counted:
    """Judge the firms of a package's audience, batch by batch, in no transaction that lasts."""
    record = await desk.app.read(lambda uow: _to_count(desk, uow, update, press))
    if record is None:
        return None
    counting, sum_of, after = Counting(desk.rulebase, record.region), PackageCount(), 0
    while True:
        batch = await _next(desk, record, after)
        if batch is None:
            return record, sum_of
        sum_of += await asyncio.to_thread(counting.of, batch)
        after = batch.last


async def _next(desk: Desk, record: BroadcastRecord, after: int) -> ToJudge | None:
    return await desk.app.read(
        lambda uow: read_package_batch(uow, desk.ground, record, after=after, most=BATCH)
    )


def keep_counted(uow: UnitOfWork, found: Counted) -> None:
    """Keep what was counted, if the broadcast still is for the same firms."""
    if found is not None and same_audience(uow, found[0]):
        keep_count(uow, *found)


def example_of(
    desk: Desk, uow: UnitOfWork, who: Clerk, card: BroadcastCard, language: str
) -> tuple[str, str] | None:
    """The name and the list of one of its firms; None if there is none, or no list."""
    if card.record.content.package is None or not (card.own or card.approves):
        return None
    profile = example_profile(uow, desk.ground, who.officer, card.record)
    if profile is None:
        return None
    day = uow.now.astimezone(desk.zone).date()
    package = package_for(desk.rulebase, profile, day)
    return profile.firm.name, listed(Tongue(language), package)


def _to_count(desk: Desk, uow: UnitOfWork, update: Update, press: Press) -> BroadcastRecord | None:
    """None if there is nothing to count, or the act will refuse it anyway."""
    try:
        officer = officer_of(uow, int(desk.app.turn_of(update).sender_id or 0))
        return package_to_count(uow, officer, press.number())
    except Refusal:
        return None
