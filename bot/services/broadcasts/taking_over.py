"""A change is fanned out: it ends the one before, and goes to whoever its ledger names."""

from bot.domain.broadcast_changes import Change, Kind
from bot.domain.broadcasts import BroadcastState
from bot.services.broadcasts.steering import cancel_unsent
from bot.services.broadcasts.versions import goes_to_rest
from bot.store.audit import note
from bot.store.broadcasts.broadcasts import (
    BroadcastRecord,
    broadcast_by_id,
    change_broadcast,
    copy_file,
)
from bot.store.broadcasts.earlier import last_earlier, list_earlier
from bot.store.uow import UnitOfWork

GOING = frozenset({BroadcastState.SENDING, BroadcastState.PAUSED})


def begin_over(uow: UnitOfWork, change: Change, broadcast_id: int) -> None:
    """Keep whether the one before is still being sent, and what Telegram knows of its file."""
    before = broadcast_by_id(uow, change.corrects)
    change_broadcast(uow, broadcast_id, takes_over=goes_to_rest(change, before))
    if before.content.file_id == broadcast_by_id(uow, broadcast_id).content.file_id:
        copy_file(uow, before.id, broadcast_id)


def take_over(uow: UnitOfWork, broadcast: BroadcastRecord, before: BroadcastRecord) -> bool:
    """End the one before, of which all who were to get it are written down.

    Returns:
        Whether there is another step now; what is in a sender's hand is waited for.
    """
    if before.state in GOING:
        return _end(uow, before)
    if before.finished_at is None:
        return False
    change_broadcast(uow, broadcast.id, last_person=last_earlier(uow.connection, before.id))
    return True


def list_change(
    uow: UnitOfWork, broadcast: BroadcastRecord, change: Change, most: int, last: int
) -> bool:
    """Write down the next who have the one before, or waited for it."""
    upto = min(broadcast.listed_to + most, last)
    list_earlier(
        uow.connection,
        broadcast.id,
        change.corrects,
        rest=broadcast.takes_over and change.kind is Kind.CORRECTION,
        after=broadcast.listed_to,
        upto=upto,
    )
    change_broadcast(uow, broadcast.id, listed_to=upto)
    return True


def _end(uow: UnitOfWork, before: BroadcastRecord) -> bool:
    change_broadcast(uow, before.id, state=BroadcastState.CANCELLED, quiet_until=None)
    cancel_unsent(uow, before)
    note(uow, actor="system", act="broadcast:taken_over", subject=f"broadcast:{before.id}")
    return True
