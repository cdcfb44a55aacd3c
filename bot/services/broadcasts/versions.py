"""What of a broadcast is approved: its fingerprint and its count; and what an edit undoes."""

from datetime import datetime
from typing import Any

from bot.domain.audience_reading import read_audience
from bot.domain.broadcast_changes import Change, Kind
from bot.domain.broadcast_refusals import BroadcastCode, BroadcastRefusal
from bot.domain.broadcasts import OVER, UNDER_WAY, Approved, BroadcastState, digest_of
from bot.services.audiences.audiences import count_of
from bot.services.broadcasts.cards import BroadcastCard, card_for
from bot.services.broadcasts.doors import audit
from bot.services.duties.errands import Ground
from bot.store.broadcasts.broadcasts import BroadcastRecord, broadcast_by_id, change_broadcast
from bot.store.broadcasts.earlier import count_earlier
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork


def fingerprint(it: BroadcastRecord, count: int) -> str:
    """What is approved of a broadcast, with its audience counted now."""
    change = None if it.change is None else it.change.to_json()
    return digest_of(
        Approved(it.content, it.audience, it.urgency, count, it.starts_at, change=change)
    )


def require_ahead(it: BroadcastRecord, now: datetime) -> None:
    """Make sure that the moment at which it is to begin has not passed.

    Raises:
        BroadcastRefusal: It has.
    """
    if it.starts_at is not None and it.starts_at <= now:
        raise BroadcastRefusal(BroadcastCode.PAST, number=it.id, starts_at=it.starts_at)


def recounted(uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord) -> int:
    """How many persons the audience of a broadcast has now; verdicts as judged last.

    A change reaches whoever has the one before, as the ledger says.

    Raises:
        BroadcastRefusal: No audience was chosen.
    """
    if broadcast.change is not None:
        return _counted_before(uow, broadcast.change)
    if broadcast.audience is None:
        raise BroadcastRefusal(BroadcastCode.NO_AUDIENCE)
    audience = read_audience(broadcast.audience)
    judged_for = broadcast.id if audience.verdicts else None
    return count_of(uow, ground, audience, judged_for).persons


def _counted_before(uow: UnitOfWork, change: Change) -> int:
    before = broadcast_by_id(uow, change.corrects)
    listed = before.last_person is not None and before.listed_to >= before.last_person
    if not listed and before.state not in OVER:
        return before.count or 0  # who gets it is still being written down
    rest = goes_to_rest(change, before)
    return count_earlier(uow.connection, before.id, rest=rest)


def goes_to_rest(change: Change, before: BroadcastRecord) -> bool:
    """Whether whoever the one before has not reached yet gets the corrected text at once."""
    return change.kind is Kind.CORRECTION and before.state in UNDER_WAY


def edited(
    uow: UnitOfWork, officer: OfficerCard, before: BroadcastRecord, what: str
) -> BroadcastCard:
    """Whatever changes makes another version, which nobody has handed in or approved."""
    change_broadcast(
        uow, before.id, **unapproved(BroadcastState.DRAFT), version=before.version + 1
    )
    audit(uow, officer, what, before.id)
    return card_for(uow, officer, broadcast_by_id(uow, before.id))


def unapproved(state: BroadcastState) -> dict[str, Any]:
    """The columns of a broadcast that nobody has approved."""
    columns = ("approver_id", "approved_at", "third_id", "third_at", "hold_until", "quiet_until")
    left = dict.fromkeys(columns)
    handed_in = {"digest": None, "submitted_at": None}
    return {"state": state, **left, **(handed_in if state is BroadcastState.DRAFT else {})}
