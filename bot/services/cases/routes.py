"""The routing table: which unit gets cases of a kind, before the ladder's roles are asked."""

from dataclasses import dataclass

from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.services.cases.rules import rules_of
from bot.store.audit import note
from bot.store.cases.routes import RouteCard, add_route, drop_route, find_route
from bot.store.staff.units import find_unit
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase


@dataclass(frozen=True, slots=True)
class Route:
    """A line to be written; no category or no sector means any.

    Attributes:
        level: The rung of the region's ladder at which it counts.
        unit_id: A unit of exactly this region.
    """

    region: str
    level: int
    unit_id: int
    category: str | None = None
    sector: str | None = None


def write_route(uow: UnitOfWork, rulebase: RuleBase, route: Route, *, actor: str) -> int:
    """Keep a line and return its number; that the caller may do so was checked.

    Raises:
        StaffRefusal: No such unit, kind of problem or rung there.
    """
    unit = find_unit(uow.connection, route.unit_id)
    known = route.category is None or route.category in rulebase.problems
    rung = route.level in rules_of(rulebase, route.region).levels
    if unit is None or unit.closed_at or unit.region != route.region or not known or not rung:
        raise StaffRefusal(StaffCode.UNIT)
    number = add_route(uow, route.region, route.category, route.sector, route.level, route.unit_id)
    note(uow, actor=actor, act="route:add", subject=f"route:{number}")
    return number


def strike_route(uow: UnitOfWork, region: str, number: int, *, actor: str) -> RouteCard:
    """Take a line out; that the caller may do so was checked.

    Raises:
        StaffRefusal: There is none in this region.
    """
    route = find_route(uow.connection, number)
    if route is None or route.region != region:
        raise StaffRefusal(StaffCode.UNIT)
    drop_route(uow.connection, number)
    note(uow, actor=actor, act="route:drop", subject=f"route:{number}")
    return route
