"""The business clock lives in the bots' process; the page reads and moves it through here."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from bot.sandbox.chatview import Moments
from bot.sandbox.keys import SETTINGS, WORLD
from bot.sandbox.seats import SEATS, seat_named
from bot.sandbox.settings import SandboxSettings
from bot.sandbox.wishes import as_object, json_body, wanted
from bot.sandbox.world import PlayRefusal, World

JUMP_SECONDS: Final = 600.0  # a jump plays everything that is due on the way
READ_SECONDS: Final = 5.0
STAMP_SECONDS: Final = 0.5  # a message is shown without its time rather than late
NEWEST: Final = 20  # messages at the end of a chat that may be new
FRESH_SECONDS: Final = 5.0  # an older message came at a time that nobody noted

UNREACHABLE: Final = {
    "error": {
        "zh": "时钟由机器人程序保管,而它还没有启动好。请稍候再试。",
        "en": "The clock is kept by the bots' program, which is not up yet. Try again shortly.",
    }
}


@dataclass(frozen=True)
class ControlAnswer:
    """What the bots' process said: an HTTP status and a JSON object."""

    status: int
    body: dict[str, Any]


class BusinessClock:
    """Speaks to the control port of the bots' process."""

    def __init__(self, settings: SandboxSettings, session: ClientSession) -> None:
        self._base = settings.control_url
        self._headers = {"X-Sandbox-Key": settings.control_key}
        self._session = session

    async def ask(
        self, method: str, path: str, body: dict[str, Any] | None = None, *, seconds: float
    ) -> ControlAnswer:
        """Pass a request on.

        Returns:
            The answer, or 503 with a sentence in zh and en when nobody (or nobody who
            speaks JSON) answers within `seconds`.
        """
        if self._base is None:
            return ControlAnswer(503, UNREACHABLE)
        try:
            async with self._session.request(
                method,
                self._base + path,
                json=body,
                headers=self._headers,
                timeout=ClientTimeout(total=seconds),
            ) as response:
                return ControlAnswer(response.status, as_object(await response.json()))
        except (ClientError, TimeoutError, ValueError, PlayRefusal):
            return ControlAnswer(503, UNREACHABLE)

    async def now(self, seconds: float) -> datetime | None:
        """Return the business time with its zone, or None when it cannot be had in time."""
        answer = await self.ask("GET", "/sandbox/clock", seconds=seconds)
        if answer.status != web.HTTPOk.status_code:
            return None
        try:
            return datetime.fromisoformat(answer.body["now"])
        except (KeyError, TypeError, ValueError):
            return None


class Stamps:
    """Remembers at what business time each message arrived."""

    def __init__(self, world: World, clock: BusinessClock) -> None:
        self.moments: Moments = {}
        self._world = world
        self._clock = clock
        self._asking = asyncio.Lock()

    async def note_arrivals(self) -> None:
        """Stamp the messages that have just come; ask the clock only if there are any."""
        async with self._asking:
            fresh = self._unstamped()
            if not fresh:
                return
            moment = await self._clock.now(STAMP_SECONDS)
            if moment is not None:
                self.moments.update(dict.fromkeys(fresh, moment))

    def _unstamped(self) -> list[tuple[str, int]]:
        since = self._world.time() - FRESH_SECONDS
        return [
            (seat.name, message.id)
            for seat in SEATS
            if (chat := self._world.chats.get((seat.bot, seat.person_id)))
            for message in chat.messages[-NEWEST:]
            if message.at >= since and (seat.name, message.id) not in self.moments
        ]


CLOCK = web.AppKey("clock", BusinessClock)
STAMPS = web.AppKey("stamps", Stamps)


async def clock_context(app: web.Application) -> AsyncIterator[None]:
    """Keep one HTTP client for the control port while the application runs."""
    async with ClientSession() as session:
        app[CLOCK] = BusinessClock(app[SETTINGS], session)
        app[STAMPS] = Stamps(app[WORLD], app[CLOCK])
        yield


async def read_clock(request: web.Request) -> web.Response:
    """GET /sandbox/clock."""
    return _pass_back(await request.app[CLOCK].ask("GET", "/sandbox/clock", seconds=READ_SECONDS))


async def move_clock(request: web.Request) -> web.Response:
    """POST /sandbox/clock: by_seconds or to, and the mode; the bots' process judges it."""
    body = await json_body(request)
    clock = request.app[CLOCK]
    return _pass_back(await clock.ask("POST", "/sandbox/clock", body, seconds=JUMP_SECONDS))


async def fetch_invite(request: web.Request) -> web.Response:
    """POST /sandbox/invite {"seat"}: a fresh code, for what is done on this seat."""
    seat = seat_named(wanted(await json_body(request), "seat", str))
    if seat is None or not seat.invited:
        raise PlayRefusal(404, "这个座位不用邀请码", "this seat needs no invitation")
    wish = {"roles": list(seat.roles)}
    clock = request.app[CLOCK]
    return _pass_back(await clock.ask("POST", "/sandbox/invite", wish, seconds=READ_SECONDS))


def _pass_back(answer: ControlAnswer) -> web.Response:
    return web.json_response(answer.body, status=answer.status)
