"""Units of a region, as staff keep them."""

from typing import Final

from bot.domain.staff import Appointment, Power
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.domain.texts import has_word
from bot.services.cases.routing import people_at
from bot.services.staff.staff import require
from bot.store.audit import note
from bot.store.cases.desks import cases_at_unit, desks_of, take_off
from bot.store.staff.officers import OfficerCard
from bot.store.staff.staff import holders_in_unit
from bot.store.staff.units import UnitCard, add_unit, change_unit, find_unit, units_in
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase

UNIT_NAME_MOST: Final = 30


def is_unit_name(name: str) -> bool:
    """Whether a unit can be called so."""
    return 1 < len(name) <= UNIT_NAME_MOST and has_word(name)


def unit_of(uow: UnitOfWork, post: Appointment) -> UnitCard | None:
    """The unit of a post; None at the general desk."""
    return None if post.unit_id is None else find_unit(uow.connection, post.unit_id)


def open_unit(
    uow: UnitOfWork, rulebase: RuleBase, by: OfficerCard, region: str, role: str, name: str
) -> UnitCard:
    """A unit of this name in a region: the one that is there, or a new one.

    Raises:
        NotYours: Not their region.
        StaffRefusal: The region knows no such role, or it is no name.
    """
    require(uow, by, Power.STAFF_MANAGE, region, subject="region")
    return unit_named(uow, rulebase, region, role, name, actor=f"officer:{by.id}")


def unit_named(
    uow: UnitOfWork, rulebase: RuleBase, region: str, role: str, name: str, *, actor: str
) -> UnitCard:
    """The same for a caller who was checked: the operator, or the one above.

    Raises:
        StaffRefusal: The region knows no such role, or it is no name.
    """
    place, called = rulebase.regions.nearest(region), " ".join(name.split())
    if place is None or role not in place.roles or not is_unit_name(called):
        raise StaffRefusal(StaffCode.UNIT)
    there = units_in(uow.connection, [region], role)
    found = next((unit for unit in there if unit.name == called), None)
    if found is None:
        found = add_unit(uow, region, role, called)
        note(uow, actor=actor, act="unit:open", subject=f"unit:{found.id}")
    return found


def close_unit(uow: UnitOfWork, unit_id: int, *, actor: str) -> UnitCard:
    """End a unit in which nobody works any more; that the caller may do so was checked.

    Cases that lie on other desks as well, at which somebody sits, leave this one.

    Raises:
        StaffRefusal: There is none, somebody works in it, or a case lies nowhere else.
    """
    unit = find_unit(uow.connection, unit_id)
    if unit is None or unit.closed_at is not None:
        raise StaffRefusal(StaffCode.UNIT)
    if people := holders_in_unit(uow, unit_id):
        raise StaffRefusal(StaffCode.UNIT_IN_USE, people=len(people))
    cases = cases_at_unit(uow.connection, unit_id)
    if here := [each for each in cases if not _lies_elsewhere(uow, each, unit_id)]:
        raise StaffRefusal(StaffCode.UNIT_HAS_CASES, cases=len(here))
    for case_id in cases:
        take_off(uow, case_id, [unit_id])
    change_unit(uow.connection, unit_id, closed_at=uow.now)
    note(uow, actor=actor, act="unit:close", subject=f"unit:{unit_id}")
    return unit


def _lies_elsewhere(uow: UnitOfWork, case_id: int, unit_id: int) -> bool:
    desks = desks_of(uow.connection, case_id)
    return any(people_at(uow, desk) for desk in desks if desk.unit_id != unit_id)
