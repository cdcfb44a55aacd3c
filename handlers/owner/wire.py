"""The owner bot's line to Telegram, through aiogram.

`OwnerWire` is delivery's, and may call anything. `gated_bot` is what handlers get: it refuses
every method, because what a handler says goes through the outbox.
"""

from collections.abc import AsyncGenerator, Mapping
from types import SimpleNamespace
from typing import Any

import aiohttp
from aiogram import Bot, methods
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.types import BufferedInputFile, InputFile, Message

from bot.fates import Fate, Lost, Paused, Rejected, Sent, Unavailable, Unreachable, of_bad_request
from bot.fetched import Fetch, Fetched, Later, TooLarge, of_refused_file
from bot.leaving import leaves
from bot.turns import SpeaksOnlyThroughOutbox
from bot.uploading import UPLOAD_SECONDS, Upload

DOWNLOAD_SECONDS = 100
METHODS: Mapping[str, type[TelegramMethod[Any]]] = {
    name[0].lower() + name[1:]: getattr(methods, name) for name in methods.__all__
}
ANSWERS = (Response[Message], Response[bool], Response[methods.EditMessageText.__returning__])
"""Kept, because pydantic forgets a generic class that nobody holds, and remakes it in 8 ms."""


class GatedSession(BaseSession):
    """Lets nothing through: it has no connections at all."""

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], *_: Any, **__: Any) -> Any:
        """Refuse.

        Raises:
            SpeaksOnlyThroughOutbox: Always.
        """
        raise SpeaksOnlyThroughOutbox(type(method).__name__)

    def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        """Refuse.

        Raises:
            SpeaksOnlyThroughOutbox: Always.
        """
        raise SpeaksOnlyThroughOutbox("download")

    async def close(self) -> None:
        """There is nothing to close."""


def gated_bot(token: str) -> Bot:
    """The bot that handlers see."""
    return Bot(token, session=GatedSession())


async def _leaves(
    _: aiohttp.ClientSession, __: SimpleNamespace, ___: aiohttp.TraceRequestChunkSentParams
) -> None:
    leaves()


def _traced() -> aiohttp.TraceConfig:
    """Headers are held back until the first part of the body, so that part is what counts."""
    config = aiohttp.TraceConfig()
    config.on_request_chunk_sent.append(_leaves)
    config.freeze()
    return config


class LeanSession(AiohttpSession):
    """Looks only at the fields that a call has; aiogram's own looks at all there could be.

    It says when a call leaves, too.
    """

    traced = _traced()

    async def create_session(self) -> aiohttp.ClientSession:
        """The session in use, or a new one."""
        session = await super().create_session()
        if self.traced not in session.trace_configs:
            session.trace_configs.append(self.traced)
        return session

    def build_form_data(self, bot: Bot, method: TelegramMethod[Any]) -> aiohttp.FormData:
        """The call as a form; its files as parts of their own."""
        form, files = aiohttp.FormData(quote_fields=False), dict[str, InputFile]()
        for name, value in method.model_dump(warnings=False, exclude_unset=True).items():
            prepared = self.prepare_value(value, bot=bot, files=files)
            if prepared:
                form.add_field(name, prepared)
        for name, file in files.items():
            form.add_field(name, file.read(bot), filename=file.filename or name)
        return form


class OwnerWire:
    """aiogram's client, turned into fates."""

    def __init__(self, token: str, api_url: str, proxy: str | None = None) -> None:
        session = LeanSession(api=TelegramAPIServer.from_base(api_url), proxy=proxy)
        self.bot = Bot(token, session=session, default=DefaultBotProperties())

    async def name(self) -> str:
        """What Telegram calls the bot in links; "" if it does not say so now.

        Then broadcasts go without their link until the next start; nothing else needs the name.
        """
        try:
            return (await self.bot.me()).username or ""
        except TelegramAPIError:
            return ""

    async def called(self, language: str) -> str | None:
        """What Telegram calls the bot in a language, "" for all others; None if it is not said."""
        try:
            return (await self.bot.get_my_name(language_code=language or None)).name
        except (TelegramAPIError, ClientDecodeError):
            return None

    async def send(self, method: str, payload: Mapping[str, Any]) -> Fate:
        """Make one call and say how it ended."""
        return await self._call(method, payload)

    async def upload(self, method: str, payload: Mapping[str, Any], file: Upload) -> Fate:
        """Make one call that carries a file, and say how it ended."""
        part = BufferedInputFile(file.content, file.name)
        return await self._call(method, {**payload, file.field: part}, int(UPLOAD_SECONDS))

    async def fetch(self, file_id: str, most: int) -> Fetch:
        """Download what somebody sent to this bot, up to so many bytes."""
        try:
            file = await self.bot.get_file(file_id)
            if (file.file_size or 0) > most:
                return TooLarge()
            return await self._download(file.file_path or "", most)
        except TelegramBadRequest as error:
            return of_refused_file(error.message)
        except (TelegramAPIError, ClientDecodeError, aiohttp.ClientError, TimeoutError) as error:
            # Their words may hold the address, and with it the token.
            return Later(type(error).__name__)

    async def _download(self, path: str, most: int) -> Fetch:
        session, content = self.bot.session, bytearray()
        url = session.api.file_url(self.bot.token, path)
        async for chunk in session.stream_content(url, timeout=DOWNLOAD_SECONDS):
            content += chunk
            if len(content) > most:
                return TooLarge()
        return Fetched(bytes(content))

    async def _call(
        self, method: str, payload: Mapping[str, Any], seconds: int | None = None
    ) -> Fate:
        call = METHODS[method].model_validate(payload, context={"bot": self.bot})
        try:
            result = await self.bot(call, request_timeout=seconds)
        except TelegramAPIError as error:
            return _fate(error)
        except ClientDecodeError as error:
            return Lost(error.message)  # something between us and Telegram answered
        return Sent(result.message_id, _file_of(result)) if isinstance(result, Message) else Sent()

    async def answer_callback(self, query_id: str, text: str | None) -> None:
        """Stop the spinner; a query that is too old is nobody's loss."""
        try:
            await self.bot.answer_callback_query(query_id, text=text)
        except TelegramAPIError:
            return

    async def close(self) -> None:
        """Close the connections."""
        await self.bot.session.close()


def _file_of(message: Message) -> str | None:
    """How Telegram knows the file of a message of ours."""
    if message.photo:
        return f"photo:{message.photo[-1].file_id}"
    return f"document:{message.document.file_id}" if message.document else None


def _fate(error: TelegramAPIError) -> Fate:
    match error:
        case TelegramRetryAfter():
            return Paused(float(error.retry_after))
        case TelegramForbiddenError():
            return Unreachable(error.message)
        case TelegramBadRequest():
            return of_bad_request(error.message)
        case TelegramServerError() | TelegramUnauthorizedError() | TelegramNotFound():
            return Unavailable(error.message)  # a changed token: until the operator has set it
        case TelegramNetworkError() if not isinstance(error, TelegramEntityTooLarge):
            never_left = isinstance(error.__cause__, aiohttp.ClientConnectorError)
            return Unavailable(error.message) if never_left else Lost(error.message)
        case _:
            return Rejected(error.message)
