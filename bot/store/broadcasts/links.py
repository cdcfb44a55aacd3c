"""The link under which a broadcast can be read by whoever has it, and who has opened it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, RowId, table_of
from bot.store.insert import insert_or_ignore
from bot.store.uow import UnitOfWork


class BroadcastLink(SQLModel, table=True):
    """A token of 128 bits stands for the broadcast; `address` is the whole link."""

    __tablename__ = "broadcast_link"

    broadcast_id: int = Field(primary_key=True, sa_type=RowId)
    token: str = Field(unique=True)
    address: str


class BroadcastOpening(SQLModel, table=True):
    """Somebody opened it so, how often, and when first."""

    __tablename__ = "broadcast_opening"

    broadcast_id: int = Field(primary_key=True, sa_type=RowId)
    person_id: int = Field(primary_key=True)
    first_at: datetime = Field(sa_type=Moment)
    times: int


LINK: Final = table_of(BroadcastLink)
OPENING: Final = table_of(BroadcastOpening)


@dataclass(frozen=True, slots=True)
class Openings:
    """How many people opened it by its link, and how often in all."""

    people: int
    times: int


def add_link(uow: UnitOfWork, broadcast_id: int, token: str, address: str) -> None:
    """Keep a link; one that is there stays."""
    row = {"broadcast_id": broadcast_id, "token": token, "address": address}
    insert_or_ignore(uow.connection, LINK, [row])


def broadcast_of_token(connection: Connection, token: str) -> int | None:
    """The broadcast that a token stands for."""
    wanted = select(LINK.c.broadcast_id).where(LINK.c.token == token)
    found: int | None = connection.execute(wanted).scalar_one_or_none()
    return found


def link_of(connection: Connection, broadcast_id: int) -> str | None:
    """The whole link of a broadcast; None if it has none."""
    wanted = select(LINK.c.address).where(LINK.c.broadcast_id == broadcast_id)
    found: str | None = connection.execute(wanted).scalar_one_or_none()
    return found


def note_opening(uow: UnitOfWork, broadcast_id: int, person_id: int) -> None:
    """Count it."""
    row = {"broadcast_id": broadcast_id, "person_id": person_id, "first_at": uow.now, "times": 0}
    insert_or_ignore(uow.connection, OPENING, [row])
    theirs = (OPENING.c.broadcast_id == broadcast_id, OPENING.c.person_id == person_id)
    once_more = update(OPENING).where(*theirs).values(times=OPENING.c.times + 1)
    uow.connection.execute(once_more)


def count_openings(connection: Connection, broadcast_id: int) -> Openings:
    """See `Openings`."""
    counted = select(func.count(), func.coalesce(func.sum(OPENING.c.times), 0))
    row = connection.execute(counted.where(OPENING.c.broadcast_id == broadcast_id)).one()
    return Openings(int(row[0]), int(row[1]))
