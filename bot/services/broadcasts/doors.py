"""The only doors to a broadcast: loading is the permission check."""

from bot.domain.broadcast_refusals import BroadcastCode, BroadcastRefusal
from bot.domain.broadcasts import BroadcastAct, BroadcastState, Urgency, require_fitting
from bot.domain.errors import NotYours
from bot.domain.staff import Power
from bot.services.staff.staff import powers_at
from bot.store.audit import note
from bot.store.broadcasts.broadcasts import BroadcastRecord, find_broadcast
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

STEERS = frozenset({Power.POLICY_EDIT, Power.APPROVE, Power.CASE_DISPATCH})
"""Any of these in its region lets somebody stop, pause, resume and cancel what was approved."""


def is_own(uow: UnitOfWork, officer: OfficerCard, broadcast: BroadcastRecord) -> bool:
    """Whether an officer wrote it and may still write in its region."""
    mine = broadcast.author_id == officer.id
    return mine and Power.POLICY_EDIT in powers_at(uow, officer, broadcast.region)


def broadcast_for(
    uow: UnitOfWork, officer: OfficerCard, broadcast_id: int, *, lock: bool = False
) -> BroadcastRecord:
    """A broadcast of a region in which an officer edits, approves or dispatches.

    What is not handed in is seen by its author and by those who approve there.

    Args:
        lock: Hold it until the act ends.

    Raises:
        NotYours: No such broadcast, or none of theirs.
    """
    broadcast = find_broadcast(uow, broadcast_id, lock=lock)
    if broadcast is None:
        raise NotYours("broadcast")
    powers = powers_at(uow, officer, broadcast.region)
    own = broadcast.author_id == officer.id and Power.POLICY_EDIT in powers
    shown = broadcast.state is not BroadcastState.DRAFT and bool(powers & STEERS)
    if not (own or shown or Power.APPROVE in powers):
        raise NotYours("broadcast")
    return broadcast


def own_broadcast(
    uow: UnitOfWork, officer: OfficerCard, broadcast_id: int, act: BroadcastAct
) -> BroadcastRecord:
    """The same for its author, who is about to do this to it; held until the act ends.

    Raises:
        BroadcastRefusal: It does not stand where that is possible.
        NotYours: No such broadcast, or somebody else's.
    """
    broadcast = broadcast_for(uow, officer, broadcast_id, lock=True)
    if not is_own(uow, officer, broadcast):
        raise NotYours("broadcast")
    require_fitting(act, broadcast.state)
    return broadcast


def broadcast_to_decide(
    uow: UnitOfWork, officer: OfficerCard, broadcast_id: int, act: BroadcastAct
) -> BroadcastRecord:
    """The same for somebody who approves in its region, and did not write it.

    Raises:
        BroadcastRefusal: They wrote it themselves, or it was decided already.
        NotYours: No such broadcast, or this officer does not approve there.
    """
    broadcast = broadcast_for(uow, officer, broadcast_id, lock=True)
    if Power.APPROVE not in powers_at(uow, officer, broadcast.region):
        raise NotYours("broadcast")
    if broadcast.author_id == officer.id:
        raise BroadcastRefusal(BroadcastCode.OWN)
    require_fitting(act, broadcast.state)
    return broadcast


def broadcast_to_steer(
    uow: UnitOfWork, officer: OfficerCard, broadcast_id: int, act: BroadcastAct
) -> BroadcastRecord:
    """The same for whoever may stop, pause, resume or cancel it.

    What is not approved yet is cancelled by its author only.

    Raises:
        BroadcastRefusal: It does not stand where that is possible.
        NotYours: No such broadcast, or none of theirs.
    """
    broadcast = broadcast_for(uow, officer, broadcast_id, lock=True)
    unapproved = {BroadcastState.DRAFT, BroadcastState.SUBMITTED}
    if broadcast.state in unapproved and not is_own(uow, officer, broadcast):
        raise NotYours("broadcast")
    require_fitting(act, broadcast.state)
    return broadcast


def broadcast_to_change(
    uow: UnitOfWork, officer: OfficerCard, broadcast_id: int, act: BroadcastAct
) -> BroadcastRecord:
    """The same for whoever edits what is said to its region: it has reached people.

    Whoever wrote it may be away, and what is wrong must not wait for them.

    Raises:
        BroadcastRefusal: Nothing of it has gone out, or all that can be changed was changed.
        NotYours: No such broadcast, or this officer writes nothing there.
    """
    broadcast = broadcast_for(uow, officer, broadcast_id, lock=True)
    if Power.POLICY_EDIT not in powers_at(uow, officer, broadcast.region):
        raise NotYours("broadcast")
    require_fitting(act, broadcast.state)
    if broadcast.begun_at is None:
        raise BroadcastRefusal(BroadcastCode.STATE, act=act, state=broadcast.state)
    return broadcast


def broadcast_to_look_over(
    uow: UnitOfWork, officer: OfficerCard, broadcast_id: int
) -> BroadcastRecord:
    """The same for somebody who approves there and had no part in it: it went urgently.

    Raises:
        BroadcastRefusal: They wrote or approved it, it can wait, or somebody has looked at it.
        NotYours: No such broadcast, or this officer does not approve there.
    """
    broadcast = broadcast_to_decide(uow, officer, broadcast_id, BroadcastAct.LOOK_OVER)
    begun = broadcast.begun_at is not None and broadcast.urgency is Urgency.URGENT
    if broadcast.third_id is not None:
        raise BroadcastRefusal(BroadcastCode.SEEN, number=broadcast.id)
    if not begun:
        raise BroadcastRefusal(
            BroadcastCode.STATE, act=BroadcastAct.LOOK_OVER, state=broadcast.state
        )
    if broadcast.approver_id == officer.id:
        raise BroadcastRefusal(BroadcastCode.AGAIN)
    return broadcast


def audit(uow: UnitOfWork, officer: OfficerCard, act: str, broadcast_id: int) -> None:
    """Note who did what."""
    note(
        uow,
        actor=f"officer:{officer.id}",
        act=f"broadcast:{act}",
        subject=f"broadcast:{broadcast_id}",
    )
