"""The owner's chat on the real machine: what is pressed and typed goes through acts and rows."""

import asyncio
import itertools
import json
from dataclasses import dataclass, field
from typing import Any

from aiogram.types import Update
from sqlalchemy import select

from bot.app import BotApp
from bot.domain.clock import BusinessClock
from bot.domain.errors import Refusal
from bot.domain.speech import Replies, View
from bot.store.inbox import store_updates
from bot.store.inbox_turns import lease_updates
from bot.store.outbox import OUTBOX, PLACE
from bot.store.questions import OpenQuestion, open_question
from bot.store.uow import UnitOfWork
from bot.turns import Turn
from handlers.owner.context import Owner
from handlers.owner.testing import said
from handlers.owner.testing.screens import ANSWERS, BUTTONS
from handlers.press import read_press
from tests.testing.county import FANGCHENG, RULES, ZONE, County


class PlainVoice:
    def refusal(self, uow: UnitOfWork, turn: Turn, refusal: Refusal) -> Replies:
        return Replies(say=(View(f"refused: {refusal}"),))

    def failure(self, uow: UnitOfWork, turn: Turn, error_id: str) -> View:
        return View("failed")

    def help(self, uow: UnitOfWork, turn: Turn) -> Replies:
        return Replies()


@dataclass
class Toasts:
    shown: list[str | None] = field(default_factory=list)

    async def answer_callback(self, query_id: str, text: str | None) -> None:
        self.shown.append(text)


@dataclass
class Said:
    text: str
    buttons: dict[str, str]
    is_edit: bool

    def press_of(self, label: str) -> str:
        return next(data for text, data in self.buttons.items() if label in text)


class OwnerChat:
    def __init__(self, county: County, chat_id: int) -> None:
        self.county, self.chat_id = county, chat_id
        self.toasts = Toasts()
        self.app = BotApp(
            "owner",
            county.database,
            county.vault,
            BusinessClock(lambda: county.now),
            iter(f"chat-{n}" for n in itertools.count()).__next__,
            PlainVoice(),
            self.toasts,
            lambda: None,
        )
        self.owner = Owner(self.app, RULES, ZONE, FANGCHENG, bot_id=1)
        self.numbers = itertools.count(chat_id * 1000)

    def presses(self, data: str) -> Said:
        """Press a button and see the newest answer."""
        message = {"message_id": 5, "date": 0, "chat": self._chat()}
        query = {"id": "1", "from": self._sender(), "message": message, "data": data}
        press = read_press(data)
        self._handle({"callback_query": query}, BUTTONS[press.name], press=press)
        return self.last()

    def writes(self, text: str) -> Said:
        """Answer the question that is open."""
        question = self.question()
        assert question is not None
        message = {"message_id": 6, "date": 0, "chat": self._chat(), "from": self._sender()}
        body = {"message": message | {"text": text}}
        self._handle(body, lambda **kw: ANSWERS[question.kind](**kw, question=question, text=text))
        return self.last()

    def reports(self, text: str) -> Said:
        """Say beside the groups that they were sampled."""
        message = {"message_id": 7, "date": 0, "chat": self._chat(), "from": self._sender()}

        async def handler(event_update: Update, owner: Owner) -> None:
            await said.sampled(owner, event_update, text, None)

        self._handle({"message": message | {"text": text}}, handler)
        return self.last()

    def question(self) -> OpenQuestion | None:
        return self.county.act(lambda uow: open_question(uow, "owner", self.chat_id))

    def last(self) -> Said:
        newest = select(OUTBOX).where(OUTBOX.c.chat_id == self.chat_id)
        newest = newest.order_by(OUTBOX.c.id.desc()).limit(1)
        row = self.county.act(lambda uow: uow.connection.execute(newest).one())
        payload = json.loads(self.county.vault.open(PLACE, row.uid, row.payload))
        rows = payload.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = {each["text"]: each["callback_data"] for row in rows for each in row}
        return Said(payload["text"], buttons, row.method == "editMessageText")

    def _handle(self, body: dict[str, Any], handler: Any, **kwargs: Any) -> None:
        number = next(self.numbers)
        update = body | {"update_id": number}
        self.county.act(lambda uow: store_updates(uow.connection, uow.vault, "owner", [update]))
        [leased] = self.county.act(
            lambda uow: lease_updates(uow.connection, uow.vault, owner="test", limit=1)
        )
        self.app.turns[number] = Turn(leased)
        event = Update(update_id=number)
        asyncio.run(handler(event_update=event, owner=self.owner, **kwargs))

    def _chat(self) -> dict[str, Any]:
        return {"id": self.chat_id, "type": "private"}

    def _sender(self) -> dict[str, Any]:
        return {"id": self.chat_id, "is_bot": False, "first_name": "张"}
