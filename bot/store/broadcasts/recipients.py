"""送达台账: who gets a broadcast, and what became of it for each."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from bot.domain.broadcasts import RecipientState
from bot.store.broadcasts.topic_leaves import has_left
from bot.store.columns import RowId, real_now, table_of
from bot.store.firms.people import MEMBERSHIP, PERSON


class BroadcastRecipient(SQLModel, table=True):
    """One person of a broadcast, as they were when it began.

    `firm_id` is the firm in whose name they are addressed. `settled_at` is real time.
    `message_id` is the message in their chat that says it, or what it corrects; `carried` the
    stored file in it, `sent_at` when it came (real time). `doubted`: another one of which we do
    not know may stand there too.
    """

    __tablename__ = "broadcast_recipient"
    # Kept in the order of its key: counting a million by state reads one tree from end to end.
    __table_args__ = ({"sqlite_with_rowid": False},)

    broadcast_id: int = Field(primary_key=True, sa_type=RowId)
    person_id: int = Field(primary_key=True)
    firm_id: int
    chat_id: int = Field(sa_type=BigInteger)
    language: str
    state: str
    settled_at: float | None = None
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    carried: int | None = Field(default=None, sa_type=BigInteger)
    sent_at: float | None = None
    doubted: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


RECIPIENT: Final = table_of(BroadcastRecipient)


def last_person(connection: Connection) -> int:
    """The highest id of a person now; 0 if there is nobody."""
    return int(connection.execute(select(func.max(PERSON.c.id))).scalar_one() or 0)


def joined_by(moment: datetime) -> ColumnElement[bool]:
    """Of memberships: those that there were at a moment (aware UTC)."""
    since = MEMBERSHIP.c.joined_at
    return since.is_(None) | (since <= moment)


def list_recipients(
    connection: Connection,
    broadcast_id: int,
    chosen: Select[Any],
    topic: str | None,
    *,
    after: int,
    upto: int,
) -> int:
    """Write down who gets a broadcast; those who blocked the bot are done with at once.

    So are those who have left its topic.

    Args:
        chosen: Selects `person_id` and `firm_id` from memberships and their people, each once.
        topic: None if nobody may leave it.
        after: People with ids above this one.
        upto: The last id that is looked at.

    Returns:
        How many.
    """
    # Said of every table: PostgreSQL carries no bounds across a join, and would read all people.
    bounds = _within(MEMBERSHIP.c.person_id, after, upto), _within(PERSON.c.id, after, upto)
    who = chosen.where(*bounds).subquery("chosen")
    blocked, waiting = RecipientState.BLOCKED, RecipientState.WAITING
    left = false() if topic is None else has_left(who.c.person_id, topic)
    state = case(
        (PERSON.c.blocked, blocked.value),
        (left, RecipientState.OPTED_OUT.value),
        else_=waiting.value,
    )
    rows = select(
        literal(broadcast_id),
        who.c.person_id,
        who.c.firm_id,
        PERSON.c.chat_id,
        PERSON.c.language,
        state,
        case((or_(PERSON.c.blocked, left), real_now())),
    ).join_from(who, PERSON, PERSON.c.id == who.c.person_id)
    rows = rows.where(_within(PERSON.c.id, after, upto))
    columns = ["broadcast_id", "person_id", "firm_id", "chat_id", "language", "state"]
    listing = insert(RECIPIENT).from_select([*columns, "settled_at"], rows)
    counted = listing.execution_options(preserve_rowcount=True)
    return connection.execute(counted).rowcount


def _within(person_id: ColumnElement[int], after: int, upto: int) -> ColumnElement[bool]:
    return and_(person_id > after, person_id <= upto)


def count_recipients(connection: Connection, broadcast_id: int) -> dict[RecipientState, int]:
    """How many recipients of a broadcast stand in each state; states of nobody are left out."""
    counted = select(RECIPIENT.c.state, func.count()).where(
        RECIPIENT.c.broadcast_id == broadcast_id
    )
    rows = connection.execute(counted.group_by(RECIPIENT.c.state))
    return {RecipientState(row[0]): row[1] for row in rows}


def cancel_unqueued(connection: Connection, broadcast_id: int, queued_to: int) -> None:
    """Who has no message in the outbox yet gets none."""
    theirs = (
        RECIPIENT.c.broadcast_id == broadcast_id,
        RECIPIENT.c.person_id > queued_to,
        RECIPIENT.c.state == RecipientState.WAITING,
    )
    gone = {"state": RecipientState.CANCELLED, "settled_at": real_now()}
    connection.execute(update(RECIPIENT).where(*theirs).values(gone))
