"""更正、撤回: another broadcast is written that changes one which has reached people."""

from bot.domain.broadcast_changes import WAYS, Change, Kind, Way
from bot.domain.broadcast_refusals import BroadcastCode, BroadcastRefusal
from bot.domain.broadcasts import BroadcastAct, BroadcastState
from bot.domain.errors import Stale, StaleCode
from bot.services.broadcasts.broadcasts import keep_file
from bot.services.broadcasts.cards import BroadcastCard, card_for
from bot.services.broadcasts.doors import audit, broadcast_to_change, own_broadcast
from bot.services.broadcasts.steering import pause
from bot.services.broadcasts.versions import edited
from bot.store.broadcasts.broadcasts import (
    BroadcastRecord,
    add_broadcast,
    broadcast_by_id,
    change_broadcast,
    keep_content,
)
from bot.store.broadcasts.earlier import successor_of
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

ACTS = {Kind.CORRECTION: BroadcastAct.CORRECT, Kind.WITHDRAWAL: BroadcastAct.WITHDRAW}


def begin_change(
    uow: UnitOfWork, officer: OfficerCard, broadcast_id: int, kind: Kind
) -> BroadcastCard:
    """Begin a correction, with the words and file of what it corrects, or a withdrawal.

    What is still being sent stops: nobody more gets what is wrong.

    Args:
        kind: CORRECTION or WITHDRAWAL.

    Returns:
        The draft of the change.

    Raises:
        BroadcastRefusal: Nothing of it has gone out, it was withdrawn, or another one changes it.
        NotYours: No such broadcast, or this officer writes nothing there.
    """
    before = broadcast_to_change(uow, officer, broadcast_id, ACTS[kind])
    _require_open(uow, before, kind)
    if before.state is BroadcastState.SENDING:
        pause(uow, officer, broadcast_id)
    made = add_broadcast(
        uow,
        region=before.region,
        place=before.place,
        author_id=officer.id,
        urgency=before.urgency,
        change=Change(kind, WAYS[kind][0], before.id),
    )
    if kind is Kind.CORRECTION:
        keep_content(uow, made, before.content)
        keep_file(uow, broadcast_by_id(uow, made), before.content.file_id)
    audit(uow, officer, kind.value, made)
    return card_for(uow, officer, broadcast_by_id(uow, made))


def put_way(uow: UnitOfWork, officer: OfficerCard, broadcast_id: int, way: Way) -> BroadcastCard:
    """Say how a change comes to whoever has the one before.

    Raises:
        BroadcastRefusal: It was approved, sent or cancelled.
        NotYours: No such broadcast, or somebody else's.
        Stale: It changes nothing, or not so.
    """
    before = own_broadcast(uow, officer, broadcast_id, BroadcastAct.EDIT)
    if before.change is None or way not in WAYS[before.change.kind]:
        raise Stale(StaleCode.CHANGED)
    if way is before.change.way:
        return card_for(uow, officer, before)
    change_broadcast(uow, broadcast_id, way=way)
    return edited(uow, officer, before, "way")


def _require_open(uow: UnitOfWork, before: BroadcastRecord, kind: Kind) -> None:
    """One change follows another: what was changed already is changed where that ended."""
    withdrawn = before.change is not None and before.change.kind is Kind.WITHDRAWAL
    if withdrawn and (kind is Kind.CORRECTION or before.state is BroadcastState.DONE):
        raise BroadcastRefusal(BroadcastCode.WITHDRAWN)
    number = successor_of(uow, before.id)
    if number is not None:
        raise BroadcastRefusal(BroadcastCode.CHANGING, number=number)
