"""Departures: who left the desk, and to whom their firms and cases went."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of
from bot.store.uow import UnitOfWork


class Departure(SQLModel, table=True):
    """One officer's leaving; `undone_at` says that it was taken back."""

    id: int | None = Field(default=None, primary_key=True)
    officer_id: int = Field(index=True)
    at: datetime = Field(sa_type=Moment)
    heir_id: int | None = None
    made_by: int
    undone_at: datetime | None = Field(default=None, sa_type=Moment)


DEPARTURE: Final = table_of(Departure)


@dataclass(frozen=True, slots=True)
class DepartureCard:
    """A departure as services see it; moments are aware UTC."""

    id: int
    officer_id: int
    at: datetime
    heir_id: int | None
    made_by: int
    undone_at: datetime | None


def add_departure(
    uow: UnitOfWork, officer_id: int, heir_id: int | None, *, made_by: int
) -> DepartureCard:
    """Keep a new departure, as of now."""
    row = {"officer_id": officer_id, "at": uow.now, "heir_id": heir_id, "made_by": made_by}
    number = uow.add(DEPARTURE, row)
    return DepartureCard(number, officer_id, uow.now, heir_id, made_by, None)


def departure_of(connection: Connection, officer_id: int) -> DepartureCard | None:
    """The newest departure of an officer that stands."""
    mine = (DEPARTURE.c.officer_id == officer_id, DEPARTURE.c.undone_at.is_(None))
    wanted = select(DEPARTURE).where(*mine).order_by(DEPARTURE.c.id.desc()).limit(1)
    row = connection.execute(wanted).first()
    return None if row is None else _card(row)


def inherited_from(connection: Connection, heir_id: int) -> list[int]:
    """The officers whose departures that stand name this heir."""
    theirs = (DEPARTURE.c.heir_id == heir_id, DEPARTURE.c.undone_at.is_(None))
    wanted = select(DEPARTURE.c.officer_id).where(*theirs).order_by(DEPARTURE.c.id)
    return list(connection.execute(wanted).scalars())


def find_departure(connection: Connection, departure_id: int) -> DepartureCard | None:
    """A departure by an id that is not trusted, held until the act ends."""
    wanted = select(DEPARTURE).where(DEPARTURE.c.id == departure_id).with_for_update()
    row = connection.execute(wanted).first()
    return None if row is None else _card(row)


def undo_departure(uow: UnitOfWork, departure_id: int) -> None:
    """It was taken back now."""
    done = update(DEPARTURE).where(DEPARTURE.c.id == departure_id).values(undone_at=uow.now)
    uow.connection.execute(done)


def _card(row: Row[Any]) -> DepartureCard:
    return DepartureCard(row.id, row.officer_id, row.at, row.heir_id, row.made_by, row.undone_at)
