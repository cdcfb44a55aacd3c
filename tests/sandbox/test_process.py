import asyncio
import json
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.process import Child
from tests.sandbox_client import Sandbox

# A child that notes who it is, has a child of its own, polls once, and waits.
BOTS = """
import json, os, subprocess, sys, time, urllib.request
mine = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
note = {"pids": [os.getpid(), mine.pid], "args": sys.argv[1:], "env": dict(os.environ)}
url = f"{os.environ['TELEGRAM_API_URL']}/bot{os.environ['OWNER_BOT_TOKEN']}/getUpdates"
urllib.request.urlopen(url).read()
path = os.environ["NOTE"]
open(path + ".new", "w").write(json.dumps(note))
os.rename(path + ".new", path)
time.sleep(600)
"""
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True)"
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.endswith("_BOT_TOKEN")
}


@dataclass
class Running:
    process: asyncio.subprocess.Process
    url: str
    note: Path

    async def noted(self) -> dict[str, Any]:
        """What the child wrote about itself, once it has polled."""
        await until(self.note.exists)
        noted: dict[str, Any] = json.loads(self.note.read_text())
        self.note.unlink()
        return noted

    async def ended(self) -> tuple[int | None, str]:
        """Exit status and what was said on stderr."""
        _, errors = await asyncio.wait_for(self.process.communicate(), 15)
        return self.process.returncode, errors.decode()


@asynccontextmanager
async def running(tmp_path: Path, *arguments: str, **env: str) -> AsyncIterator[Running]:
    """`python -m bot.sandbox` as its own process, with arguments after the port."""
    port, note = free_port(), tmp_path / "note"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.sandbox", "--port", str(port), *arguments),
        env={**ENVIRONMENT, "NOTE": str(note), **env},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Running(process, f"http://127.0.0.1:{port}", note)
    finally:
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.communicate(), 15)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def until(true: Any, seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.02)


def gone(pids: list[int]) -> bool:
    """Whether none of them runs; a zombie that nobody has buried does not run."""
    stats = [Path(f"/proc/{pid}/stat") for pid in pids]
    return all(not one.exists() or one.read_text().rpartition(")")[2][1] == "Z" for one in stats)


async def test_it_says_where_the_page_is_and_gives_the_child_its_bots(tmp_path: Path) -> None:
    command = ("--control-port", "8799", "--", sys.executable, "-c", BOTS, "run")
    async with running(tmp_path, *command) as sandbox:
        assert sandbox.process.stdout is not None
        line = (await sandbox.process.stdout.readline()).decode()
        noted = await sandbox.noted()
        health = await Sandbox(sandbox.url).health()

    env = noted["env"]
    assert sandbox.url in line
    assert (health["child"], health["bots"]["owner"]) == ("running", {"awake": True})
    assert (env["TELEGRAM_API_URL"], env["HTTP_PORT"]) == (sandbox.url, "8799")
    assert len(env["SANDBOX_KEY"]) >= 32
    assert env["OWNER_BOT_TOKEN"] != env["DESK_BOT_TOKEN"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_tidy_end_leaves_no_process(tmp_path: Path, number: signal.Signals) -> None:
    async with running(tmp_path, "--", sys.executable, "-c", BOTS) as sandbox:
        noted = await sandbox.noted()
        sandbox.process.send_signal(number)
        status, errors = await sandbox.ended()

    assert (status, errors) == (0, "")
    await until(lambda: gone(noted["pids"]))


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
async def test_the_child_ends_when_the_sandbox_is_killed(tmp_path: Path) -> None:
    async with running(tmp_path, "--", sys.executable, "-c", BOTS) as sandbox:
        noted = await sandbox.noted()
        sandbox.process.kill()
        child, grandchild = noted["pids"]
        await until(lambda: gone([child]))
        os.kill(grandchild, signal.SIGKILL)
        status, _ = await sandbox.ended()

    assert status == -signal.SIGKILL


async def test_it_stays_up_when_the_child_dies(tmp_path: Path) -> None:
    async with running(tmp_path, "--", sys.executable, "-c", "raise SystemExit(3)") as sandbox:
        assert sandbox.process.stderr is not None
        line = (await sandbox.process.stderr.readline()).decode()
        health = await Sandbox(sandbox.url).health()

    assert "代码 3" in line
    assert (health["child"], health["exit_code"]) == ("stopped", 3)


async def test_a_command_that_does_not_exist_is_named(tmp_path: Path) -> None:
    async with running(tmp_path, "--", "no-such-command") as sandbox:
        assert sandbox.process.stderr is not None
        line = (await sandbox.process.stderr.readline()).decode()

    assert line == "no-such-command: No such file or directory\n"


async def test_starting_over_starts_the_child_afresh(tmp_path: Path) -> None:
    async with running(tmp_path, "--", sys.executable, "-c", BOTS, "run") as sandbox:
        before = await sandbox.noted()
        await Sandbox(sandbox.url).person("owner", 5).say("旧话")
        await Sandbox(sandbox.url).reset()
        await until(lambda: gone(before["pids"]))
        after = await sandbox.noted()
        messages = await Sandbox(sandbox.url).person("owner", 5).messages()
        sandbox.process.terminate()
        await sandbox.ended()

    assert (before["args"], after["args"]) == (["run"], ["run", "--fresh"])
    assert messages == []


async def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        async with running(tmp_path, "--port", port, "--", "never-started") as sandbox:
            status, errors = await sandbox.ended()

    assert status == 1
    assert f"端口 {port} 已被占用" in errors
    assert f"Port {port} is in use" in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize("name", ["OWNER_BOT_TOKEN", "DESK_BOT_TOKEN"])
async def test_it_refuses_to_run_beside_a_real_token(tmp_path: Path, name: str) -> None:
    async with running(tmp_path, **{name: "1:real"}) as sandbox:
        status, errors = await sandbox.ended()

    assert status == 2
    assert f"环境中已有 {name}" in errors
    assert f"{name} is set" in errors


async def test_a_deaf_child_is_killed_when_patience_ends() -> None:
    ends: list[int] = []
    deaf = [sys.executable, "-c", DEAF + "; time.sleep(600)"]
    child = Child(deaf, ENVIRONMENT, on_exit=ends.append, patience=0.3)
    async with asyncio.TaskGroup() as tasks:
        watch = tasks.create_task(child.run())
        await until(lambda: child.pid is not None)
        await until(lambda: ignores_sigterm(child.pid))
        await child.stop()
        watch.cancel()

    assert (child.state, child.exit_code, ends) == ("stopped", -signal.SIGKILL, [])


def ignores_sigterm(pid: int | None) -> bool:
    status = Path(f"/proc/{pid}/status").read_text()
    ignored = next(line for line in status.splitlines() if line.startswith("SigIgn"))
    return bool(int(ignored.split()[1], 16) >> (signal.SIGTERM - 1) & 1)
