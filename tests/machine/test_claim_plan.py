"""Taking messages stays quick when the database plans by figures from before a broadcast."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, event, text, update

from bot.store.claims import claim_letters
from bot.store.database import Database
from bot.store.outbox import OUTBOX, Letter, OutboxState, queue_letters
from bot.store.slots import Limits
from bot.store.vault import Vault

SENT, LEFT, WAITING = 600, 3, 400


@pytest.fixture
def postgres(database: Database) -> Database:
    if database.run_sync(lambda connection: connection.dialect.name) != "postgresql":
        pytest.skip("SQLite plans without such figures")
    return database


def test_the_claim_walks_along_indexes_whatever_the_figures_say(
    postgres: Database, vault: Vault, new_uid: Callable[[], str]
) -> None:
    def queue(connection: Connection, count: int) -> None:
        for chat in range(1, count + 1):
            payload = {"chat_id": chat, "text": "x"}
            letter = Letter(new_uid(), "owner", chat, "sendMessage", payload)
            queue_letters(connection, vault, [letter])

    def planned(connection: Connection) -> str:
        queue(connection, SENT)
        connection.execute(update(OUTBOX).values(live=False, state=OutboxState.SENT))
        queue(connection, LEFT)
        connection.execute(text("analyze outbox"))
        queue(connection, WAITING)
        return plan_of_claim(connection, vault)

    plan = postgres.run_sync(planned)

    assert "ix_outbox_chat" in plan
    assert plan.count("ix_outbox_next") == 1, "along the queue, and not again for each message"
    assert "Sort" not in plan


def plan_of_claim(connection: Connection, vault: Vault) -> str:
    """How the statement that takes messages is carried out."""
    plans: list[str] = []

    def explain(_: Any, cursor: Any, statement: str, parameters: Any, *__: object) -> None:
        if statement.startswith("UPDATE outbox SET state") and "SKIP LOCKED" in statement:
            cursor.execute(f"EXPLAIN {statement}", parameters)
            plans.append("\n".join(row[0] for row in cursor.fetchall()))

    event.listen(connection, "before_cursor_execute", explain)
    claim_letters(
        connection, vault, bot="owner", owner="a", limits=Limits(per_second=None), at_most=9
    )
    [plan] = plans
    return plan
