"""SIGKILL in each state that an update and its messages go through, and what comes of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from random import Random
from typing import Final

from benches import victim
from benches.bodies import text_message
from benches.children import PATIENCE, Child
from benches.ledger import Balance, Ledger
from benches.places import Place, place
from benches.sink import TOKENS, Sink, serving
from benches.victim import Life
from bot.store import inbox_turns, settling
from bot.store.insert import upsert
from bot.store.slots import SLOT, Limits

FAST: Final = Limits(
    per_second=2000.0, chat_burst=1000, group_per_minute=100_000, group_burst=1000
)
FOR_EVER: Final = 4e9  # as a moment: in the year 2096


class State(StrEnum):
    """Where a process is when it dies."""

    HANDLING = "handling"  # the update is leased, its handler under way
    DECIDED = "decided"  # the act is committed, nothing is delivered
    LEASED = "leased"  # the message is leased, its send has not left
    SENT = "sent"  # Telegram has it, the row does not know


class NotInState(AssertionError):
    """The process died elsewhere than it should have."""


class StillBusy(AssertionError):
    """What was to be finished is not, within the patience."""


@dataclass
class Killing:
    """One database that loses its process again and again.

    Args:
        in_flight: Sends that were under way at the kills, all together.
    """

    place: Place
    sink: Sink
    state: State
    random: Random
    ledger: Ledger
    texts: list[str] = field(default_factory=list)
    kills: int = 0
    in_flight: int = 0
    lives: "count[int]" = field(default_factory=lambda: count(1))
    updates: "count[int]" = field(default_factory=lambda: count(1000))

    def born(self) -> tuple[Child, str]:
        """A fresh process on the database, and its name in leases."""
        name = f"life-{next(self.lives)}"
        return Child(victim.main, Life(self.place, self.sink.url, name, FAST)), name

    async def run(self, kills: int) -> Balance:
        """Kill so often, let the last process finish, and compare.

        Raises:
            NotInState: A process could not be killed in the state.
            StillBusy: Something was stuck.
        """
        child, name = self.born()
        for _ in range(kills):
            with child:
                await self._round(child, name)
            with_time_gone_by(self.place, self.ledger)
            child, name = self.born()
            await self._finished()
        child.kill()
        return self.ledger.balance(self.texts, self.sink.arrivals)

    async def _round(self, child: Child, name: str) -> None:
        """Bring the child into the state with new updates, and kill it there."""
        texts = [f"u{next(self.updates)}" for _ in range(self.random.randint(3, 8))]
        marked = self.random.choice(texts)
        before = len(self.sink.arrivals)
        match self.state:
            case State.HANDLING:
                await self._stops(child, texts, marked)
            case State.LEASED:
                await self._stops(child, texts, self._message_of(marked))
            case State.DECIDED:
                await self._decides(texts)
            case State.SENT:
                await self._sends(texts, self._message_of(marked))
        await asyncio.sleep(self.random.uniform(0.0, 0.02))
        child.kill()
        self._verify(name, marked, before)

    async def _stops(self, child: Child, texts: list[str], where: str) -> None:
        await child.ask((self.state, where))
        self._offer(texts)
        await child.hear()

    async def _decides(self, texts: list[str]) -> None:
        set_slots(self.ledger, FOR_EVER)
        self._offer(texts)
        await until(lambda: self.ledger.decided() == len(self.texts))

    async def _sends(self, texts: list[str], message: str) -> None:
        self.sink.hold = lambda arrival: arrival.text == message
        self._offer(texts)
        await until(lambda: any(each.text == message for each in self.sink.arrivals))
        self.sink.hold = lambda _: False

    def _message_of(self, text: str) -> str:
        """Both bots in turn: aiogram's client and python-telegram-bot's."""
        return f"{('owner', 'desk')[self.kills % 2]} {text}"

    def _offer(self, texts: list[str]) -> None:
        self.texts += texts
        chats = [self.random.randint(1, 4) for _ in texts]
        self.sink.offer(
            "owner",
            [
                text_message(int(text[1:]), chat, text)
                for text, chat in zip(texts, chats, strict=True)
            ],
        )

    def _verify(self, name: str, marked: str, before: int) -> None:
        """The dead leave the database and the sink as they were at that moment."""
        leased = self.ledger.leased_by(name)
        arrived = {each.text for each in self.sink.arrivals}
        message = self._message_of(marked)
        proof = {
            State.HANDLING: lambda: self.ledger.updates_leased_by(name) > 0,
            State.DECIDED: lambda: len(self.sink.arrivals) == before and not leased,
            State.LEASED: lambda: message in leased and message not in arrived,
            State.SENT: lambda: message in leased and message in arrived,
        }
        if not proof[self.state]():
            raise NotInState(f"{self.state}: {leased}")
        self.kills += 1
        self.in_flight += len(leased)

    async def _finished(self) -> None:
        await until(lambda: self.ledger.is_quiet(len(self.texts)))


def with_time_gone_by(place: Place, ledger: Ledger) -> None:
    """Let pauses and leases run out. On SQLite a starting process ends leases by itself."""
    set_slots(ledger, 0.0)
    if place.is_sqlite:
        return
    with ledger.engine.begin() as connection:
        inbox_turns.release_leases(connection, except_owners=[])
        settling.release_leases(connection, except_owners=[])


def set_slots(ledger: Ledger, next_at: float) -> None:
    """Say from when on the bots may send."""
    with ledger.engine.begin() as connection:
        for bot in TOKENS:
            upsert(connection, SLOT, {"key": f"bot:{bot}", "next_at": next_at}, key=("key",))


async def until(done: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Look again and again until something is so.

    Raises:
        StillBusy: It is not, within so many seconds.
    """
    try:
        async with asyncio.timeout(patience):
            while not done():  # noqa: ASYNC110 - other processes change it
                await asyncio.sleep(0.01)
    except TimeoutError as error:
        raise StillBusy(done.__qualname__) from error


async def kill_in(state: State, engine: str, *, kills: int, seed: int) -> tuple[Killing, Balance]:
    """Kill so often in one state on one engine, each time with something else under way.

    Raises:
        sqlalchemy.exc.OperationalError: PostgreSQL does not answer.
    """
    with place(engine) as where:
        ledger = Ledger(where)
        try:
            async with serving(Sink()) as sink:
                killing = Killing(where, sink, state, Random(seed), ledger)
                return killing, await killing.run(kills)
        finally:
            ledger.close()
