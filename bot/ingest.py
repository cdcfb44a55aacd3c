"""Takes updates from Telegram by long polling: stored and committed first, confirmed after."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
import structlog
from sqlalchemy.exc import DBAPIError

from bot.store.bodies import number_of
from bot.store.database import Database
from bot.store.inbox import store_updates
from bot.store.vault import Vault
from bot.wake import Wake, rest

log = structlog.get_logger(__name__)

ALLOWED_UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member")
POLL_SECONDS: Final = 25
ANSWER_SECONDS: Final = POLL_SECONDS + 15
FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0


class PollFailed(RuntimeError):
    """Telegram did not give updates; `pause` says how long it asked us to wait."""

    def __init__(self, reason: str, pause: float = 0.0) -> None:
        super().__init__(reason)
        self.pause = pause


@dataclass
class Ingest:
    """The polling loop of one bot.

    The raw JSON goes into the inbox: a library that parses first would lose what it does not
    know. The offset is raised only after the commit, so that an update which Telegram considers
    delivered is ours for good.
    """

    bot: str
    url: str
    session: aiohttp.ClientSession
    database: Database
    vault: Vault
    wake: Wake
    offset: int = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until told to stop."""
        pause = FIRST_PAUSE
        while not stop.is_set():
            try:
                await self.poll_once(POLL_SECONDS)
                pause = FIRST_PAUSE
            except (PollFailed, aiohttp.ClientError, TimeoutError, DBAPIError) as error:
                wait = max(pause, getattr(error, "pause", 0.0))
                log.warning("poll failed", bot=self.bot, error=type(error).__name__, wait=wait)
                await rest(stop, wait)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def poll_once(self, seconds: int) -> int:
        """Take what waits, store it, and return how many updates came."""
        updates = [each for each in await self._ask(seconds) if number_of(each) is not None]
        if not updates:
            return 0
        await self.database.run(lambda c: store_updates(c, self.vault, self.bot, updates))
        self.offset = max(int(update["update_id"]) for update in updates) + 1
        self.wake.set()
        return len(updates)

    async def _ask(self, seconds: int) -> list[Mapping[str, Any]]:
        question = {
            "offset": self.offset,
            "timeout": seconds,
            "limit": 100,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        timeout = aiohttp.ClientTimeout(total=seconds + ANSWER_SECONDS - POLL_SECONDS)
        async with self.session.post(self.url, json=question, timeout=timeout) as response:
            answer = await response.json(content_type=None)
        if not answer.get("ok"):
            pause = float(answer.get("parameters", {}).get("retry_after", 0.0))
            raise PollFailed(str(answer.get("description")), pause)
        updates: list[Mapping[str, Any]] = answer["result"]
        return updates
