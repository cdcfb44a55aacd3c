"""The running bots: every loop of this process, started and stopped together."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import structlog
from aiohttp import web
from sqlalchemy.exc import DBAPIError

from bot.ingest import Ingest
from bot.leader import Leader
from bot.wake import rest
from bot.webhooks import MOST_BYTES

log = structlog.get_logger(__name__)

LEADER_SECONDS: Final = 1.0


class Loop(Protocol):
    """Something that runs until told to stop, and finishes what it has in hand."""

    async def run(self, stop: asyncio.Event) -> None:
        """Run."""


@dataclass
class Service:
    """This process's loops.

    Polling comes first to stop and needs to be the leader; delivery stops last, so that what
    was decided while stopping is still said.

    Args:
        wake: Ends every wait for work, so that a loop sees at once that it is to stop.
    """

    pollers: Sequence[Ingest]
    workers: Sequence[Loop]
    senders: Sequence[Loop]
    leader: Leader
    routes: Sequence[web.RouteDef]
    host: str
    port: int
    started: Callable[[], None]
    wake: Callable[[], None]
    ready: bool = field(default=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Run until `stop`, then wind down in order."""
        runner = web.AppRunner(_app(self.routes), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, self.host, self.port).start()
        senders_stop = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as senders:
                for sender in self.senders:
                    senders.create_task(sender.run(senders_stop))
                await self._work(stop)
                senders_stop.set()
                self.wake()
        finally:
            await runner.cleanup()

    async def _work(self, stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as workers:
            for worker in self.workers:
                workers.create_task(worker.run(stop))
            workers.create_task(self._poll_as_leader(stop))
            self.ready = True
            self.started()
            await stop.wait()
            self.wake()
        self.ready = False

    async def _poll_as_leader(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            if await self._lead():
                await self._poll(stop)
            else:
                await rest(stop, LEADER_SECONDS)

    async def _lead(self) -> bool:
        try:
            return await asyncio.to_thread(self.leader.try_lead)
        except DBAPIError as error:
            log.warning("database away", doing="lead", error=type(error).__name__)
            return False

    async def _poll(self, stop: asyncio.Event) -> None:
        """Poll while leading; a lost lock ends it, and another process goes on."""
        lost = asyncio.Event()
        async with asyncio.TaskGroup() as polling:
            tasks = [polling.create_task(poller.run(lost)) for poller in self.pollers]
            while not stop.is_set() and await self._lead():
                await rest(stop, LEADER_SECONDS)
            lost.set()
            for task in tasks:
                task.cancel()  # a long poll that is cut loses nothing: the offset stands


def _app(routes: Sequence[web.RouteDef]) -> web.Application:
    app = web.Application(client_max_size=MOST_BYTES)
    app.add_routes(routes)
    return app
