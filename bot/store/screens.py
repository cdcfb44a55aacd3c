"""The screen that each person looked at last: a text or a file may belong to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of
from bot.store.insert import upsert
from bot.store.uow import UnitOfWork


class LastScreen(SQLModel, table=True):
    """One a person. `opened_by` is the data of the button that opens it: ids, no words."""

    __tablename__ = "last_screen"

    person_id: int = Field(primary_key=True)
    firm_id: int
    opened_by: str
    seen_at: datetime = Field(sa_type=Moment)
    on_view: bool


LAST_SCREEN: Final = table_of(LastScreen)


@dataclass(frozen=True, slots=True)
class ScreenCard:
    """The screen that somebody looked at last.

    Attributes:
        opened_by: The data of the button that opens it.
        seen_at: When it was opened (aware UTC, business time).
        on_view: Whether nothing else was opened or answered since.
    """

    opened_by: str
    seen_at: datetime
    on_view: bool


def put_on_view(uow: UnitOfWork, person_id: int, firm_id: int, opened_by: str) -> None:
    """Somebody looks at this now, for this firm."""
    row = {
        "person_id": person_id,
        "firm_id": firm_id,
        "opened_by": opened_by,
        "seen_at": uow.now,
        "on_view": True,
    }
    upsert(uow.connection, LAST_SCREEN, row, key=("person_id",))


def take_off_view(uow: UnitOfWork, person_id: int) -> None:
    """Something else is there now; what was looked at last is still known."""
    theirs = (LAST_SCREEN.c.person_id == person_id, LAST_SCREEN.c.on_view)
    uow.connection.execute(update(LAST_SCREEN).where(*theirs).values(on_view=False))


def last_screen(uow: UnitOfWork, person_id: int, firm_id: int) -> ScreenCard | None:
    """What they looked at last; None if nothing, or if it was for another firm."""
    theirs = (LAST_SCREEN.c.person_id == person_id, LAST_SCREEN.c.firm_id == firm_id)
    row = uow.connection.execute(select(LAST_SCREEN).where(*theirs)).first()
    return None if row is None else ScreenCard(row.opened_by, row.seen_at, row.on_view)
