"""Who is there at the desk, and which cases lie with whom: what is looked at when that changes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, and_, func, or_, select

from bot.domain.case_states import CaseStatus
from bot.store.cases.cases import CASE
from bot.store.cases.desks import CASE_DESK, LYING, Desk
from bot.store.cases.steps import CASE_EVENT
from bot.store.staff.absences import ABSENCE
from bot.store.staff.departures import DEPARTURE
from bot.store.staff.officers import OFFICER
from bot.store.staff.staff import CONFIRMED, LASTING, POST

Staffing = tuple[tuple[int, int], ...]
"""Of each kind of row that says who is there: the sums of the ids, and of their squares."""


@dataclass(frozen=True, slots=True)
class Lying:
    """An unfinished case, who has it in hand, and the desks on which it lies."""

    id: int
    held_by: int | None
    desks: tuple[Desk, ...]


def staffing_of(connection: Connection, now: datetime) -> Staffing:
    """What it is compared by: it changes as soon as somebody comes, goes, or can be reached.

    Args:
        now: Aware.
    """
    away = and_(ABSENCE.c.since <= now, or_(ABSENCE.c.until.is_(None), ABSENCE.c.until > now))
    return (
        _summed(connection, ABSENCE, away),
        _summed(connection, OFFICER, OFFICER.c.blocked),
        _summed(connection, POST, and_(LASTING, CONFIRMED)),
        _summed(connection, DEPARTURE, DEPARTURE.c.undone_at.is_(None)),
    )


def last_step(connection: Connection) -> int:
    """The id of the newest step of any case; 0 without any."""
    return int(connection.execute(select(func.max(CASE_EVENT.c.id))).scalar_one() or 0)


def cases_moved(connection: Connection, since: int) -> list[int]:
    """The cases that have had a step after the one with this id."""
    wanted = select(CASE_EVENT.c.case_id).where(CASE_EVENT.c.id > since).distinct()
    return sorted(connection.execute(wanted).scalars())


def cases_lying(connection: Connection, statuses: Collection[CaseStatus]) -> list[Lying]:
    """All cases of these statuses, oldest first."""
    desks: dict[int, list[Desk]] = {}
    at = select(CASE_DESK).join(CASE, CASE.c.id == CASE_DESK.c.case_id)
    for row in connection.execute(at.where(LYING, CASE.c.status.in_(statuses))):
        desk = Desk(row.region, row.level, row.unit_id, row.officer_id)
        desks.setdefault(row.case_id, []).append(desk)
    found = select(CASE.c.id, CASE.c.held_by).where(CASE.c.status.in_(statuses))
    rows = connection.execute(found.order_by(CASE.c.id))
    return [Lying(row.id, row.held_by, tuple(desks.get(row.id, ()))) for row in rows]


def _summed(connection: Connection, table: Table, which: ColumnElement[bool]) -> tuple[int, int]:
    summed = (func.coalesce(func.sum(each), 0) for each in (table.c.id, table.c.id * table.c.id))
    ids, squares = connection.execute(select(*summed).select_from(table).where(which)).one()
    return int(ids), int(squares)
