"""`python -m bot admin invite` and `admin unit`: the first staff, by whoever runs the system."""

import argparse
import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from bot.domain.staff import OF_SECTORS, Appointment, RoleKind, general_posts
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.process import Process, home_region
from bot.services.staff.invitations import sectors_of
from bot.services.staff.units import close_unit, unit_named
from bot.settings import BadSettings
from bot.store.staff.units import UnitCard, find_unit, units_in

if TYPE_CHECKING:
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]

INVITE: Final = "invite"
UNIT: Final = "unit"
OPERATOR: Final = "operator"
NO_REGION = (
    "规则库里没有这个地区：{region}。写成“省/市/县”或“省/市/县/乡镇”。\n"
    "Not in the rule base: {region}. Write province/city/county, maybe with a town."
)
NO_UNIT = (
    "{region}没有叫“{name}”的单位。建立：`python -m bot admin unit {region} --add 类别 名称`。\n"
    "{region} has no unit named {name}: `python -m bot admin unit {region} --add ROLE NAME`."
)
NO_ROLE = (
    "{region}没有类别 {role}，或者名称不是 2 到 30 个字。类别有：{roles}\n"
    "{region} has no role {role}, or the name is not of 2 to 30 characters. Roles: {roles}"
)
NO_SECTOR = "没有行业 {sector}，可选：{sectors}\nNo sector {sector}; there are: {sectors}"
IN_USE = "没有这个单位，或者还有人在岗。\nNo such unit, or people work in it."
HAS_CASES = (
    "还有没办完的事项只在这个单位，请调度员先转给别处，或等它们销号。\n"
    "Cases lie with this unit alone: let a dispatcher pass them on first, or wait for their end."
)


def add_parser(acts: "Actions") -> None:
    """Add both commands and their arguments."""
    command = acts.add_parser(INVITE, help="print a single-use code for one of the staff")
    command.add_argument(
        "--role",
        action="append",
        choices=[kind.value for kind in RoleKind],
        help="what they do, may be given several times; by default unit and dispatcher",
    )
    command.add_argument("--region", help="a path of places; by default the home region")
    command.add_argument("--sector", help="one value of the sector fact; by default all")
    command.add_argument("--unit", metavar="NAME", help="a unit of the region")
    command = acts.add_parser(UNIT, help="list, add or close units of a region")
    command.add_argument("region", help="a path of places")
    command.add_argument("--add", nargs=2, metavar=("ROLE", "NAME"), help="add a unit")
    command.add_argument("--close", type=int, metavar="NUMBER", help="close an empty unit")


def run_invite(process: Process, options: argparse.Namespace) -> str:
    """Make the invitation; returns the code.

    Raises:
        BadSettings: No such region, sector or unit.
    """
    region = options.region or home_region(process.settings, process.rulebase)
    _check_region(process, region)
    if options.sector is not None and options.sector not in sectors_of(process.rulebase):
        sectors = ", ".join(sectors_of(process.rulebase))
        raise BadSettings(NO_SECTOR.format(sector=options.sector, sectors=sectors))
    unit = None if options.unit is None else _unit(process, region, options.unit)
    posts = _posts(region, options.role or (), options.sector, unit)
    return asyncio.run(process.invite(posts))


def run_unit(process: Process, options: argparse.Namespace) -> str:
    """Add or close a unit; returns the units of the region, one a line.

    Raises:
        BadSettings: No such region, role or unit.
    """
    region = options.region
    _check_region(process, region)

    def work(connection: Connection) -> list[UnitCard]:
        uow = process.uow(connection)
        if options.add is not None:
            unit_named(uow, process.rulebase, region, *options.add, actor=OPERATOR)
        if options.close is not None:
            found = find_unit(connection, options.close)
            if found is None or found.region != region:
                raise StaffRefusal(StaffCode.UNIT_IN_USE)
            close_unit(uow, options.close, actor=OPERATOR)
        return units_in(connection, [region])

    try:
        units = process.database.run_sync(work)
    except StaffRefusal as error:
        raise BadSettings(_why(process, region, options, error)) from error
    return "\n".join(f"{unit.id}\t{unit.role}\t{unit.name}" for unit in units)


def _posts(
    region: str, kinds: Sequence[str], sector: str | None, unit: UnitCard | None
) -> tuple[Appointment, ...]:
    """Only kinds of work that are divided by sector, or done in a unit, get either."""
    wanted = [RoleKind(kind) for kind in kinds] or [post.kind for post in general_posts(region)]
    unit_id = None if unit is None else unit.id
    return tuple(
        Appointment(kind, region, sector, unit_id)
        if kind in OF_SECTORS
        else Appointment(kind, region)
        for kind in wanted
    )


def _unit(process: Process, region: str, name: str) -> UnitCard:
    units = process.database.run_sync(lambda connection: units_in(connection, [region]))
    found = next((unit for unit in units if unit.name == name), None)
    if found is None:
        raise BadSettings(NO_UNIT.format(region=region, name=name))
    return found


def _check_region(process: Process, region: str) -> None:
    if process.rulebase.regions.nearest(region) is None:
        raise BadSettings(NO_REGION.format(region=region))


def _why(process: Process, region: str, options: argparse.Namespace, refusal: StaffRefusal) -> str:
    if refusal.code is StaffCode.UNIT_HAS_CASES:
        return HAS_CASES
    if options.add is None:
        return IN_USE
    place = process.rulebase.regions.nearest(region)
    roles = ", ".join(place.roles if place else ())
    return NO_ROLE.format(region=region, role=options.add[0], roles=roles)
