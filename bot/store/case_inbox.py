"""Cases in the order in which something is due, for those at whose desks they lie."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.sql.expression import false

from bot.domain.case_states import CaseStatus
from bot.store.case_clocks import CASE_CLOCK
from bot.store.case_desks import CASE_DESK, LYING
from bot.store.cases import CASE, CaseRecord, record_of
from bot.store.firms import FIRM
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Reach:
    """Which cases are somebody's.

    Attributes:
        units: At whose desks they sit.
        officers: Themselves, and those for whom they stand in.
        desks: Regions at whose general desk they sit.
        regions: All of whose cases are theirs.
    """

    units: frozenset[int] = frozenset()
    officers: frozenset[int] = frozenset()
    desks: frozenset[str] = frozenset()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DueCase:
    """A case, and when the next thing in it is due (aware UTC)."""

    case: CaseRecord
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the cases within somebody's reach to list.

    Attributes:
        held: True: only those in the hand of one of `reach.officers`; False: in nobody's.
    """

    reach: Reach
    statuses: Collection[CaseStatus]
    held: bool | None = None


def inbox(uow: UnitOfWork, *wanted: Wanted, limit: int = 8, skip: int = 0) -> list[DueCase]:
    """The cases that any of these wants, each once, the earliest due first."""
    due = (
        select(func.min(CASE_CLOCK.c.due))
        .where(CASE_CLOCK.c.case_id == CASE.c.id)
        .correlate(CASE)
        .scalar_subquery()
        .label("next_due")
    )
    found = select(CASE, due).where(_any(wanted))
    ordered = found.order_by(due.is_(None), due, CASE.c.id).limit(limit).offset(skip)
    return [DueCase(record_of(uow, row), row.next_due) for row in uow.connection.execute(ordered)]


def _any(wanted: Iterable[Wanted]) -> ColumnElement[bool]:
    each = (and_(CASE.c.status.in_(one.statuses), _within(one.reach, one.held)) for one in wanted)
    return or_(false(), *each)


def _within(reach: Reach, held: bool | None) -> ColumnElement[bool]:
    in_hand = CASE.c.held_by.in_(reach.officers)
    if held is True:
        return in_hand
    theirs = or_(in_hand, *near(reach))
    return and_(CASE.c.held_by.is_(None), theirs) if held is False else theirs


def near(reach: Reach) -> Iterator[ColumnElement[bool]]:
    """On a desk of theirs, or in a region all of which is theirs."""
    general = and_(
        CASE_DESK.c.unit_id.is_(None),
        CASE_DESK.c.officer_id.is_(None),
        CASE_DESK.c.region.in_(reach.desks),
    )
    at_desk = or_(
        CASE_DESK.c.unit_id.in_(reach.units), CASE_DESK.c.officer_id.in_(reach.officers), general
    )
    lying = select(CASE_DESK.c.case_id).where(LYING, at_desk)
    yield CASE.c.id.in_(lying)
    for region in reach.regions:
        inside = or_(
            FIRM.c.region == region, FIRM.c.region.startswith(f"{region}/", autoescape=True)
        )
        yield CASE.c.firm_id.in_(select(FIRM.c.id).where(inside))
    yield false()
