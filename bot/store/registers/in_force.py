"""仍执行至: what staff recorded of documents that name no end. Rows are added and withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, RowId, table_of
from bot.store.uow import UnitOfWork

SOURCE: Final = "in_force.source"


class InForce(SQLModel, table=True):
    """One statement of staff. The newest of a document that is not withdrawn counts.

    `source` is sealed: staff may name who told them. Actors are as in the audit.
    """

    __tablename__ = "in_force"

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    document: str = Field(index=True)
    until: date
    source: bytes
    recorded_by: str
    recorded_at: datetime = Field(sa_type=Moment)
    withdrawn_by: str | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)


IN_FORCE: Final = table_of(InForce)


@dataclass(frozen=True, slots=True)
class InForceCard:
    """What holds for one document: until when, from where, and since when it is recorded."""

    id: int
    document: str
    until: date
    source: str
    recorded_by: str
    recorded_at: datetime


def add_in_force(
    uow: UnitOfWork, document: str, until: date, source: str, *, actor: str, at: datetime
) -> None:
    """Add a statement; it takes the place of the one before.

    Args:
        at: When it was made (aware UTC): earlier than now if it holds again.
    """
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "document": document,
        "until": until,
        "source": uow.vault.seal(SOURCE, uid, source),
        "recorded_by": actor,
        "recorded_at": at,
    }
    uow.add(IN_FORCE, row)


def withdraw_in_force(uow: UnitOfWork, document: str, *, actor: str) -> int:
    """Withdraw all that was recorded of a document; returns how many statements that were."""
    statement = (
        update(IN_FORCE)
        .where(IN_FORCE.c.document == document, IN_FORCE.c.withdrawn_at.is_(None))
        .values(withdrawn_by=actor, withdrawn_at=uow.now)
    )
    return uow.connection.execute(statement).rowcount


def reinstate_in_force(uow: UnitOfWork, statement: int) -> None:
    """Let a statement count again that was withdrawn."""
    again = update(IN_FORCE).where(IN_FORCE.c.id == statement)
    uow.connection.execute(again.values(withdrawn_by=None, withdrawn_at=None))


def current_in_force(uow: UnitOfWork) -> dict[str, InForceCard]:
    """The statement that counts of each document, by document id."""
    standing = select(IN_FORCE).where(IN_FORCE.c.withdrawn_at.is_(None)).order_by(IN_FORCE.c.id)
    return {
        row.document: InForceCard(
            id=row.id,
            document=row.document,
            until=row.until,
            source=uow.vault.open(SOURCE, row.uid, row.source),
            recorded_by=row.recorded_by,
            recorded_at=row.recorded_at,
        )
        for row in uow.connection.execute(standing)
    }
