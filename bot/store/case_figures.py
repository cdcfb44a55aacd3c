"""The figures of a day: one definition each, by which cases are counted and listed alike."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    Select,
    Subquery,
    and_,
    case,
    distinct,
    func,
    or_,
    select,
)

from bot.domain.case_states import CHECKING, UNSOLVED, CaseAct, CaseStatus
from bot.domain.case_terms import ClockKind
from bot.domain.digests import Bounds, Counts, Figure, Scope
from bot.store.case_clocks import CASE_CLOCK
from bot.store.case_desks import CASE_DESK, LYING
from bot.store.case_inbox import DueCase
from bot.store.case_steps import CASE_EVENT
from bot.store.cases import CASE, record_of
from bot.store.firms import FIRM
from bot.store.reach import firms_in
from bot.store.uow import UnitOfWork

OFFICE: Final = frozenset(ClockKind) - {ClockKind.FIRM, ClockKind.SUPPLY}
"""What somebody at a desk has to keep; the firm's own terms are nobody's delay."""
FIRMS_TURN: Final = frozenset({CaseStatus.WAITING, CaseStatus.SOLVED})


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A scope, maybe only one desk of it.

    Attributes:
        unit_id: Only what lies at this unit's desk.
        general: Only what lies at general desks.
    """

    scope: Scope
    unit_id: int | None = None
    general: bool = False


def count_figures(uow: UnitOfWork, within: Narrowed, bounds: Bounds) -> Counts:
    """Every figure of a day."""
    base = _Base(within, bounds)
    counted = [_count(base.is_in(figure)).label(figure) for figure in Figure]
    row = uow.connection.execute(base.chosen(*counted)).one()
    return _counts(row)


def figures_by_unit(
    uow: UnitOfWork, scope: Scope, bounds: Bounds
) -> list[tuple[int | None, Counts]]:
    """The same for each desk of a whole region at which a case lies, by the unit's id.

    General desks count as one, under None. A case counts at every desk at which it lies.
    """
    base = _Base(Narrowed(scope), bounds, desks=True)
    counted = [_count(base.is_in(figure)).label(figure) for figure in Figure]
    wanted = base.chosen(CASE_DESK.c.unit_id, *counted).group_by(CASE_DESK.c.unit_id)
    return [(row.unit_id, _counts(row)) for row in uow.connection.execute(wanted)]


def list_figure(
    uow: UnitOfWork, within: Narrowed, bounds: Bounds, figure: Figure, limit: int, skip: int = 0
) -> list[DueCase]:
    """The cases behind a figure, what was not kept in time first, then the earliest due."""
    base = _Base(within, bounds)
    return _listed(uow, base, base.is_in(figure), limit, skip)


def list_day(
    uow: UnitOfWork, scope: Scope, bounds: Bounds, limit: int
) -> list[tuple[DueCase, frozenset[Figure]]]:
    """The cases behind all figures in the same order, each once with those it counts in."""
    base = _Base(Narrowed(scope), bounds)
    counts = {figure: base.is_in(figure) for figure in Figure}
    flags = [case((condition, 1), else_=0).label(f"in_{f}") for f, condition in counts.items()]
    found = _rows(uow, base, or_(*counts.values()), limit, 0, *flags)
    return [(_due_case(uow, row), _figures(row)) for row in found]


def count_in_categories(uow: UnitOfWork, scope: Scope, categories: Collection[str]) -> int:
    """How many open cases of some kinds there are."""
    base = _Base(Narrowed(scope), None)
    wanted = base.chosen(_count(_open_of(categories)))
    return int(uow.connection.execute(wanted).scalar_one())


def list_in_categories(
    uow: UnitOfWork, scope: Scope, categories: Collection[str], limit: int, skip: int = 0
) -> list[tuple[DueCase, bool]]:
    """Those cases in the same order as those behind a figure, and which were not kept in time."""
    found = _rows(uow, _Base(Narrowed(scope), None), _open_of(categories), limit, skip)
    return [(_due_case(uow, row), not row.kept) for row in found]


class _Base:
    """Cases of a scope, with when they came there and what is due in them."""

    def __init__(self, within: Narrowed, bounds: Bounds | None, *, desks: bool = False) -> None:
        self.bounds = bounds
        self.due, missed = _next_due(), _missed(bounds)
        self.kept: ColumnElement[bool] = missed.c.case_id.is_(None)
        self.source: FromClause = CASE.outerjoin(
            self.due, self.due.c.case_id == CASE.c.id
        ).outerjoin(missed, missed.c.case_id == CASE.c.id)
        self.conditions: list[ColumnElement[bool]] = []
        self.came: ColumnElement[Any] = CASE.c.opened_at
        if within.scope.whole:
            self._in_region(within.scope)
        if desks:
            self.source = self.source.join(CASE_DESK, CASE_DESK.c.case_id == CASE.c.id)
            self.conditions += [LYING, CASE_DESK.c.officer_id.is_(None)]
            self.came = CASE_DESK.c.since
        elif (at := _desk(within)) is not None:
            lying = _lying(at)
            self.source = self.source.join(lying, lying.c.case_id == CASE.c.id)
            self.came = lying.c.came

    def chosen(self, *columns: Any) -> Select[Any]:
        """Of the cases that may count in some figure."""
        alive: ColumnElement[bool] = CASE.c.status != CaseStatus.CLOSED
        if self.bounds is not None:
            alive = or_(alive, self.came > self.bounds.since)
        return select(*columns).select_from(self.source).where(alive, *self.conditions)

    def is_in(self, figure: Figure) -> ColumnElement[bool]:
        """Whether a case counts in a figure."""
        bounds, due = self.bounds, self.due.c.due
        assert bounds is not None
        unfinished = CASE.c.status != CaseStatus.CLOSED
        unsolved = CASE.c.status.in_(UNSOLVED)
        return {
            Figure.NEW: and_(self.came > bounds.since, self.came <= bounds.day_ends),
            Figure.OPEN: unsolved,
            Figure.OVERDUE: and_(unfinished, ~self.kept),
            Figure.TODAY: and_(unfinished, self.kept, due <= bounds.day_ends),
            Figure.NEXT: and_(
                unfinished, self.kept, due > bounds.day_ends, due <= bounds.next_ends
            ),
            Figure.REOPENED: and_(unsolved, CASE.c.denials > 0),
            Figure.FIRM: CASE.c.status.in_(FIRMS_TURN),
            Figure.CHECK: CASE.c.status.in_(CHECKING),
        }[figure]

    def _in_region(self, scope: Scope) -> None:
        self.source = self.source.join(FIRM, FIRM.c.id == CASE.c.firm_id)
        self.conditions.append(firms_in(scope.region))
        if scope.sector is not None:
            self.conditions.append(CASE.c.sector == scope.sector)


def _next_due() -> Subquery:
    """What is due next in a case for somebody at a desk; a term that rests is not."""
    running = (CASE_CLOCK.c.kind.in_(OFFICE), CASE_CLOCK.c.due.is_not(None))
    due = func.min(CASE_CLOCK.c.due).label("due")
    return (
        select(CASE_CLOCK.c.case_id, due).where(*running).group_by(CASE_CLOCK.c.case_id).subquery()
    )


def _missed(bounds: Bounds | None) -> Subquery:
    """Cases with a clock that is over, or that a clock's own step had to start again.

    What is done is stopped: a clock that runs since such a step waits for the same thing still.
    """
    began_again = and_(
        CASE_EVENT.c.case_id == CASE_CLOCK.c.case_id,
        CASE_EVENT.c.at == CASE_CLOCK.c.since,
        CASE_EVENT.c.by == 0,
        CASE_EVENT.c.act.in_({CaseAct.ESCALATE, CaseAct.REPEAT}),
    )
    late: ColumnElement[bool] = CASE_EVENT.c.id.is_not(None)
    if bounds is not None:
        late = or_(late, CASE_CLOCK.c.due <= bounds.now)
    joined = CASE_CLOCK.outerjoin(CASE_EVENT, began_again)
    wanted = select(CASE_CLOCK.c.case_id).distinct().select_from(joined)
    return wanted.where(CASE_CLOCK.c.kind.in_(OFFICE), late).subquery()


def _desk(within: Narrowed) -> ColumnElement[bool] | None:
    """At which desk the cases lie; None for all of a region."""
    scope = within.scope
    unit_id = within.unit_id if scope.whole else scope.unit_id
    if unit_id is not None:
        return CASE_DESK.c.unit_id == unit_id
    if scope.whole and not within.general:
        return None
    nobodys = and_(CASE_DESK.c.unit_id.is_(None), CASE_DESK.c.officer_id.is_(None))
    return nobodys if scope.whole else and_(nobodys, CASE_DESK.c.region == scope.region)


def _lying(at: ColumnElement[bool]) -> Subquery:
    came = func.min(CASE_DESK.c.since).label("came")
    wanted = select(CASE_DESK.c.case_id, came).where(LYING, at)
    return wanted.group_by(CASE_DESK.c.case_id).subquery()


def _open_of(categories: Collection[str]) -> ColumnElement[bool]:
    return and_(CASE.c.category.in_(categories), CASE.c.status.in_(UNSOLVED))


def _listed(
    uow: UnitOfWork, base: _Base, condition: ColumnElement[bool], limit: int, skip: int
) -> list[DueCase]:
    return [_due_case(uow, row) for row in _rows(uow, base, condition, limit, skip)]


def _rows(
    uow: UnitOfWork,
    base: _Base,
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
