"""定时: a broadcast is to begin at a moment; it is moved, or its moment passes unapproved."""

from datetime import datetime

from sqlalchemy import and_

from bot.domain.broadcast_refusals import BroadcastCode, BroadcastRefusal
from bot.domain.broadcasts import BroadcastAct, BroadcastState
from bot.services.broadcasts.cards import BroadcastCard, card_for
from bot.services.broadcasts.doors import own_broadcast
from bot.services.broadcasts.news import Tell, tell
from bot.services.broadcasts.versions import edited, unapproved
from bot.store.audit import note
from bot.store.broadcasts.broadcasts import (
    BROADCAST,
    BroadcastRecord,
    broadcasts_where,
    change_broadcast,
)
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork

AT_ONCE = 20
"""So many whose moment has passed are dealt with in one transaction."""


def put_time(
    uow: UnitOfWork, officer: OfficerCard, broadcast_id: int, starts_at: datetime | None
) -> BroadcastCard:
    """Say when it begins. What was handed in, or approved and has not begun, is a draft again.

    Args:
        starts_at: Aware; None: as soon as it is approved and its hold is over.

    Raises:
        BroadcastRefusal: It has begun or is over, or that moment has passed.
        NotYours: No such broadcast, or somebody else's.
    """
    before = own_broadcast(uow, officer, broadcast_id, BroadcastAct.SCHEDULE)
    if starts_at is not None and starts_at <= uow.now:
        raise BroadcastRefusal(BroadcastCode.PAST, number=broadcast_id, starts_at=starts_at)
    if starts_at == before.starts_at:
        return card_for(uow, officer, before)
    change_broadcast(uow, broadcast_id, starts_at=starts_at)
    return edited(uow, officer, before, "schedule")


def drop_unapproved(uow: UnitOfWork, missed: Tell) -> None:
    """What nobody approved before its moment is a draft again, and its author hears of it."""
    late = and_(BROADCAST.c.state == BroadcastState.SUBMITTED, BROADCAST.c.starts_at <= uow.now)
    for each in broadcasts_where(uow, late, limit=AT_ONCE):
        miss(uow, each, missed)


def miss(uow: UnitOfWork, broadcast: BroadcastRecord, missed: Tell) -> None:
    """Its moment lies too far back to be true: nobody gets it before it is handed in anew."""
    author = officer_by_id(uow, broadcast.author_id)
    tell(uow, card_for(uow, author, broadcast), [author], missed, "missed")
    values = unapproved(BroadcastState.DRAFT)
    change_broadcast(uow, broadcast.id, **values, version=broadcast.version + 1)
    note(uow, actor="system", act="broadcast:miss", subject=f"broadcast:{broadcast.id}")
