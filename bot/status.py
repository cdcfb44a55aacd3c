"""The HTTP port: is it alive, is it ready, how is it doing. No personal data in any answer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from aiohttp import web
from sqlalchemy.exc import DBAPIError

from bot.gauges import counted_here, standing
from bot.migrate import newest
from bot.store.database import Database, DatabaseAway
from bot.store.health import revision

STANDS_STILL: Final = 120.0
"""Seconds without a tick after which reminders are late, whatever else works."""


@dataclass(frozen=True)
class Status:
    """What the port tells about this process.

    Args:
        ready: Whether its loops run.
        leads: Whether it polls.
        still_for: Seconds since its last tick.
    """

    database: Database
    ready: Callable[[], bool]
    leads: Callable[[], bool] = lambda: False
    still_for: Callable[[], float] = lambda: 0.0

    def routes(self) -> list[web.RouteDef]:
        """The routes for anybody who may reach the port."""
        return [
            web.get("/healthz", self.health),
            web.get("/readyz", self.readiness),
            web.get("/metrics", self.metrics),
        ]

    async def health(self, _: web.Request) -> web.Response:
        """The process is up."""
        return web.json_response({"ok": True})

    async def readiness(self, _: web.Request) -> web.Response:
        """It can do its work; 503 with the reasons otherwise."""
        why = await self._why_not()
        told = {"ready": False, "why": why} if why else {"ready": True}
        return web.json_response(told, status=503 if why else 200)

    async def metrics(self, _: web.Request) -> web.Response:
        """Counts for Prometheus; without the database those of this process."""
        look = partial(standing, jobs=self.database.jobs, leads=self.leads())
        try:
            body = await self.database.run(look)
        except DBAPIError:
            body = b""
        text = counted_here() + body
        return web.Response(body=text, content_type="text/plain", charset="utf-8")

    async def _why_not(self) -> list[str]:
        why = [] if self.ready() else ["the loops do not run"]
        if self.still_for() > STANDS_STILL:
            why.append("no tick for a while")
        try:
            has = await self.database.run(revision)
        except DatabaseAway as error:
            return [*why, f"the database is away ({error.why})"]
        except DBAPIError as error:
            return [*why, f"the database does not do its work ({type(error.orig).__name__})"]
        if has is not None and has != newest():
            why.append(f"the tables are of {has}, this version wants {newest()}")
        return why
