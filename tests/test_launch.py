"""`python -m bot.launch`, which `scripts/run` becomes: started, looked at, ended, as a process."""

import asyncio
import os
import re
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot import logs
from bot.__main__ import main
from bot.leader import Leader
from bot.store.engines import make_engine
from bot.store.vault import new_key
from tests.bed_process import environment, free_port
from tests.databases import sqlite_url
from tests.sandbox_client import Sandbox

ROOT = Path(__file__).parent.parent
OTHERLAND = ROOT / "tests" / "otherland"
START = 60.0  # seconds; a promise to users is printed, not asserted: machines differ
LIVE = {"OWNER_BOT_TOKEN": "1:owner", "DESK_BOT_TOKEN": "2:desk"}
UNSET = ("DATABASE_URL", "FIELD_KEY", "INDEX_KEY", "CLOCK_AT", "HTTP_PORT", "SANDBOX_KEY")


@dataclass
class Launched:
    """A started process with its page."""

    process: asyncio.subprocess.Process
    url: str
    page_after: float  # seconds

    async def answers(self) -> float:
        """Wait until both bots listen; returns the seconds that it took."""
        began = time.monotonic()
        async with asyncio.timeout(START):
            while not await _awake(self.url):  # noqa: ASYNC110 (another process wakes up)
                await asyncio.sleep(0.1)
        return time.monotonic() - began


async def _awake(url: str) -> bool:
    health = await Sandbox(url).health()
    return all(bot["awake"] for bot in health["bots"].values())


def settings_of(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in environment().items() if name not in UNSET}
    return kept | {"DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)} | more


async def start(folder: Path, *arguments: str, **more: str) -> asyncio.subprocess.Process:
    """Start it in an empty folder, where no `.env` of this machine is found."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *arguments),
        cwd=folder,
        env=settings_of(folder, **more),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@asynccontextmanager
async def launched(
    folder: Path, *arguments: str, port: int | None = None
) -> AsyncIterator[Launched]:
    """The sandbox with both bots; killed at the end if a test has not ended it."""
    wanted = port or free_port()
    began = time.monotonic()
    process = await start(folder, "bot.launch", "--port", str(wanted), *arguments)
    try:
        assert process.stdout is not None
        line = (await asyncio.wait_for(process.stdout.readline(), START)).decode()
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert found, line
        yield Launched(process, found[0], time.monotonic() - began)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def ended(process: asyncio.subprocess.Process) -> tuple[int | None, str]:
    """Exit code and what was said on stderr."""
    _, errors = await asyncio.wait_for(process.communicate(), START)
    return process.returncode, errors.decode()


async def page(url: str) -> str:
    async with aiohttp.request("GET", url) as response:
        assert response.status == 200
        return await response.text()


async def invitation(url: str) -> str:
    """As the page fetches it: the sandbox asks the bots."""
    wish = {"seat": "desk"}
    async with aiohttp.request("POST", f"{url}/sandbox/invite", json=wish) as response:
        return str((await response.json())["code"])


def descendants(pid: int) -> set[int]:
    """The process and all that it has started."""
    parents = {int(stat.parent.name): _parent(stat) for stat in Path("/proc").glob("[0-9]*/stat")}
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _parent(stat: Path) -> int:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has ended since
        return 0


def runs(pid: int) -> bool:
    """Whether it is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(15):
        while not true():  # noqa: ASYNC110 (it is in another process)
            await asyncio.sleep(0.05)


async def test_it_starts_ends_without_a_trace_and_goes_on_where_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with launched(tmp_path) as first:
        shown = await page(first.url)
        awake_after = await first.answers() + first.page_after
        health = await Sandbox(first.url).health()
        code_of_officer = await invitation(first.url)
        owner = Sandbox(first.url).person("owner", 1001)
        await owner.say("/start")
        welcome = await owner.wait_for("助企通")
        await owner.press("开始")
        await owner.press("方城县", await owner.wait_for("经营"))
        await owner.press("不清楚", await owner.wait_for("乡镇"))
        await owner.wait_for("叫什么名字")
        await owner.say("示例纺织有限公司")
        await owner.wait_for("已登记")
        pids = descendants(first.process.pid)
        first.process.send_signal(signal.SIGINT)
        code, errors = await ended(first.process)
        await until(lambda: not any(runs(pid) for pid in pids))
    async with launched(tmp_path) as second:
        owner = Sandbox(second.url).person("owner", 1001)
        await owner.say("/start")
        menu = await owner.wait_for("示例纺织有限公司", START)
    with capsys.disabled():
        print(f"\npage up after {first.page_after:.1f} s, bots after {awake_after:.1f} s")  # noqa: T201

    assert "助企通" in shown
    assert health["child"] == "running"
    assert re.fullmatch(r"\w{5}-\w{5}", code_of_officer)
    assert "开始" in welcome.labels
    assert len(pids) >= 2, "the sandbox and the bots"
    assert (code, errors) == (0, "")
    assert "继续登记" in menu.labels


def folders_of(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.is_dir()]


async def test_another_rule_base_is_served_from_a_database_of_its_own(tmp_path: Path) -> None:
    async with launched(tmp_path, "--root", str(OTHERLAND)) as running:
        owner = Sandbox(running.url).person("owner", 1001)
        await running.answers()
        await owner.say("/start")
        welcome = await owner.wait_for("苏木尔旗")

    assert "助企通" in welcome.html
    [folder] = folders_of(tmp_path)
    assert folder.startswith("sandbox-otherland-")


def test_a_rule_base_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = {"FIELD_KEY": f"1:{new_key()}", "INDEX_KEY": new_key()}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "environ", settings_of(tmp_path, **keys))
    monkeypatch.setattr(logs, "configure", lambda _: None)  # the tests have done that

    code = main(["--root", str(tmp_path / "nowhere"), "audit", "verify"])

    assert code == 2
    assert "facts.yaml" in capsys.readouterr().err


async def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        code, errors = await ended(await start(tmp_path, "bot.launch", "--port", port))

    assert code == 1
    assert f"端口 {port} 已被占用" in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize("name", sorted(LIVE))
async def test_one_token_alone_is_one_sentence(tmp_path: Path, name: str) -> None:
    alone = {name: LIVE[name]}
    code, errors = await ended(await start(tmp_path, "bot.launch", **alone))

    assert code == 2
    assert "只设置了一个机器人的令牌" in errors
    assert "Only one bot token is set" in errors
    assert "Traceback" not in errors


async def test_live_bots_refuse_to_start_without_keys(tmp_path: Path) -> None:
    code, errors = await ended(await start(tmp_path, "bot.launch", **LIVE))

    assert code == 2
    assert "没有加密密钥" in errors
    assert "python -m bot keys" in errors
    assert "Traceback" not in errors


async def test_a_second_process_on_the_same_database_is_one_sentence(tmp_path: Path) -> None:
    database = tmp_path / "sandbox"
    database.mkdir()
    first = Leader(make_engine(sqlite_url(database)))
    assert first.try_lead()
    process = await start(tmp_path, "bot.launch", "--port", str(free_port()))
    try:
        assert process.stderr is not None
        line = (await asyncio.wait_for(process.stderr.readline(), START)).decode()
    finally:
        process.terminate()
        await process.communicate()
        first.resign()

    assert "数据库正被另一个助企通进程使用" in line
