"""Updates as Telegram sent them: stored before they are confirmed, counted, and cleared."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, UniqueConstraint, func, select, update
from sqlmodel import Field, SQLModel

from bot.store.bodies import lane_of, written
from bot.store.columns import RowId, live_index, real_now, table_of
from bot.store.insert import insert_or_ignore
from bot.store.vault import Vault

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
    return {
        "bot": bot,
        "update_id": update_id,
        "lane": lane_of(body),
        "body": vault.seal(PLACE, f"{bot}:{update_id}", written(body)),
        "state": InboxState.NEW,
        "live": True,
        "attempts": 0,
        "lease_owner": "",
        "lease_until": 0.0,
    }


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
