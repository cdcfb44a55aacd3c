"""What can be done while it is sent: pause, resume, cancel."""

from bot.domain.broadcasts import BroadcastAct, BroadcastState, Urgency
from bot.services.broadcasts.cards import BroadcastCard, card_for
from bot.services.broadcasts.doors import audit, broadcast_to_steer
from bot.services.duties.errands import Ground
from bot.store.broadcasts.broadcasts import BroadcastRecord, broadcast_by_id, change_broadcast
from bot.store.broadcasts.letters import cancel_letters, hold_letters, release_letters
from bot.store.broadcasts.recipients import cancel_unqueued
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork


def pause(uow: UnitOfWork, officer: OfficerCard, broadcast_id: int) -> BroadcastCard:
    """暂停: nothing more goes, but what is being sent at this moment.

    Raises:
        BroadcastRefusal: It is not being sent.
        NotYours: No such broadcast, or none of theirs.
    """
    broadcast_to_steer(uow, officer, broadcast_id, BroadcastAct.PAUSE)
    hold_letters(uow.connection, broadcast_id)
    change_broadcast(uow, broadcast_id, state=BroadcastState.PAUSED, quiet_until=None)
    audit(uow, officer, "pause", broadcast_id)
    return _card(uow, officer, broadcast_id)


def resume(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, broadcast_id: int
) -> BroadcastCard:
    """继续: it goes on where it stood; in quiet hours after them, unless it is urgent.

    Raises:
        BroadcastRefusal: It is not paused.
        NotYours: No such broadcast, or none of theirs.
    """
    paused = broadcast_to_steer(uow, officer, broadcast_id, BroadcastAct.RESUME)
    quiet = ground.quiet_of(paused.region)
    silent = paused.urgency is Urgency.NOTICE and quiet.contains(uow.now)
    if not silent:
        release_letters(uow.connection, broadcast_id)
    until = quiet.end_after(uow.now) if silent else None
    change_broadcast(uow, broadcast_id, state=BroadcastState.SENDING, quiet_until=until)
    audit(uow, officer, "resume", broadcast_id)
    return _card(uow, officer, broadcast_id)


def cancel(uow: UnitOfWork, officer: OfficerCard, broadcast_id: int) -> BroadcastCard:
    """取消: whoever has not got it does not get it; what is being sent still arrives.

    Raises:
        BroadcastRefusal: It is over, or can still be stopped.
        NotYours: No such broadcast, or none of theirs.
    """
    before = broadcast_to_steer(uow, officer, broadcast_id, BroadcastAct.CANCEL)
    values = {"state": BroadcastState.CANCELLED, "quiet_until": None}
    if before.begun_at is None:
        change_broadcast(uow, broadcast_id, **values, finished_at=uow.now)
    else:
        change_broadcast(uow, broadcast_id, **values)
        cancel_unsent(uow, before)
    audit(uow, officer, "cancel", broadcast_id)
    return _card(uow, officer, broadcast_id)


def cancel_unsent(uow: UnitOfWork, broadcast: BroadcastRecord) -> None:
    """Nothing more of it goes, but what is being sent at this moment."""
    cancel_letters(uow.connection, broadcast.id)
    cancel_unqueued(uow.connection, broadcast.id, broadcast.queued_to)


def _card(uow: UnitOfWork, officer: OfficerCard, broadcast_id: int) -> BroadcastCard:
    return card_for(uow, officer, broadcast_by_id(uow, broadcast_id))
