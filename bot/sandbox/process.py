"""The bots' own process: started, watched, and stopped with the sandbox."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PATIENCE = 10.0  # seconds between SIGTERM and SIGKILL
LAUNCHER = str(Path(__file__).with_name("launch.py"))


class Child:
    """One child process in its own session, so that Ctrl-C reaches it only through us.

    `run` starts it and stays with it. `state` is "starting" until `polled` is set,
    then "running"; "stopped" when it is gone, with `exit_code` set (negative: the
    signal that ended it).
    """

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        *,
        on_exit: Callable[[int], None],
        patience: float = PATIENCE,
    ) -> None:
        self._command, self._env = list(command), dict(env)
        self._on_exit, self._patience = on_exit, patience
        self._process: asyncio.subprocess.Process | None = None
        self._again: asyncio.Queue[Sequence[str]] = asyncio.Queue()
        self._gone = asyncio.Event()
        self._gone.set()
        self._wanted = True
        self.polled = False
        self.exit_code: int | None = None

    @property
    def state(self) -> str:
        """One of "starting", "running", "stopped"."""
        if self._gone.is_set():
            return "stopped"
        return "running" if self.polled else "starting"

    @property
    def pid(self) -> int | None:
        """Of the process that was started last."""
        return None if self._process is None else self._process.pid

    async def run(self) -> None:
        """Start the child, report its end, and start it again whenever asked; never returns."""
        extra: Sequence[str] = ()
        while True:
            process = await self._start(extra)
            code = await process.wait()
            self._signal_group(signal.SIGKILL)  # whatever it has left behind
            self.exit_code = code
            self._gone.set()
            if self._wanted:
                self._on_exit(code)
            extra = await self._again.get()

    async def restart(self, *extra: str) -> None:
        """Stop the child and have `run` start it again with extra arguments."""
        await self.stop()
        if self._again.empty():  # two wishes at once are one
            self._again.put_nowait(extra)

    async def stop(self) -> None:
        """End the child and everything in its session; SIGKILL after the patience."""
        self._wanted = False
        if self._process is None or self._gone.is_set():
            return
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._gone.wait(), self._patience)
        if not self._gone.is_set():
            self._signal_group(signal.SIGKILL)
            await self._gone.wait()

    async def _start(self, extra: Sequence[str]) -> asyncio.subprocess.Process:
        self.polled, self.exit_code, self._wanted = False, None, True
        launcher = [sys.executable, "-I", "-S", LAUNCHER, str(os.getpid())]
        self._process = await asyncio.create_subprocess_exec(
            *launcher, *self._command, *extra, env=self._env, start_new_session=True
        )
        self._gone.clear()
        return self._process

    def _signal_group(self, number: signal.Signals) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)
