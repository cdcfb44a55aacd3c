"""What happens by itself: an approved broadcast begins, is fanned out, sent and ended.

Each step is one transaction and leaves in the row how far it came, so that a process that dies
loses and doubles nothing. Who is in the audience is asked once, after the hold: who joins later
does not get it.
"""

from typing import Final

from bot.domain.audiences import Audience
from bot.domain.broadcast_times import is_missed
from bot.domain.broadcasts import BroadcastState, Urgency
from bot.services.audiences.choices import is_known
from bot.services.broadcasts import afterwards
from bot.services.broadcasts.progress import Broadcasting, follow, tell_finished
from bot.services.broadcasts.queueing import queue_more
from bot.services.broadcasts.scheduling import drop_unapproved, miss
from bot.services.broadcasts.steering import cancel_unsent
from bot.services.broadcasts.taking_over import begin_over
from bot.services.broadcasts.trust import approval_stands, tell_used, void
from bot.services.broadcasts.writing_down import audience_of, give_up, note_act, write_down
from bot.services.duties.errands import Ground
from bot.store.broadcasts.broadcasts import BroadcastRecord, broadcast_by_id, change_broadcast
from bot.store.broadcasts.letters import hold_letters, release_letters, unsent_of
from bot.store.broadcasts.recipients import last_person
from bot.store.broadcasts.unfinished import unfinished
from bot.store.uow import UnitOfWork

__all__ = ["Broadcasting", "send_broadcasts"]

LISTED: Final = 5_000
"""So many people are looked at in one transaction."""
QUEUED: Final = 2_000
"""So many messages of one broadcast stand in the outbox at once, a good minute's worth.

What comes after them, such as something urgent, need not wait for all of it; and pausing and
cancelling touch no more rows than that.
"""


def send_broadcasts(uow: UnitOfWork, sending: Broadcasting) -> int:
    """Do the next step of each broadcast that is not over.

    Safe in several processes at once: each is held while it is worked on.

    Returns:
        How many have another step that can be done now.
    """
    drop_unapproved(uow, sending.missed)
    return sum(_step(uow, sending, each) for each in unfinished(uow))


def _step(uow: UnitOfWork, sending: Broadcasting, broadcast: BroadcastRecord) -> bool:
    goes_on = False
    match broadcast.state:
        case BroadcastState.HELD:
            goes_on = _begin(uow, sending, broadcast)
        case BroadcastState.SENDING:
            goes_on = _send(uow, sending, broadcast)
        case BroadcastState.PAUSED:
            hold_letters(uow.connection, broadcast.id)  # what came back meanwhile
        case BroadcastState.CANCELLED if broadcast.finished_at is None:
            _wind_up(uow, broadcast)
    follow(uow, sending, broadcast_by_id(uow, broadcast.id))
    return goes_on


def _begin(uow: UnitOfWork, sending: Broadcasting, broadcast: BroadcastRecord) -> bool:
    """After its hold, and not in quiet hours unless it is urgent; if that still is wanted."""
    ground = sending.ground
    if broadcast.hold_until is None or broadcast.hold_until > uow.now:
        return False
    if not approval_stands(uow, broadcast):
        return void(uow, broadcast, sending.voided)
    if _is_missed(uow, ground, broadcast):
        miss(uow, broadcast, sending.missed)
        return False
    if _is_quiet(uow, ground, broadcast):
        until = ground.quiet_of(broadcast.region).end_after(uow.now)
        change_broadcast(uow, broadcast.id, quiet_until=until)
        return False
    audience = audience_of(broadcast)
    if audience is not None and not is_known(ground.rulebase, audience):
        return give_up(uow, broadcast)
    values = {"state": BroadcastState.SENDING, "begun_at": uow.now, "quiet_until": None}
    change_broadcast(uow, broadcast.id, **values, **_first(uow, audience))
    if broadcast.change is not None:
        begin_over(uow, broadcast.change, broadcast.id)
    afterwards.begun(uow, sending.owner_bot, broadcast)
    note_act(uow, broadcast, "begin")
    tell_used(uow, ground, broadcast, sending.used)
    return True


def _first(uow: UnitOfWork, audience: Audience | None) -> dict[str, int]:
    """From where it is fanned out; a change finds that when it has ended the one before."""
    if audience is None:
        return {}
    return {"judged_to": 0} if audience.verdicts else {"last_person": last_person(uow.connection)}


def _send(uow: UnitOfWork, sending: Broadcasting, broadcast: BroadcastRecord) -> bool:
    """Judge, list, queue; wait for the morning; end."""
    ground = sending.ground
    if broadcast.last_person is None or broadcast.listed_to < broadcast.last_person:
        return write_down(uow, ground, broadcast, LISTED)
    if _is_quiet(uow, ground, broadcast):
        hold_letters(uow.connection, broadcast.id)
        until = ground.quiet_of(broadcast.region).end_after(uow.now)
        change_broadcast(uow, broadcast.id, quiet_until=until)
        return False
    if broadcast.quiet_until is not None:
        release_letters(uow.connection, broadcast.id)
        change_broadcast(uow, broadcast.id, quiet_until=None)
    if broadcast.queued_to < broadcast.last_person:
        return queue_more(uow, broadcast, broadcast.last_person, QUEUED)
    if not unsent_of(uow.connection, broadcast.id, 1):
        _finish(uow, sending, broadcast)
    return False


def _wind_up(uow: UnitOfWork, broadcast: BroadcastRecord) -> None:
    """It was cancelled: what came back meanwhile does not go; then it is over."""
    cancel_unsent(uow, broadcast)
    if not unsent_of(uow.connection, broadcast.id, 1):
        change_broadcast(uow, broadcast.id, finished_at=uow.now)


def _finish(uow: UnitOfWork, sending: Broadcasting, broadcast: BroadcastRecord) -> None:
    change_broadcast(uow, broadcast.id, state=BroadcastState.DONE, finished_at=uow.now)
    afterwards.sent(uow, sending.ground.zone, broadcast)
    note_act(uow, broadcast, "finish")
    tell_finished(uow, sending, broadcast_by_id(uow, broadcast.id))


def _is_missed(uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord) -> bool:
    """Whether a downtime lay over the moment at which it was to begin."""
    if broadcast.starts_at is None or broadcast.hold_until is None:
        return False
    begins = max(broadcast.starts_at, broadcast.hold_until)
    return is_missed(begins, broadcast.urgency, ground.quiet_of(broadcast.region), uow.now)


def _is_quiet(uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord) -> bool:
    waits = broadcast.urgency is Urgency.NOTICE
    return waits and ground.quiet_of(broadcast.region).contains(uow.now)
