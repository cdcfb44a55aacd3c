"""Of which cases the figures of a day are made, and in which figure each of them counts."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    and_,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from bot.domain.case_states import CHECKING, UNSOLVED, UNTAKEN, CaseAct, CaseStatus
from bot.domain.case_terms import LATE
from bot.domain.digests import Bounds, Figure, Scope
from bot.store.cases.cases import CASE
from bot.store.cases.clocks import CASE_CLOCK
from bot.store.cases.desks import CASE_DESK, LYING
from bot.store.cases.handlers import done_there
from bot.store.cases.ratings import CASE_RATING
from bot.store.firms.firms import FIRM
from bot.store.reach import firms_in

FIRMS_TURN: Final = frozenset({CaseStatus.WAITING, CaseStatus.SOLVED})


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A scope, maybe only one desk of it.

    Attributes:
        unit_id: Only what lies at this unit's desk.
        general: Only what lies at general desks.
        firms: Only cases of these firms.
    """

    scope: Scope
    unit_id: int | None = None
    general: bool = False
    firms: frozenset[int] | None = None


class DayCases:
    """Cases of a scope, with when they came there and what is due in them.

    A closed case that was rated counts for the unit for which it was solved (see `CaseRating`), or
    at the general desk at which it was, and nowhere else.

    Attributes:
        unit_id: Of `desks`: at which each row counts; null for general ones.
    """

    def __init__(self, within: Narrowed, bounds: Bounds | None, *, desks: bool = False) -> None:
        self.bounds = bounds
        self.due, missed = _next_due(), _missed(bounds)
        self.kept: ColumnElement[bool] = missed.c.case_id.is_(None)
        self.source: FromClause = CASE.outerjoin(
            self.due, self.due.c.case_id == CASE.c.id
        ).outerjoin(missed, missed.c.case_id == CASE.c.id)
        self.source = self.source.outerjoin(CASE_RATING, CASE_RATING.c.case_id == CASE.c.id)
        self.conditions: list[ColumnElement[bool]] = []
        self.here: ColumnElement[bool] = true()
        self.unit_id: ColumnElement[Any] = null()
        self.came: ColumnElement[Any] = CASE.c.opened_at
        if within.scope.whole:
            self._in_region(within.scope)
        if within.firms is not None:
            self.conditions.append(CASE.c.firm_id.in_(within.firms))
        if desks:
            self._at(places := _places(bounds))
            self.unit_id = places.c.unit_id
        elif _is_narrow(within):
            self._at(_at_desk(within, bounds))

    def chosen(self, *columns: Any) -> Select[Any]:
        """Of the cases that may count in some figure."""
        alive: ColumnElement[bool] = CASE.c.status != CaseStatus.CLOSED
        if self.bounds is not None:
            alive = or_(alive, self.came > self.bounds.since, _rated(self.bounds))
        return select(*columns).select_from(self.source).where(alive, *self.conditions)

    def is_in(self, figure: Figure) -> ColumnElement[bool]:
        """Whether a case counts in a figure."""
        bounds, due = self.bounds, self.due.c.due
        assert bounds is not None
        if figure is Figure.RATED:
            return _rated(bounds)
        unfinished = CASE.c.status != CaseStatus.CLOSED
        unsolved = CASE.c.status.in_(UNSOLVED)
        counts = {
            Figure.NEW: and_(self.came > bounds.since, self.came <= bounds.day_ends),
            Figure.OPEN: unsolved,
            Figure.UNTAKEN: CASE.c.status.in_(UNTAKEN),
            Figure.OVERDUE: and_(unfinished, ~self.kept),
            Figure.TODAY: and_(unfinished, self.kept, due <= bounds.day_ends),
            Figure.NEXT: and_(
                unfinished, self.kept, due > bounds.day_ends, due <= bounds.next_ends
            ),
            Figure.REOPENED: and_(unsolved, CASE.c.denials > 0),
            Figure.FIRM: CASE.c.status.in_(FIRMS_TURN),
            Figure.CHECK: CASE.c.status.in_(CHECKING),
        }
        return and_(self.here, counts[figure])

    def _at(self, places: Subquery) -> None:
        self.source = self.source.join(places, places.c.case_id == CASE.c.id)
        self.came, self.here = places.c.came, places.c.came.is_not(None)

    def _in_region(self, scope: Scope) -> None:
        self.source = self.source.join(FIRM, FIRM.c.id == CASE.c.firm_id)
        self.conditions.append(firms_in(scope.region))
        if scope.sector is not None:
            self.conditions.append(CASE.c.sector == scope.sector)


def _next_due() -> Subquery:
    """What is due next in a case for somebody at a desk; a term that rests is not.

    A bell for whoever takes it is none either: that is `Figure.UNTAKEN`.
    """
    running = (CASE_CLOCK.c.kind.in_(LATE), CASE_CLOCK.c.due.is_not(None))
    due = func.min(CASE_CLOCK.c.due).label("due")
    return (
        select(CASE_CLOCK.c.case_id, due).where(*running).group_by(CASE_CLOCK.c.case_id).subquery()
    )


def _missed(bounds: Bounds | None) -> Subquery:
    """Cases with a clock that is over, or began again over a date that was not kept.

    As on cards and in lists, see `bot.domain.case_missed`.
    """
    late: ColumnElement[bool] = CASE_CLOCK.c.missed.is_not(None)
    if bounds is not None:
        late = or_(late, CASE_CLOCK.c.due <= bounds.now)
    wanted = select(CASE_CLOCK.c.case_id).distinct()
    return wanted.where(CASE_CLOCK.c.kind.in_(LATE), late).subquery()


def _is_narrow(within: Narrowed) -> bool:
    """Whether the cases of one desk, or of general ones, are meant and not all of a region."""
    return not within.scope.whole or within.unit_id is not None or within.general


def _desk(within: Narrowed, places: Subquery) -> ColumnElement[bool]:
    """Of a row of `_places`: whether that is the desk."""
    scope, at = within.scope, places.c
    unit_id = within.unit_id if scope.whole else scope.unit_id
    if unit_id is not None:
        return at.unit_id == unit_id
    general = at.unit_id.is_(None)
    return general if scope.whole else and_(general, at.region == scope.region)


def _at_desk(within: Narrowed, bounds: Bounds | None) -> Subquery:
    """The cases of a desk; `came` is null where one was solved for it and lies there no more."""
    places = _places(bounds)
    came = func.min(places.c.came).label("came")
    wanted = select(places.c.case_id, came).where(_desk(within, places))
    return wanted.group_by(places.c.case_id).subquery()


def _places(bounds: Bounds | None) -> Subquery:
    """Where cases lie, since when they do, and at which desks what is rated was solved.

    Desks of units and general desks: not the own ones of officers.
    """
    shared = CASE_DESK.c.officer_id.is_(None)
    since = CASE_DESK.c.since.label("came")
    at = (CASE_DESK.c.case_id, CASE_DESK.c.unit_id, CASE_DESK.c.region)
    lying = select(*at, since).where(LYING, shared)
    if bounds is None:
        return lying.subquery()
    never = null().label("came")
    by_unit = (CASE_RATING.c.case_id, CASE_RATING.c.unit_id, literal("").label("region"), never)
    of_units = select(*by_unit).where(_rated(bounds), CASE_RATING.c.unit_id.is_not(None))
    of_nobody = select(CASE_RATING.c.case_id).where(
        _rated(bounds), CASE_RATING.c.unit_id.is_(None)
    )
    general = (CASE_DESK.c.unit_id.is_(None), shared, CASE_DESK.c.case_id.in_(of_nobody))
    of_general = select(*at, never).where(*general, done_there(CaseAct.SOLVE))
    return union_all(lying, of_units, of_general).subquery()


def _rated(bounds: Bounds) -> ColumnElement[bool]:
    return and_(CASE_RATING.c.at > bounds.since, CASE_RATING.c.at <= bounds.day_ends)
