"""On whose desks cases lie: a unit's, a region's general desk, or one officer's own."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, or_, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, RowId, table_of
from bot.store.topic_jobs import mark_case
from bot.store.uow import UnitOfWork


class CaseDesk(SQLModel, table=True):
    """A case on a desk, from when until when; `until` is null while it lies there.

    With neither a unit nor an officer it is the general desk of `region`.
    """

    __tablename__ = "case_desk"

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    case_id: int = Field(index=True)
    region: str
    unit_id: int | None = Field(default=None, index=True)
    officer_id: int | None = Field(default=None, index=True)
    level: int
    since: datetime = Field(sa_type=Moment)
    until: datetime | None = Field(default=None, sa_type=Moment)


CASE_DESK: Final = table_of(CaseDesk)
LYING: Final = CASE_DESK.c.until.is_(None)


@dataclass(frozen=True, slots=True)
class Desk:
    """A place where a case can lie."""

    region: str
    level: int
    unit_id: int | None = None
    officer_id: int | None = None

    @property
    def whose(self) -> tuple[str, int | None, int | None]:
        """The desk itself, whatever the level."""
        return self.region, self.unit_id, self.officer_id


def desks_of(connection: Connection, case_id: int) -> list[Desk]:
    """Where a case lies now, the lowest level first."""
    ordered = (CASE_DESK.c.level, CASE_DESK.c.id)
    wanted = select(CASE_DESK).where(CASE_DESK.c.case_id == case_id, LYING).order_by(*ordered)
    return [_desk(row) for row in connection.execute(wanted)]


def desks_at(connection: Connection, case_id: int, at: datetime) -> list[Desk]:
    """Where it lay at a moment (aware), the lowest level first."""
    lay = (CASE_DESK.c.since <= at, or_(LYING, CASE_DESK.c.until >= at))
    ordered = (CASE_DESK.c.level, CASE_DESK.c.id)
    wanted = select(CASE_DESK).where(CASE_DESK.c.case_id == case_id, *lay).order_by(*ordered)
    return [_desk(row) for row in connection.execute(wanted)]


def units_of_cases(connection: Connection, case_ids: Iterable[int]) -> dict[int, list[int]]:
    """The units at whose desks cases lie now, the lowest level first."""
    ordered = (CASE_DESK.c.level, CASE_DESK.c.id)
    named = (LYING, CASE_DESK.c.unit_id.is_not(None), CASE_DESK.c.case_id.in_(list(case_ids)))
    wanted = select(CASE_DESK.c.case_id, CASE_DESK.c.unit_id).where(*named).order_by(*ordered)
    found: dict[int, list[int]] = {}
    for row in connection.execute(wanted):
        found.setdefault(row.case_id, []).append(row.unit_id)
    return found


def cases_at_unit(connection: Connection, unit_id: int) -> list[int]:
    """The cases that lie at a unit now, oldest first."""
    lying = (CASE_DESK.c.unit_id == unit_id, LYING)
    wanted = select(CASE_DESK.c.case_id).where(*lying).distinct().order_by(CASE_DESK.c.case_id)
    return list(connection.execute(wanted).scalars())


def put_on(uow: UnitOfWork, case_id: int, desks: Iterable[Desk]) -> None:
    """Put a case on desks beside those where it lies already; those may rise with it."""
    mark_case(uow.connection, case_id)
    there = {desk.whose: desk.level for desk in desks_of(uow.connection, case_id)}
    for desk in desks:
        if desk.whose not in there:
            uow.add(CASE_DESK, {"case_id": case_id, "since": uow.now, **_values(desk)})
        elif there[desk.whose] < desk.level:
            _raise(uow, case_id, desk)


def take_off(
    uow: UnitOfWork,
    case_id: int,
    units: Collection[int] | None = None,
    *,
    above: int | None = None,
) -> None:
    """Take a case off every desk, or only off those of these units, or above a level."""
    gone = update(CASE_DESK).where(CASE_DESK.c.case_id == case_id, LYING)
    if units is not None:
        gone = gone.where(CASE_DESK.c.unit_id.in_(units))
    if above is not None:
        gone = gone.where(CASE_DESK.c.level > above)
    uow.connection.execute(gone.values(until=uow.now))


def moved_at(connection: Connection, at: datetime) -> list[int]:
    """The cases that were taken off some desks and put on others in one act, by its moment."""
    gone = select(CASE_DESK.c.case_id).where(CASE_DESK.c.until == at)
    come = (CASE_DESK.c.since == at, LYING, CASE_DESK.c.case_id.in_(gone))
    wanted = select(CASE_DESK.c.case_id).where(*come).distinct().order_by(CASE_DESK.c.case_id)
    return list(connection.execute(wanted).scalars())


def taken_off_at(connection: Connection, case_id: int, at: datetime) -> list[Desk]:
    """The desks off which a case was taken at a moment, the lowest level first."""
    ordered = (CASE_DESK.c.level, CASE_DESK.c.id)
    those = (CASE_DESK.c.case_id == case_id, CASE_DESK.c.until == at)
    wanted = select(CASE_DESK).where(*those).order_by(*ordered)
    return [_desk(row) for row in connection.execute(wanted)]


def _raise(uow: UnitOfWork, case_id: int, desk: Desk) -> None:
    same = (
        CASE_DESK.c.region == desk.region,
        CASE_DESK.c.unit_id.is_not_distinct_from(desk.unit_id),
        CASE_DESK.c.officer_id.is_not_distinct_from(desk.officer_id),
    )
    risen = update(CASE_DESK).where(CASE_DESK.c.case_id == case_id, LYING, *same)
    uow.connection.execute(risen.values(level=desk.level))


def _values(desk: Desk) -> dict[str, Any]:
    return {
        "region": desk.region,
        "level": desk.level,
        "unit_id": desk.unit_id,
        "officer_id": desk.officer_id,
    }


def _desk(row: Row[Any]) -> Desk:
    return Desk(row.region, row.level, row.unit_id, row.officer_id)
