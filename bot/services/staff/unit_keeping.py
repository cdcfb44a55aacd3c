"""单位: an administrator lists, opens, renames and closes the units of their regions."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.errors import AccessCode, NotYours
from bot.domain.staff import Power
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.services.staff.staff import managed_regions, require
from bot.services.staff.units import close_unit, is_unit_name
from bot.store.audit import note
from bot.store.cases.desks import cases_at_unit
from bot.store.staff.officers import OfficerCard
from bot.store.staff.staff import holders_in_unit
from bot.store.staff.units import UnitCard, change_unit, find_unit, units_in, units_within
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase
from policies.words import Words


@dataclass(frozen=True, slots=True)
class KeptUnit:
    """A unit as its administrator sees it: who works in it, and how many cases lie there."""

    unit: UnitCard
    officers: tuple[OfficerCard, ...]
    cases: int


def units_kept(uow: UnitOfWork, by: OfficerCard) -> list[KeptUnit]:
    """The units of all places whose staff somebody manages, by age.

    Raises:
        NotYours: They are no administrator.
    """
    return [_kept(uow, unit) for unit in units_within(uow.connection, managed_regions(uow, by))]


def unit_kept(uow: UnitOfWork, by: OfficerCard, unit_id: int) -> KeptUnit:
    """One of them.

    Raises:
        NotYours: No such unit, or none of theirs.
        StaffRefusal: It was closed.
    """
    unit = find_unit(uow.connection, unit_id)
    if unit is None:
        raise NotYours("unit")
    missing = AccessCode.NOT_FOUND
    require(uow, by, Power.STAFF_MANAGE, unit.region, subject="unit", code=missing)
    if unit.closed_at is not None:
        raise StaffRefusal(StaffCode.UNIT)
    return _kept(uow, unit)


def classes_of(rulebase: RuleBase, region: str) -> Mapping[str, Words]:
    """What a unit of a region can be, as the documents name it: a firm's own officer is none."""
    found = rulebase.regions.nearest(region)
    if found is None:
        return {}
    return {role: words for role, words in found.roles.items() if role not in found.slots}


def rename_unit(uow: UnitOfWork, by: OfficerCard, unit_id: int, name: str) -> KeptUnit:
    """Give a unit another name; what was done under the old one stays as it is.

    Raises:
        NotYours: No such unit, or none of theirs.
        StaffRefusal: It was closed, it is no name, or another unit of the place has it.
    """
    unit, called = unit_kept(uow, by, unit_id).unit, " ".join(name.split())
    if not is_unit_name(called):
        raise StaffRefusal(StaffCode.UNIT)
    beside = units_in(uow.connection, [unit.region])
    if any(each.name == called and each.id != unit.id for each in beside):
        raise StaffRefusal(StaffCode.UNIT_NAMED)
    change_unit(uow.connection, unit.id, name=called)
    note(uow, actor=f"officer:{by.id}", act="unit:rename", subject=f"unit:{unit.id}")
    return unit_kept(uow, by, unit_id)


def end_unit(uow: UnitOfWork, by: OfficerCard, unit_id: int) -> UnitCard:
    """Close a unit in which nobody works any more and on which no case depends.

    Raises:
        NotYours: No such unit, or none of theirs.
        StaffRefusal: It was closed, somebody works in it, or a case lies nowhere else.
    """
    unit = unit_kept(uow, by, unit_id).unit
    return close_unit(uow, unit.id, actor=f"officer:{by.id}")


def _kept(uow: UnitOfWork, unit: UnitCard) -> KeptUnit:
    officers = tuple(holders_in_unit(uow, unit.id))
    return KeptUnit(unit, officers, len(cases_at_unit(uow.connection, unit.id)))
