"""Turns with an update: leased to one process, one a chat, finished, tried again or parked."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Float, Row, bindparam, select, update

from bot.store.columns import real_now
from bot.store.inbox import INBOX, PLACE, InboxState
from bot.store.vault import Vault

LEASE_SECONDS: Final = 60.0
ATTEMPTS: Final = 3
"""A handler that fails this often on one update has a bug; the update is parked, not lost."""
RETRY_SECONDS: Final = (0.5, 2.0)


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
    # Worked out once: as a subquery PostgreSQL may repeat it for each row, and take more.
    .cte("heads")
)
_LEASE = (
    update(INBOX)
    .where(INBOX.c.id.in_(select(_HEADS.c.id)))
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
        renew_lease(connection, turn)


def renew_lease(connection: Connection, turn: Leased) -> bool:
    """Hold on to one; False if it is no longer ours."""
    return connection.execute(_RENEW, _mark(turn)).rowcount == 1


def _mark(turn: Leased) -> dict[str, Any]:
    return {"its_id": turn.id, "its_owner": turn.owner, "its_attempt": turn.attempts}


def release_leases(connection: Connection, *, except_owners: Iterable[str]) -> int:
    """End the leases of processes that are known to be dead, instead of waiting for them."""
    theirs = (INBOX.c.live, INBOX.c.lease_owner.not_in(list(except_owners)))
    return connection.execute(update(INBOX).where(*theirs).values(lease_until=0.0)).rowcount
