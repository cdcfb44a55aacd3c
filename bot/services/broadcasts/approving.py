"""审批: a second person reads it and lets it go, or sends it back; and the hold before it goes."""

from typing import Any

from bot.domain.broadcast_refusals import BroadcastCode, BroadcastRefusal
from bot.domain.broadcast_times import comes_at, hold_of
from bot.domain.broadcasts import BroadcastAct, BroadcastState
from bot.domain.errors import Stale, StaleCode
from bot.services.broadcasts.cards import BroadcastCard, card_for
from bot.services.broadcasts.doors import audit, broadcast_to_decide, broadcast_to_steer
from bot.services.broadcasts.trust import needs_third
from bot.services.broadcasts.versions import (
    fingerprint,
    recounted,
    require_ahead,
    unapproved,
)
from bot.services.cases.texts import reason_text
from bot.services.duties.errands import Ground
from bot.store.broadcasts.broadcasts import (
    BroadcastRecord,
    broadcast_by_id,
    change_broadcast,
    keep_reason,
)
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork


def approve(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, broadcast_id: int, digest: str
) -> BroadcastCard:
    """批准 exactly what was read: content, audience, urgency, count and moment.

    Args:
        digest: Of what the officer has read.

    Returns:
        HELD until its hold is over and its moment has come. Still SUBMITTED if a third has to
        approve it too, or if its audience has another number of people now: then the card has
        it, with the digest of what would be approved, and nobody has approved that.

    Raises:
        BroadcastRefusal: The officer wrote it or approved it, it was decided already, or its
            moment has passed.
        NotYours: No such broadcast, or this officer does not approve there.
        Stale: It was changed since it was read.
    """
    read = broadcast_to_decide(uow, officer, broadcast_id, BroadcastAct.APPROVE)
    if digest != read.digest:
        raise Stale(StaleCode.CHANGED)
    require_ahead(read, uow.now)
    count = recounted(uow, ground, read)
    if count != read.count:
        anew = {"count": count, "digest": fingerprint(read, count)}
        change_broadcast(uow, broadcast_id, **unapproved(BroadcastState.SUBMITTED) | anew)
        return _card(uow, officer, broadcast_id)
    if read.approver_id == officer.id:
        raise BroadcastRefusal(BroadcastCode.AGAIN)
    change_broadcast(uow, broadcast_id, **_approval(uow, ground, read, officer))
    audit(uow, officer, "approve", broadcast_id)
    return _card(uow, officer, broadcast_id)


def _approval(
    uow: UnitOfWork, ground: Ground, read: BroadcastRecord, officer: OfficerCard
) -> dict[str, Any]:
    """The columns that the next approval sets: with the last one it is let go."""
    if read.approver_id is not None:
        return {"third_id": officer.id, "third_at": uow.now, **_hold(uow, ground, read)}
    first = {"approver_id": officer.id, "approved_at": uow.now}
    waits = needs_third(ground, read, read.count or 0)
    return first if waits else first | _hold(uow, ground, read)


def _hold(uow: UnitOfWork, ground: Ground, read: BroadcastRecord) -> dict[str, Any]:
    over = uow.now + hold_of(read.urgency)
    if read.starts_at is not None:
        comes = comes_at(read.starts_at, read.urgency, ground.quiet_of(read.region))
        over = max(over, comes)
    return {"state": BroadcastState.HELD, "hold_until": over}


def send_back(
    uow: UnitOfWork, officer: OfficerCard, broadcast_id: int, reason: str
) -> BroadcastCard:
    """退回: it is a draft again, and its author is told why.

    Raises:
        BadAnswer: No reason, or too long a one.
        BroadcastRefusal: The officer wrote it, or it was decided already.
        NotYours: No such broadcast, or this officer does not approve there.
    """
    why = reason_text(reason)
    broadcast_to_decide(uow, officer, broadcast_id, BroadcastAct.SEND_BACK)
    keep_reason(uow, broadcast_id, why)
    change_broadcast(uow, broadcast_id, **unapproved(BroadcastState.DRAFT))
    audit(uow, officer, "send_back", broadcast_id)
    return _card(uow, officer, broadcast_id)


def stop(uow: UnitOfWork, officer: OfficerCard, broadcast_id: int) -> BroadcastCard:
    """叫停: before anything was sent; nobody gets it.

    Raises:
        BroadcastRefusal: It has begun, or was stopped already.
        NotYours: No such broadcast, or none of theirs.
    """
    broadcast_to_steer(uow, officer, broadcast_id, BroadcastAct.STOP)
    over = {"state": BroadcastState.CANCELLED, "finished_at": uow.now}
    change_broadcast(uow, broadcast_id, **over)
    audit(uow, officer, "stop", broadcast_id)
    return _card(uow, officer, broadcast_id)


def _card(uow: UnitOfWork, officer: OfficerCard, broadcast_id: int) -> BroadcastCard:
    return card_for(uow, officer, broadcast_by_id(uow, broadcast_id))
