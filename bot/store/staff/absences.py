"""Absences: from when until when an officer is away, and who stands in for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of
from bot.store.uow import UnitOfWork


class Absence(SQLModel, table=True):
    """One span. `until` is null while nobody knows the end, and `since` for one called off.

    It is never deleted: with the assignments it says who looked after a firm at any moment.
    """

    id: int | None = Field(default=None, primary_key=True)
    officer_id: int = Field(index=True)
    since: datetime = Field(sa_type=Moment)
    until: datetime | None = Field(default=None, sa_type=Moment)
    deputy_id: int | None = Field(default=None, index=True)
    reason: str
    made_by: int
    made_at: datetime = Field(sa_type=Moment)


ABSENCE: Final = table_of(Absence)
_REAL: Final = or_(ABSENCE.c.until.is_(None), ABSENCE.c.until > ABSENCE.c.since)


@dataclass(frozen=True, slots=True)
class AbsenceCard:
    """An absence as services see it; moments are aware UTC, `until` is not included."""

    id: int
    officer_id: int
    since: datetime
    until: datetime | None
    deputy_id: int | None
    reason: str


def add_absence(
    uow: UnitOfWork,
    officer_id: int,
    since: datetime,
    until: datetime | None,
    deputy_id: int | None,
    *,
    reason: str,
    made_by: int,
) -> AbsenceCard:
    """Keep a new absence."""
    row = {
        "officer_id": officer_id,
        "since": since,
        "until": until,
        "deputy_id": deputy_id,
        "reason": reason,
        "made_by": made_by,
        "made_at": uow.now,
    }
    return AbsenceCard(uow.add(ABSENCE, row), officer_id, since, until, deputy_id, reason)


def absence_at(connection: Connection, officer_id: int, at: datetime) -> AbsenceCard | None:
    """The absence that an officer is in at a moment; the newest, if there are several."""
    lasts = or_(ABSENCE.c.until.is_(None), ABSENCE.c.until > at)
    found = _listed(connection, ABSENCE.c.officer_id == officer_id, ABSENCE.c.since <= at, lasts)
    return found[-1] if found else None


def absences_ahead(connection: Connection, officer_id: int, now: datetime) -> list[AbsenceCard]:
    """What is not over yet, by age."""
    ahead = or_(ABSENCE.c.until.is_(None), ABSENCE.c.until > now)
    return _listed(connection, ABSENCE.c.officer_id == officer_id, ahead, _REAL)


def stood_in_for(connection: Connection, deputy_id: int, at: datetime) -> list[AbsenceCard]:
    """The absences in which this officer is the deputy at a moment."""
    lasts = or_(ABSENCE.c.until.is_(None), ABSENCE.c.until > at)
    return _listed(connection, ABSENCE.c.deputy_id == deputy_id, ABSENCE.c.since <= at, lasts)


def find_absence(connection: Connection, absence_id: int) -> AbsenceCard | None:
    """An absence by an id that is not trusted, held until the act ends."""
    wanted = select(ABSENCE).where(ABSENCE.c.id == absence_id).with_for_update()
    row = connection.execute(wanted).first()
    return None if row is None else _card(row)


def change_absence(connection: Connection, absence_id: int, **values: Any) -> None:
    """Set columns of an absence."""
    connection.execute(update(ABSENCE).where(ABSENCE.c.id == absence_id).values(values))


def _listed(connection: Connection, *which: ColumnElement[bool]) -> list[AbsenceCard]:
    wanted = select(ABSENCE).where(and_(*which)).order_by(ABSENCE.c.id)
    return [_card(row) for row in connection.execute(wanted)]


def _card(row: Row[Any]) -> AbsenceCard:
    return AbsenceCard(row.id, row.officer_id, row.since, row.until, row.deputy_id, row.reason)
