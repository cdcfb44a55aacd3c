"""Two whole processes on one PostgreSQL: one publishes, the other answers by it, not restarted."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from sqlalchemy import Engine, create_engine, make_url, text

from bot.store.vault import new_key
from tests.bed import TOKENS
from tests.bed_process import KEY, environment, free_port, sandbox_process
from tests.databases import schema
from tests.releases.house import LOWER, changed
from tests.sandbox_client import Sandbox

ROOT = Path(__file__).parents[2]
START = 60.0  # seconds until a process is ready
RENAMED = changed(LOWER, {"zh: 采样屋补贴": "zh: 采样小屋补贴"})
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
    """What both processes share."""

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


async def test_the_other_process_answers_by_what_one_has_published(tmp_path: Path) -> None:
    keys = f"1:{new_key()}", new_key()
    with schema() as database, looking_at(database) as engine:
        async with sandbox_process() as url:
            place, sandbox = Place(url, database, tmp_path, keys), Sandbox(url)
            owner = sandbox.person("owner", 1001)
            editor, approver = (sandbox.person("desk", number) for number in (2001, 2002))
            async with place.runs("one") as one, place.runs("other") as other:
                await owner.say("采样屋补贴")
                before = await owner.wait_for("您是想看政策吗", START)
                await editor.say(await one.invite("editor"))
                await approver.say(await one.invite("approver"))
                await editor.wait_for("已加入", START)
                await approver.wait_for("已加入", START)
                await editor.document(RENAMED.encode(), "", "P-FC-01.yaml")
                checked = await editor.wait_for("检查通过", START)
                await editor.press("送审", checked)
                asked = await approver.wait_for("等您审批", START)
                await quiet(engine)

                await other.stand_still(engine)
                await approver.press("批准", asked)
                await approver.wait_for("已生效", START)
                one.process.kill()
                other.process.send_signal(signal.SIGCONT)
                await owner.say("采样屋补贴")
                after = await owner.wait_for("您是想看政策吗", START)

                assert "📄 采样屋补贴" in before.labels
                assert "📄 采样小屋补贴" in after.labels
                assert await one.process.wait() == -signal.SIGKILL
                assert other.process.returncode is None, "it was never started again"
