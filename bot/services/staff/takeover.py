"""Who can take over from whom, and which people of firms have to hear of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.domain.staff import POWERS, Appointment, Power, kinds_with
from bot.services.assignments.care import concerned
from bot.services.staff.staff import posts_of
from bot.store.assignments import AssignmentCard
from bot.store.cases.workload import cases_held, firms_held
from bot.store.firms.firms import FirmCard, load_firm
from bot.store.firms.members import MemberCard
from bot.store.staff.officers import OfficerCard
from bot.store.staff.staff import holders_above, holders_in_unit
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class FirmHanded:
    """A firm that somebody else looks after now, in a slot, and its people who are told."""

    firm: FirmCard
    slot: str
    people: tuple[MemberCard, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """How many firms and unfinished cases lie with an officer."""

    firms: int
    cases: int


def load_of(uow: UnitOfWork, officers: Collection[int]) -> dict[int, Load]:
    """How much lies with each of these officers."""
    firms, cases = firms_held(uow.connection, officers), cases_held(uow.connection, officers)
    return {each: Load(firms[each], cases[each]) for each in officers}


def colleagues(uow: UnitOfWork, officer_id: int) -> list[OfficerCard]:
    """Who can do this officer's work and can be reached, the likeliest first.

    Those of the same units, then those at the same desks, then others whose posts reach as
    far; among equals who has the least in hand.
    """
    posts = [post for post in posts_of(uow, officer_id) if Power.CASE_READ in POWERS[post.kind]]
    nearness: dict[int, int] = {}
    found: dict[int, OfficerCard] = {}
    for post in posts or posts_of(uow, officer_id):
        for rank, officer in _near(uow, post):
            if officer.id != officer_id and not officer.blocked:
                nearness[officer.id] = min(rank, nearness.get(officer.id, rank))
                found[officer.id] = officer
    loads = load_of(uow, found)

    def order(officer: OfficerCard) -> tuple[int, int, int]:
        load = loads[officer.id]
        return nearness[officer.id], load.firms + load.cases, officer.id

    return sorted(found.values(), key=order)


def handed(uow: UnitOfWork, assigned: Iterable[AssignmentCard]) -> tuple[FirmHanded, ...]:
    """The firms of these assignments with their people, each firm once."""
    slots = {each.firm_id: each.slot for each in assigned}
    return tuple(
        FirmHanded(load_firm(uow, firm_id), slot, concerned(uow, firm_id))
        for firm_id, slot in slots.items()
    )


def _near(uow: UnitOfWork, post: Appointment) -> Iterable[tuple[int, OfficerCard]]:
    if post.unit_id is not None:
        yield from ((0, officer) for officer in holders_in_unit(uow, post.unit_id))
    powers = POWERS[post.kind] & {Power.CASE_WORK, Power.CASE_CHECK, Power.CASE_DISPATCH}
    needed = min(powers or POWERS[post.kind])
    for officer, other in holders_above(uow, post.region, kinds_with(needed)):
        if other.gives(needed, post.region, post.sector):
            yield (1 if other.region == post.region else 2), officer
