"""Saved audiences of a region, and the firms of a broadcast for which its verdict rules hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, select, update
from sqlmodel import Field, SQLModel

from bot.domain.audience_reading import read_audience
from bot.domain.audiences import Audience
from bot.store.columns import Moment, RowId, table_of
from bot.store.insert import insert_or_ignore
from bot.store.uow import UnitOfWork

NAME: Final = "saved_audience.name"


class SavedAudience(SQLModel, table=True):
    """An audience under a name (sealed: it may say anything); a deleted one stays as history.

    `audience` is plain JSON as `Audience.dumps` makes it: it holds no personal data.
    """

    __tablename__ = "saved_audience"

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    region: str = Field(index=True)
    name: bytes
    audience: str
    made_by: int
    made_at: datetime = Field(sa_type=Moment)
    ended_by: int | None = None
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class AudienceFirm(SQLModel, table=True):
    """A firm for which the verdict rules of a broadcast's audience held when it was judged."""

    __tablename__ = "audience_firm"

    broadcast_id: int = Field(primary_key=True, sa_type=RowId)
    firm_id: int = Field(primary_key=True)


SAVED: Final = table_of(SavedAudience)
AUDIENCE_FIRM: Final = table_of(AudienceFirm)


@dataclass(frozen=True, slots=True)
class SavedCard:
    """A saved audience as services see it; `made_at` is aware UTC."""

    id: int
    region: str
    name: str
    audience: Audience
    made_by: int
    made_at: datetime


def add_saved(uow: UnitOfWork, name: str, audience: Audience, *, by: int) -> int:
    """Keep an audience under a name and return its id."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "region": audience.region,
        "name": uow.vault.seal(NAME, uid, name),
        "audience": audience.dumps(),
        "made_by": by,
        "made_at": uow.now,
    }
    return uow.add(SAVED, row)


def saved_in(uow: UnitOfWork, region: str) -> list[SavedCard]:
    """What is kept for exactly this region, by age."""
    wanted = select(SAVED).where(SAVED.c.region == region, SAVED.c.ended_at.is_(None))
    return [_card(uow, row) for row in uow.connection.execute(wanted.order_by(SAVED.c.id))]


def find_saved(uow: UnitOfWork, saved_id: int) -> SavedCard | None:
    """One that was not deleted, by an id that is not trusted; held until the act ends."""
    wanted = select(SAVED).where(SAVED.c.id == saved_id, SAVED.c.ended_at.is_(None))
    row = uow.connection.execute(wanted.with_for_update()).first()
    return None if row is None else _card(uow, row)


def rename_saved(uow: UnitOfWork, saved_id: int, name: str) -> None:
    """Call it otherwise."""
    uid = uow.connection.execute(select(SAVED.c.uid).where(SAVED.c.id == saved_id)).scalar_one()
    changed = update(SAVED).where(SAVED.c.id == saved_id)
    uow.connection.execute(changed.values(name=uow.vault.seal(NAME, uid, name)))


def end_saved(uow: UnitOfWork, saved_id: int, *, by: int) -> None:
    """It is offered no more."""
    changed = update(SAVED).where(SAVED.c.id == saved_id)
    uow.connection.execute(changed.values(ended_by=by, ended_at=uow.now))


def forget_audience_firms(connection: Connection, broadcast_id: int) -> None:
    """Nothing is judged for a broadcast any more."""
    gone = delete(AUDIENCE_FIRM).where(AUDIENCE_FIRM.c.broadcast_id == broadcast_id)
    connection.execute(gone)


def put_audience_firms(connection: Connection, broadcast_id: int, firms: Iterable[int]) -> None:
    """The verdict rules of a broadcast hold for these firms too."""
    rows = [{"broadcast_id": broadcast_id, "firm_id": each} for each in sorted(firms)]
    insert_or_ignore(connection, AUDIENCE_FIRM, rows)


def _card(uow: UnitOfWork, row: Row[Any]) -> SavedCard:
    return SavedCard(
        id=row.id,
        region=row.region,
        name=uow.vault.open(NAME, row.uid, row.name),
        audience=read_audience(row.audience),
        made_by=row.made_by,
        made_at=row.made_at,
    )
