"""`python -m bot admin route`: to which unit a region's cases go first."""

import argparse
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from bot.domain.staff_refusals import StaffRefusal
from bot.process import Process
from bot.services.cases.routes import Route, strike_route, write_route
from bot.services.staff.invitations import sectors_of
from bot.settings import BadSettings
from bot.store.cases.routes import RouteCard, routes_in

if TYPE_CHECKING:
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]

NAME: Final = "route"
OPERATOR: Final = "operator"
ANY: Final = "*"
WRONG = (
    "写不进分派表：看看地区、单位编号（`admin unit`）、层级、类别和行业对不对。\n"
    "No such line: check region, unit number (`admin unit`), level, category and sector."
)


def add_parser(acts: "Actions") -> None:
    """Add the command and its arguments."""
    command = acts.add_parser(NAME, help="list, add or strike lines of a region's routing table")
    command.add_argument("region", help="a path of places")
    command.add_argument(
        "--add", nargs=2, type=int, metavar=("LEVEL", "UNIT"), help="a rung and a unit's number"
    )
    command.add_argument("--category", help="for one kind of problem only")
    command.add_argument("--sector", help="for one sector only")
    command.add_argument("--strike", type=int, metavar="NUMBER", help="take a line out")


def run(process: Process, options: argparse.Namespace) -> str:
    """Change the table as asked; returns its lines.

    Raises:
        BadSettings: No such region, rung, unit, category, sector or line.
    """
    if options.sector not in {None, *sectors_of(process.rulebase)}:
        raise BadSettings(WRONG)

    def work(connection: Connection) -> list[RouteCard]:
        _change(process, connection, options)
        return routes_in(connection, options.region)

    try:
        routes = process.database.run_sync(work)
    except StaffRefusal as error:
        raise BadSettings(WRONG) from error
    return "\n".join(map(_line, routes))


def _change(process: Process, connection: Connection, options: argparse.Namespace) -> None:
    uow = process.uow(connection)
    if options.add is not None:
        level, unit = options.add
        route = Route(options.region, level, unit, options.category, options.sector)
        write_route(uow, process.rulebase, route, actor=OPERATOR)
    if options.strike is not None:
        strike_route(uow, options.region, options.strike, actor=OPERATOR)


def _line(route: RouteCard) -> str:
    parts = (route.id, route.level, route.category or ANY, route.sector or ANY, route.unit.name)
    return "\t".join(map(str, parts))
