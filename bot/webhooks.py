"""Updates that Telegram brings: kept before they are confirmed, and taken from nobody else."""

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import structlog
from aiohttp import web

from bot.ingest import ALLOWED_UPDATES
from bot.intake import Intake, NotNow
from bot.introduction import Call
from bot.store.bodies import read_body

log = structlog.get_logger(__name__)

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
MOST_BYTES: Final = 1024 * 1024
MOST_CONNECTIONS: Final = 40
PATIENCE: Final = 20.0
"""Telegram waits a minute for its answer, and brings again what it got none for."""
AGAIN_SECONDS: Final = 2


def path_of(bot: str) -> str:
    """Where Telegram brings the updates of a bot, below the address of this installation."""
    return f"/telegram/{bot}"


def secret_of(secret: str, bot: str) -> str:
    """What Telegram shows for one bot: whoever learns it speaks for that one alone."""
    return hmac.new(secret.encode(), f"webhook:{bot}".encode(), hashlib.sha256).hexdigest()


def set_webhook(url: str, secret: str, bot: str) -> Call:
    """The call that asks Telegram to bring what comes; what waits there stays."""
    wish: dict[str, Any] = {
        "url": url.rstrip("/") + path_of(bot),
        "secret_token": secret_of(secret, bot),
        "max_connections": MOST_CONNECTIONS,
        "allowed_updates": list(ALLOWED_UPDATES),
    }
    return ("setWebhook", wish)


DELETE_WEBHOOK: Final[Call] = ("deleteWebhook", {})
"""Polling is refused as long as Telegram brings updates."""


@dataclass(frozen=True)
class Webhooks:
    """The routes that Telegram calls. What is garbled is confirmed, or it would come for a day.

    Args:
        secret: Of this installation: each bot has its own from it.
    """

    bots: Collection[str]
    secret: str
    intake: Intake
    patience: float = PATIENCE

    def routes(self) -> list[web.RouteDef]:
        """One a bot."""
        return [web.post(path_of(bot), self._door(bot)) for bot in self.bots]

    def _door(self, bot: str) -> Callable[[web.Request], Awaitable[web.Response]]:
        return partial(self._take, bot, secret_of(self.secret, bot).encode())

    async def _take(self, bot: str, secret: bytes, request: web.Request) -> web.Response:
        """Keep one update: 200 when it is committed, 503 with a pause when it cannot be now."""
        shown = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode(errors="replace"), secret):
            log.warning("webhook without its secret", bot=bot)
            raise web.HTTPUnauthorized
        body = read_body(await request.read())
        if body is None:
            log.warning("garbled update", bot=bot, size=request.content_length)
            return web.Response()
        try:
            async with asyncio.timeout(self.patience):
                await self.intake.keep(bot, body)
        except (NotNow, TimeoutError):
            raise web.HTTPServiceUnavailable(headers={"Retry-After": str(AGAIN_SECONDS)}) from None
        return web.Response()
