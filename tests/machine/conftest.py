"""A small bot on the real machine: real aiogram, real database, no Telegram."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram import Dispatcher
from sqlalchemy import Connection, update

from bot.app import BotApp
from bot.domain.clock import BusinessClock
from bot.domain.errors import Refusal
from bot.domain.speech import Replies, View
from bot.lanes import Lanes
from bot.store import inbox
from bot.store.claims import claim_letters
from bot.store.database import Database
from bot.store.inbox import INBOX, InboxState, store_updates
from bot.store.outbox import OutboxState
from bot.store.settling import end_letter
from bot.store.slots import Limits
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from bot.turns import Turn
from bot.wake import Wake
from handlers.owner.build import feed
from handlers.owner.wire import gated_bot

TOKEN = "42:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
UNLIMITED = Limits(per_second=None)


class PlainVoice:
    def refusal(self, uow: UnitOfWork, turn: Turn, refusal: Refusal) -> Replies:
        return Replies(say=(View(f"refused: {refusal.code}"),))

    def failure(self, uow: UnitOfWork, turn: Turn, error_id: str) -> View:
        return View(f"failed: {error_id}")

    def help(self, uow: UnitOfWork, turn: Turn) -> Replies:
        return Replies(say=(View("help"),))


@dataclass
class QuietLine:
    answered: list[tuple[str, str | None]] = field(default_factory=list)

    async def answer_callback(self, query_id: str, text: str | None) -> None:
        self.answered.append((query_id, text))


@dataclass
class Bench:
    """The machine with one bot whose handlers a test writes."""

    database: Database
    vault: Vault
    app: BotApp
    dispatcher: Dispatcher
    lanes: Lanes
    line: QuietLine
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1000))

    def on_message(self, handler: Callable[..., Awaitable[None]]) -> None:
        self.dispatcher.message.register(handler)

    async def arrives(self, *texts: str, chat: int = 7) -> list[int]:
        bodies = [message(next(self.numbers), chat, text) for text in texts]
        await self.store(*bodies)
        return [body["update_id"] for body in bodies]

    async def store(self, *bodies: dict[str, Any]) -> int:
        return await self.database.run(lambda c: store_updates(c, self.vault, "owner", bodies))

    async def runs_until_idle(self, *, pauses: bool = True) -> None:
        """Run the lanes until no update is left to try; without pauses, as if they were over."""
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.lanes.run(stop))
            while await self.database.run(_live):
                await asyncio.sleep(0.02)
                if not pauses and await self.database.run(_end_pauses):
                    self.lanes.wake.set()
            stop.set()
            self.lanes.wake.set()

    def said(self, chat: int = 7) -> list[str]:
        """What the outbox holds for a chat, in order; reading takes it out."""
        texts = []
        while batch := self.database.run_sync(
            lambda c: claim_letters(
                c, self.vault, bot="owner", owner="test", limits=UNLIMITED, at_most=500
            )
        ):
            texts += [letter.payload["text"] for letter in batch if letter.chat_id == chat]
            self.database.run_sync(lambda c, b=batch: _sent(c, b))
        return texts

    def states(self) -> dict[str, int]:
        return self.database.run_sync(inbox.count_by_state)


def _sent(connection: Any, batch: Any) -> None:
    for letter in batch:
        assert end_letter(connection, letter, OutboxState.SENT)


def _live(connection: Any) -> int:
    counted = inbox.count_by_state(connection)
    return counted.get("new", 0) + counted.get("leased", 0)


def _end_pauses(connection: Connection) -> int:
    waiting = (INBOX.c.state == InboxState.NEW, INBOX.c.lease_until > 0)
    return connection.execute(update(INBOX).where(*waiting).values(lease_until=0)).rowcount


def message(update_id: int, chat: int, text: str) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "张"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1657846800,
            "chat": {"id": chat, "type": "private"},
            "from": person,
            "text": text,
        },
    }


@pytest.fixture
def bench(
    database: Database, vault: Vault, clock: BusinessClock, new_uid: Callable[[], str]
) -> Bench:
    wake, line = Wake(), QuietLine()
    app = BotApp("owner", database, vault, clock, new_uid, PlainVoice(), line, wake.set)
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher["app"] = app
    bot = gated_bot(TOKEN)
    errors = itertools.count(1)
    lanes = Lanes(
        database=database,
        vault=vault,
        owner="lanes-1",
        bots={"owner": (app, feed(dispatcher, bot))},
        wake=wake,
        new_error_id=lambda: f"E{next(errors)}",
    )
    return Bench(database, vault, app, dispatcher, lanes, line)
