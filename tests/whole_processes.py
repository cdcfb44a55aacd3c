"""Whole processes, `python -m bot run`, on one PostgreSQL and in front of one sandbox."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from sqlalchemy import Engine, create_engine, make_url, text

from tests.bed import TOKENS
from tests.bed_process import KEY, environment, free_port

ROOT = Path(__file__).parents[1]
START = 60.0  # seconds until a process is ready
UNDER_WAY = text(
    "select count(*) from pg_stat_activity"
    " where application_name = :name and state in ('active', 'idle in transaction')"
)
LEFT = text(
    "select (select count(*) from inbox where state <> 'done')"
    " + (select count(*) from outbox where live)"
)


@dataclass
class Running:
    """A process with both bots; `name` is what the database knows it by."""

    name: str
    port: int
    process: asyncio.subprocess.Process

    async def invite(self, role: str) -> str:
        """A code by which somebody joins the desk bot."""
        url, headers = f"http://127.0.0.1:{self.port}/sandbox/invite", {"X-Sandbox-Key": KEY}
        wish = {"roles": [role]}
        async with aiohttp.request("POST", url, json=wish, headers=headers) as answer:
            return str((await answer.json())["code"])

    async def stand_still(self, engine: Engine) -> None:
        """Stop it where it has no transaction under way: nobody waits for it then."""
        while True:
            self.process.send_signal(signal.SIGSTOP)
            await asyncio.sleep(0.05)
            with engine.connect() as connection:
                if connection.execute(UNDER_WAY, {"name": self.name}).scalar_one() == 0:
                    return
            self.process.send_signal(signal.SIGCONT)
            await asyncio.sleep(0.02)


@dataclass(frozen=True)
class Place:
    """What all of them share."""

    sandbox: str
    database: str
    folder: Path
    keys: tuple[str, str]

    @asynccontextmanager
    async def runs(self, name: str) -> AsyncIterator[Running]:
        """A process from `python -m bot run` until it is killed."""
        url, port = make_url(self.database), free_port()
        known = url.update_query_dict({"application_name": name})
        settings = {
            "OWNER_BOT_TOKEN": TOKENS["owner"],
            "DESK_BOT_TOKEN": TOKENS["desk"],
            "TELEGRAM_API_URL": self.sandbox,
            "DATABASE_URL": known.render_as_string(hide_password=False),
            "DATA_DIR": str(self.folder),
            "FIELD_KEY": self.keys[0],
            "INDEX_KEY": self.keys[1],
            "CLOCK_AT": "2022-07-15T09:00:00+08:00",
            "HTTP_PORT": str(port),
            "SANDBOX_KEY": KEY,
            "PYTHONPATH": str(ROOT),
        }
        with (self.folder / f"{name}.log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                cwd=self.folder,
                env=environment(**settings),
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        try:
            assert process.stdout is not None
            async with asyncio.timeout(START):
                assert "就绪" in (await process.stdout.readline()).decode()
            yield Running(name, port, process)
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


@contextmanager
def looking_at(database: str) -> Iterator[Engine]:
    """An engine beside those of the processes."""
    engine = create_engine(database)
    yield engine
    engine.dispose()


async def quiet(engine: Engine) -> None:
    """Wait until nothing is left to handle or to send."""
    async with asyncio.timeout(START):
        while True:
            with engine.connect() as connection:
                if connection.execute(LEFT).scalar_one() == 0:
                    return
            await asyncio.sleep(0.05)
