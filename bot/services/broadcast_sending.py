"""What happens by itself: an approved broadcast begins, is fanned out, sent and ended.

Each step is one transaction and leaves in the row how far it came, so that a process that dies
loses and doubles nothing. Who is in the audience is asked once, after the hold: who joins later
does not get it.
"""

from typing import Final

import structlog

from bot.domain.audiences import Audience, read_audience
from bot.domain.broadcasts import BroadcastState, Urgency
from bot.domain.files import FileKind
from bot.services.audience_choices import is_known
from bot.services.audience_verdicts import judge_batch
from bot.services.audiences import condition_of, recipients
from bot.services.broadcast_progress import Broadcasting, follow, tell_finished
from bot.services.broadcast_steering import cancel_unsent
from bot.services.errands import Ground
from bot.store.audit import note
from bot.store.broadcast_letters import (
    hold_letters,
    next_cursor,
    queue_recipients,
    release_letters,
    unsent_of,
)
from bot.store.broadcast_recipients import among, joined_by, last_person, list_recipients
from bot.store.broadcasts import BroadcastRecord, broadcast_by_id, change_broadcast, unfinished
from bot.store.files import files_by_id
from bot.store.uow import UnitOfWork

__all__ = ["Broadcasting", "send_broadcasts"]

log = structlog.get_logger(__name__)

JUDGED: Final = 50
"""So many firms are judged in one transaction, of some 2 ms each."""
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
    return sum(_step(uow, sending, each) for each in unfinished(uow))


def _step(uow: UnitOfWork, sending: Broadcasting, broadcast: BroadcastRecord) -> bool:
    goes_on = False
    match broadcast.state:
        case BroadcastState.HELD:
            goes_on = _begin(uow, sending.ground, broadcast)
        case BroadcastState.SENDING:
            goes_on = _send(uow, sending, broadcast)
        case BroadcastState.PAUSED:
            hold_letters(uow.connection, broadcast.id)  # what came back meanwhile
        case BroadcastState.CANCELLED if broadcast.finished_at is None:
            _wind_up(uow, broadcast)
    follow(uow, sending, broadcast_by_id(uow, broadcast.id))
    return goes_on


def _begin(uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord) -> bool:
    """After its hold, and not in quiet hours unless it is urgent."""
    if broadcast.hold_until is None or broadcast.hold_until > uow.now:
        return False
    if _is_quiet(uow, ground, broadcast):
        until = ground.quiet_of(broadcast.region).end_after(uow.now)
        change_broadcast(uow, broadcast.id, quiet_until=until)
        return False
    audience = _audience(broadcast)
    if not is_known(ground.rulebase, audience):
        return _give_up(uow, broadcast)
    values = {"state": BroadcastState.SENDING, "begun_at": uow.now, "quiet_until": None}
    if audience.verdicts:
        change_broadcast(uow, broadcast.id, **values, judged_to=0)
    else:
        change_broadcast(uow, broadcast.id, **values, last_person=last_person(uow.connection))
    _audit(uow, broadcast, "begin")
    return True


def _send(uow: UnitOfWork, sending: Broadcasting, broadcast: BroadcastRecord) -> bool:
    """Judge, list, queue; wait for the morning; end."""
    ground = sending.ground
    if broadcast.last_person is None:
        return _judge(uow, ground, broadcast)
    if broadcast.listed_to < broadcast.last_person:
        return _list(uow, ground, broadcast, broadcast.last_person)
    if _is_quiet(uow, ground, broadcast):
        hold_letters(uow.connection, broadcast.id)
        until = ground.quiet_of(broadcast.region).end_after(uow.now)
        change_broadcast(uow, broadcast.id, quiet_until=until)
        return False
    if broadcast.quiet_until is not None:
        release_letters(uow.connection, broadcast.id)
        change_broadcast(uow, broadcast.id, quiet_until=None)
    if broadcast.queued_to < broadcast.last_person:
        return _queue(uow, broadcast, broadcast.last_person)
    if not unsent_of(uow.connection, broadcast.id, 1):
        _finish(uow, sending, broadcast)
    return False


def _judge(uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord) -> bool:
    """Ask the verdict rules anew, firm by firm."""
    audience = _audience(broadcast)
    if not is_known(ground.rulebase, audience):
        return _give_up(uow, broadcast)
    after = broadcast.judged_to or 0
    judged = judge_batch(uow, ground, audience, broadcast.id, after=after, most=JUDGED)
    if judged is None:
        change_broadcast(uow, broadcast.id, last_person=last_person(uow.connection))
    else:
        change_broadcast(uow, broadcast.id, judged_to=judged)
    return True


def _list(uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord, last: int) -> bool:
    """Write down the next recipients: people of the audience as it was when it began."""
    audience = _audience(broadcast)
    if not is_known(ground.rulebase, audience):
        return _give_up(uow, broadcast)
    upto = min(broadcast.listed_to + LISTED, last)
    judged_for = broadcast.id if audience.verdicts else None
    chosen = recipients(audience, condition_of(uow, ground, audience, judged_for))
    some = among(chosen, broadcast.listed_to, upto)
    if broadcast.begun_at is not None:
        some = some.where(joined_by(broadcast.begun_at))
    list_recipients(uow.connection, broadcast.id, some)
    change_broadcast(uow, broadcast.id, listed_to=upto)
    return True


def _queue(uow: UnitOfWork, broadcast: BroadcastRecord, last: int) -> bool:
    """Fill the outbox up again once half of what was in it has gone."""
    room = QUEUED - unsent_of(uow.connection, broadcast.id, QUEUED)
    if room < QUEUED // 2:
        return False
    after, file_id = broadcast.queued_to, broadcast.content.file_id
    upto = next_cursor(uow.connection, broadcast.id, after=after, last=last, most=room)
    queue_recipients(
        uow.connection,
        broadcast.id,
        after=after,
        upto=upto,
        method=_method(uow, file_id),
        file_id=file_id,
    )
    change_broadcast(uow, broadcast.id, queued_to=upto)
    return True


def _method(uow: UnitOfWork, file_id: int | None) -> str:
    if file_id is None:
        return "sendMessage"
    [file] = files_by_id(uow, [file_id])
    return "sendPhoto" if file.kind is FileKind.PHOTO else "sendDocument"


def _wind_up(uow: UnitOfWork, broadcast: BroadcastRecord) -> None:
    """It was cancelled: what came back meanwhile does not go; then it is over."""
    cancel_unsent(uow, broadcast)
    if not unsent_of(uow.connection, broadcast.id, 1):
        change_broadcast(uow, broadcast.id, finished_at=uow.now)


def _finish(uow: UnitOfWork, sending: Broadcasting, broadcast: BroadcastRecord) -> None:
    change_broadcast(uow, broadcast.id, state=BroadcastState.DONE, finished_at=uow.now)
    _audit(uow, broadcast, "finish")
    tell_finished(uow, sending, broadcast_by_id(uow, broadcast.id))


def _give_up(uow: UnitOfWork, broadcast: BroadcastRecord) -> bool:
    """The rules have changed since it was approved: nobody knows any more whom it is for."""
    log.error("audience no longer known", broadcast=broadcast.id)
    change_broadcast(uow, broadcast.id, state=BroadcastState.CANCELLED, begun_at=uow.now)
    _audit(uow, broadcast, "give_up")
    return True


def _is_quiet(uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord) -> bool:
    waits = broadcast.urgency is Urgency.NOTICE
    return waits and ground.quiet_of(broadcast.region).contains(uow.now)


def _audience(broadcast: BroadcastRecord) -> Audience:
    return read_audience(broadcast.audience or {})


def _audit(uow: UnitOfWork, broadcast: BroadcastRecord, act: str) -> None:
    note(uow, actor="system", act=f"broadcast:{act}", subject=f"broadcast:{broadcast.id}")
