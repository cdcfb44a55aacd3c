"""The desk bot's line to Telegram, through python-telegram-bot.

`DeskWire` is delivery's, and may call anything. `GatedBot` is what handlers get: it refuses
every method, because what a handler says goes through the outbox.
"""

import os
from collections.abc import Iterable, Mapping
from functools import cache
from ssl import SSLContext
from typing import Any

import httpx
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.domain.desk_groups import Sight
from bot.fates import (
    Fate,
    Lost,
    Moved,
    Paused,
    Rejected,
    Sent,
    Unavailable,
    Unreachable,
    of_bad_request,
)
from bot.fetched import Fetch, Fetched, Later, TooLarge, of_refused_file
from bot.leaving import leaves
from bot.turns import SpeaksOnlyThroughOutbox
from bot.uploading import UPLOAD_SECONDS, Upload

DOWNLOAD_SECONDS = 100.0
CONNECTIONS = 32
SECONDS = 20.0
LEAVES = "http11.send_request_body.started"
GONE = frozenset({"left", "kicked"})
# The library warns at every 429 unless pauses are timedeltas, as they will be.
os.environ.setdefault("PTB_TIMEDELTA", "1")


class GatedBot(ExtBot[None]):
    """Lets nothing through but its own introduction."""

    async def _do_post(self, endpoint: str, *args: Any, **kwargs: Any) -> Any:
        if endpoint == "getMe":
            return await super()._do_post(endpoint, *args, **kwargs)
        raise SpeaksOnlyThroughOutbox(endpoint)


@cache
def _tls() -> SSLContext:
    """One for all clients: reading the certificates takes 30 ms."""
    return httpx.create_ssl_context()


async def _trace(event: str, info: Mapping[str, Any]) -> None:
    """A step of httpcore; a proxy is asked for a tunnel by a call of its own."""
    if event == LEAVES and info["request"].method != b"CONNECT":
        leaves()


async def _traced(call: httpx.Request) -> None:
    call.extensions = {**call.extensions, "trace": _trace}


def request(proxy: str | None) -> HTTPXRequest:
    """A client with the time-outs that delivery counts on."""
    return HTTPXRequest(
        connection_pool_size=CONNECTIONS,
        proxy=proxy,
        read_timeout=SECONDS,
        write_timeout=SECONDS,
        connect_timeout=SECONDS,
        pool_timeout=SECONDS,
        httpx_kwargs={"verify": _tls(), "event_hooks": {"request": [_traced]}},
    )


def base_url(api_url: str) -> str:
    """Where python-telegram-bot appends its token."""
    return f"{api_url.rstrip('/')}/bot"


def base_file_url(api_url: str) -> str:
    """The same for the addresses of files."""
    return f"{api_url.rstrip('/')}/file/bot"


class FreeBot(Bot):
    """Makes any call from its fields: `do_api_request` warns where a method has a wrapper."""

    async def call(self, method: str, payload: Mapping[str, Any], seconds: float = SECONDS) -> Any:
        """The `result` of one call, as JSON."""
        fields = dict(payload)
        return await self._post(method, fields, read_timeout=seconds, write_timeout=seconds)


class DeskWire:
    """python-telegram-bot's client, turned into fates."""

    def __init__(self, token: str, api_url: str, proxy: str | None = None) -> None:
        self.bot = FreeBot(
            token,
            base_url=base_url(api_url),
            base_file_url=base_file_url(api_url),
            request=request(proxy),
            get_updates_request=request(proxy),
        )

    async def called(self, language: str) -> str | None:
        """What Telegram calls the bot in a language, "" for all others; None if it is not said."""
        try:
            found = await self.bot.call("getMyName", {"language_code": language})
        except TelegramError:
            return None
        return str(found.get("name") or "")

    async def send(self, method: str, payload: Mapping[str, Any]) -> Fate:
        """Make one call and say how it ended."""
        return await self._call(method, payload, SECONDS)

    async def upload(self, method: str, payload: Mapping[str, Any], file: Upload) -> Fate:
        """Make one call that carries a file, and say how it ended."""
        part = InputFile(file.content, filename=file.name)
        return await self._call(method, {**payload, file.field: part}, UPLOAD_SECONDS)

    async def fetch(self, file_id: str, most: int) -> Fetch:
        """Download what somebody sent to this bot, up to so many bytes."""
        try:
            file = await self.bot.get_file(file_id)
            if (file.file_size or 0) > most:
                return TooLarge()
            if not file.file_path:
                return Later("no path")
            content = await file.download_as_bytearray(read_timeout=DOWNLOAD_SECONDS)
        except BadRequest as error:
            return of_refused_file(error.message)
        except TelegramError as error:
            # Its words may hold the address, and with it the token.
            return Later(type(error).__name__)
        return TooLarge() if len(content) > most else Fetched(bytes(content))

    async def _call(self, method: str, payload: Mapping[str, Any], seconds: float) -> Fate:
        try:
            result = await self.bot.call(method, payload, seconds)
        except TelegramError as error:
            return _fate(error)
        return Sent(_message_id(result))

    async def look(self, chat_id: int) -> Sight | None:
        """A group and this bot's rights in it; None if Telegram cannot be reached."""
        try:
            chat = await self.bot.call("getChat", {"chat_id": chat_id})
            own = await self.bot.call(
                "getChatMember", {"chat_id": chat_id, "user_id": self.bot.id}
            )
        except (BadRequest, Forbidden, ChatMigrated):
            return Sight("", is_there=False, is_forum=False, may_manage=False)
        except TelegramError:
            return None
        return Sight(
            title=str(chat.get("title") or ""),
            is_there=own.get("status") not in GONE,
            is_forum=bool(chat.get("is_forum")),
            may_manage=bool(own.get("can_manage_topics")),
        )

    async def members(self, chat_id: int, people: Iterable[int]) -> frozenset[int]:
        """Those of these accounts that are in a group, as far as Telegram says so."""
        found = set()
        for person in people:
            asked = {"chat_id": chat_id, "user_id": person}
            try:
                member = await self.bot.call("getChatMember", asked)
            except TelegramError:
                continue
            if member.get("status") not in GONE and member.get("is_member", True):
                found.add(person)
        return frozenset(found)

    async def answer_callback(self, query_id: str, text: str | None) -> None:
        """Stop the spinner; a query that is too old is nobody's loss."""
        try:
            await self.bot.answer_callback_query(query_id, text=text)
        except TelegramError:
            return

    async def close(self) -> None:
        """Close the connections."""
        await self.bot.shutdown()


def _message_id(result: Any) -> int:
    """The message that a call made; a new topic has the id of the message that says so."""
    if not isinstance(result, dict):
        return 0
    return int(result.get("message_id") or result.get("message_thread_id") or 0)


def _fate(error: TelegramError) -> Fate:
    match error:
        case RetryAfter():
            return Paused(_seconds(error))
        case ChatMigrated() | Forbidden() | BadRequest():
            return _refused(error)
        case NetworkError() if "Too Large" in error.message:
            return Rejected(error.message)
        case NetworkError() | InvalidToken():
            return Unavailable(error.message) if _never_left(error) else Lost(error.message)
        case _:
            # No JSON: something between us and Telegram answered.
            garbled = isinstance(error.__cause__, ValueError)
            return Lost(error.message) if garbled else Rejected(error.message)


def _refused(error: ChatMigrated | Forbidden | BadRequest) -> Fate:
    """Telegram took the call and said no."""
    if isinstance(error, ChatMigrated):
        return Moved(error.new_chat_id)
    if isinstance(error, Forbidden):
        return Unreachable(error.message)
    return of_bad_request(error.message)


def _never_left(error: TelegramError) -> bool:
    """Whether the call was not made, or answered with a 5xx or 401; else its fate is unknown."""
    not_made = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
    cause = error.__cause__
    return not isinstance(cause, httpx.HTTPError) or isinstance(cause, not_made)


def _seconds(error: RetryAfter) -> float:
    pause = error.retry_after
    return float(pause) if isinstance(pause, int) else pause.total_seconds()
