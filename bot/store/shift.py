"""How far business time was moved in training: kept, so that a restart does not move it back."""

from datetime import timedelta
from typing import Final

from sqlalchemy import BigInteger, Connection, select
from sqlmodel import Field, SQLModel

from bot.store.columns import MILLISECOND, table_of
from bot.store.insert import upsert


class ClockShift(SQLModel, table=True):
    """A single row: business time minus real time, in milliseconds."""

    __tablename__ = "clock_shift"

    id: int = Field(default=1, primary_key=True)
    milliseconds: int = Field(sa_type=BigInteger)


SHIFT: Final = table_of(ClockShift)


def load_shift(connection: Connection) -> timedelta | None:
    """The stored shift, or None if the clock was never moved."""
    stored = connection.execute(select(SHIFT.c.milliseconds)).scalar_one_or_none()
    return None if stored is None else stored * MILLISECOND


def save_shift(connection: Connection, shift: timedelta) -> None:
    """Remember the shift."""
    upsert(connection, SHIFT, {"id": 1, "milliseconds": shift // MILLISECOND}, key=("id",))
