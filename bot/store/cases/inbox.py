"""Cases in the order in which something is due, for those at whose desks they lie."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select
from sqlalchemy.sql.expression import false

from bot.domain.case_states import HANDLING, CaseStatus
from bot.store.cases.cases import CASE, CaseRecord, record_of
from bot.store.cases.clocks import CASE_CLOCK
from bot.store.cases.desks import CASE_DESK, LYING, Desk
from bot.store.cases.steps import CASE_EVENT
from bot.store.firms.firms import FIRM
from bot.store.reach import firms_in
from bot.store.uow import UnitOfWork

_DUE: Final = (
    select(func.min(CASE_CLOCK.c.due))
    .where(CASE_CLOCK.c.case_id == CASE.c.id)
    .correlate(CASE)
    .scalar_subquery()
    .label("next_due")
)
_BY_DUE: Final = (_DUE.is_(None), _DUE, CASE.c.id)


@dataclass(frozen=True, slots=True)
class Reach:
    """Which cases are somebody's.

    Attributes:
        units: At whose desks they sit.
        officers: Themselves, and those for whom they stand in.
        desks: Regions at whose general desk they sit.
        regions: All of whose cases are theirs.
        sectors: Regions with one sector of each, all of whose cases are theirs.
    """

    units: frozenset[int] = frozenset()
    officers: frozenset[int] = frozenset()
    desks: frozenset[str] = frozenset()
    regions: tuple[str, ...] = ()
    sectors: tuple[tuple[str, str], ...] = ()


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
        holders: Only those in the hand of one of these officers.
        ids: Only these.
        not_handled_by: Leave out those that this officer handled.
        urgent: True: only those that cannot wait; False: only those that can.
    """

    reach: Reach
    statuses: Collection[CaseStatus]
    held: bool | None = None
    holders: Collection[int] | None = None
    ids: Collection[int] | None = None
    not_handled_by: int | None = None
    urgent: bool | None = None


def inbox(uow: UnitOfWork, *wanted: Wanted, limit: int = 8, skip: int = 0) -> list[DueCase]:
    """The cases that any of these wants, each once, the earliest due first."""
    found = select(CASE, _DUE).where(_any(wanted))
    ordered = found.order_by(*_BY_DUE).limit(limit).offset(skip)
    return [DueCase(record_of(uow, row), row.next_due) for row in uow.connection.execute(ordered)]


def case_ids(connection: Connection, wanted: Wanted, *, limit: int) -> list[int]:
    """The same cases in the same order, by id alone."""
    ordered = select(CASE.c.id).where(_any([wanted])).order_by(*_BY_DUE).limit(limit)
    return list(connection.execute(ordered).scalars())


def count_cases(connection: Connection, *wanted: Wanted) -> int:
    """How many cases any of these wants, each once."""
    counted = select(func.count()).select_from(CASE).where(_any(wanted))
    return int(connection.execute(counted).scalar_one())


def holders_in(connection: Connection, wanted: Wanted) -> list[int]:
    """Who has any of the wanted cases in hand."""
    found = select(CASE.c.held_by).where(_any([wanted]), CASE.c.held_by.is_not(None)).distinct()
    return list(connection.execute(found).scalars())


def desks_in(connection: Connection, wanted: Wanted) -> dict[int, list[Desk]]:
    """By case, the desks on which each of the wanted lies now, the oldest case first."""
    lying = select(CASE_DESK).join(CASE, CASE.c.id == CASE_DESK.c.case_id)
    rows = connection.execute(lying.where(LYING, _any([wanted])).order_by(CASE_DESK.c.case_id))
    found: dict[int, list[Desk]] = {}
    for row in rows:
        desk = Desk(row.region, row.level, row.unit_id, row.officer_id)
        found.setdefault(row.case_id, []).append(desk)
    return found


def _any(wanted: Iterable[Wanted]) -> ColumnElement[bool]:
    return or_(false(), *(and_(*_conditions(one)) for one in wanted))


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    yield CASE.c.status.in_(wanted.statuses)
    yield _within(wanted.reach, wanted.held)
    if wanted.holders is not None:
        yield CASE.c.held_by.in_(wanted.holders)
    if wanted.ids is not None:
        yield CASE.c.id.in_(wanted.ids)
    if wanted.not_handled_by is not None:
        yield ~_handled_by(wanted.not_handled_by)
    if wanted.urgent is not None:
        yield CASE.c.urgent.is_(wanted.urgent)


def _handled_by(officer_id: int) -> ColumnElement[bool]:
    event = CASE_EVENT.c
    theirs = (event.by == officer_id, event.by_officer, event.act.in_(HANDLING))
    return exists().where(event.case_id == CASE.c.id, *theirs)


def _within(reach: Reach, held: bool | None) -> ColumnElement[bool]:
    in_hand = CASE.c.held_by.in_(reach.officers)
    if held is True:
        return in_hand
    theirs = or_(in_hand, *near(reach))
    return and_(CASE.c.held_by.is_(None), theirs) if held is False else theirs


def near(reach: Reach) -> Iterator[ColumnElement[bool]]:
    """On a desk of theirs, or in a region or a sector all of which is theirs."""
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
        yield _inside(region)
    for region, sector in reach.sectors:
        yield and_(_inside(region), CASE.c.sector == sector)
    yield false()


def _inside(region: str) -> ColumnElement[bool]:
    return CASE.c.firm_id.in_(select(FIRM.c.id).where(firms_in(region)))
