"""A Bot API that somebody else wrote: lo-bot-api-emulator, which refuses what it does not know.

It models a messenger like Telegram. Two things are added, so that both libraries can speak to it:
a user name for each bot, and the official parameters of the methods that it has, as aiogram names
them. What python-telegram-bot sends is then checked against what aiogram and the emulator know.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import lo_bot_api_emulator
from aiogram import methods
from aiohttp import web
from aiohttp.test_utils import TestServer
from lo_bot_api_emulator import LoBotApiEmulator

from tests.bed import TOKENS
from tests.sandbox.api_stage import png

PATIENCE = 20.0
SAYS = frozenset({"sendMessage", "editMessageText", "sendPhoto", "sendDocument"})
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Said:
    """Something that a bot said and the emulator took."""

    bot: str
    method: str
    chat: int
    message: int
    text: str
    buttons: dict[str, str]


@dataclass
class Peer:
    """The running emulator, with all that the bots said."""

    emulator: LoBotApiEmulator
    url: str = ""
    said: list[Said] = field(default_factory=list)
    refused: list[tuple[str, int, str]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    number: int = 100

    async def say(self, bot: str, person: int, **content: Any) -> None:
        """A person writes; `text`, or whatever else a message holds."""
        self.number += 1
        message = {"message_id": self.number, "from": _person(person), **content}
        await self._queue(bot, {"message": {**_head(person), **message}})

    def picture(self) -> list[dict[str, Any]]:
        """A photo that a person sends; the bot can fetch it."""
        name, content = "picture-1", png()
        self.emulator.assets[name] = {"data": content}
        size = {"width": 4, "height": 3, "file_size": len(content)}
        return [{"file_id": name, "file_unique_id": f"{name}-unique", **size}]

    async def tap(self, said: Said, button: str) -> None:
        """A person taps a button under what a bot said."""
        self.number += 1
        under = {**_head(said.chat), "message_id": said.message, "text": said.text}
        query = {
            "id": str(self.number),
            "from": _person(said.chat),
            "chat_instance": "1",
            "message": under,
            "data": said.buttons[button],
        }
        await self._queue(said.bot, {"callback_query": query})

    async def hears(self, bot: str, person: int, words: str) -> Said:
        """The first thing with these words that a person has heard; it is taken off the list."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for each in self.said:
                    if (each.bot, each.chat) == (bot, person) and words in each.text:
                        self.said.remove(each)
                        return each
                self.news.clear()
                await self.news.wait()

    async def _queue(self, bot: str, update: dict[str, Any]) -> None:
        await self.emulator.enqueue_update(update, token=TOKENS[bot])


@asynccontextmanager
async def peer() -> AsyncIterator[Peer]:
    """The emulator on a free port of this machine."""
    _know_all_parameters()
    made = Peer(LoBotApiEmulator(allow_insecure_loopback_webhooks=True))
    app = made.emulator.app()
    app.middlewares.append(_noting(made))
    async with TestServer(app) as server:
        made.url = str(server.make_url("")).rstrip("/")
        yield made


def _know_all_parameters() -> None:
    for name, known in lo_bot_api_emulator.CONTRACT["methods"].items():
        official = getattr(methods, name[0].upper() + name[1:], None)
        if official is not None and known["implemented"] and known["parameters"] is not None:
            known["parameters"] = sorted({*known["parameters"], *official.model_fields})


def _noting(made: Peer) -> Callable[[web.Request, Handler], Awaitable[web.StreamResponse]]:
    @web.middleware
    async def note(request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await handler(request)
        if not request.path.startswith("/bot"):
            return answer  # a file
        assert isinstance(answer, web.Response)
        assert isinstance(answer.body, bytes)
        method, body = request.path.rpartition("/")[2], json.loads(answer.body)
        if method == "getMe":
            body["result"]["username"] = "probe_bot"
            return web.json_response(body)
        _keep(made, request.path, method, body)
        return answer

    return note


def _keep(made: Peer, path: str, method: str, body: dict[str, Any]) -> None:
    bot = next(name for name, token in TOKENS.items() if token in path)
    if not body["ok"]:
        made.refused.append((method, body["error_code"], body["description"]))
    elif method in SAYS:
        made.said.append(_said(bot, method, body["result"]))
        made.news.set()


def _said(bot: str, method: str, result: dict[str, Any]) -> Said:
    rows = result.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = {each["text"]: each.get("callback_data", "") for row in rows for each in row}
    text = result.get("text") or result.get("caption") or ""
    return Said(bot, method, result["chat"]["id"], result["message_id"], text, buttons)


def _person(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "李", "language_code": "zh-hans"}


def _head(number: int) -> dict[str, Any]:
    return {"date": 1657846800, "chat": {"id": number, "type": "private", "first_name": "李"}}
