"""One broadcast to many on bad days while it lasts: who sends, who dies, who keeps tapping.

Some people keep tapping all the while and want an answer; what came of it is counted from the
outside (`mass_balance`).
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from sqlalchemy import select, update

from benches import mass_sender
from benches.bad_line import BadLine, Trouble, Weather
from benches.bodies import text_message
from benches.children import Child
from benches.fanout import NOON
from benches.ledger import Ledger
from benches.mass_sender import Sender
from benches.places import Place
from benches.victim import Life
from bot.domain.broadcasts import BroadcastState
from bot.store import inbox_turns
from bot.store.broadcasts.broadcasts import BROADCAST
from bot.store.columns import real_now
from bot.store.outbox import HELD, OUTBOX, OutboxState
from bot.store.slots import SLOT, Limits

RATE: Final = 28.0
TAP_SECONDS: Final = 0.25
WRITERS: Final = 6
"""Telegram lets one chat have a message a second, so that one person is answered no faster."""
SETTLING: Final = 1.0
"""After a storm or a birth: what waited meanwhile goes first."""
PATIENCE: Final = 900.0


@dataclass(frozen=True)
class Run:
    """How one is made.

    Attributes:
        pace: So many times the shipped rate.
        kills: SIGKILLs, at moments that the seed gives.
        senders: Processes that send at once; SQLite has one.
        storms: So many times Telegram asks to be left alone for a second or two.
    """

    engine: str
    people: int
    pace: float
    kills: int
    senders: int
    storms: int = 3

    @property
    def limits(self) -> Limits:
        """The shipped ones, so many times as fast; one chat is written to as slowly as ever."""
        return Limits(per_second=RATE * self.pace, horizon=max(0.25 / self.pace, 0.04))

    @property
    def weather(self) -> Sequence[Weather]:
        """Storms, 5xx and cut lines, spread over the first two thirds of the sends."""
        part = self.people // 12
        few = max(2, self.people // 400)
        storms = (
            Weather(Trouble.STORM, part),
            Weather(Trouble.STORM, 7 * part),
            Weather(Trouble.STORM, 4 * part, retry_after=2),
        )
        return (
            *storms[: self.storms],
            Weather(Trouble.BROKEN, 2 * part, few),
            Weather(Trouble.CUT_BEFORE, 3 * part, few),
            Weather(Trouble.CUT_AFTER, 5 * part, few),
            Weather(Trouble.BROKEN, 6 * part, few),
            Weather(Trouble.CUT_AFTER, 8 * part, few),
        )


@dataclass
class Course:
    """One run while it lasts; moments are monotonic.

    Attributes:
        dead: From when until when no process, or fewer than there should be, was alive.
        asked: What the person wrote, and when.
        in_flight: Sends that were under way at the kills, all together.
        departures: Where every process notes when each message left.
    """

    run: Run
    place: Place
    sink: BadLine
    ledger: Ledger
    random: Random
    departures: Path
    dead: list[tuple[float, float]] = field(default_factory=list)
    asked: dict[str, float] = field(default_factory=dict)
    in_flight: int = 0
    lives: int = 0
    kills: int = 0

    def writer(self, number: int) -> int:
        """The chat of who writes now: recipients in turn, as fast as one chat may be answered."""
        return self.run.people - number % WRITERS

    def born(self) -> tuple[Child, str]:
        """Another sender, and its name in leases."""
        self.lives += 1
        name = f"life-{self.lives}"
        limits, departures = self.run.limits, self.departures
        life = Life(self.place, self.sink.url, name, limits, departures=departures)
        return Child(mass_sender.main, Sender(life, NOON)), name

    async def live(self) -> None:
        """Send all of it, whatever happens."""
        senders = [self.born() for _ in range(self.run.senders)]
        for child, _ in senders:
            await child.hear()
        writing = asyncio.get_running_loop().create_task(self._write())
        try:
            for _ in range(self.run.kills):
                await asyncio.sleep(self.random.uniform(0.2, 1.0) * self._spacing)
                await self._replace(senders, self.random.randrange(len(senders)))
            names = {name for _, name in senders}
            await _until(self._is_over, names)
            writing.cancel()
            await _until(self._is_quiet, names)
        finally:
            writing.cancel()
            for child, _ in senders:
                await asyncio.to_thread(child.kill)

    @property
    def _spacing(self) -> float:
        """So far apart that all kills come while it is being sent."""
        return self.run.people / (RATE * self.run.pace) / self.run.kills

    async def _replace(self, senders: list[tuple[Child, str]], which: int) -> None:
        begun = time.monotonic()
        child, _ = senders.pop(which)
        await asyncio.to_thread(child.kill)
        self.kills += 1
        await asyncio.to_thread(self.time_goes_by, {name for _, name in senders})
        senders.append(self.born())
        await senders[-1][0].hear()
        self.dead.append((begun, time.monotonic() + SETTLING))

    def _is_over(self, alive: set[str]) -> bool:
        self.time_goes_by(alive)
        wanted = select(BROADCAST.c.state)
        with self.ledger.engine.connect() as connection:
            return bool(connection.execute(wanted).scalar_one() == BroadcastState.DONE)

    def _is_quiet(self, alive: set[str]) -> bool:
        """The answers that were asked for are there as well."""
        self.time_goes_by(alive)
        return self.ledger.unsettled() == 0

    def time_goes_by(self, alive: set[str]) -> None:
        """Rests are over, and the leases of the dead; what somebody holds stays held."""
        rests = update(OUTBOX).where(
            OUTBOX.c.live, OUTBOX.c.state == OutboxState.READY, OUTBOX.c.doubts > 0
        )
        leased = (OUTBOX.c.live, OUTBOX.c.state == OutboxState.LEASED, OUTBOX.c.lease_until > 0.0)
        dead = update(OUTBOX).where(*leased, OUTBOX.c.lease_owner.not_in(sorted(alive)))
        chats = update(SLOT).where(SLOT.c.key.startswith("chat:"), SLOT.c.next_at > real_now() + 3)
        with self.ledger.engine.begin() as connection:
            connection.execute(rests.where(OUTBOX.c.due < HELD).values(due=0.0))
        with self.ledger.engine.begin() as connection:
            self.in_flight += connection.execute(dead.values(lease_until=0.0)).rowcount
        with self.ledger.engine.begin() as connection:
            connection.execute(chats.values(next_at=0.0))
        with self.ledger.engine.begin() as connection:
            inbox_turns.release_leases(connection, except_owners=sorted(alive))

    async def _write(self) -> None:
        """People keep tapping."""
        number = 1000
        while True:
            number += 1
            text = f"u{number}"
            self.asked[text] = time.monotonic()
            self.sink.offer("owner", [text_message(number, self.writer(number), text)])
            await asyncio.sleep(TAP_SECONDS)


async def _until(done: Callable[[set[str]], bool], names: set[str]) -> None:
    """Look now and then, beside the line: what arrives meanwhile is not noted late.

    Raises:
        TimeoutError: It does not come to an end.
    """
    async with asyncio.timeout(PATIENCE):
        while not await asyncio.to_thread(done, names):  # noqa: ASYNC110 - others change it
            await asyncio.sleep(0.25)
