"""值班电话: the telephone of a unit that firms may ring when something cannot wait."""

from dataclasses import dataclass

from bot.domain.phones import is_duty_number, mobiles_in, written_duty_number
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.services.staff.unit_keeping import KeptUnit, unit_kept
from bot.store.audit import note
from bot.store.cases.cases import CaseRecord
from bot.store.cases.desks import desks_of
from bot.store.staff.officers import OfficerCard
from bot.store.staff.units import change_unit, find_unit, units_above
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase


@dataclass(frozen=True, slots=True)
class DutyPhone:
    """Whom to ring, and at which number."""

    unit: str
    number: str


def set_phone(uow: UnitOfWork, by: OfficerCard, unit_id: int, said: str) -> KeptUnit:
    """Keep the number of a unit in the place of any before; audited without the number.

    Raises:
        NotYours: No such unit, or none of theirs.
        StaffRefusal: It was closed, or it is no number of an office: a mobile is somebody's own.
    """
    unit = unit_kept(uow, by, unit_id).unit
    if mobiles_in(said):
        raise StaffRefusal(StaffCode.PHONE_PERSONAL)
    number = written_duty_number(said)
    if not is_duty_number(number):
        raise StaffRefusal(StaffCode.PHONE)
    return _changed(uow, by, unit.id, number)


def drop_phone(uow: UnitOfWork, by: OfficerCard, unit_id: int) -> KeptUnit:
    """The unit has no such number any more: nobody is told one.

    Raises:
        NotYours: No such unit, or none of theirs.
        StaffRefusal: It was closed.
    """
    return _changed(uow, by, unit_kept(uow, by, unit_id).unit.id, None)


def duty_phones(
    uow: UnitOfWork, rulebase: RuleBase, case: CaseRecord, region: str
) -> tuple[DutyPhone, ...]:
    """The numbers of the units on whose desks a case lies, the lowest rung first.

    Behind them come those whose business it is by the documents, also if nobody of theirs works
    at the desk: a telephone can be answered all the same.

    Args:
        region: Where the firm works.
    """
    ids = (desk.unit_id for desk in desks_of(uow.connection, case.id))
    at_desks = [find_unit(uow.connection, each) for each in ids if each is not None]
    category = rulebase.problems.get(case.category or "")
    walk = None if category is None else category.walk_in(region)
    roles = () if walk is None else walk.responsible
    in_charge = [unit for role in roles for unit in units_above(uow.connection, region, role)]
    units = (*at_desks, *in_charge)
    found = (DutyPhone(unit.name, unit.phone) for unit in units if unit and unit.phone)
    return tuple(dict.fromkeys(found))


def _changed(uow: UnitOfWork, by: OfficerCard, unit_id: int, number: str | None) -> KeptUnit:
    change_unit(uow.connection, unit_id, phone=number)
    act = "unit:no-phone" if number is None else "unit:phone"
    note(uow, actor=f"officer:{by.id}", act=act, subject=f"unit:{unit_id}")
    return unit_kept(uow, by, unit_id)
