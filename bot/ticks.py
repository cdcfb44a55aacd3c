"""What happens by itself: reminders fire, old texts are cleared. The scheduler only ticks.

The work stands in rows, so that a tick that is missed, late or run in several processes at once
changes nothing. What there is to do, kind by kind: `bot.due`.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC
from time import monotonic
from typing import Final

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import DBAPIError

from bot.due.agenda import Agenda
from bot.due.housekeeping import keep_house
from bot.meters import LAST_TICK, TICKING, timed
from bot.store.releases.editions import EditionMoved

log = structlog.get_logger(__name__)

FIRE_SECONDS: Final = 2.0
HOUSEKEEPING_SECONDS: Final = 60.0


async def _stays() -> None:
    """There is but one edition."""


@dataclass
class Ticks:
    """The clockwork of one process.

    Args:
        agenda: All that falls due, by one edition of the rules.
        go_over: Takes up the edition in force, by calling `speak_by`.
    """

    agenda: Agenda
    go_over: Callable[[], Awaitable[None]] = _stays
    working: asyncio.Lock = field(default_factory=asyncio.Lock)
    ticked: float = field(default_factory=monotonic)

    @property
    def still_for(self) -> float:
        """Seconds since the last tick that ended well, or since the start."""
        return monotonic() - self.ticked

    async def run(self, stop: asyncio.Event) -> None:
        """Tick until told to stop; a tick that is under way is finished first."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        self._schedule(scheduler, self.tick, FIRE_SECONDS)
        self._schedule(scheduler, self.keep_house, HOUSEKEEPING_SECONDS)
        scheduler.start()
        await stop.wait()
        scheduler.pause()
        async with self.working:
            scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Fire what is due; a database that is away is waited out."""
        try:
            with timed(TICKING):
                await self.fire()
        except DBAPIError as error:
            log.warning("database away", doing="fire", error=type(error).__name__)
        else:
            LAST_TICK.set_to_current_time()
            self.ticked = monotonic()

    async def fire(self) -> int:
        """Ask the rules anew where a day has begun, then fire what is due, in batches.

        Returns:
            How many reminders, errands, clocks of cases, digests and ends of pauses were dealt
            with.

        Raises:
            sqlalchemy.exc.DBAPIError: The database is away; what was fired stays fired.
        """
        async with self.working:
            await self.go_over()
            try:
                return await self._fire_by_edition()
            except EditionMoved:
                await self.go_over()
                return await self._fire_by_edition()

    def speak_by(self, agenda: Agenda) -> None:
        """Go on by other rules; a tick that is under way finds that its own have moved."""
        self.agenda = agenda

    async def keep_house(self) -> None:
        """Forget what is no longer needed; a database that is away is waited out."""
        async with self.working:
            try:
                await keep_house(self.agenda.batches)
            except DBAPIError as error:
                log.warning("database away", doing="keep house", error=type(error).__name__)

    async def _fire_by_edition(self) -> int:
        if await self.agenda.releases.publish(self.agenda.batches):
            await self.go_over()
        agenda = self.agenda  # all of one edition, even if another is taken up meanwhile
        return sum([await each.fire(agenda.batches) for each in agenda.in_order()])

    def _schedule(
        self, scheduler: AsyncIOScheduler, job: Callable[[], Awaitable[None]], seconds: float
    ) -> None:
        scheduler.add_job(
            job,
            "interval",
            seconds=seconds,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
