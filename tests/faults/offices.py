"""A bot's delivery with its real client, against the sandbox's scripted trouble."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from benches.kills import FAST, until
from benches.places import Place, place
from benches.victim import NOW
from bot.delivery import Delivery
from bot.domain.speech import View
from bot.sandbox.server import create_app, serving
from bot.sandbox.settings import DESK_TOKEN, OWNER_TOKEN, SandboxSettings
from bot.services.firms.people import note_unreachable
from bot.store.blobs import Blobs
from bot.store.database import Database
from bot.store.firms.people import PERSON, add_person
from bot.store.outbox import OUTBOX, queue_letters
from bot.store.slots import SLOT
from bot.store.staff.officers import OFFICER, add_officer
from bot.store.uow import UnitOfWork
from bot.telegram import say
from bot.uploading import Files
from bot.wake import Wake
from handlers.desk.wire import DeskWire
from handlers.owner.wire import OwnerWire
from tests.files.house import hang_up
from tests.sandbox_client import Person, Sandbox

FIRST, SECOND = 5001, 5002


@dataclass
class Office:
    """What a test does: queue, order trouble, see what came."""

    bot: str
    sandbox: Sandbox
    place: Place
    database: Database
    wake: Wake = field(default_factory=Wake)

    def person(self, chat_id: int) -> Person:
        return self.sandbox.person(self.bot, chat_id)

    async def fault(self, kind: str, **more: Any) -> None:
        await self.sandbox.fault(kind, bot=self.bot, method="sendMessage", **more)

    async def queue(self, *texts: str, chat: int = FIRST) -> None:
        letters = [say(secrets.token_hex(8), self.bot, chat, View(text)) for text in texts]
        await self.database.run(lambda c: queue_letters(c, self.place.vault, letters))
        self.wake.set()

    async def troubled(self) -> None:
        """Wait until a send went wrong and its row says so."""
        await until(lambda: any(row.error for row in self.rows()))

    async def settled(self) -> None:
        """Let pauses run out, and wait until nothing is left to send."""
        await until(self._nothing_left)

    def rows(self) -> list[Any]:
        wanted = select(OUTBOX).order_by(OUTBOX.c.id)
        return list(self.database.run_sync(lambda c: c.execute(wanted).all()))

    async def heard(self, chat: int = FIRST) -> list[str]:
        said = await self.person(chat).messages()
        return [each.text for each in said if each.sender == "bot"]

    async def calls(self) -> list[dict[str, Any]]:
        return await self.sandbox.calls(bot=self.bot, method="sendMessage")

    def is_blocked(self, chat: int) -> bool:
        table = PERSON if self.bot == "owner" else OFFICER
        wanted = select(table.c.blocked).where(table.c.chat_id == chat)
        return bool(self.database.run_sync(lambda c: c.execute(wanted).scalar_one()))

    def knows(self, chat: int) -> None:
        def kept(connection: Any) -> None:
            uow = UnitOfWork(connection, self.place.vault, NOW, lambda: secrets.token_hex(8))
            if self.bot == "owner":
                add_person(uow, chat, "zh")
            else:
                add_officer(uow, chat_id=chat, name="李", region="河南省", language="zh")

        self.database.run_sync(kept)

    def _nothing_left(self) -> bool:
        if not any(row.live for row in self.rows()):
            return True
        chats = SLOT.c.key.startswith("chat:")
        self.database.run_sync(lambda c: c.execute(update(OUTBOX).values(due=0.0)))
        self.database.run_sync(lambda c: c.execute(update(SLOT).where(chats).values(next_at=0.0)))
        self.wake.set()
        return False


@asynccontextmanager
async def office(bot: str) -> AsyncIterator[Office]:
    """Delivery under way, and two people who may be written to."""
    async with serving(create_app(SandboxSettings(time=time.time))) as url:
        wire: OwnerWire | DeskWire = DeskWire(DESK_TOKEN, url)
        if bot == "owner":
            wire = OwnerWire(OWNER_TOKEN, url)
        if isinstance(wire, DeskWire):
            await wire.bot.initialize()
        with place("sqlite") as where:
            database, stop = Database(where.url), asyncio.Event()
            made = Office(bot, Sandbox(url), where, database)
            delivery = Delivery(
                bot=bot,
                database=database,
                vault=where.vault,
                owner="office",
                wire=wire,
                limits=FAST,
                wake=made.wake,
                unreachable=note_unreachable,
                files=Files(database, where.vault, Blobs(Path(), where.vault), lambda *_: ""),
            )
            for chat in (FIRST, SECOND):
                await made.person(chat).say("/start")
                made.knows(chat)
            async with asyncio.TaskGroup() as group:
                group.create_task(delivery.run(stop))
                yield made
                stop.set()
                made.wake.set()
            database.close()
        await (hang_up(wire) if isinstance(wire, OwnerWire) else wire.close())
