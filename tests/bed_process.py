"""The processes that a bed is made of: a sandbox, and a process in front of it, both pinned."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from pydantic import SecretStr

from benches.rules import rulebase
from bot.domain.clock import BusinessClock
from bot.process import Outside, Process
from bot.sandbox.settings import DESK_TOKEN, OWNER_TOKEN
from bot.settings import Settings
from bot.store.database import Database
from bot.store.slots import Limits
from bot.store.vault import Vault, new_key
from policies.rulebase import RuleBase
from tests.databases import on_sqlite

REAL = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
MORNING = datetime(2022, 7, 15, 1, 0, tzinfo=UTC)  # Friday, 09:00 in Asia/Shanghai

KEY = "key-of-the-training-room"

UNLIMITED = Limits(per_second=None, edit_seconds=0.0)


def environment(**more: str) -> dict[str, str]:
    """This process's, without tokens: a sandbox does not start beside them."""
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_BOT_TOKEN")}
    return kept | more


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def sandbox_process() -> AsyncIterator[str]:
    """`python -m bot.sandbox` without a child; gives its base URL."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.sandbox", "--port", str(port)),
        env=environment(),
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        assert await process.stdout.readline(), "the sandbox did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.communicate()


def make_process(
    url: str,
    folder: Path,
    keys: tuple[str, str],
    rules: RuleBase | None = None,
    port: int | None = None,
    database: Database | None = None,
    *,
    brought: bool = False,
) -> Process:
    """A process in front of a sandbox; everything that it takes from outside is pinned.

    Args:
        database: A SQLite file in the folder unless told otherwise.
        brought: By webhook; else updates are polled.
    """
    port = port or free_port()
    database = database or on_sqlite(folder)
    settings = Settings(
        _env_file=None,
        owner_bot_token=SecretStr(OWNER_TOKEN),
        desk_bot_token=SecretStr(DESK_TOKEN),
        telegram_api_url=url,
        data_dir=folder,
        database_url=database.engine.url.render_as_string(hide_password=False),
        http_port=port,
        webhook_url=f"http://127.0.0.1:{port}" if brought else None,
        webhook_secret=SecretStr("a secret of this bed") if brought else None,
        clock_at=MORNING,
        sandbox_key=SecretStr(KEY),
    )
    return Process(
        settings=settings,
        outside=Outside(real=lambda: REAL, random=Random(20220715)),
        rulebase=rules or rulebase(),
        database=database,
        vault=Vault.from_settings(*keys),
        clock=BusinessClock(real=lambda: REAL),
        limits=UNLIMITED,
        owner_id="bed",
    )


def new_keys() -> tuple[str, str]:
    """A pair of keys as an installation makes them."""
    return f"1:{new_key()}", new_key()
