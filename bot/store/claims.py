"""Taking messages out of the outbox; `settling` records what became of them.

A message may be taken when no earlier due message of its chat stands in the same or a more
urgent lane. A row in somebody's hand counts as due, so order within a chat holds for any number
of processes; rows for later block nobody.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Float,
    Row,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    update,
)

from bot.domain.speech import Lane
from bot.store.broadcasts.letters import note_given_up
from bot.store.broadcasts.payloads import Composed, compose_all
from bot.store.cases.topics import threads_of
from bot.store.columns import real_now
from bot.store.outbox import OUTBOX, PLACE, OutboxState, mark_of
from bot.store.slots import SLOT, Limits, free_slots, note_chat_send, reserve
from bot.store.topic_letters import CREATE
from bot.store.vault import Vault

LEASE_SECONDS: Final = 45.0
"""Longer than the longest send (20 s) plus the longest wait for its moment."""
FILE_LEASE_SECONDS: Final = 150.0
"""The same for an upload (120 s)."""
DOUBTS_ALLOWED: Final = 1
"""A message whose fate was unknown is sent once more; after the second time a person decides."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message in this process's hand.

    Args:
        taken_at: When it was taken, by the database's clock in seconds since 1970.
        wait: Seconds from then until its moment.
        doubts: How often it may have arrived already.
        file_id: The stored file that goes with it.
        topic_id: The topic of a case that it goes to.
        broadcast_id: The broadcast that it is part of, for the recipient `person_id`.
        mark: By what the log names it.
    """

    id: int
    bot: str
    chat_id: int
    lane: Lane
    method: str
    payload: Mapping[str, Any]
    attempts: int
    doubts: int
    owner: str
    taken_at: float
    wait: float
    file_id: int | None = None
    topic_id: int | None = None
    broadcast_id: int | None = None
    person_id: int | None = None
    mark: str = ""

    @property
    def chat_key(self) -> str:
        """The slot row of its chat."""
        return f"chat:{self.bot}:{self.chat_id}"


_WITHOUT_THREAD: Final = frozenset({CREATE, "editMessageText"})
"""Calls that name no thread: one makes it, the other names a message in it."""
_EARLIER = OUTBOX.alias("earlier")
# PostgreSQL plans by figures that may be from before a broadcast was queued: by them, looking
# through all that waits is as good as looking through one chat. Only the latter is left to it.
_SAME_BOT = _EARLIER.c.bot.concat("") == OUTBOX.c.bot
_BLOCKED = (
    select(1)
    .where(_EARLIER.c.live, _SAME_BOT)
    .where(_EARLIER.c.chat_id == OUTBOX.c.chat_id, _EARLIER.c.id < OUTBOX.c.id)
    .where(_EARLIER.c.lane <= OUTBOX.c.lane)
    .where(or_(_EARLIER.c.due <= real_now(), _EARLIER.c.state == OutboxState.LEASED))
    .exists()
)
_CHAT_KEY = literal("chat:") + OUTBOX.c.bot + literal(":") + cast(OUTBOX.c.chat_id, String)
_SLACK = case(
    (OUTBOX.c.chat_id < 0, bindparam("group_slack", type_=Float)),
    else_=bindparam("chat_slack", type_=Float),
)
_CHAT_HELD = (
    select(1).where(SLOT.c.key == _CHAT_KEY).where(SLOT.c.next_at > real_now() + _SLACK).exists()
)
_NEXT = (
    select(OUTBOX.c.id)
    .where(OUTBOX.c.live, OUTBOX.c.bot == bindparam("of_bot"))
    .where(OUTBOX.c.due <= real_now(), OUTBOX.c.lease_until <= real_now())
    .where(~_BLOCKED)
)
_HEADS = (
    _NEXT.where(~_CHAT_HELD)
    .order_by(OUTBOX.c.lane, OUTBOX.c.id)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
    # Worked out once: as a subquery PostgreSQL may repeat it for each row, and take more.
    .cte("heads")
)
DIED: Final = OUTBOX.c.state == OutboxState.LEASED
"""Of a row whose lease is over: its sender took it and never settled it."""
_TAKEN = {
    "state": OutboxState.LEASED,
    "lease_owner": bindparam("new_owner"),
    "lease_until": real_now()
    + case((OUTBOX.c.file_id.is_(None), LEASE_SECONDS), else_=FILE_LEASE_SECONDS),
    "attempts": OUTBOX.c.attempts + 1,
    "doubts": OUTBOX.c.doubts + case((DIED, 1), else_=0),
}
_RETURNED = (
    OUTBOX.c.lane,
    OUTBOX.c.id,
    OUTBOX.c.uid,
    OUTBOX.c.bot,
    OUTBOX.c.chat_id,
    OUTBOX.c.method,
    OUTBOX.c.payload,
    OUTBOX.c.attempts,
    OUTBOX.c.doubts,
    OUTBOX.c.file_id,
    OUTBOX.c.topic_id,
    OUTBOX.c.broadcast_id,
    OUTBOX.c.person_id,
    real_now().label("now"),
)
_CLAIM = (
    update(OUTBOX).where(OUTBOX.c.id.in_(select(_HEADS.c.id))).values(_TAKEN).returning(*_RETURNED)
)
_GIVE_UP = (
    update(OUTBOX)
    .where(OUTBOX.c.live, OUTBOX.c.bot == bindparam("of_bot"))
    .where(and_(DIED, OUTBOX.c.lease_until <= real_now()))
    .where(OUTBOX.c.doubts >= DOUBTS_ALLOWED)
    .values(state=OutboxState.UNKNOWN, live=False, settled_at=real_now())
    .returning(OUTBOX.c.broadcast_id, OUTBOX.c.person_id)
)


_ALONG_INDEXES: Final = select(
    func.set_config("enable_sort", "off", True), func.set_config("enable_bitmapscan", "off", True)
)


def claim_letters(
    connection: Connection, vault: Vault, *, bot: str, owner: str, limits: Limits, at_most: int
) -> list[Claimed]:
    """Take what may go now, most urgent first, each with its moment."""
    count = free_slots(connection, f"bot:{bot}", limits, at_most=at_most)
    if count <= 0:
        return []
    _keep_to_indexes(connection)
    given_up = connection.execute(_GIVE_UP, {"of_bot": bot}).all()
    note_given_up(connection, [(row[0], row[1]) for row in given_up if row[0] is not None])
    values: dict[str, Any] = {
        **{"of_bot": bot, "new_owner": owner, "at_most": count},
        # A chat that waits because the line failed waits without a limit as well.
        "chat_slack": limits.chat_burst - 1.0,
        "group_slack": (limits.group_burst - 1.0) * limits.group_seconds,
    }
    rows = connection.execute(_CLAIM, values).all()
    return _with_moments(connection, vault, sorted(rows), owner=owner, limits=limits)


def _keep_to_indexes(connection: Connection) -> None:
    """In this transaction: walk along the queue until there is enough, whatever figures say."""
    if connection.dialect.name == "postgresql":
        connection.execute(_ALONG_INDEXES)


def _with_moments(
    connection: Connection, vault: Vault, rows: list[Row[Any]], *, owner: str, limits: Limits
) -> list[Claimed]:
    if not rows:
        return []
    moments = reserve(connection, f"bot:{rows[0].bot}", limits, count=len(rows))
    threads = threads_of(connection, {row.topic_id for row in rows if row.topic_id is not None})
    mass = [row for row in rows if row.broadcast_id is not None]
    composed = compose_all(connection, vault, mass) if mass else {}
    claimed = [
        _claimed(vault, row, owner, max(moment - row.now, 0.0), threads.get(row.topic_id))
        if row.id not in composed
        else _of_row(row, owner, max(moment - row.now, 0.0), composed[row.id])
        for row, moment in zip(rows, moments, strict=True)
    ]
    if limits.per_second is not None:
        costs = [(each.chat_key, limits.seconds_of(each.chat_id)) for each in claimed]
        note_chat_send(connection, costs)
    return claimed


def _claimed(
    vault: Vault, row: Row[Any], owner: str, wait: float, thread_id: int | None
) -> Claimed:
    payload = json.loads(vault.open(PLACE, row.uid, row.payload))
    if row.chat_id < 0:
        payload["chat_id"] = row.chat_id  # a group may have got another id since
    if thread_id is not None and row.method not in _WITHOUT_THREAD:
        payload["message_thread_id"] = thread_id
    if row.method == "sendMessage":
        payload.pop("message_id", None)  # it was an edit whose message is gone
    return _of_row(row, owner, wait, Composed(row.method, payload, uploaded=False))


def _of_row(row: Row[Any], owner: str, wait: float, call: Composed) -> Claimed:
    return Claimed(
        id=row.id,
        bot=row.bot,
        chat_id=row.chat_id,
        lane=Lane(row.lane),
        method=call.method,
        payload=call.payload,
        attempts=row.attempts,
        doubts=row.doubts,
        owner=owner,
        taken_at=row.now,
        wait=wait,
        file_id=None if call.uploaded else row.file_id,
        topic_id=row.topic_id,
        broadcast_id=row.broadcast_id,
        person_id=row.person_id,
        mark=mark_of(row.uid),
    )
