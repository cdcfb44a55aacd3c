"""催阅: when whoever has not confirmed a broadcast is reminded, and how far that is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Index,
    Row,
    Select,
    case,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from bot.domain.broadcasts import RecipientState
from bot.store.broadcasts.receipts import firm_confirmed
from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.broadcasts.topic_leaves import has_left
from bot.store.columns import Moment, RowId, table_of
from bot.store.firms.people import MEMBERSHIP, PERSON
from bot.store.insert import insert_or_ignore

ARRIVED: Final = (RecipientState.SENT, RecipientState.UNKNOWN)
REACHED: Final = (*ARRIVED, RecipientState.LATER)
ASKED: Final = (*REACHED, RecipientState.BLOCKED, RecipientState.FAILED)
"""Of these recipients a confirmation was wanted, whether it arrived or not."""


class BroadcastChase(SQLModel, table=True):
    """How a broadcast that asks for confirmation is followed up.

    `due_at` is when the next reminder goes (None: no more); `round` is the one that goes or went
    last, `cursor` up to which person it went, None between two rounds. `lists_at` is when their
    officers hear who is still silent (None: not, or they have), `lists` how often they have.
    """

    __tablename__ = "broadcast_chase"
    __table_args__ = (
        Index("ix_broadcast_chase_due", "due_at"),
        Index("ix_broadcast_chase_lists", "lists_at"),
    )

    broadcast_id: int = Field(primary_key=True, sa_type=RowId)
    round: int = 0
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    cursor: int | None = None
    lists_at: datetime | None = Field(default=None, sa_type=Moment)
    lists: int = 0


CHASE: Final = table_of(BroadcastChase)


@dataclass(frozen=True, slots=True)
class Chase:
    """See the table; moments are aware UTC of business time."""

    broadcast_id: int
    round: int
    due_at: datetime | None
    cursor: int | None
    lists_at: datetime | None
    lists: int


@dataclass(frozen=True, slots=True)
class Silent:
    """A recipient who has not confirmed, nor anybody else of the firm.

    Attributes:
        message_id: What they got, as far as it is known.
    """

    person_id: int
    chat_id: int
    language: str
    firm_id: int
    message_id: int | None


def plan_chase(connection: Connection, broadcast_id: int, due_at: datetime | None) -> None:
    """Follow a broadcast up from now on; what is followed up already stays as it is.

    Args:
        due_at: Of the first reminder; None: nobody is reminded by itself.
    """
    row = {"broadcast_id": broadcast_id, "round": 0, "due_at": due_at, "lists": 0}
    insert_or_ignore(connection, CHASE, [row])


def chase_of(connection: Connection, broadcast_id: int, *, lock: bool = False) -> Chase | None:
    """How a broadcast is followed up; None if it asks for nothing, or is not sent yet.

    Args:
        lock: Hold it until the act ends.
    """
    wanted = select(CHASE).where(CHASE.c.broadcast_id == broadcast_id)
    row = connection.execute(wanted.with_for_update() if lock else wanted).first()
    return None if row is None else _chase(row)


def due_chases(connection: Connection, now: datetime, limit: int) -> list[Chase]:
    """What is due by now, held; what is in another's hand is passed over."""
    wanted = _due(now).order_by(CHASE.c.broadcast_id).limit(limit)
    rows = connection.execute(wanted.with_for_update(skip_locked=True))
    return [_chase(row) for row in rows]


def count_due_chases(connection: Connection, now: datetime) -> int:
    """How many are due by now."""
    return len(connection.execute(_due(now)).all())


def next_chase(connection: Connection) -> datetime | None:
    """When the next one falls due."""
    moments = select(func.min(CHASE.c.due_at), func.min(CHASE.c.lists_at))
    row = connection.execute(moments).one()
    return min((each for each in row if each is not None), default=None)


def change_chase(connection: Connection, broadcast_id: int, **values: Any) -> None:
    """Set columns of one."""
    mine = CHASE.c.broadcast_id == broadcast_id
    connection.execute(update(CHASE).where(mine).values(**values))


def silent_people(
    connection: Connection, broadcast_id: int, topic: str | None, *, after: int, limit: int
) -> list[Silent]:
    """The next who may be reminded, by id: not who blocked us, has left the firm or the topic."""
    columns = (RECIPIENT.c.person_id, PERSON.c.chat_id, PERSON.c.language, RECIPIENT.c.firm_id)
    wanted = (
        select(*columns, RECIPIENT.c.message_id)
        .join_from(RECIPIENT, PERSON, PERSON.c.id == RECIPIENT.c.person_id)
        .where(RECIPIENT.c.broadcast_id == broadcast_id, RECIPIENT.c.person_id > after)
        .where(RECIPIENT.c.state.in_(ARRIVED), ~PERSON.c.blocked, *_silent(broadcast_id, topic))
        .order_by(RECIPIENT.c.person_id)
        .limit(limit)
    )
    return [Silent(*row) for row in connection.execute(wanted)]


def silent_firms(connection: Connection, broadcast_id: int, topic: str | None) -> dict[int, bool]:
    """The firms of which nobody has confirmed, and whether it arrived at anybody of them."""
    arrived = func.max(case((RECIPIENT.c.state.in_(REACHED), 1), else_=0))
    wanted = (
        select(RECIPIENT.c.firm_id, arrived)
        .where(RECIPIENT.c.broadcast_id == broadcast_id, RECIPIENT.c.state.in_(ASKED))
        .where(*_silent(broadcast_id, topic))
        .group_by(RECIPIENT.c.firm_id)
    )
    return {row[0]: bool(row[1]) for row in connection.execute(wanted)}


def _silent(broadcast_id: int, topic: str | None) -> list[Any]:
    still = exists().where(
        MEMBERSHIP.c.person_id == RECIPIENT.c.person_id,
        MEMBERSHIP.c.firm_id == RECIPIENT.c.firm_id,
    )
    wants = [] if topic is None else [~has_left(RECIPIENT.c.person_id, topic)]
    return [~firm_confirmed(broadcast_id, RECIPIENT.c.firm_id), still, *wants]


def _due(now: datetime) -> Select[Any]:
    return select(CHASE).where(or_(CHASE.c.due_at <= now, CHASE.c.lists_at <= now))


def _chase(row: Row[Any]) -> Chase:
    return Chase(row.broadcast_id, row.round, row.due_at, row.cursor, row.lists_at, row.lists)
