"""Keeps updates that come one by one, so that many share one commit."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.store.database import Database
from bot.store.inbox import store_updates
from bot.store.vault import Vault
from bot.wake import Wake

log = structlog.get_logger(__name__)

AT_ONCE: Final = 500
"""So many updates share a commit at the most."""
MOST_WAITING: Final = 2_000
"""So many may wait for theirs; whoever brings more is asked to come again."""
LOOK_SECONDS: Final = 1.0


class NotNow(RuntimeError):
    """The update is not kept: too many wait, the database is away, or this process stops."""


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    bot: str
    body: Mapping[str, Any]
    kept: "asyncio.Future[None]"


@dataclass
class Intake:
    """Whatever comes while one commit is under way shares the next one.

    Args:
        lanes: Rung when updates were kept.
    """

    database: Database
    vault: Vault
    lanes: Wake
    wake: Wake = field(default_factory=Wake)
    waiting: list[_Waiting] = field(default_factory=list)
    is_open: bool = False

    async def keep(self, bot: str, body: Mapping[str, Any]) -> None:
        """Return when the update is committed; one that is kept already changes nothing.

        Raises:
            NotNow: It is not kept.
        """
        if not self.is_open or len(self.waiting) >= MOST_WAITING:
            raise NotNow
        kept = asyncio.get_running_loop().create_future()
        self.waiting.append(_Waiting(bot, body, kept))
        self.wake.set()
        await kept

    async def run(self, stop: asyncio.Event) -> None:
        """Keep what comes until told to stop; who waits then still gets an answer."""
        self.is_open = True
        while not stop.is_set():
            await self.wake.wait(LOOK_SECONDS)
            await self._keep_waiting()
        self.is_open = False
        await self._keep_waiting()

    async def _keep_waiting(self) -> None:
        while self.waiting:
            taken, self.waiting = self.waiting[:AT_ONCE], self.waiting[AT_ONCE:]
            try:
                await self.database.run(partial(self._store, taken))
            except DBAPIError as error:
                log.warning("database away", doing="take in", error=type(error).__name__)
                _answer(taken, NotNow())
            else:
                _answer(taken, None)
                self.lanes.set()

    def _store(self, taken: Sequence[_Waiting], connection: Connection) -> None:
        for bot in {each.bot for each in taken}:
            bodies = [each.body for each in taken if each.bot == bot]
            store_updates(connection, self.vault, bot, bodies)


def _answer(taken: Sequence[_Waiting], error: NotNow | None) -> None:
    """Whoever still waits: a caller may have lost patience meanwhile."""
    for each in taken:
        if each.kept.done():
            continue
        if error is None:
            each.kept.set_result(None)
        else:
            each.kept.set_exception(error)
