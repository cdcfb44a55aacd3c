"""Keeps to the moments that were taken for messages, also when this process wakes late.

A process that was held up (a busy machine) would send all that it missed at once. However late it
is, it sends no more than its share of the rate: as many processes as send for a bot have the same
share each, so that together they keep to it. What counts is when a message is written to the
line; one that may go and is not written yet counts as well. Who was held up for so long that
others may count it no more takes new moments, from the row that all share.
"""

import asyncio
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.leaving import telling
from bot.store.database import Database
from bot.store.senders import COUNTS, count_senders, say_here
from bot.store.slots import Limits, reserve

log = structlog.get_logger(__name__)

BEATS: Final = 28
"""No more messages than these in the time of so many beats: with the shipped rate in a second."""
MISSED: Final = COUNTS / 2
"""A moment is missed after so many seconds."""
SAID: Final = COUNTS / 4
"""So often this process says that it sends."""
HEARD: Final = 64
"""So many answers of the database tell how its clock stands to ours."""


@dataclass
class Pace:
    """The sends of one bot in this process, in the order in which they ask for their turn.

    Moments are those of the database's clock, in seconds since 1970, unless they are said to be
    monotonic.

    Attributes:
        owner: This process's name in leases.
        senders: How many processes share the rate, this one among them.
        said: When this one last said that it does (monotonic).
        sent: When the newest ones were written to the line (monotonic).
        going: How many may go and are not written yet.
        wrote: Set whenever one of those is written, or will never be.
        again: Moments in the place of missed ones, for those who have waited since then.
        ahead: How far our clock was ahead of the database's whenever it answered.
    """

    bot: str
    owner: str
    database: Database
    limits: Limits
    senders: int = 1
    said: float = 0.0
    queued: int = 0
    sent: deque[float] = field(default_factory=lambda: deque(maxlen=BEATS))
    going: int = 0
    wrote: asyncio.Event = field(default_factory=asyncio.Event)
    again: deque[float] = field(default_factory=deque)
    ahead: deque[float] = field(default_factory=lambda: deque(maxlen=HEARD))
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def room(self, connection: Connection) -> int:
        """How many more messages may be taken now, so that none waits beyond the horizon."""
        if self.limits.per_second is None:
            return sys.maxsize
        if time.monotonic() - self.said > SAID:
            say_here(connection, self.bot, self.owner)
            self.said = time.monotonic()
        self.senders = max(count_senders(connection, self.bot), 1)
        mine = int(self.limits.horizon * self.limits.per_second / self.senders)
        return max(mine, 1) - self.queued

    def heard(self, now: float) -> None:
        """It was this time by the database's clock a moment ago."""
        self.ahead.append(time.monotonic() - now)

    @asynccontextmanager
    async def turn(self, moment: float) -> AsyncIterator[None]:
        """Wait until a message with this moment may go; it goes inside, and says when.

        `heard` was called before.
        """
        if self.limits.per_second is None:
            yield
            return
        await self._queue(moment, 1 / self.limits.per_second)
        going = _Going(self)
        try:
            with telling(going.written):
                yield
        finally:
            going.over()

    async def _queue(self, moment: float, step: float) -> None:
        self.queued += 1
        try:
            async with self.lock:
                at = self._here(await self._still_mine(moment))
                await asyncio.sleep(max(at - time.monotonic(), 0.0))
                await self._until_free(BEATS * step)
                self.going += 1
        finally:
            self.queued -= 1

    async def _until_free(self, window: float) -> None:
        """Wait until one more in this time (seconds) is within this process's share."""
        while True:
            share = max(BEATS // self.senders, 1)
            now = time.monotonic()
            lately = [at for at in self.sent if at > now - window]
            if self.going + len(lately) < share:
                return
            self.wrote.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(lately[0] + window - now if lately else None):
                    await self.wrote.wait()

    def _here(self, moment: float) -> float:
        """Monotonic: by the answer that came quickest, so that a slow commit shifts nothing."""
        return moment + min(self.ahead)

    async def _still_mine(self, moment: float) -> float:
        """The moment, or one in its place if it is missed; all that wait get one then."""
        if self.again:
            return self.again.popleft()
        late = time.monotonic() - self._here(moment)
        if late <= MISSED:
            return moment
        self.again.extend(await self._anew(self.queued))
        return self.again.popleft() if self.again else moment

    async def _anew(self, count: int) -> Sequence[float]:
        key = f"bot:{self.bot}"
        try:
            return await self.database.run(
                lambda connection: reserve(connection, key, self.limits, count=count)
            )
        except DBAPIError as error:  # within the rate all the same, beside what others send
            log.warning("database away", doing="pace", error=type(error).__name__)
            return ()


@dataclass
class _Going:
    """A message that may go; it counts until it is written, and from then on for its time."""

    pace: Pace
    counted: bool = True

    def written(self) -> None:
        """It is written to the line now; what is said again of the same one changes nothing."""
        if self.counted:
            self.pace.sent.append(time.monotonic())
        self.over()

    def over(self) -> None:
        """It is written, or will never be."""
        if self.counted:
            self.counted = False
            self.pace.going -= 1
            self.pace.wrote.set()
