"""A broadcast on bad days at a strict Telegram: kills, 429, 5xx, cut lines, blocked bots.

`test_broadcasts_at_pace` asks how fast and in what order; here every message is checked as well.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from sqlalchemy import select, update

from benches import mass_sender
from benches.children import Child
from benches.kills import until
from benches.ledger import Ledger
from benches.mass_sender import Sender
from benches.places import Place, place
from benches.sink import TOKENS
from benches.victim import Life
from bot.domain.broadcasts import BroadcastState, RecipientState
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

PEOPLE, KILLS, BLOCKED = 300, 4, 6
RATE = Limits(per_second=400.0, chat_burst=1000, horizon=0.1)
FAULTS: Sequence[dict[str, Any]] = (
    {"kind": "429", "skip": 30, "retry_after": 1},
    {"kind": "5xx", "skip": 70, "times": 3},
    {"kind": "cut_before", "skip": 110, "times": 2},
    {"kind": "cut_after", "skip": 150, "times": 3},
)
CUTS = 5
LISTED, QUEUED = 60, 80
"""Smaller than in service, so that a process also dies between two steps of the fan-out."""


@dataclass
class County:
    """People at Telegram, and a broadcast to all of them whose hold is over."""

    url: str
    place: Place
    house: House
    ledger: Ledger
    chats: list[int] = field(default_factory=list)
    blocked: frozenset[int] = frozenset()
    in_flight: int = 0

    @property
    def sandbox(self) -> Sandbox:
        return Sandbox(self.url)

    async def settle(self, random: Random) -> None:
        firm = self.house.office.firm()
        self.chats = [self.house.person(firm.id) for _ in range(PEOPLE - 1)]
        self.chats.append(self.chats[0] - 1)  # the firm's own
        for chat in (*self.chats, self.house.author.chat_id):
            bot = "desk" if chat == self.house.author.chat_id else "owner"
            await self.sandbox.person(bot, chat).say("/start")
        self.blocked = frozenset(random.sample(self.chats, BLOCKED))
        for chat in self.blocked:
            await self.sandbox.person("owner", chat).block()
        self.house.approved()
        self.house.office.wait(minutes=10)

    def sender(self, name: str) -> Child:
        life = Life(self.place, self.url, name, RATE, ingests=False)
        return Child(mass_sender.main, Sender(life, self.house.office.now, LISTED, QUEUED))

    def ledger_value(self, wanted: Any) -> Any:
        with self.ledger.engine.connect() as connection:
            return connection.execute(wanted).scalar_one()

    def state(self) -> str:
        return str(self.ledger_value(select(BROADCAST.c.state)))

    def time_goes_by(self, alive: str = "") -> None:
        """Pauses run out, and the leases of the dead; what somebody holds stays held.

        A server may commit what a dead process sent it last, so they are looked for each time.
        """
        later = (OUTBOX.c.live, OUTBOX.c.state == OutboxState.READY, OUTBOX.c.due < HELD)
        rests = update(OUTBOX).where(*later, OUTBOX.c.due > real_now())
        leased = (OUTBOX.c.state == OutboxState.LEASED, OUTBOX.c.lease_until > real_now())
        dead = update(OUTBOX).where(*leased, OUTBOX.c.lease_owner != alive)
        held = update(SLOT).where(SLOT.c.next_at > real_now() + 2.0)
        with self.ledger.engine.begin() as connection:
            connection.execute(rests.values(due=0.0))
        with self.ledger.engine.begin() as connection:
            self.in_flight += connection.execute(dead.values(lease_until=0.0)).rowcount
        with self.ledger.engine.begin() as connection:
            connection.execute(held.values(next_at=0.0))

    def is_over(self) -> bool:
        self.time_goes_by("last")
        return self.state() == BroadcastState.DONE

    def states(self) -> dict[int, str]:
        with self.ledger.engine.connect() as connection:
            rows = connection.execute(select(RECIPIENT.c.chat_id, RECIPIENT.c.state)).all()
        assert len(rows) == len({row.chat_id for row in rows})
        return {row.chat_id: row.state for row in rows}

    def doubted(self) -> set[int]:
        wanted = select(OUTBOX.c.chat_id).where(OUTBOX.c.bot == "owner", OUTBOX.c.doubts > 0)
        with self.ledger.engine.connect() as connection:
            return set(connection.execute(wanted).scalars())

    async def arrivals(self) -> dict[int, list[str]]:
        """What Telegram took, by chat, in order."""
        came: dict[int, list[str]] = {chat: [] for chat in self.chats}
        for call in await self.sandbox.calls(bot="owner", method="sendMessage"):
            if call["ok"] or call["fault"] == "cut_after":
                came[int(call["params"]["chat_id"])].append(call["params"]["text"])
        return came


@asynccontextmanager
async def county(engine: str, random: Random) -> AsyncIterator[County]:
    tokens = {"owner_token": TOKENS["owner"], "desk_token": TOKENS["desk"]}
    async with serving(create_app(SandboxSettings(time=time.time, **tokens))) as url:
        with place(engine) as where:
            database, ledger = Database(where.url), Ledger(where)
            house = House(Office(database, where.vault, FRIDAY_MORNING))
            made = County(url, where, house, ledger)
            await made.settle(random)
            yield made
            ledger.close()
            database.close()


async def test_a_broadcast_survives_kills_and_a_bad_line(
    engine: str, kills: dict[str, int]
) -> None:
    random = Random(20221122)
    async with county(engine, random) as made:
        for fault in FAULTS:
            await made.sandbox.fault(bot="owner", method="sendMessage", **fault)
        for number in range(KILLS):
            with made.sender(f"life-{number}") as child:
                await child.hear()
                await asyncio.sleep(random.uniform(0.02, 0.3))
                child.kill()
            made.time_goes_by()
        begun = len(made.states())
        with made.sender("last"):
            await until(made.is_over, 40.0)
        states, came, doubted = made.states(), await made.arrivals(), made.doubted()
    kills[f"sending to many on {engine}"] = KILLS

    assert begun, "the kills came before anything was done"
    assert set(states) == set(made.chats)
    for chat, state in states.items():
        if state == RecipientState.UNKNOWN:
            assert chat in doubted, "two senders died with it, or two lines broke"
        elif chat in made.blocked:
            assert (state, came[chat]) == (RecipientState.BLOCKED, [])
        else:
            assert state == RecipientState.SENT
            assert came[chat], "sent, it says"
    repeated = {chat: texts for chat, texts in came.items() if len(texts) > 1}
    assert set(repeated) <= doubted
    assert all(len(texts) == 2 and texts[1].startswith("（重发）") for texts in repeated.values())
    assert 0 < len(doubted) <= made.in_flight + CUTS


@pytest.mark.usefixtures("postgres")
async def test_two_processes_share_a_broadcast_and_one_dies() -> None:
    random = Random(20221123)
    async with county("postgresql", random) as made:
        with made.sender("dies") as dies, made.sender("last") as lives:
            await dies.hear()
            await lives.hear()
            await until(lambda: RecipientState.SENT in made.states().values())
            dies.kill()
            await until(made.is_over, 40.0)
        states, came, doubted = made.states(), await made.arrivals(), made.doubted()

    assert set(states.values()) == {RecipientState.SENT, RecipientState.BLOCKED}
    assert all(came[chat] for chat, state in states.items() if state == RecipientState.SENT)
    assert {chat for chat, texts in came.items() if len(texts) > 1} <= doubted
    assert len(doubted) <= made.in_flight
