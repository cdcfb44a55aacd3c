"""Messages that were decided: committed with their cause, then sent until their fate is known."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Connection,
    Index,
    UniqueConstraint,
    bindparam,
    func,
    select,
    text,
    update,
)
from sqlmodel import Field, SQLModel

from bot.domain.speech import Lane
from bot.store.columns import RowId, live_index, real_now, table_of
from bot.store.insert import insert_or_ignore
from bot.store.vault import Vault

PLACE: Final = "outbox.payload"
_CARRIES: Final = text("file_id is not null")
_IN_TOPIC: Final = text("topic_id is not null")
_IN_BROADCAST: Final = {
    "sqlite": text("live = 1 and broadcast_id is not null"),
    "postgresql": text("live and broadcast_id is not null"),
}
HELD: Final = 1e11
"""The time of a letter that waits until somebody releases it."""
MARK: Final = 8
"""So many characters of a uid: too few to be taken for a phone number, and enough to find."""


class OutboxState(StrEnum):
    """Where a message stands. READY and LEASED are live; the others are final."""

    READY = "ready"
    LEASED = "leased"
    SENT = "sent"
    UNKNOWN = "unknown"  # the answer was lost twice: a person decides
    DEAD = "dead"  # Telegram refused it for good
    SUPERSEDED = "superseded"  # a newer edit of the same message took its place
    CANCELLED = "cancelled"  # what it said is no longer true


class Outbox(SQLModel, table=True):
    """One call of the Bot API to come. The payload is sealed, and cleared 48 h after sending.

    `doubts` counts the sends whose answer was lost or whose sender died: the message may have
    arrived that often more than once. What belongs to a broadcast has no payload: it is composed
    for `person_id` when it is taken.
    """

    __table_args__ = (
        UniqueConstraint("key"),
        live_index("ix_outbox_chat", "chat_id", "bot", "id"),
        live_index("ix_outbox_next", "bot", "lane", "id"),
        Index("ix_outbox_settled", "settled_at"),
        Index("ix_outbox_file", "file_id", sqlite_where=_CARRIES, postgresql_where=_CARRIES),
        Index("ix_outbox_topic", "topic_id", sqlite_where=_IN_TOPIC, postgresql_where=_IN_TOPIC),
        Index(
            "ix_outbox_broadcast",
            "broadcast_id",
            "state",
            sqlite_where=_IN_BROADCAST["sqlite"],
            postgresql_where=_IN_BROADCAST["postgresql"],
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    bot: str
    chat_id: int = Field(sa_type=BigInteger)
    lane: int
    key: str | None = None
    method: str
    payload: bytes | None
    edits: int | None = Field(default=None, sa_type=BigInteger)
    file_id: int | None = Field(default=None, sa_type=BigInteger)
    topic_id: int | None = None
    broadcast_id: int | None = Field(default=None, sa_type=BigInteger)
    person_id: int | None = None
    state: str = OutboxState.READY
    live: bool = True
    due: float = 0.0
    lease_owner: str = ""
    lease_until: float = 0.0
    attempts: int = 0
    doubts: int = 0
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    error: str | None = None
    created_at: float
    settled_at: float | None = None


OUTBOX: Final = table_of(Outbox)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to queue.

    Args:
        uid: Random and unique; the payload is sealed for it.
        payload: Fields of the Bot API method, ready for JSON.
        key: Unique for ever, or None; a second letter with the same key is dropped.
        edits: The message id that an edit changes; it replaces older unsent edits of it.
        file_id: The stored file that goes with it.
        topic_id: The topic of a case that it goes to; its thread is looked up when it is sent.
        held: It waits until it is released.
    """

    uid: str
    bot: str
    chat_id: int
    method: str
    payload: Mapping[str, Any]
    lane: Lane = Lane.INTERACTIVE
    key: str | None = None
    edits: int | None = None
    file_id: int | None = None
    topic_id: int | None = None
    held: bool = False


def mark_of(uid: str) -> str:
    """By what the log names a letter, from the act that queued it to its fate."""
    return uid[:MARK]


def queue_letters(connection: Connection, vault: Vault, letters: Sequence[Letter]) -> int:
    """Store letters in the caller's transaction, in order.

    Returns:
        How many were new; a key that was used before is dropped.
    """
    if not letters:
        return 0
    for letter in letters:
        if letter.edits is not None:
            _supersede(connection, letter)
    rows = [_row(vault, letter) for letter in letters]
    return insert_or_ignore(connection, OUTBOX, rows, stamp="created_at")


def _row(vault: Vault, letter: Letter) -> dict[str, Any]:
    body = json.dumps(letter.payload, ensure_ascii=False, separators=(",", ":"))
    return {
        "uid": letter.uid,
        "bot": letter.bot,
        "chat_id": letter.chat_id,
        "lane": int(letter.lane),
        "key": letter.key,
        "method": letter.method,
        "payload": vault.seal(PLACE, letter.uid, body),
        "edits": letter.edits,
        "file_id": letter.file_id,
        "topic_id": letter.topic_id,
        "state": OutboxState.READY,
        "live": True,
        "due": HELD if letter.held else 0.0,
        "lease_owner": "",
        "lease_until": 0.0,
        "attempts": 0,
        "doubts": 0,
    }


_SUPERSEDE = (
    update(OUTBOX)
    .where(OUTBOX.c.live, OUTBOX.c.bot == bindparam("its_bot"))
    .where(OUTBOX.c.chat_id == bindparam("its_chat"), OUTBOX.c.edits == bindparam("its_message"))
    .where(OUTBOX.c.state == OutboxState.READY)
    .values(state=OutboxState.SUPERSEDED, live=False, settled_at=real_now())
)


def _supersede(connection: Connection, letter: Letter) -> None:
    edited = {"its_bot": letter.bot, "its_chat": letter.chat_id, "its_message": letter.edits}
    connection.execute(_SUPERSEDE, edited)


def clear_payloads(connection: Connection, *, older_than_seconds: float) -> int:
    """Forget what was said in messages that were settled long ago."""
    old = OUTBOX.c.settled_at < real_now() - older_than_seconds
    wanted = (OUTBOX.c.payload.is_not(None), ~OUTBOX.c.live, old)
    cleared = connection.execute(update(OUTBOX).where(*wanted).values(payload=None))
    return cleared.rowcount


def unsent(connection: Connection) -> int:
    """How many messages are still to go; what is held until somebody releases it not."""
    live = select(func.count()).select_from(OUTBOX).where(OUTBOX.c.live, OUTBOX.c.due < HELD)
    return int(connection.execute(live).scalar_one())


def count_by_state(connection: Connection) -> dict[str, int]:
    """How many messages stand in each state, for metrics and `doctor`."""
    counted = select(OUTBOX.c.state, func.count()).group_by(OUTBOX.c.state)
    return {row[0]: row[1] for row in connection.execute(counted)}


def unknown_letters(connection: Connection) -> list[tuple[int, str, str]]:
    """(id, bot, what happened) of messages whose fate a person must decide."""
    wanted = select(OUTBOX.c.id, OUTBOX.c.bot, OUTBOX.c.error)
    rows = connection.execute(wanted.where(OUTBOX.c.state == OutboxState.UNKNOWN))
    return [(row.id, row.bot, row.error or "") for row in rows]


def say_instead_of_edit(connection: Connection, letter_id: int) -> None:
    """Turn an edit whose message is gone into a new message."""
    new = {"method": "sendMessage", "edits": None}
    connection.execute(update(OUTBOX).where(OUTBOX.c.id == letter_id).values(**new))
