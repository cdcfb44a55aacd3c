"""A day and a week as rows: what a spreadsheet needs of each case, gathered for many at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.case_terms import Clocks
from bot.domain.digests import Figure
from bot.services.cases.lists import CaseLine, line_of
from bot.services.digests.digests import opened_scope, today_of
from bot.services.digests.dispatches import SAID, Awaited, awaited_in
from bot.services.digests.rules import digests_of
from bot.services.duties.errands import Ground
from bot.store.cases.clocks import clocks_of_cases
from bot.store.cases.desks import units_of_cases
from bot.store.cases.figures import list_day, list_in_categories
from bot.store.cases.inbox import DueCase
from bot.store.cases.ratings import RatingCard, rating_of
from bot.store.cases.steps import CaseStep, steps_of
from bot.store.day_cases import Narrowed
from bot.store.firms.firms import load_firm
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.staff.units import find_unit
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class TableRow:
    """One case in a table.

    Attributes:
        region: Of its firm.
        units: Names of the units at whose desks it lies.
        holder: Who has it in hand.
    """

    line: CaseLine
    region: str
    units: tuple[str, ...]
    holder: str | None


@dataclass(frozen=True, slots=True)
class DayRow:
    """The same, with the figures of the day that it counts in, and how its firm rated it then."""

    row: TableRow
    figures: frozenset[Figure]
    rating: RatingCard | None = None


@dataclass(frozen=True, slots=True)
class WeekRow:
    """The same, with what an officer said last, and which word comes next."""

    row: TableRow
    said_at: datetime | None
    said: str | None
    awaited: Awaited | None
    overdue: bool


def day_rows(
    uow: UnitOfWork,
    ground: Ground,
    officer: OfficerCard,
    post_id: int,
    day: date,
    limit: int,
    *,
    headed: bool = False,
) -> list[DayRow]:
    """The cases of a day, what was not kept in time first.

    Args:
        headed: Of the region that the post's unit heads, instead of its own desk.

    Raises:
        NotYours: They read figures, and no cases.
        Stale: The button is no longer theirs.
    """
    scope, bounds = opened_scope(uow, ground, officer, post_id, day, headed=headed)
    found = list_day(uow, scope, bounds, limit)
    rows = _rows(uow, [each for each, _ in found])
    return [
        DayRow(row, figures, rating_of(uow, row.line.id) if Figure.RATED in figures else None)
        for row, (_, figures) in zip(rows, found, strict=True)
    ]


def week_rows(
    uow: UnitOfWork,
    ground: Ground,
    officer: OfficerCard,
    post_id: int,
    limit: int,
    *,
    headed: bool = False,
) -> list[WeekRow]:
    """The open cases that are gone through every week.

    Args:
        headed: Of the region that the post's unit heads, instead of its own desk.

    Raises:
        NotYours: They read figures, and no cases.
        Stale: The button is no longer theirs.
    """
    day = today_of(ground, uow.now)
    scope, _ = opened_scope(uow, ground, officer, post_id, day, headed=headed)
    weekly = digests_of(ground, scope.region).weekly
    if weekly is None:
        return []
    found = list_in_categories(uow, Narrowed(scope), weekly.categories, limit)
    rows = _rows(uow, [each for each, _ in found])
    clocks = clocks_of_cases(uow.connection, [row.line.id for row in rows])
    return [
        _week_row(uow, row, clocks.get(row.line.id, {}), overdue=overdue)
        for row, (_, overdue) in zip(rows, found, strict=True)
    ]


def _rows(uow: UnitOfWork, found: Collection[DueCase]) -> list[TableRow]:
    at = units_of_cases(uow.connection, [each.case.id for each in found])
    names = _unit_names(uow, {unit_id for ids in at.values() for unit_id in ids})
    holders = _names(uow, {each.case.state.held_by for each in found} - {None})
    return [
        TableRow(
            line=line_of(uow, each.case, each.due),
            region=load_firm(uow, each.case.firm_id).region,
            units=tuple(names[unit_id] for unit_id in at.get(each.case.id, ())),
            holder=holders.get(each.case.state.held_by),
        )
        for each in found
    ]


def _week_row(uow: UnitOfWork, row: TableRow, clocks: Clocks, *, overdue: bool) -> WeekRow:
    last = _last(steps_of(uow, row.line.id))
    said_at, said = (last.at, last.text) if last else (None, None)
    return WeekRow(row, said_at, said, awaited_in(clocks), overdue)


def _last(steps: list[CaseStep]) -> CaseStep | None:
    said = [step for step in steps if step.by_officer and step.act in SAID]
    return said[-1] if said else None


def _unit_names(uow: UnitOfWork, ids: Collection[int]) -> Mapping[int, str]:
    found = (find_unit(uow.connection, unit_id) for unit_id in ids)
    return {unit.id: unit.name for unit in found if unit is not None}


def _names(uow: UnitOfWork, ids: Collection[int | None]) -> Mapping[int | None, str]:
    return {each: officer_by_id(uow, each).name for each in ids if each is not None}
