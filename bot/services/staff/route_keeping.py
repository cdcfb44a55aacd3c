"""分派表 at the desk: seen, tried, changed by who dispatches, each change with its reason."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.errors import NotYours, Stale, StaleCode
from bot.domain.staff import Power
from bot.services.assignments.assignments import checked_reason
from bot.services.cases.routes import Route, strike_route, write_route
from bot.services.cases.routing import example_desks
from bot.services.staff.staff import may, regions_with, require
from bot.store.cases.desks import Desk
from bot.store.cases.route_changes import (
    RouteChange,
    RouteLine,
    add_route_change,
    cases_like,
    route_changes,
)
from bot.store.cases.routes import RouteCard, find_route, routes_in
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.staff.units import UnitCard, find_unit, units_in
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase

MONTH: Final = timedelta(days=30)
CHANGES: Final = 10


@dataclass(frozen=True, slots=True)
class Example:
    """Where a case of a kind would lie: by rung the names of units at which somebody works."""

    rungs: tuple[tuple[int, tuple[str, ...]], ...]

    def at(self, level: int) -> tuple[str, ...]:
        """The names at a rung."""
        return next((names for each, names in self.rungs if each == level), ())


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of a line would do.

    Attributes:
        opened: How many such cases there were in the last 30 days.
        unsolved: How many there are now; those stay where they are.
        before: Where an example goes now, and `after` the change.
    """

    opened: int
    unsolved: int
    before: Example
    after: Example


def regions_kept(uow: UnitOfWork, by: OfficerCard) -> tuple[str, ...]:
    """The regions whose table an officer keeps."""
    return regions_with(uow, by, Power.CASE_DISPATCH)


def lines_of(uow: UnitOfWork, by: OfficerCard, region: str) -> list[RouteCard]:
    """The lines of exactly this region, by age.

    Raises:
        NotYours: Not theirs to keep.
    """
    _require(uow, by, region)
    return routes_in(uow.connection, region)


def line_of(uow: UnitOfWork, by: OfficerCard, number: int) -> RouteCard:
    """One line.

    Raises:
        NotYours: No such line, or not theirs to keep.
    """
    line = find_route(uow.connection, number)
    if line is None or not may(uow, by, Power.CASE_DISPATCH, line.region):
        raise NotYours("route")
    return line


def units_for(uow: UnitOfWork, by: OfficerCard, region: str) -> list[UnitCard]:
    """The units that a line of a region may name.

    Raises:
        NotYours: Not theirs to keep.
    """
    _require(uow, by, region)
    return units_in(uow.connection, [region])


def example_of(
    uow: UnitOfWork,
    rulebase: RuleBase,
    by: OfficerCard,
    region: str,
    category: str | None,
    sector: str | None,
) -> Example:
    """Where a case of a kind would lie.

    Raises:
        NotYours: Not theirs to keep.
    """
    _require(uow, by, region)
    return _example(uow, rulebase, RouteLine(region, 0, 0, category, sector))


def effect_of_adding(
    uow: UnitOfWork, rulebase: RuleBase, by: OfficerCard, line: RouteLine
) -> Effect:
    """What adding a line would do; nothing is kept of it.

    Raises:
        NotYours: Not theirs to keep.
        StaffRefusal: No such unit, kind of problem or rung there.
        Stale: The line is there already.
    """
    _check_new(uow, by, line)
    before = _example(uow, rulebase, line)
    trial = uow.connection.begin_nested()
    write_route(uow, rulebase, _route(line), actor=f"officer:{by.id}")
    after = _example(uow, rulebase, line)
    trial.rollback()
    return _effect(uow, line, before, after)


def effect_of_striking(
    uow: UnitOfWork, rulebase: RuleBase, by: OfficerCard, number: int
) -> Effect:
    """What taking a line out would do; nothing is kept of it.

    Raises:
        NotYours: No such line, or not theirs to keep.
    """
    line = _line(line_of(uow, by, number))
    before = _example(uow, rulebase, line)
    trial = uow.connection.begin_nested()
    strike_route(uow, line.region, number, actor=f"officer:{by.id}")
    after = _example(uow, rulebase, line)
    trial.rollback()
    return _effect(uow, line, before, after)


def add_line(
    uow: UnitOfWork, rulebase: RuleBase, by: OfficerCard, line: RouteLine, reason: str
) -> None:
    """Add a line: new cases go by it, and those that climb to its rung.

    Raises:
        NotYours: Not theirs to keep.
        StaffRefusal: No such unit, kind of problem or rung there.
        Stale: The line is there already.
        BadAnswer: No reason, or one that is too long.
    """
    said = checked_reason(reason)
    _check_new(uow, by, line)
    write_route(uow, rulebase, _route(line), actor=f"officer:{by.id}")
    add_route_change(uow, line, added=True, by=by.id, reason=said)


def strike_line(uow: UnitOfWork, by: OfficerCard, number: int, reason: str) -> RouteCard:
    """Take a line out.

    Raises:
        NotYours: No such line, or not theirs to keep.
        BadAnswer: No reason, or one that is too long.
    """
    said = checked_reason(reason)
    card = line_of(uow, by, number)
    strike_route(uow, card.region, number, actor=f"officer:{by.id}")
    add_route_change(uow, _line(card), added=False, by=by.id, reason=said)
    return card


def changes_of(
    uow: UnitOfWork, by: OfficerCard, region: str
) -> list[tuple[RouteChange, str, str]]:
    """The newest changes, each with the unit's name and that of who made it.

    Raises:
        NotYours: Not theirs to keep.
    """
    _require(uow, by, region)
    found = route_changes(uow, region, limit=CHANGES)
    return [
        (each, _unit_name(uow, each.line.unit_id), officer_by_id(uow, each.by).name)
        for each in found
    ]


def _require(uow: UnitOfWork, by: OfficerCard, region: str) -> None:
    require(uow, by, Power.CASE_DISPATCH, region, subject="route")


def _check_new(uow: UnitOfWork, by: OfficerCard, line: RouteLine) -> None:
    _require(uow, by, line.region)
    if line in [_line(each) for each in routes_in(uow.connection, line.region)]:
        raise Stale(StaleCode.CHANGED)


def _effect(uow: UnitOfWork, line: RouteLine, before: Example, after: Example) -> Effect:
    opened, unsolved = cases_like(uow.connection, line, uow.now - MONTH)
    return Effect(opened, unsolved, before, after)


def _example(uow: UnitOfWork, rulebase: RuleBase, line: RouteLine) -> Example:
    desks = example_desks(uow, rulebase, line.region, line.category, line.sector)
    rungs = ((level, tuple(_desk_name(uow, each) for each in at)) for level, at in desks.items())
    return Example(tuple(rungs))


def _desk_name(uow: UnitOfWork, desk: Desk) -> str:
    if desk.officer_id is not None:
        return officer_by_id(uow, desk.officer_id).name
    return _unit_name(uow, desk.unit_id or 0)


def _unit_name(uow: UnitOfWork, unit_id: int) -> str:
    unit = find_unit(uow.connection, unit_id)
    return unit.name if unit else ""


def _line(card: RouteCard) -> RouteLine:
    return RouteLine(card.region, card.level, card.unit.id, card.category, card.sector)


def _route(line: RouteLine) -> Route:
    return Route(line.region, line.level, line.unit_id, line.category, line.sector)
