"""Updates as Telegram sent them: stored before they are confirmed, handed on one a chat."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Connection,
    Float,
    Row,
    UniqueConstraint,
    bindparam,
    func,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from bot.store.columns import RowId, live_index, real_now, table_of
from bot.store.insert import insert_or_ignore
from bot.store.vault import Vault

LEASE_SECONDS: Final = 60.0
ATTEMPTS: Final = 3
"""A handler that fails this often on one update has a bug; the update is parked, not lost."""
RETRY_SECONDS: Final = (0.5, 2.0)
PLACE: Final = "inbox.body"


class InboxState(StrEnum):
    """Where an update stands."""

    NEW = "new"
    LEASED = "leased"
    DONE = "done"
    PARKED = "parked"


class Inbox(SQLModel, table=True):
    """One update of one bot. The body is sealed and cleared after 48 hours."""

    __table_args__ = (
        UniqueConstraint("bot", "update_id"),
        live_index("ix_inbox_head", "bot", "lane", "id"),
        live_index("ix_inbox_live", "id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    bot: str
    update_id: int = Field(sa_type=BigInteger)
    lane: str
    body: bytes | None
    state: str = InboxState.NEW
    live: bool = True
    attempts: int = 0
    lease_owner: str = ""
    lease_until: float = 0.0
    received_at: float
    done_at: float | None = None
    error_id: str | None = None


INBOX: Final = table_of(Inbox)


@dataclass(frozen=True, slots=True)
class Leased:
    """An update that this process may handle until its lease ends."""

    id: int
    bot: str
    update_id: int
    attempts: int
    owner: str
    body: Mapping[str, Any] = field(repr=False)
    error_id: str | None


def lane_of(body: Mapping[str, Any]) -> str:
    """Which updates must stay in order: those of one chat (and thread)."""
    for kind in ("message", "edited_message", "my_chat_member"):
        if kind in body:
            return _chat_lane(body[kind])
    if "callback_query" in body:
        query = body["callback_query"]
        return _chat_lane(query["message"]) if "message" in query else f"u{query['from']['id']}"
    return "other"


def _chat_lane(message: Mapping[str, Any]) -> str:
    thread = message.get("message_thread_id")
    return f"{message['chat']['id']}" + (f":{thread}" if thread else "")


def store_updates(
    connection: Connection, vault: Vault, bot: str, bodies: Iterable[Mapping[str, Any]]
) -> int:
    """Keep updates that are not kept yet, all in the caller's transaction.

    Returns:
        How many were new; a repeated update_id changes nothing.
    """
    rows = [_row(vault, bot, body) for body in bodies]
    if not rows:
        return 0
    return insert_or_ignore(connection, INBOX, rows, stamp="received_at")


def _row(vault: Vault, bot: str, body: Mapping[str, Any]) -> dict[str, Any]:
    update_id = int(body["update_id"])
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return {
        "bot": bot,
        "update_id": update_id,
        "lane": lane_of(body),
        "body": vault.seal(PLACE, f"{bot}:{update_id}", text),
        "state": InboxState.NEW,
        "live": True,
        "attempts": 0,
        "lease_owner": "",
        "lease_until": 0.0,
    }


_OLDER = INBOX.alias("older")
_HEADS = (
    select(INBOX.c.id)
    .where(INBOX.c.live, INBOX.c.lease_until <= real_now())
    .where(
        ~select(1)
        .where(_OLDER.c.live, _OLDER.c.bot == INBOX.c.bot, _OLDER.c.lane == INBOX.c.lane)
        .where(_OLDER.c.id < INBOX.c.id)
        .exists()
    )
    .order_by(INBOX.c.id)
    .limit(bindparam("head_limit"))
    .with_for_update(skip_locked=True)
)
_LEASE = (
    update(INBOX)
    .where(INBOX.c.id.in_(_HEADS))
    .values(
        state=InboxState.LEASED,
        lease_owner=bindparam("new_owner"),
        lease_until=real_now() + LEASE_SECONDS,
        attempts=INBOX.c.attempts + 1,
    )
    .returning(
        INBOX.c.id,
        INBOX.c.bot,
        INBOX.c.update_id,
        INBOX.c.attempts,
        INBOX.c.body,
        INBOX.c.error_id,
    )
)
_OURS = (
    INBOX.c.id == bindparam("its_id"),
    INBOX.c.state == InboxState.LEASED,
    INBOX.c.lease_owner == bindparam("its_owner"),
    INBOX.c.attempts == bindparam("its_attempt"),
)
_FINISH = update(INBOX).where(*_OURS).values(state=InboxState.DONE, live=False, done_at=real_now())
_RENEW = update(INBOX).where(*_OURS).values(lease_until=real_now() + LEASE_SECONDS)
_FAIL = (
    update(INBOX)
    .where(*_OURS)
    .values(
        state=bindparam("next_state"),
        live=bindparam("next_live"),
        lease_until=real_now() + bindparam("pause", type_=Float),
        error_id=bindparam("its_error"),
    )
)


def lease_updates(connection: Connection, vault: Vault, *, owner: str, limit: int) -> list[Leased]:
    """Take the oldest update of up to `limit` lanes, count the attempt, and hold them a while.

    A lane with an update in hand gives out nothing: order within a chat is kept by the row.
    """
    rows = connection.execute(_LEASE, {"head_limit": limit, "new_owner": owner}).all()
    return [_leased(vault, owner, row) for row in sorted(rows)]


def _leased(vault: Vault, owner: str, row: Row[Any]) -> Leased:
    text = vault.open(PLACE, f"{row.bot}:{row.update_id}", row.body)
    return Leased(
        id=row.id,
        bot=row.bot,
        update_id=row.update_id,
        attempts=row.attempts,
        owner=owner,
        body=json.loads(text),
        error_id=row.error_id,
    )


def finish_update(connection: Connection, turn: Leased) -> bool:
    """Mark the update done; False if it is no longer ours."""
    return connection.execute(_FINISH, _mark(turn)).rowcount == 1


def fail_update(connection: Connection, turn: Leased, *, error_id: str) -> bool:
    """Put a failed update back for another try, or park it after the last one.

    Returns:
        True if it was parked now.
    """
    parked = turn.attempts >= ATTEMPTS
    values = {
        "next_state": InboxState.PARKED if parked else InboxState.NEW,
        "next_live": not parked,
        "pause": 0.0 if parked else RETRY_SECONDS[turn.attempts - 1],
        "its_error": error_id,
    }
    return connection.execute(_FAIL, _mark(turn) | values).rowcount == 1 and parked


def renew_leases(connection: Connection, turns: Iterable[Leased]) -> None:
    """Hold on to updates whose handlers take long."""
    for turn in turns:
        connection.execute(_RENEW, _mark(turn))


def _mark(turn: Leased) -> dict[str, Any]:
    return {"its_id": turn.id, "its_owner": turn.owner, "its_attempt": turn.attempts}


def release_leases(connection: Connection, *, except_owners: Iterable[str]) -> int:
    """End the leases of processes that are known to be dead, instead of waiting for them."""
    theirs = (INBOX.c.live, INBOX.c.lease_owner.not_in(list(except_owners)))
    return connection.execute(update(INBOX).where(*theirs).values(lease_until=0.0)).rowcount


def clear_bodies(connection: Connection, *, older_than_seconds: float) -> int:
    """Forget the bodies of updates that were done long ago."""
    old = (INBOX.c.state == InboxState.DONE, INBOX.c.body.is_not(None))
    age = real_now() - INBOX.c.done_at
    cleared = connection.execute(
        update(INBOX).where(*old, age > older_than_seconds).values(body=None)
    )
    return cleared.rowcount


def count_by_state(connection: Connection) -> dict[str, int]:
    """How many updates stand in each state, for metrics and `doctor`."""
    counted = select(INBOX.c.state, func.count()).group_by(INBOX.c.state)
    return {row[0]: row[1] for row in connection.execute(counted)}


def parked_updates(connection: Connection) -> list[tuple[str, int, str]]:
    """(bot, update_id, error_id) of what no handler could digest, oldest first."""
    wanted = (
        select(INBOX.c.bot, INBOX.c.update_id, INBOX.c.error_id)
        .where(INBOX.c.state == InboxState.PARKED)
        .order_by(INBOX.c.id)
    )
    return [(bot, number, error_id or "") for bot, number, error_id in connection.execute(wanted)]
