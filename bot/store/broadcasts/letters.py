"""Messages of broadcasts: queued by INSERT … SELECT, held, cancelled, and told to the ledger.

They have no payload of their own: `broadcast_payloads` composes it when they are taken.
"""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.domain.broadcasts import RecipientState
from bot.domain.speech import Lane
from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.columns import real_now
from bot.store.outbox import HELD, OUTBOX, OutboxState

RESEND_SECONDS: Final = 60.0
"""How long what may have arrived rests before its one repetition."""
AHEAD: Final = 10
"""So many ids are looked at for each that may be queued: most may not be in the audience."""
LEDGER: Final = {
    OutboxState.SENT: RecipientState.SENT,
    OutboxState.UNKNOWN: RecipientState.UNKNOWN,
    OutboxState.DEAD: RecipientState.FAILED,
}
"""What a message that ended says of its recipient, where nothing more is known."""


def next_cursor(
    connection: Connection, broadcast_id: int, *, after: int, last: int, most: int
) -> int:
    """Up to which id the next recipients may be queued at once: no more of them than `most`.

    Args:
        after: Up to which id they are queued.
        last: The highest id of all.
    """
    # Within bounds, because an engine that does not know yet how many there are sorts them all.
    upto = min(after + AHEAD * most, last)
    theirs = (RECIPIENT.c.broadcast_id == broadcast_id, RECIPIENT.c.person_id <= upto)
    wanted = select(RECIPIENT.c.person_id).where(*theirs, RECIPIENT.c.person_id > after)
    beyond = wanted.order_by(RECIPIENT.c.person_id).limit(1).offset(most)
    found: int | None = connection.execute(beyond).scalar_one_or_none()
    return upto if found is None else found - 1


def queue_recipients(
    connection: Connection,
    broadcast_id: int,
    *,
    after: int,
    upto: int,
    method: ColumnElement[str],
    file_id: int | None,
) -> int:
    """Queue a message to each who waits, by id, the first excluded, the last not.

    Args:
        method: The call for each, of `RECIPIENT`.

    Returns:
        How many are new: nobody's is ever queued twice.
    """
    build = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    key = literal(f"bc:{broadcast_id}:") + cast(RECIPIENT.c.person_id, String)
    values = {
        "uid": key,
        "bot": literal("owner"),
        "chat_id": RECIPIENT.c.chat_id,
        "lane": literal(int(Lane.BROADCAST)),
        "key": key,
        "method": method,
        "file_id": null() if file_id is None else literal(file_id, OUTBOX.c.file_id.type),
        "broadcast_id": RECIPIENT.c.broadcast_id,
        "person_id": RECIPIENT.c.person_id,
        "state": literal(OutboxState.READY.value),
        "live": literal(True),
        "due": literal(0.0),
        "lease_owner": literal(""),
        "lease_until": literal(0.0),
        "attempts": literal(0),
        "doubts": literal(0),
        "created_at": real_now(),
    }
    rows = (
        select(*(value.label(name) for name, value in values.items()))
        .where(RECIPIENT.c.broadcast_id == broadcast_id)
        .where(RECIPIENT.c.person_id > after, RECIPIENT.c.person_id <= upto)
        .where(RECIPIENT.c.state == RecipientState.WAITING)
        .order_by(RECIPIENT.c.person_id)
    )
    queueing = build(OUTBOX).from_select(list(values), rows).on_conflict_do_nothing()
    counted = queueing.execution_options(preserve_rowcount=True)
    return connection.execute(counted).rowcount


def unsent_of(connection: Connection, broadcast_id: int, most: int) -> int:
    """How many messages of a broadcast are still to go; it counts no further than `most`."""
    theirs = (OUTBOX.c.live, OUTBOX.c.broadcast_id == broadcast_id)
    some = select(OUTBOX.c.id).where(*theirs).limit(most)
    return len(connection.execute(some).all())


def hold_letters(connection: Connection, broadcast_id: int) -> None:
    """What is in nobody's hand waits until it is released."""
    waiting = (*_ready(broadcast_id), OUTBOX.c.due < HELD)
    connection.execute(update(OUTBOX).where(*waiting).values(due=HELD))


def release_letters(connection: Connection, broadcast_id: int) -> None:
    """What was held may go; what may have arrived rests a while first."""
    due = case((OUTBOX.c.doubts > 0, real_now() + RESEND_SECONDS), else_=0.0)
    held = (*_ready(broadcast_id), OUTBOX.c.due >= HELD)
    connection.execute(update(OUTBOX).where(*held).values(due=due))


def cancel_letters(connection: Connection, broadcast_id: int) -> None:
    """What is in nobody's hand does not go; what may have arrived stays unknown."""
    ends = (
        (OUTBOX.c.doubts == 0, OutboxState.CANCELLED, RecipientState.CANCELLED),
        (OUTBOX.c.doubts > 0, OutboxState.UNKNOWN, RecipientState.UNKNOWN),
    )
    for which, letters, recipients in ends:
        gone = {"state": letters, "live": False, "settled_at": real_now()}
        ended = update(OUTBOX).where(*_ready(broadcast_id), which).values(gone)
        rows = connection.execute(ended.returning(OUTBOX.c.person_id)).scalars().all()
        _settle(connection, broadcast_id, rows, recipients)


def note_given_up(connection: Connection, ended: Collection[tuple[int, int]]) -> None:
    """Tell the ledger of (broadcast, person) whose messages are left to a person to decide."""
    for broadcast_id in {each for each, _ in ended}:
        people = [person for each, person in ended if each == broadcast_id]
        _settle(connection, broadcast_id, people, RecipientState.UNKNOWN)


_NOTE = (
    update(RECIPIENT)
    .where(RECIPIENT.c.broadcast_id == bindparam("its_broadcast"))
    .where(RECIPIENT.c.person_id == bindparam("its_person"))
    .where(
        exists().where(
            OUTBOX.c.id == bindparam("its_letter"), OUTBOX.c.state == bindparam("its_end")
        )
    )
    .values(state=bindparam("its_fate"), settled_at=real_now())
)


def _of_letter(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return select(column).where(OUTBOX.c.id == bindparam("its_letter")).scalar_subquery()


_METHOD: Final = _of_letter(OUTBOX.c.method)
_NEW: Final = _METHOD.startswith("send")
_NOTE_SENT = _NOTE.values(
    message_id=case(
        (_METHOD == "deleteMessage", None),
        else_=func.coalesce(
            func.nullif(_of_letter(OUTBOX.c.message_id), 0), RECIPIENT.c.message_id
        ),
    ),
    carried=case((_NEW, _of_letter(OUTBOX.c.file_id)), else_=RECIPIENT.c.carried),
    sent_at=case((_NEW, real_now()), else_=RECIPIENT.c.sent_at),
    doubted=or_(RECIPIENT.c.doubted, and_(_NEW, _of_letter(OUTBOX.c.doubts) > 0)),
)
"""What stands in their chat now: a change has to find it."""


def note_fates(
    connection: Connection,
    ended: Collection[tuple[int, int, int]],
    end: OutboxState,
    fate: RecipientState | None = None,
) -> None:
    """Tell the ledger what became of messages, unless another process has settled them.

    Args:
        ended: (letter, broadcast, person) of each.
        end: How the letters ended.
        fate: What that says of the recipients; by default see `LEDGER`.
    """
    known = {"its_end": end, "its_fate": fate or LEDGER[end]}
    rows = [
        {"its_letter": letter, "its_broadcast": broadcast, "its_person": person} | known
        for letter, broadcast, person in ended
    ]
    if rows:
        connection.execute(_NOTE_SENT if end is OutboxState.SENT else _NOTE, rows)


def _ready(broadcast_id: int) -> tuple[ColumnElement[bool], ...]:
    ready = OUTBOX.c.state == OutboxState.READY
    return OUTBOX.c.live, OUTBOX.c.broadcast_id == broadcast_id, ready


PART: Final = 500


def _settle(
    connection: Connection, broadcast_id: int, people: Collection[int], state: RecipientState
) -> None:
    values = {"state": state, "settled_at": real_now()}
    ids = list(people)
    for start in range(0, len(ids), PART):
        theirs = RECIPIENT.c.person_id.in_(ids[start : start + PART])
        mine = (RECIPIENT.c.broadcast_id == broadcast_id, theirs)
        connection.execute(update(RECIPIENT).where(*mine).values(values))
