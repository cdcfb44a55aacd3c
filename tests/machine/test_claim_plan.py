"""Taking messages stays quick when the database plans by figures from before a broadcast."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, event, text, update

from bot.store.claims import claim_letters
from bot.store.database import Database
from bot.store.inbox import store_updates
from bot.store.inbox_turns import lease_updates
from bot.store.outbox import OUTBOX, Letter, OutboxState, queue_letters
from bot.store.slots import Limits
from bot.store.vault import Vault

SENT, LEFT, WAITING = 600, 3, 400


@pytest.fixture
def postgres(database: Database) -> Database:
    if database.run_sync(lambda connection: connection.dialect.name) != "postgresql":
        pytest.skip("SQLite plans without such figures")
    return database


def test_no_more_is_taken_than_was_asked_for_whatever_the_plan(
    postgres: Database, vault: Vault, new_uid: Callable[[], str]
) -> None:
    def taken(connection: Connection) -> tuple[int, int]:
        queue(connection, vault, new_uid, LEFT)
        bodies = [{"update_id": number, "message": {"chat": {"id": number}}} for number in (1, 2)]
        store_updates(connection, vault, "owner", bodies)
        for way in ("hashagg", "hashjoin", "mergejoin", "material"):
            connection.execute(text(f"set local enable_{way} = off"))
        letters = claim_letters(
            connection, vault, bot="owner", owner="a", limits=Limits(per_second=None), at_most=1
        )
        updates = lease_updates(connection, vault, owner="a", limit=1)
        return len(letters), len(updates)

    assert postgres.run_sync(taken) == (1, 1)


def test_the_claim_walks_along_indexes_whatever_the_figures_say(
    postgres: Database, vault: Vault, new_uid: Callable[[], str]
) -> None:
    def planned(connection: Connection) -> str:
        queue(connection, vault, new_uid, SENT)
        connection.execute(update(OUTBOX).values(live=False, state=OutboxState.SENT))
        queue(connection, vault, new_uid, LEFT)
        connection.execute(text("analyze outbox"))
        queue(connection, vault, new_uid, WAITING)
        return plan_of_claim(connection, vault)

    plan = postgres.run_sync(planned)

    assert "ix_outbox_chat" in plan
    assert plan.count("ix_outbox_next") == 1, "along the queue, and not again for each message"
    assert "Sort" not in plan


def queue(connection: Connection, vault: Vault, new_uid: Callable[[], str], count: int) -> None:
    """A message to each of so many chats."""
    for chat in range(1, count + 1):
        payload = {"chat_id": chat, "text": "x"}
        letter = Letter(new_uid(), "owner", chat, "sendMessage", payload)
        queue_letters(connection, vault, [letter])


def plan_of_claim(connection: Connection, vault: Vault) -> str:
    """How the statement that takes messages is carried out."""
    plans: list[str] = []

    def explain(_: Any, cursor: Any, statement: str, parameters: Any, *__: object) -> None:
        if "UPDATE outbox SET state" in statement and "SKIP LOCKED" in statement:
            cursor.execute(f"EXPLAIN {statement}", parameters)
            plans.append("\n".join(row[0] for row in cursor.fetchall()))

    event.listen(connection, "before_cursor_execute", explain)
    claim_letters(
        connection, vault, bot="owner", owner="a", limits=Limits(per_second=None), at_most=9
    )
    [plan] = plans
    return plan
