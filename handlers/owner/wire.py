"""The owner bot's line to Telegram, through aiogram.

`OwnerWire` is delivery's, and may call anything. `gated_bot` is what handlers get: it refuses
every method, because what a handler says goes through the outbox.
"""

from collections.abc import Mapping
from typing import Any

import aiohttp
from aiogram import Bot, methods
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import Message

from bot.fates import Fate, Lost, Paused, Rejected, Sent, Unavailable, Unreachable, of_bad_request

METHODS: Mapping[str, type[TelegramMethod[Any]]] = {
    name[0].lower() + name[1:]: getattr(methods, name) for name in methods.__all__
}


class SpeaksOnlyThroughOutbox(RuntimeError):
    """A handler tried to send by itself: its message would be lost or doubled in a crash."""


class GatedSession(AiohttpSession):
    """Lets nothing through."""

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], *_: Any, **__: Any) -> Any:
        """Refuse.

        Raises:
            SpeaksOnlyThroughOutbox: Always.
        """
        raise SpeaksOnlyThroughOutbox(type(method).__name__)


def gated_bot(token: str) -> Bot:
    """The bot that handlers see."""
    return Bot(token, session=GatedSession())


class OwnerWire:
    """aiogram's client, turned into fates."""

    def __init__(self, token: str, api_url: str, proxy: str | None = None) -> None:
        session = AiohttpSession(api=TelegramAPIServer.from_base(api_url), proxy=proxy)
        self.bot = Bot(token, session=session, default=DefaultBotProperties())

    async def send(self, method: str, payload: Mapping[str, Any]) -> Fate:
        """Make one call and say how it ended."""
        call = METHODS[method].model_validate(payload, context={"bot": self.bot})
        try:
            result = await self.bot(call)
        except TelegramAPIError as error:
            return _fate(error)
        return Sent(result.message_id if isinstance(result, Message) else 0)

    async def answer_callback(self, query_id: str, text: str | None) -> None:
        """Stop the spinner; a query that is too old is nobody's loss."""
        try:
            await self.bot.answer_callback_query(query_id, text=text)
        except TelegramAPIError:
            return

    async def close(self) -> None:
        """Close the connections."""
        await self.bot.session.close()


def _fate(error: TelegramAPIError) -> Fate:
    match error:
        case TelegramRetryAfter():
            return Paused(float(error.retry_after))
        case TelegramForbiddenError():
            return Unreachable(error.message)
        case TelegramBadRequest():
            return of_bad_request(error.message)
        case TelegramServerError():
            return Unavailable(error.message)
        case TelegramNetworkError():
            never_left = isinstance(error.__cause__, aiohttp.ClientConnectorError)
            return Unavailable(error.message) if never_left else Lost(error.message)
        case _:
            return Rejected(error.message)
