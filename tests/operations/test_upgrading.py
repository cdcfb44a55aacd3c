"""What was queued under an older version is handled and sent after the upgrade."""

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, select

from bot.migrate import upgrade
from bot.store.database import Database
from bot.store.inbox import INBOX
from bot.store.inbox import PLACE as BODY
from bot.store.outbox import OUTBOX
from bot.store.outbox import PLACE as PAYLOAD
from bot.store.vault import Vault
from tests.bed import bots
from tests.bed_process import new_keys, sandbox_process
from tests.databases import schema, sqlite_url
from tests.sandbox_client import Sandbox

CHAT, UPDATE = 10_001, 7
HELP = {
    "update_id": UPDATE,
    "message": {
        "message_id": 1,
        "date": 1_657_846_800,
        "chat": {"id": CHAT, "type": "private"},
        "from": {"id": CHAT, "is_bot": False, "first_name": "李", "language_code": "zh-hans"},
        "text": "/help",
        "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
    },
}
WAITS = {"live": True, "lease_owner": "", "lease_until": 0.0, "attempts": 0}


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
@pytest.mark.parametrize("revision", ["0001", "0010", "0020"])
async def test_queued_rows_of_an_older_version_still_go(
    tmp_path: Path, engine: str, revision: str
) -> None:
    keys = new_keys()
    with ExitStack() as stack:
        url = sqlite_url(tmp_path) if engine == "sqlite" else stack.enter_context(schema())
        database = Database(url)
        upgrade(database.engine, revision)
        vault = Vault.from_settings(*keys)
        database.run_sync(lambda connection: queue(connection, vault))
        upgrade(database.engine)
        async with sandbox_process() as api:
            owner = Sandbox(api).person("owner", CHAT)
            await Sandbox(api).introduce([{"id": CHAT, "first_name": "李"}])
            await owner.say("/start")
            async with bots(api, tmp_path, keys, database=database) as bed:
                await bed.settled()
                said = [each.text for each in await owner.messages() if each.sender == "bot"]
                left = await bed.process.database.run(_left)

    assert said.count("升级前排着的话") == 1
    assert len(said) == 3, "and both updates are answered"
    assert left == ({"sent"}, {("done", None)})


def queue(connection: Connection, vault: Vault) -> None:
    """By hand, as that version had it: its tables are not those of today."""
    tables = MetaData()
    tables.reflect(connection, only=["inbox", "outbox"])
    payload = json.dumps({"chat_id": CHAT, "text": "升级前排着的话"})
    letter: dict[str, Any] = {
        **{"uid": "u1", "bot": "owner", "chat_id": CHAT, "lane": 0, "method": "sendMessage"},
        **{"payload": vault.seal(PAYLOAD, "u1", payload), "created_at": 1.0},
        **{"state": "ready", "due": 0.0, "doubts": 0},
    }
    connection.execute(tables.tables["outbox"].insert().values(**letter, **WAITS))
    update: dict[str, Any] = {
        **{"bot": "owner", "update_id": UPDATE, "lane": f"{CHAT}", "state": "new"},
        **{"body": vault.seal(BODY, f"owner:{UPDATE}", json.dumps(HELP)), "received_at": 1.0},
    }
    connection.execute(tables.tables["inbox"].insert().values(**update, **WAITS))


def _left(connection: Connection) -> tuple[set[str], set[Any]]:
    updates = connection.execute(select(INBOX.c.state, INBOX.c.error_id))
    letters = connection.execute(select(OUTBOX.c.state)).scalars()
    return set(letters), {tuple(row) for row in updates}
