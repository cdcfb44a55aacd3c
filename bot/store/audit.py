"""Who did what: ids and moments, never names or words."""

from datetime import datetime
from typing import Final

from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, RowId, table_of
from bot.store.uow import UnitOfWork


class Audit(SQLModel, table=True):
    """One entry; rows are only ever added. `actor` is `person:3`, `officer:2` or `system`."""

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    at: datetime = Field(sa_type=Moment)
    actor: str
    act: str
    subject: str


AUDIT: Final = table_of(Audit)


def note(uow: UnitOfWork, *, actor: str, act: str, subject: str) -> None:
    """Add an entry in the act's own transaction."""
    row = {"at": uow.now, "actor": actor, "act": act, "subject": subject}
    uow.connection.execute(AUDIT.insert().values(row))
