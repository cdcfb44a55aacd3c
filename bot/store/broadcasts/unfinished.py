"""Broadcasts with which something is still to be done."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, and_, false, func, or_, select

from bot.domain.broadcasts import OVER, UNDER_WAY, BroadcastState
from bot.store.broadcasts.broadcasts import BroadcastRecord, record_of
from bot.store.broadcasts.table import BROADCAST
from bot.store.uow import UnitOfWork

_UNFINISHED: Final = or_(
    BROADCAST.c.state.in_(sorted(UNDER_WAY)),
    and_(
        BROADCAST.c.state.in_(sorted(OVER)),
        BROADCAST.c.begun_at.is_not(None),
        BROADCAST.c.followed,
    ),
)


def unfinished(uow: UnitOfWork) -> list[BroadcastRecord]:
    """Approved ones with which something is still to be done, oldest first, held.

    Those in another's hand are passed over: whoever has them works on them.
    """
    rows = select(BROADCAST).where(_UNFINISHED).order_by(BROADCAST.c.id)
    held = rows.with_for_update(skip_locked=True)
    return [record_of(uow, row) for row in uow.connection.execute(held)]


def shown_as(state: BroadcastState, *, quiet: bool = False) -> str:
    """With what `progress_shown` begins when the message says this.

    Args:
        quiet: It waits for the end of quiet hours.
    """
    return f"{state}{'~' if quiet else ''} "


def open_broadcasts(connection: Connection, now: datetime) -> int:
    """With how many something is to be done at this moment, such as saying how they stand."""
    state, shown = BROADCAST.c.state, BROADCAST.c.progress_shown
    later = or_(BROADCAST.c.hold_until > now, BROADCAST.c.quiet_until > now)
    rests = or_(
        and_(state == BroadcastState.HELD, later),
        and_(state == BroadcastState.PAUSED, shown.startswith(shown_as(BroadcastState.PAUSED))),
        and_(
            state == BroadcastState.SENDING,
            later,
            shown.startswith(shown_as(BroadcastState.SENDING, quiet=True)),
        ),
    )
    due = (_UNFINISHED, ~func.coalesce(rests, false()))
    counted = select(func.count()).select_from(BROADCAST).where(*due)
    return int(connection.execute(counted).scalar_one())
