"""What happens by itself: an approved broadcast begins, is fanned out, sent and ended.

Each step is one transaction and leaves in the row how far it came, so that a process that dies
loses and doubles nothing. Who is in the audience is asked once, after the hold: who joins later
does not get it.
"""

from typing import Final

import structlog
from sqlalchemy import ColumnElement, literal

from bot.domain.audiences import Audience, read_audience
from bot.domain.broadcast_times import is_missed
from bot.domain.broadcasts import BroadcastState, Urgency, leavable
from bot.domain.files import FileKind
from bot.services.audiences.audiences import condition_of, recipients
from bot.services.audiences.choices import is_known
from bot.services.audiences.verdicts import judge_batch
from bot.services.broadcasts import afterwards
from bot.services.broadcasts.progress import Broadcasting, follow, tell_finished
from bot.services.broadcasts.scheduling import drop_unapproved, miss
from bot.services.broadcasts.steering import cancel_unsent
from bot.services.broadcasts.taking_over import GOING, begin_over, list_change, take_over
from bot.services.broadcasts.trust import approval_stands, tell_used, void
from bot.services.duties.errands import Ground
from bot.services.packages.packing import packed_to
from bot.store.audit import note
from bot.store.broadcasts.broadcasts import (
    BroadcastRecord,
    broadcast_by_id,
    change_broadcast,
    find_broadcast,
    unfinished,
)
from bot.store.broadcasts.earlier import method_for
from bot.store.broadcasts.letters import (
    hold_letters,
    next_cursor,
    queue_recipients,
    release_letters,
    unsent_of,
)
from bot.store.broadcasts.recipients import among, joined_by, last_person, list_recipients
from bot.store.files.files import files_by_id
from bot.store.uow import UnitOfWork

__all__ = ["Broadcasting", "send_broadcasts"]

log = structlog.get_logger(__name__)

JUDGED: Final = 250
"""So many firms are judged in one transaction, of some 0.1 ms each."""
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
    audience = _audience(broadcast)
    if audience is not None and not is_known(ground.rulebase, audience):
        return _give_up(uow, broadcast)
    values = {"state": BroadcastState.SENDING, "begun_at": uow.now, "quiet_until": None}
    change_broadcast(uow, broadcast.id, **values, **_first(uow, audience))
    if broadcast.change is not None:
        begin_over(uow, broadcast.change, broadcast.id)
    afterwards.begun(uow, sending.owner_bot, broadcast)
    _audit(uow, broadcast, "begin")
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
        return _write_down(uow, ground, broadcast)
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


def _write_down(uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord) -> bool:
    """The next step towards knowing who gets it."""
    change, last = broadcast.change, broadcast.last_person
    if change is not None:
        if last is None:
            return _end_before(uow, ground, broadcast, change.corrects)
        return list_change(uow, broadcast, change, LISTED, last)
    if last is None:
        return _judge(uow, ground, broadcast)
    return _list(uow, ground, broadcast, last)


def _end_before(
    uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord, corrects: int
) -> bool:
    """Whoever the one before is for is written down first: the rest of them get the change."""
    before = find_broadcast(uow, corrects, lock=True)
    if before is None:
        raise ValueError("a change of nothing")
    listed = before.last_person is not None and before.listed_to >= before.last_person
    if before.state in GOING and not listed:
        return _write_down(uow, ground, before)
    return take_over(uow, broadcast, before)


def _judge(uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord) -> bool:
    """Ask the verdict rules anew, firm by firm."""
    audience = _audience(broadcast)
    if audience is None or not is_known(ground.rulebase, audience):
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
    if audience is None or not is_known(ground.rulebase, audience):
        return _give_up(uow, broadcast)
    upto = min(broadcast.listed_to + LISTED, last)
    judged_for = broadcast.id if audience.verdicts else None
    chosen = recipients(audience, condition_of(uow, ground, audience, judged_for))
    some = among(chosen, broadcast.listed_to, upto)
    if broadcast.begun_at is not None:
        some = some.where(joined_by(broadcast.begun_at))
    topic = leavable(broadcast.content, broadcast.urgency)
    list_recipients(uow.connection, broadcast.id, some, topic)
    change_broadcast(uow, broadcast.id, listed_to=upto)
    return True


def _queue(uow: UnitOfWork, broadcast: BroadcastRecord, last: int) -> bool:
    """Fill the outbox up again once half of what was in it has gone."""
    room = QUEUED - unsent_of(uow.connection, broadcast.id, QUEUED)
    last = packed_to(uow, broadcast, last)
    if room < QUEUED // 2 or last <= broadcast.queued_to:
        return False
    after, file_id = broadcast.queued_to, broadcast.content.file_id
    upto = next_cursor(uow.connection, broadcast.id, after=after, last=last, most=room)
    queue_recipients(
        uow.connection,
        broadcast.id,
        after=after,
        upto=upto,
        method=_method(uow, broadcast),
        file_id=file_id,
    )
    change_broadcast(uow, broadcast.id, queued_to=upto)
    return True


def _method(uow: UnitOfWork, broadcast: BroadcastRecord) -> ColumnElement[str]:
    change, send = broadcast.change, _send_method(uow, broadcast.content.file_id)
    if change is None:
        return literal(send)
    return method_for(change.way, send, broadcast.content.file_id)


def _send_method(uow: UnitOfWork, file_id: int | None) -> str:
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
    afterwards.sent(uow, sending.ground.zone, broadcast)
    _audit(uow, broadcast, "finish")
    tell_finished(uow, sending, broadcast_by_id(uow, broadcast.id))


def _give_up(uow: UnitOfWork, broadcast: BroadcastRecord) -> bool:
    """The rules have changed since it was approved: nobody knows any more whom it is for."""
    log.error("audience no longer known", broadcast=broadcast.id)
    change_broadcast(uow, broadcast.id, state=BroadcastState.CANCELLED, begun_at=uow.now)
    _audit(uow, broadcast, "give_up")
    return True


def _is_missed(uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord) -> bool:
    """Whether a downtime lay over the moment at which it was to begin."""
    if broadcast.starts_at is None or broadcast.hold_until is None:
        return False
    begins = max(broadcast.starts_at, broadcast.hold_until)
    return is_missed(begins, broadcast.urgency, ground.quiet_of(broadcast.region), uow.now)


def _is_quiet(uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord) -> bool:
    waits = broadcast.urgency is Urgency.NOTICE
    return waits and ground.quiet_of(broadcast.region).contains(uow.now)


def _audience(broadcast: BroadcastRecord) -> Audience | None:
    """None for a change: it goes to whoever has the one before."""
    return None if broadcast.change is not None else read_audience(broadcast.audience or {})


def _audit(uow: UnitOfWork, broadcast: BroadcastRecord, act: str) -> None:
    note(uow, actor="system", act=f"broadcast:{act}", subject=f"broadcast:{broadcast.id}")
