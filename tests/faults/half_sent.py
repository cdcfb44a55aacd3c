"""A county of people at Telegram, and a broadcast to all of them, for processes that die."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import select, update

from benches import mass_sender
from benches.children import Child
from benches.ledger import Ledger
from benches.places import Place, place
from benches.sink import TOKENS
from benches.victim import Life
from bot.domain.broadcasts import BroadcastState
from bot.sandbox.server import create_app, serving
from bot.sandbox.settings import SandboxSettings
from bot.store.broadcasts.broadcasts import BROADCAST
from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.columns import real_now
from bot.store.database import Database
from bot.store.outbox import HELD, OUTBOX, OutboxState
from bot.store.slots import SLOT, Limits
from tests.broadcasts.house import House
from tests.conftest import FRIDAY_MORNING
from tests.sandbox_client import Sandbox
from tests.staff.office import Office

PEOPLE, BLOCKED = 150, 4
RATE = Limits(per_second=400.0, chat_burst=1000, horizon=0.1)
LISTED, QUEUED = 60, 80
"""Smaller than in service, so that a process also dies between two steps of the fan-out."""


@dataclass
class County:
    """People at Telegram, and a broadcast to all of them whose hold is over."""

    url: str
    place: Place
    house: House
    ledger: Ledger
    people: int
    chats: list[int] = field(default_factory=list)
    blocked: frozenset[int] = frozenset()
    in_flight: int = 0

    @property
    def sandbox(self) -> Sandbox:
        return Sandbox(self.url)

    async def settle(self, random: Random) -> None:
        firm = self.house.office.firm()
        self.chats = [self.house.person(firm.id) for _ in range(self.people - 1)]
        self.chats.append(self.chats[0] - 1)  # the firm's own
        for chat in (*self.chats, self.house.author.chat_id):
            bot = "desk" if chat == self.house.author.chat_id else "owner"
            await self.sandbox.person(bot, chat).say("/start")
        self.blocked = frozenset(random.sample(self.chats, max(self.people // 50, BLOCKED)))
        for chat in self.blocked:
            await self.sandbox.person("owner", chat).block()
        self.house.approved()
        self.house.office.wait(minutes=10)

    def sender(self, name: str) -> Child:
        life = Life(self.place, self.url, name, RATE, ingests=False)
        told = mass_sender.Sender(life, self.house.office.now, LISTED, QUEUED)
        return Child(mass_sender.main, told)

    def time_goes_by(self, alive: str = "") -> None:
        """Pauses run out, and the leases of the dead; what somebody holds stays held."""
        later = (OUTBOX.c.live, OUTBOX.c.state == OutboxState.READY, OUTBOX.c.due < HELD)
        rests = update(OUTBOX).where(*later, OUTBOX.c.due > real_now())
        leased = (OUTBOX.c.state == OutboxState.LEASED, OUTBOX.c.lease_until > real_now())
        dead = update(OUTBOX).where(*leased, OUTBOX.c.lease_owner != alive)
        held = update(SLOT).where(SLOT.c.next_at > real_now() + 2.0)
        self._change(rests.values(due=0.0))
        self.in_flight += self._change(dead.values(lease_until=0.0))
        self._change(held.values(next_at=0.0))

    def is_over(self, broadcast_id: int) -> bool:
        """Whether it is done; time goes by for all but the process that is called "last"."""
        self.time_goes_by("last")
        wanted = select(BROADCAST.c.state).where(BROADCAST.c.id == broadcast_id)
        with self.ledger.engine.connect() as connection:
            return bool(connection.execute(wanted).scalar_one() == BroadcastState.DONE)

    def recipients(self, broadcast_id: int) -> dict[int, Any]:
        """The rows of its ledger, by chat."""
        wanted = select(RECIPIENT).where(RECIPIENT.c.broadcast_id == broadcast_id)
        with self.ledger.engine.connect() as connection:
            return {row.chat_id: row for row in connection.execute(wanted)}

    def _change(self, statement: Any) -> int:
        with self.ledger.engine.begin() as connection:
            return int(connection.execute(statement).rowcount)


@asynccontextmanager
async def county(engine: str, random: Random, people: int = PEOPLE) -> AsyncIterator[County]:
    """One on a database of this engine."""
    tokens = {"owner_token": TOKENS["owner"], "desk_token": TOKENS["desk"]}
    async with serving(create_app(SandboxSettings(time=time.time, **tokens))) as url:
        with place(engine) as where:
            database, ledger = Database(where.url), Ledger(where)
            house = House(Office(database, where.vault, FRIDAY_MORNING))
            made = County(url, where, house, ledger, people)
            await made.settle(random)
            yield made
            ledger.close()
            database.close()
