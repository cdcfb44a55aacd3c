"""The figures of a day: one definition each, by which cases are counted and listed alike."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, distinct, func, or_, select

from bot.domain.case_states import UNSOLVED
from bot.domain.digests import Bounds, Counts, Figure, Scope, Spread
from bot.store.cases.cases import CASE, record_of
from bot.store.cases.desks import CASE_DESK, LYING
from bot.store.cases.inbox import DueCase
from bot.store.cases.ratings import CASE_RATING
from bot.store.day_cases import DayCases, Narrowed
from bot.store.firms.firms import FIRM
from bot.store.uow import UnitOfWork


def count_figures(uow: UnitOfWork, within: Narrowed, bounds: Bounds) -> Counts:
    """Every figure of a day."""
    base = DayCases(within, bounds)
    counted = [_count(base.is_in(figure)).label(figure) for figure in Figure]
    row = uow.connection.execute(base.chosen(*counted)).one()
    return _counts(row)


def figures_by_unit(
    uow: UnitOfWork, scope: Scope, bounds: Bounds
) -> list[tuple[int | None, Counts]]:
    """The same for each desk of a whole region at which a case lies, by the unit's id.

    General desks count as one, under None. A case counts at every desk at which it lies.
    """
    base = DayCases(Narrowed(scope), bounds, desks=True)
    counted = [_count(base.is_in(figure)).label(figure) for figure in Figure]
    wanted = base.chosen(base.unit_id, *counted).group_by(base.unit_id)
    return [(row.unit_id, _counts(row)) for row in uow.connection.execute(wanted)]


def spread_of(uow: UnitOfWork, scope: Scope, bounds: Bounds) -> Spread:
    """Of what is open or overdue in a region: at how many desks `figures_by_unit` sees it."""
    base, unit = DayCases(Narrowed(scope), bounds), func.coalesce(CASE_DESK.c.unit_id, 0)
    shared = case((CASE_DESK.c.officer_id.is_(None), unit))
    at = (
        select(CASE_DESK.c.case_id, func.count(distinct(shared)).label("desks"))
        .where(LYING)
        .group_by(CASE_DESK.c.case_id)
        .subquery()
    )
    base.source = base.source.outerjoin(at, at.c.case_id == CASE.c.id)
    shown, desks = or_(base.is_in(Figure.OPEN), base.is_in(Figure.OVERDUE)), at.c.desks
    counted = (desks > 1, desks == 0, desks.is_(None))
    row = uow.connection.execute(base.chosen(*(_count(and_(shown, each)) for each in counted)))
    return Spread(*map(int, row.one()))


def list_stars(
    uow: UnitOfWork, within: Narrowed, bounds: Bounds, of: Collection[str] | None = None
) -> tuple[int, ...]:
    """What the firms gave in the cases behind `Figure.RATED`, case by case.

    Args:
        of: Only in cases of these categories.
    """
    base = DayCases(within, bounds)
    wanted = base.chosen(CASE.c.id, CASE_RATING.c.stars).where(_rated_of(base, of))
    rows = uow.connection.execute(wanted.distinct().order_by(CASE.c.id))
    return tuple(row.stars for row in rows)


def stars_by_unit(
    uow: UnitOfWork, scope: Scope, bounds: Bounds, of: Collection[str] | None = None
) -> dict[int | None, tuple[int, ...]]:
    """The same for each desk of a whole region, as `figures_by_unit` counts them."""
    base = DayCases(Narrowed(scope), bounds, desks=True)
    wanted = base.chosen(base.unit_id, CASE.c.id, CASE_RATING.c.stars)
    found: dict[int | None, tuple[int, ...]] = {}
    for row in uow.connection.execute(wanted.where(_rated_of(base, of)).distinct()):
        found[row.unit_id] = (*found.get(row.unit_id, ()), row.stars)
    return found


def list_figure(
    uow: UnitOfWork, within: Narrowed, bounds: Bounds, figure: Figure, limit: int, skip: int = 0
) -> list[DueCase]:
    """The cases behind a figure, what was not kept in time first, then the earliest due."""
    base = DayCases(within, bounds)
    return _listed(uow, base, base.is_in(figure), limit, skip)


def list_rated(
    uow: UnitOfWork,
    within: Narrowed,
    bounds: Bounds,
    of: Collection[str],
    limit: int,
    skip: int = 0,
) -> list[DueCase]:
    """The cases behind `Figure.RATED` of some categories."""
    base = DayCases(within, bounds)
    return _listed(uow, base, _rated_of(base, of), limit, skip)


def list_day(
    uow: UnitOfWork, scope: Scope, bounds: Bounds, limit: int
) -> list[tuple[DueCase, frozenset[Figure]]]:
    """The cases behind all figures in the same order, each once with those it counts in."""
    base = DayCases(Narrowed(scope), bounds)
    counts = {figure: base.is_in(figure) for figure in Figure}
    flags = [case((condition, 1), else_=0).label(f"in_{f}") for f, condition in counts.items()]
    found = _rows(uow, base, or_(*counts.values()), limit, 0, *flags)
    return [(_due_case(uow, row), _figures(row)) for row in found]


def count_in_categories(uow: UnitOfWork, within: Narrowed, categories: Collection[str]) -> int:
    """How many open cases of some kinds there are."""
    base = DayCases(within, None)
    wanted = base.chosen(_count(_open_of(categories)))
    return int(uow.connection.execute(wanted).scalar_one())


def list_in_categories(
    uow: UnitOfWork, within: Narrowed, categories: Collection[str], limit: int, skip: int = 0
) -> list[tuple[DueCase, bool]]:
    """Those cases in the same order as those behind a figure, and which were not kept in time."""
    found = _rows(uow, DayCases(within, None), _open_of(categories), limit, skip)
    return [(_due_case(uow, row), not row.kept) for row in found]


def firms_in_categories(
    uow: UnitOfWork, within: Narrowed, categories: Collection[str]
) -> dict[int, str]:
    """The firms of those cases, and where each of them is."""
    base = DayCases(within, None)
    wanted = base.chosen(CASE.c.firm_id, FIRM.c.region).where(_open_of(categories)).distinct()
    return {row.firm_id: row.region for row in uow.connection.execute(wanted)}


def _rated_of(base: DayCases, of: Collection[str] | None) -> ColumnElement[bool]:
    rated = base.is_in(Figure.RATED)
    return rated if of is None else and_(rated, CASE.c.category.in_(of))


def _open_of(categories: Collection[str]) -> ColumnElement[bool]:
    return and_(CASE.c.category.in_(categories), CASE.c.status.in_(UNSOLVED))


def _listed(
    uow: UnitOfWork, base: DayCases, condition: ColumnElement[bool], limit: int, skip: int
) -> list[DueCase]:
    return [_due_case(uow, row) for row in _rows(uow, base, condition, limit, skip)]


def _rows(
    uow: UnitOfWork,
    base: DayCases,
    condition: ColumnElement[bool],
    limit: int,
    skip: int,
    *more: ColumnElement[Any],
) -> list[Row[Any]]:
    due = base.due.c.due
    wanted = base.chosen(CASE, due.label("next_due"), base.kept.label("kept"), *more)
    ordered = (
        wanted.where(condition)
        .order_by(base.kept, due.is_(None), due, CASE.c.id)
        .limit(limit)
        .offset(skip)
    )
    return list(uow.connection.execute(ordered))


def _due_case(uow: UnitOfWork, row: Row[Any]) -> DueCase:
    return DueCase(record_of(uow, row), row.next_due)


def _figures(row: Row[Any]) -> frozenset[Figure]:
    return frozenset(figure for figure in Figure if getattr(row, f"in_{figure}"))


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(distinct(case((condition, CASE.c.id))))


def _counts(row: Row[Any]) -> Counts:
    return {figure: int(getattr(row, figure)) for figure in Figure}
