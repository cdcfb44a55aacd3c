"""Child processes that cost milliseconds: forked from a server that has imported everything."""

import asyncio
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import Any, Final, Self

CONTEXT: Final = multiprocessing.get_context("forkserver")
PRELOADED: Final = [
    *(
        "aiogram",
        "telegram.ext",
        "sqlalchemy",
        "psycopg",
        "benches.victim",
        "benches.desk_kills",
        "benches.mass_sender",
    ),
    *("httpcore", "anyio._backends._asyncio"),  # which httpx imports at its first request
]
PATIENCE: Final = 20.0

Main = Callable[[Any, Connection], None]


class ChildDied(RuntimeError):
    """A child ended that nobody killed."""


def preload(*more: str) -> None:
    """Say what children find imported; before the first child is started.

    Args:
        more: What the program in the foreground has imported itself, e.g. "pytest".
    """
    CONTEXT.set_forkserver_preload([*PRELOADED, *more])


def _live(main: Main, told: Any, line: Connection) -> None:
    gc.freeze()  # what was imported stays: a sweep of it takes longer than all else at birth
    main(told, line)


class Child:
    """A child and the line to it."""

    def __init__(self, main: Main, told: Any) -> None:
        self._line, theirs = CONTEXT.Pipe()
        self.process: ForkServerProcess = CONTEXT.Process(target=_live, args=(main, told, theirs))
        self.process.start()
        theirs.close()

    @property
    def has_spoken(self) -> bool:
        """Whether it says something that was not heard yet."""
        return self._line.poll()

    async def ask(self, question: Any) -> Any:
        """Send something and wait for the answer."""
        self._line.send(question)
        return await self.hear()

    async def hear(self) -> Any:
        """Wait for what the child says next.

        Raises:
            ChildDied: It ended instead.
            TimeoutError: It said nothing.
        """
        loop, readable = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._line.fileno(), readable.set)
        try:
            async with asyncio.timeout(PATIENCE):
                await readable.wait()
            return self._line.recv()
        except EOFError as error:
            raise ChildDied(f"exit code {self.process.exitcode}") from error
        finally:
            loop.remove_reader(self._line.fileno())

    def kill(self) -> None:
        """SIGKILL, and wait until it is gone."""
        if self.process.pid is not None and self.process.exitcode is None:
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.join()
        self._line.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._line.closed:
            self.kill()
