"""已读并知晓: who has confirmed a broadcast, when, and for which firm."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Index, exists, func, select
from sqlmodel import Field, SQLModel

from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.columns import Moment, RowId, table_of
from bot.store.insert import insert_or_ignore
from bot.store.uow import UnitOfWork


class BroadcastReceipt(SQLModel, table=True):
    """One person's confirmation, for the firm in whose name they were addressed.

    What was corrected has another number: whoever confirmed it before has not read that.
    """

    __tablename__ = "broadcast_receipt"
    __table_args__ = (Index("ix_broadcast_receipt_firm", "broadcast_id", "firm_id"),)

    broadcast_id: int = Field(primary_key=True, sa_type=RowId)
    person_id: int = Field(primary_key=True)
    firm_id: int
    at: datetime = Field(sa_type=Moment)


RECEIPT: Final = table_of(BroadcastReceipt)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A confirmation; `at` is aware UTC of business time."""

    person_id: int
    firm_id: int
    at: datetime


def add_receipt(uow: UnitOfWork, broadcast_id: int, person_id: int, *, firm_id: int) -> bool:
    """Keep a confirmation; False if this person has confirmed before."""
    row = {
        "broadcast_id": broadcast_id,
        "person_id": person_id,
        "firm_id": firm_id,
        "at": uow.now,
    }
    return insert_or_ignore(uow.connection, RECEIPT, [row]) == 1


def receipts_of_firm(
    connection: Connection, broadcast_id: int, firm_id: int, *, lock: bool = False
) -> list[Receipt]:
    """Who of a firm has confirmed, the first one first.

    Args:
        lock: Hold them until the act ends.
    """
    theirs = (RECEIPT.c.broadcast_id == broadcast_id, RECEIPT.c.firm_id == firm_id)
    wanted = select(RECEIPT).where(*theirs).order_by(RECEIPT.c.at, RECEIPT.c.person_id)
    rows = connection.execute(wanted.with_for_update() if lock else wanted)
    return [Receipt(row.person_id, row.firm_id, row.at) for row in rows]


def firm_confirmed(
    broadcast_id: int | ColumnElement[Any], firm_id: ColumnElement[Any]
) -> ColumnElement[bool]:
    """Whether anybody of a firm has confirmed."""
    return exists().where(RECEIPT.c.broadcast_id == broadcast_id, RECEIPT.c.firm_id == firm_id)


def count_receipts(connection: Connection, broadcast_id: int) -> tuple[int, int]:
    """How many people have confirmed, and for how many firms."""
    counted = select(func.count(), func.count(RECEIPT.c.firm_id.distinct()))
    row = connection.execute(counted.where(RECEIPT.c.broadcast_id == broadcast_id)).one()
    return row[0], row[1]


def receipt_moments(connection: Connection, broadcast_id: int) -> list[datetime]:
    """When each firm confirmed first, in order."""
    first = func.min(RECEIPT.c.at).label("first")
    wanted = select(first).where(RECEIPT.c.broadcast_id == broadcast_id)
    rows = connection.execute(wanted.group_by(RECEIPT.c.firm_id).order_by(first)).scalars()
    return list(rows)


def addressed_as(connection: Connection, broadcast_id: int, person_id: int) -> int | None:
    """The firm in whose name somebody got a broadcast; None if they are no recipient."""
    wanted = select(RECIPIENT.c.firm_id).where(
        RECIPIENT.c.broadcast_id == broadcast_id, RECIPIENT.c.person_id == person_id
    )
    found: int | None = connection.execute(wanted).scalar_one_or_none()
    return found
