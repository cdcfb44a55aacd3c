"""An update from the poll to the settled reply, against a bare dispatch of aiogram."""

import asyncio
import contextlib
import itertools
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiogram import Bot, Dispatcher
from aiogram.types import TelegramObject, Update

from benches.bodies import press, text_message
from benches.children import Child
from benches.figures import Figure, Size
from benches.places import ENGINES, Place, place, reachable
from benches.rules import rulebase
from benches.sink import TOKENS, Sink, serving
from benches.victim import NOW
from bot.app import BotApp
from bot.delivery import Delivery
from bot.domain.clock import BusinessClock
from bot.lanes import Lanes
from bot.services.firms.people import note_unreachable
from bot.store.blobs import Blobs
from bot.store.claims import Claimed
from bot.store.database import Database
from bot.store.inbox import store_updates
from bot.store.slots import Limits
from bot.uploading import Files
from bot.wake import Wake
from handlers.owner import build as owner_bot
from handlers.owner.context import Owner
from handlers.owner.voice import OwnerVoice
from handlers.owner.wire import OwnerWire, gated_bot

CHATS: Final = 40
AIM: Final = 6.0
UNLIMITED: Final = Limits(per_second=None)
ZONE: Final = ZoneInfo("Asia/Shanghai")


@dataclass
class WatchedDelivery(Delivery):
    """Says when so many messages are settled."""

    settled: int = 0
    some_settled: asyncio.Event = field(default_factory=asyncio.Event)

    async def _step(self, stop: asyncio.Event) -> list[Claimed]:
        before = len(self.unsettled)
        taken = await super()._step(stop)
        self.settled += before
        self.some_settled.set()
        return taken

    async def until_settled(self, count: int) -> None:
        """Wait until so many are settled since the start."""
        while self.settled < count:
            self.some_settled.clear()
            await self.some_settled.wait()


@dataclass
class Bench:
    """The owner bot as shipped, without its poll; and a bare dispatcher beside it."""

    database: Database
    place: Place
    lanes: Lanes
    delivery: WatchedDelivery
    wire: OwnerWire
    bare: Dispatcher
    bot: Bot
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    stored: int = 0

    def bodies(self, count: int) -> list[dict[str, Any]]:
        """Half commands, half buttons, from the chats in turn."""
        return [self._body(number) for number in itertools.islice(self.numbers, count)]

    def _body(self, number: int) -> dict[str, Any]:
        chat = number % CHATS + 1
        if number // CHATS % 2:
            return press(number, chat, "home:show")
        return text_message(number, chat, "/menu")

    async def bare_round(self, bodies: list[dict[str, Any]]) -> float:
        """Seconds an update."""
        begun = time.perf_counter()
        for body in bodies:
            update = Update.model_validate(body, context={"bot": self.bot})
            await self.bare.feed_update(self.bot, update)
        return (time.perf_counter() - begun) / len(bodies)

    async def direct_round(self, bodies: list[dict[str, Any]], at_once: int) -> float:
        """Seconds an update if each is answered at once by aiogram, and nothing is kept."""
        begun = time.perf_counter()
        for start in range(0, len(bodies), at_once):
            async with asyncio.TaskGroup() as group:
                for body in bodies[start : start + at_once]:
                    group.create_task(self._answer(body))
        return (time.perf_counter() - begun) / len(bodies)

    async def _answer(self, body: dict[str, Any]) -> None:
        await self.bare_round([body])
        await self.wire.send("sendMessage", {"chat_id": 1, "text": "…"})

    async def shipped_round(self, bodies: list[dict[str, Any]], at_once: int) -> float:
        """Seconds an update, with so many in each poll, and the next poll after the last reply."""
        begun = time.perf_counter()
        for start in range(0, len(bodies), at_once):
            await self._arrive(bodies[start : start + at_once])
            await self.delivery.until_settled(self.stored)
        return (time.perf_counter() - begun) / len(bodies)

    async def _arrive(self, bodies: list[dict[str, Any]]) -> None:
        vault = self.place.vault
        await self.database.run(lambda c: store_updates(c, vault, "owner", bodies))
        self.stored += len(bodies)
        self.lanes.wake.set()


async def run(size: Size) -> AsyncIterator[Figure]:
    """Both engines; the aim is about SQLite."""
    for engine in filter(reachable, ENGINES):
        async for figure in _on(engine, size):
            yield figure


async def _on(engine: str, size: Size) -> AsyncIterator[Figure]:
    rounds, count = size.of(7, 1), size.of(200, 20)
    bare, alone, crowd = [], [], []
    direct: dict[int, list[float]] = {1: [], CHATS: []}
    async with sink_process() as url, bench(engine, url) as made:
        for _ in range(rounds + 1):
            bare.append(await made.bare_round(made.bodies(count)))
            alone.append(await made.shipped_round(made.bodies(count), at_once=1))
            crowd.append(await made.shipped_round(made.bodies(count * 2), at_once=CHATS))
            for at_once, seconds in direct.items():
                seconds.append(await made.direct_round(made.bodies(count), at_once))
    # The first round warms up: connections, compiled statements, caches.
    for at_once, name, shipped in ((1, "one at a time", alone), (CHATS, f"{CHATS} chats", crowd)):
        ratio = median(s / b for s, b in zip(shipped[1:], bare[1:], strict=True))
        figures = {
            "ratio": round(ratio, 2),
            "shipped_ms": round(median(shipped[1:]) * 1000, 3),
            "bare_ms": round(median(bare[1:]) * 1000, 3),
            "direct_reply_ms": round(median(direct[at_once][1:]) * 1000, 3),
            "per_second": round(1 / median(shipped[1:])),
        }
        title = f"update to settled reply, {name}, {engine}"
        if engine == "sqlite":
            yield Figure(title, figures, "x bare dispatch", f"<= {AIM}", ratio <= AIM)
        else:
            yield Figure(title, figures, "x bare dispatch")


@asynccontextmanager
async def bench(engine: str, url: str) -> AsyncIterator[Bench]:
    """Everything under way, on a fresh database of the engine."""
    async with AsyncExitStack() as stack:
        where = stack.enter_context(place(engine))
        database = stack.enter_context(contextlib.closing(Database(where.url)))
        wire = OwnerWire(TOKENS["owner"], url)
        stack.push_async_callback(wire.close)
        made, stop = assembled(where, database, wire), asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(made.lanes.run(stop))
            group.create_task(made.delivery.run(stop))
            yield made
            stop.set()
            made.lanes.wake.set()
            made.delivery.wake.set()


def assembled(where: Place, database: Database, wire: OwnerWire, name: str = "bench") -> Bench:
    """The loops that handle and send, not running yet."""
    lanes_wake, letters_wake, bot = Wake(), Wake(), gated_bot(TOKENS["owner"])

    def wake() -> None:
        lanes_wake.set()
        letters_wake.set()

    app = BotApp(
        name="owner",
        database=database,
        vault=where.vault,
        clock=BusinessClock(lambda: NOW),
        new_uid=lambda: secrets.token_hex(16),
        voice=OwnerVoice(),
        line=wire,
        wake=wake,
    )
    rules = rulebase()
    home = next(iter(rules.records.values())).region
    owner = Owner(app, rules, ZONE, home, bot.id)
    lanes = Lanes(
        database=database,
        vault=where.vault,
        owner=name,
        bots={"owner": (app, owner_bot.feed(owner_bot.build(), bot, owner=owner))},
        wake=lanes_wake,
        new_error_id=lambda: "E",
    )
    delivery = WatchedDelivery(
        bot="owner",
        database=database,
        vault=where.vault,
        owner=name,
        wire=wire,
        limits=UNLIMITED,
        wake=letters_wake,
        unreachable=note_unreachable,
        files=Files(database, where.vault, Blobs(Path(), where.vault), lambda *_: ""),
    )
    return Bench(database, where, lanes, delivery, wire, _bare(), bot)


def _bare() -> Dispatcher:
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.message.register(_nothing)
    dispatcher.callback_query.register(_nothing)
    return dispatcher


async def _nothing(_: TelegramObject) -> None:
    return None


@asynccontextmanager
async def sink_process() -> AsyncIterator[str]:
    """A sink in a process of its own, so that it takes no time from what is measured."""
    with Child(_serve_sink, None) as child:
        yield await child.hear()


def _serve_sink(_: None, line: Connection) -> None:
    asyncio.run(_sink_until_killed(line))


async def _sink_until_killed(line: Connection) -> None:
    async with serving(Sink()) as sink:
        line.send(sink.url)
        await asyncio.Event().wait()
