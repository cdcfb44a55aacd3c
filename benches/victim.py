"""A process to be killed: the real loops and the real clients around a small bot.

Each update keeps one effect, replies in its own chat and tells an officer through the desk bot.
"""

import asyncio
import contextlib
import itertools
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import aiohttp
from aiogram import Dispatcher
from aiogram.types import Message, Update

from benches.departures import note_departures
from benches.places import Place
from benches.sink import TOKENS
from bot import logs
from bot.app import BotApp
from bot.delivery import Delivery, Wire
from bot.domain.clock import BusinessClock
from bot.domain.errors import Refusal
from bot.domain.speech import Notice, Replies, View
from bot.fates import Fate
from bot.ingest import Ingest
from bot.lanes import Lanes
from bot.services.firms.people import note_unreachable
from bot.store import inbox_turns, settling
from bot.store.audit import note
from bot.store.blobs import Blobs
from bot.store.database import Database
from bot.store.slots import Limits
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from bot.turns import Turn
from bot.uploading import Files, Upload
from bot.wake import Wake
from handlers.desk.wire import DeskWire
from handlers.owner.build import feed
from handlers.owner.wire import OwnerWire, gated_bot

NOW = datetime(2022, 7, 15, 1, 0, tzinfo=UTC)
OFFICER = 900_000
"""An officer's chat has the owner's number, this much higher."""


@dataclass(frozen=True)
class Life:
    """What a child is told at birth.

    Args:
        name: In its leases.
        ingests: Whether it takes and handles updates, or only sends.
        departures: Where it notes when each message of the owner bot left.
    """

    place: Place
    sink_url: str
    name: str
    limits: Limits
    ingests: bool = True
    departures: Path | None = None


@dataclass
class Stop:
    """Where to stand still: told by whoever kills, asked by whoever gets there.

    A child is told at most once, and says when it has got there.
    """

    line: Connection
    where: tuple[str, str] | None = None

    def listen(self) -> None:
        """Take the order that has come, and say so; the other end's end is ours."""
        try:
            self.where = self.line.recv()
        except EOFError:
            raise SystemExit from None
        self.line.send("ready")

    async def here(self, where: str, text: str) -> None:
        """Stand still for good if this is the place."""
        if self.where == (where, text):
            self.line.send(where)
            await asyncio.Event().wait()


@dataclass
class StoppingWire:
    """A real wire that may stand still before a send leaves, or when its answer is there."""

    wire: Wire
    stop: Stop

    async def send(self, method: str, payload: Mapping[str, Any]) -> Fate:
        """Leave, or stand still."""
        text = str(payload.get("text", method))
        await self.stop.here("leased", text)
        fate = await self.wire.send(method, payload)
        await self.stop.here("answered", text)
        return fate

    async def upload(self, method: str, payload: Mapping[str, Any], file: Upload) -> Fate:
        """Leave at once."""
        return await self.wire.upload(method, payload, file)


class Plain:
    """What the small bot says when it has nothing to say."""

    def refusal(self, uow: UnitOfWork, turn: Turn, refusal: Refusal) -> Replies:
        """Names the code."""
        return Replies(say=(View(refusal.code),))

    def failure(self, uow: UnitOfWork, turn: Turn, error_id: str) -> View:
        """Names the error."""
        return View(error_id)

    def help(self, uow: UnitOfWork, turn: Turn) -> Replies:
        """Nothing: every text has its handler."""
        return Replies()


async def echo(message: Message, event_update: Update, app: BotApp, stop: Stop) -> None:
    """One effect, one reply, one notice."""
    text, chat_id = message.text or "", message.chat.id
    await stop.here("handling", text)

    def act(uow: UnitOfWork) -> Replies:
        note(uow, actor=f"owner:{chat_id}", act="echo", subject=text)
        uow.tell(Notice("desk", OFFICER + chat_id, View(f"desk {text}"), key=text))
        return Replies(say=(View(f"owner {text}"),))

    await app.act(event_update, act)


def main(life: Life, line: Connection) -> None:
    """Live until killed."""
    logs.configure("CRITICAL")
    asyncio.run(_live(life, line))


async def _live(life: Life, line: Connection) -> None:
    stop = Stop(line)
    asyncio.get_running_loop().add_reader(line.fileno(), stop.listen)
    async with machine(life, stop) as loops, asyncio.TaskGroup() as group:
        for loop in loops:
            group.create_task(loop.run(asyncio.Event()))


@asynccontextmanager
async def machine(life: Life, stop: Stop) -> AsyncIterator[list[Any]]:
    """The loops of one process, as `bot.wiring` puts them together."""
    async with AsyncExitStack() as stack:
        database = stack.enter_context(contextlib.closing(Database(life.place.url)))
        if life.place.is_sqlite:
            database.run_sync(lambda c: settling.release_leases(c, except_owners=[life.name]))
            database.run_sync(lambda c: inbox_turns.release_leases(c, except_owners=[life.name]))
        parts = Parts(life, stop, database, life.place.vault)
        desk_wire = DeskWire(TOKENS["desk"], life.sink_url)
        owner_wire = OwnerWire(TOKENS["owner"], life.sink_url)
        wires: dict[str, OwnerWire | DeskWire] = {"owner": owner_wire, "desk": desk_wire}
        await desk_wire.bot.initialize()
        if life.departures is not None:
            await note_departures(owner_wire, life.departures)
        for wire in wires.values():
            stack.push_async_callback(wire.close)
        loops: list[Any] = [parts.delivery(bot, wire) for bot, wire in wires.items()]
        if life.ingests:
            session = await stack.enter_async_context(aiohttp.ClientSession())
            loops += [parts.ingest(session), parts.lanes(owner_wire)]
        yield loops


@dataclass
class Parts:
    """Makes the loops."""

    life: Life
    stop: Stop
    database: Database
    vault: Vault
    lanes_wake: Wake = field(default_factory=Wake)
    letters_wake: dict[str, Wake] = field(default_factory=lambda: {bot: Wake() for bot in TOKENS})

    def delivery(self, bot: str, wire: Wire) -> Delivery:
        """A bot's sending loop."""
        return Delivery(
            bot=bot,
            database=self.database,
            vault=self.vault,
            owner=self.life.name,
            wire=StoppingWire(wire, self.stop),
            limits=self.life.limits,
            wake=self.letters_wake[bot],
            unreachable=note_unreachable,
            files=Files(self.database, self.vault, Blobs(Path(), self.vault), lambda *_: ""),
        )

    def ingest(self, session: aiohttp.ClientSession) -> Ingest:
        """The owner bot's polling loop."""
        return Ingest(
            bot="owner",
            url=f"{self.life.sink_url}/bot{TOKENS['owner']}/getUpdates",
            session=session,
            database=self.database,
            vault=self.vault,
            wake=self.lanes_wake,
        )

    def lanes(self, line: OwnerWire | DeskWire) -> Lanes:
        """The loop that feeds the small bot."""
        app = BotApp(
            name="owner",
            database=self.database,
            vault=self.vault,
            clock=BusinessClock(lambda: NOW),
            new_uid=lambda: secrets.token_hex(16),
            voice=Plain(),
            line=line,
            wake=self._wake,
        )
        dispatcher = Dispatcher(disable_fsm=True, app=app, stop=self.stop)
        dispatcher.message.register(echo)
        errors = itertools.count(1)
        return Lanes(
            database=self.database,
            vault=self.vault,
            owner=self.life.name,
            bots={"owner": (app, feed(dispatcher, gated_bot(TOKENS["owner"])))},
            wake=self.lanes_wake,
            new_error_id=lambda: f"E{next(errors)}",
        )

    def _wake(self) -> None:
        for wake in (self.lanes_wake, *self.letters_wake.values()):
            wake.set()
