"""What became of the messages that people wrote, so that an edit of one goes to the same place.

Telegram lets people edit for 48 hours; then this is forgotten.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Row,
    UniqueConstraint,
    delete,
    select,
)
from sqlmodel import Field, SQLModel

from bot.store.columns import RowId, real_now, table_of
from bot.store.insert import insert_one
from bot.store.uow import UnitOfWork

WORDS: Final = "heard.words"


class Became(StrEnum):
    """What a message became; `Traced.subject` names it by its id."""

    CASE = "case"
    """The words with which a case was opened."""
    NOTE = "note"
    """Something that was added to a case: the case's id."""
    PROBLEM = "problem"
    """Told and kept, maybe with a case of it by now."""
    FILE = "file"
    """A file with its caption."""
    FACT = "fact"
    """An answer: the firm's id, a colon, the fact's id."""


class HeardMessage(SQLModel, table=True):
    """One thing that a message of a person's private chat became; its words are sealed."""

    __tablename__ = "heard"
    __table_args__ = (UniqueConstraint("person_id", "message_id", "became", "subject"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    person_id: int
    message_id: int = Field(sa_type=BigInteger)
    became: str
    subject: str
    words: bytes
    kept_at: float


HEARD: Final = table_of(HeardMessage)


@dataclass(frozen=True, slots=True)
class Traced:
    """What a message became, and what its words were then."""

    became: Became
    subject: str
    words: str


def remember(uow: UnitOfWork, person_id: int, became: Became, subject: object) -> None:
    """Note what the message at hand became, with its words; nothing if the act is no message."""
    if uow.wrote is None:
        return
    uid, named = uow.new_uid(), {"became": became, "subject": str(subject)}
    own = _of_message(person_id, uow.wrote.id)
    same = (HEARD.c[name] == value for name, value in named.items())
    uow.connection.execute(delete(HEARD).where(*own, *same))
    row = {"uid": uid, "person_id": person_id, "message_id": uow.wrote.id, **named}
    row["words"] = uow.vault.seal(WORDS, uid, uow.wrote.words)
    insert_one(uow.connection, HEARD, row, kept_at=real_now())


def traced(uow: UnitOfWork, person_id: int, message_id: int) -> tuple[Traced, ...]:
    """All that a message became, in that order."""
    wanted = select(HEARD).where(*_of_message(person_id, message_id)).order_by(HEARD.c.id)
    return tuple(_traced(uow, row) for row in uow.connection.execute(wanted))


def forget_heard(connection: Connection, *, older_than_seconds: float) -> int:
    """Forget what cannot be edited any more; returns how much."""
    age = real_now() - HEARD.c.kept_at
    return connection.execute(delete(HEARD).where(age > older_than_seconds)).rowcount


def _of_message(person_id: int, message_id: int) -> tuple[ColumnElement[bool], ...]:
    return (HEARD.c.person_id == person_id, HEARD.c.message_id == message_id)


def _traced(uow: UnitOfWork, row: Row[Any]) -> Traced:
    return Traced(Became(row.became), row.subject, uow.vault.open(WORDS, row.uid, row.words))
