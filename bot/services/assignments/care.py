"""Who looks after a firm: its officers, slot by slot, and who stands in for them."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import NotYours
from bot.domain.members import Right
from bot.domain.members import may as member_may
from bot.domain.staff import Power
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.services.staff.absences import stands_in
from bot.services.staff.staff import may, sector_of
from bot.store import assignments as store
from bot.store.assignments import AssignmentCard
from bot.store.firms.firms import FirmCard, find_firm
from bot.store.firms.members import MemberCard, members_of_firm
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase


@dataclass(frozen=True, slots=True)
class Carer:
    """Who looks after a firm in one slot.

    Args:
        officer: Whose it is.
        acting: Who does it now: the same, or who stands in; None if nobody does.
        since: From when it is theirs (aware UTC).
    """

    slot: str
    officer: OfficerCard
    acting: OfficerCard | None
    since: datetime


@dataclass(frozen=True, slots=True)
class Care:
    """A firm with its slots; who holds none of them is None."""

    firm: FirmCard
    slots: tuple[tuple[str, Carer | None], ...]

    def carer(self, slot: str) -> Carer | None:
        """Who holds a slot.

        Raises:
            StaffRefusal: The region has no such slot.
        """
        for name, carer in self.slots:
            if name == slot:
                return carer
        raise StaffRefusal(StaffCode.SLOT)


def carers_of(uow: UnitOfWork, firm_id: int) -> tuple[Carer, ...]:
    """The officers of a firm, those whom it had first before the others."""
    return tuple(_carer(uow, each) for each in store.assignments_of_firm(uow, firm_id))


def is_own(uow: UnitOfWork, officer: OfficerCard, firm_id: int) -> bool:
    """Whether an officer looks after a firm now, as theirs or standing in."""
    lasting = store.assignments_of_firm(uow, firm_id)
    return any(stands_in(uow, each.officer_id, uow.now) == officer.id for each in lasting)


def firm_in_reach(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, firm_id: int
) -> FirmCard:
    """A firm that an officer may look at: in reach of a post, or their own.

    Raises:
        NotYours: No such firm, or none of theirs.
    """
    firm = find_firm(uow, firm_id)
    if firm is None:
        raise NotYours("firm")
    sector = sector_of(uow, rulebase, firm_id)
    if not may(uow, officer, Power.FIRM_READ, firm.region, sector) and not is_own(
        uow, officer, firm_id
    ):
        raise NotYours("firm")
    return firm


def care_of(uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, firm_id: int) -> Care:
    """Who looks after a firm, slot by slot.

    Raises:
        NotYours: No such firm, or none of theirs.
    """
    firm = firm_in_reach(uow, rulebase, officer, firm_id)
    held = {each.slot: each for each in carers_of(uow, firm_id)}
    return Care(firm, tuple((slot, held.get(slot)) for slot in slots_of(rulebase, firm.region)))


def slots_of(rulebase: RuleBase, region: str) -> tuple[str, ...]:
    """The slots of a place: ids of its region's roles."""
    place = rulebase.regions.nearest(region)
    return () if place is None else place.slots


def concerned(uow: UnitOfWork, firm_id: int) -> tuple[MemberCard, ...]:
    """The people of a firm who turn to its officers and can be reached."""
    return tuple(
        each
        for each in members_of_firm(uow, firm_id)
        if member_may(each.role, Right.CASE) and not each.blocked
    )


def _carer(uow: UnitOfWork, assignment: AssignmentCard) -> Carer:
    officer = officer_by_id(uow, assignment.officer_id)
    acting = stands_in(uow, officer.id, uow.now)
    doing = officer if acting == officer.id else acting and officer_by_id(uow, acting)
    return Carer(assignment.slot, officer, doing or None, assignment.since)
