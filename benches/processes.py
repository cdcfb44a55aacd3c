"""One, two and four processes on one PostgreSQL: what they handle together, and a killed one."""

import asyncio
import contextlib
import itertools
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Final

from sqlalchemy import select

from benches.bodies import press, text_message
from benches.children import Child
from benches.figures import Figure, Size
from benches.kills import until
from benches.ledger import Ledger
from benches.places import Place, place, reachable
from benches.sink import TOKENS
from benches.updates import assembled, sink_process
from bot import logs
from bot.store.claims import LEASE_SECONDS
from bot.store.database import Database
from bot.store.inbox import INBOX, store_updates
from bot.store.inbox_turns import LEASE_SECONDS as TURN_SECONDS
from bot.store.outbox import OUTBOX
from handlers.owner.wire import OwnerWire

CHATS: Final = 400
PATIENCE: Final = 180.0
GRACE: Final = 2.0
"""Within its lease and so many seconds, what a dead process had in hand is somebody else's."""


@dataclass(frozen=True)
class Life:
    """What a child is told."""

    where: Place
    url: str
    name: str


@dataclass
class Town:
    """People who write, and what has become of it."""

    where: Place
    ledger: Ledger
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def writes(self, count: int) -> None:
        """So many updates, half commands and half buttons, from many chats."""
        bodies = [_body(number) for number in itertools.islice(self.numbers, count)]
        with contextlib.closing(Database(self.where.url)) as database:
            database.run_sync(lambda c: store_updates(c, self.where.vault, "owner", bodies))

    def holds(self, name: str) -> bool:
        """Whether a process still has something in hand, alive or not."""
        held = [
            select(table.c.id).where(table.c.live, table.c.lease_owner == name).limit(1)
            for table in (INBOX, OUTBOX)
        ]
        with self.ledger.engine.connect() as connection:
            return any(connection.execute(each).first() is not None for each in held)

    def is_answered(self) -> bool:
        """Nothing is left to handle or to send."""
        left = [select(table.c.id).where(table.c.live).limit(1) for table in (INBOX, OUTBOX)]
        with self.ledger.engine.connect() as connection:
            return all(connection.execute(each).first() is None for each in left)


async def run(size: Size) -> AsyncIterator[Figure]:
    """Each number of processes on a database of its own; then two, of which one is killed."""
    if not reachable("postgresql"):
        return
    count = size.of(3000, 60)
    for processes in (1, 2, 4):
        yield await _together(processes, count)
    if not size.quick:  # a lease has to run out
        yield await _survived(count)


def main(life: Life, line: Connection) -> None:
    """A process that handles and sends, until it is killed."""
    logs.configure("ERROR")
    asyncio.run(_live(life, line))


async def _live(life: Life, line: Connection) -> None:
    made = assembled(
        life.where,
        Database(life.where.url),
        OwnerWire(TOKENS["owner"], life.url),
        life.name,
    )
    never = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(made.lanes.run(never))
        group.create_task(made.delivery.run(never))
        line.send("ready")


async def _together(processes: int, count: int) -> Figure:
    async with _busy(processes) as (town, _):
        await _seconds(town, count // 4)  # connections, compiled statements, caches
        seconds = await _seconds(town, count)
    figures = {"per_second": round(count / seconds), "updates": count}
    many = f"{processes} process{'es' if processes > 1 else ''}"
    return Figure(f"updates answered by {many}, postgresql", figures, "updates/s")


async def _survived(count: int) -> Figure:
    """Killed while it has updates and messages in hand; what nobody answers would never end."""
    async with _busy(2) as (town, children):
        town.writes(count)
        await asyncio.sleep(1.0)
        children[0].kill()
        begun = time.monotonic()
        await until(lambda: not town.holds("p0"), PATIENCE)
        seconds = time.monotonic() - begun
        answered = seconds + await _seconds(town, 0)
    lease = max(LEASE_SECONDS, TURN_SECONDS)
    figures = {
        "seconds": round(seconds, 1),
        "lease": lease,
        "seconds_until_all_are_answered": round(answered, 1),
        "updates": count,
    }
    return Figure(
        "one of two processes killed, until what it had in hand is taken over",
        figures,
        "s",
        f"<= its lease and {GRACE:g} s",
        seconds <= lease + GRACE,
        promise=True,
    )


async def _seconds(town: Town, count: int) -> float:
    begun = time.monotonic()
    if count:
        town.writes(count)
    await until(town.is_answered, PATIENCE)
    return time.monotonic() - begun


@contextlib.asynccontextmanager
async def _busy(processes: int) -> AsyncIterator[tuple[Town, Sequence[Child]]]:
    async with sink_process() as url:
        with ExitStack() as stack:
            where = stack.enter_context(place("postgresql"))
            town = Town(where, Ledger(where))
            stack.callback(town.ledger.close)
            lives = [Life(where, url, f"p{number}") for number in range(processes)]
            children = [stack.enter_context(Child(main, life)) for life in lives]
            for child in children:
                await child.hear()
            yield town, children


def _body(number: int) -> dict[str, Any]:
    chat = number % CHATS + 1
    if number // CHATS % 2:
        return press(number, chat, "home:show")
    return text_message(number, chat, "/menu")
