"""审批: a second person reads it and lets it go, or sends it back; and the hold before it goes."""

from bot.domain.broadcasts import HOLD, BroadcastAct, BroadcastState, digest_of
from bot.domain.errors import Stale, StaleCode
from bot.services.broadcast_cards import BroadcastCard, card_for
from bot.services.broadcast_doors import audit, broadcast_to_decide, broadcast_to_steer
from bot.services.broadcasts import recounted
from bot.services.case_moves import reason_text
from bot.services.errands import Ground
from bot.store.broadcasts import broadcast_by_id, change_broadcast, keep_reason
from bot.store.officers import OfficerCard
from bot.store.uow import UnitOfWork


def approve(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, broadcast_id: int, digest: str
) -> BroadcastCard:
    """批准 exactly what was read: content, audience, urgency and count.

    Args:
        digest: Of what the officer has read.

    Returns:
        HELD until its hold is over. Still SUBMITTED if its audience has another number of
        people now: the card has it, with the digest of what would be approved.

    Raises:
        BroadcastRefusal: The officer wrote it, or it was decided already.
        NotYours: No such broadcast, or this officer does not approve there.
        Stale: It was changed since it was read.
    """
    read = broadcast_to_decide(uow, officer, broadcast_id, BroadcastAct.APPROVE)
    if digest != read.digest:
        raise Stale(StaleCode.CHANGED)
    count = recounted(uow, ground, read)
    if count != read.count:
        now = digest_of(read.content, read.audience, read.urgency, count)
        change_broadcast(uow, broadcast_id, count=count, digest=now)
        return _card(uow, officer, broadcast_id)
    change_broadcast(
        uow,
        broadcast_id,
        state=BroadcastState.HELD,
        approver_id=officer.id,
        approved_at=uow.now,
        hold_until=uow.now + HOLD,
    )
    audit(uow, officer, "approve", broadcast_id)
    return _card(uow, officer, broadcast_id)


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
    draft = {"state": BroadcastState.DRAFT, "digest": None, "submitted_at": None}
    change_broadcast(uow, broadcast_id, **draft)
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
