"""Two whole processes on one PostgreSQL: one stands still, and then the one that polls dies."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, Select, func, select, update

from benches.kills import until
from bot.store.columns import real_now
from bot.store.inbox import INBOX, InboxState
from bot.store.outbox import OUTBOX
from tests.bed_process import new_keys, sandbox_process
from tests.databases import schema
from tests.sandbox_client import Person, Sandbox
from tests.whole_processes import START, Place, Running, looking_at, quiet

PEOPLE = range(1001, 1009)
ROUNDS = 4
LEASE_LEFT = 0.5  # seconds, instead of the minute for which an update is really held
LEASED = (INBOX, OUTBOX)


@dataclass
class Town:
    """People who write to the owner bot, and the two processes that answer them."""

    sandbox: Sandbox
    engine: Engine
    processes: list[Running]

    @property
    def people(self) -> list[Person]:
        return [self.sandbox.person("owner", number) for number in PEOPLE]

    async def writes(self) -> None:
        for _ in range(ROUNDS):
            for person in self.people:
                await person.say("/menu")

    def done(self) -> int:
        """How many updates are handled."""
        return self._count(select(func.count()).where(INBOX.c.state == InboxState.DONE))

    def in_doubt(self) -> int:
        """How many messages were repeated, because nobody knew whether they had arrived."""
        return self._count(select(func.count()).where(OUTBOX.c.doubts > 0))

    def _count(self, counted: Select[tuple[int]]) -> int:
        with self.engine.connect() as connection:
            return int(connection.execute(counted).scalar_one())

    def leases_end_soon(self) -> None:
        """Of all: who lives renews what it has in hand, or has settled it by then."""
        with self.engine.begin() as connection:
            for table in LEASED:
                soon = update(table).where(table.c.live, table.c.lease_until > real_now())
                connection.execute(soon.values(lease_until=real_now() + LEASE_LEFT))

    async def all_answered(self, rounds: int) -> None:
        """Each update is handled once, and each answer said once, or marked as doubtful."""
        await until(lambda: self.done() == rounds * len(PEOPLE), START)
        await quiet(self.engine)
        answers = await self.answers()
        assert min(answers) >= rounds
        assert sum(answers) <= rounds * len(PEOPLE) + self.in_doubt()

    async def answers(self) -> list[int]:
        """How many messages each person has got."""
        calls = await self.sandbox.calls("owner", "sendMessage")
        chats = [int(call["params"]["chat_id"]) for call in calls if call["ok"]]
        return [chats.count(number) for number in PEOPLE]


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[Town]:
    async with AsyncExitStack() as stack:
        database = stack.enter_context(schema())
        engine = stack.enter_context(looking_at(database))
        url = await stack.enter_async_context(sandbox_process())
        place = Place(url, database, folder, new_keys())
        running = [await stack.enter_async_context(place.runs(name)) for name in ("one", "two")]
        yield Town(Sandbox(url), engine, running)


async def test_nobody_notices_for_long(tmp_path: Path) -> None:
    """One start for both: two processes take longest to be there."""
    async with town(tmp_path) as made:
        leads, follows = made.processes

        await made.writes()
        await follows.stand_still(made.engine)  # with what it has in hand
        for _ in range(4):  # whoever is awake keeps what is its own
            await asyncio.sleep(LEASE_LEFT)
            made.leases_end_soon()
        follows.process.send_signal(signal.SIGCONT)
        await made.all_answered(rounds=ROUNDS)

        async with asyncio.TaskGroup() as group:
            group.create_task(made.writes())
            await until(lambda: made.done() > ROUNDS * len(PEOPLE))
            leads.process.kill()
        await asyncio.sleep(LEASE_LEFT)
        made.leases_end_soon()
        await made.all_answered(rounds=2 * ROUNDS)
