"""Moving the business clock in training: what falls due on the way happens, in order."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from bot.domain.clock import BusinessClock, ClockBackwards
from bot.store.broadcasts.chases import next_chase
from bot.store.cases.bells import next_call
from bot.store.cases.clocks import next_ring
from bot.store.database import Database
from bot.store.digests import next_turn
from bot.store.duties.errands import next_errand
from bot.store.reminders.reminders_due import next_due
from bot.store.shift import load_shift, save_shift
from bot.store.testing.pauses import next_return

NextDue = Callable[[Connection], datetime | None]
"""When the next thing of one kind falls due, if any is planned."""

PATIENCE: Final = 200
PAUSE_SECONDS: Final = 0.05


class Mode(StrEnum):
    """How the time between is passed."""

    PLAY = "play"  # as if it went by: each thing that falls due happens at its own moment
    DOWN = "down"  # as if the system had been down: it wakes up at the end


class StuckClock(RuntimeError):
    """Something that is due does not happen, so that the clock cannot go on."""


@dataclass
class Training:
    """The business clock of one process, to be moved forward.

    Args:
        fire: Lets what is due happen; returns how many things did.
        idle: Waits until everything that was said is delivered.
        moments: Of each kind of thing that falls due.
    """

    clock: BusinessClock
    database: Database
    fire: Callable[[], Awaitable[int]]
    idle: Callable[[], Awaitable[None]]
    moments: Sequence[NextDue] = (
        next_due,
        next_return,
        next_errand,
        next_ring,
        next_call,
        next_turn,
        next_chase,
    )
    moving: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def start_at(self, clock_at: datetime | None) -> None:
        """Take up the shift that was kept; on a fresh database begin at this moment (aware).

        Without either the business time is the real time.
        """
        kept = await self.database.run(load_shift)
        if kept is not None:
            self.clock.shift = kept
        elif clock_at is not None:
            # The catalogue's year is past: this is the one shift that may be negative.
            self.clock.shift = clock_at - self.clock.real()
            await self._keep()

    async def move(self, to: datetime, mode: Mode) -> None:
        """Move the clock forward. Two moves never interleave.

        Args:
            to: Aware.

        Raises:
            ClockBackwards: The moment is past: start over instead.
            StuckClock: Something due on the way did not happen.
        """
        async with self.moving:
            if to < self.clock.now():
                raise ClockBackwards(to.isoformat())
            if mode is Mode.PLAY:
                await self._play_until(to)
            await self._step(to)

    async def _play_until(self, to: datetime) -> None:
        await self.fire()  # what is planned only at the next tick falls due on the way, too
        idle_steps = 0
        while (due := await self.database.run(self._next)) is not None and due <= to:
            happened = await self._step(due)
            idle_steps = 0 if happened else idle_steps + 1
            if idle_steps > PATIENCE:
                raise StuckClock(due.isoformat())
            if not happened:
                await asyncio.sleep(PAUSE_SECONDS)  # it is in the tick's own hand

    async def _step(self, to: datetime) -> int:
        # Real time goes on while messages are delivered: the moment may have passed already.
        self.clock.shift = max(self.clock.shift, to - self.clock.real())
        await self._keep()
        happened = await self.fire()
        await self.idle()
        return happened

    def _next(self, connection: Connection) -> datetime | None:
        found = [due for next_of in self.moments if (due := next_of(connection)) is not None]
        return min(found, default=None)

    async def _keep(self) -> None:
        shift = self.clock.shift
        await self.database.run(lambda connection: save_shift(connection, shift))
