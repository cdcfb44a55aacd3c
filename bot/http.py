"""In training the HTTP port also moves the clock and makes invitations."""

import hmac
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.domain.clock import BusinessClock, ClockBackwards
from bot.domain.staff import RoleKind

Move = Callable[[datetime, str], Awaitable[None]]
MODES: Final = ("play", "down")
BACKWARDS: Final = {
    "zh": "业务时钟只能往前走：已经发生的提醒收不回来。要从头来，请用“从头开始”。",
    "en": "The business clock only moves forward: what was due has happened. Use “Start over”.",
}
NOT_A_MOVE: Final = {
    "zh": "请给出 by_seconds（秒）或 to（带时区的时间），以及 mode：play 或 down。",
    "en": "Give by_seconds or to (a time with its zone), and mode: play or down.",
}


@dataclass(frozen=True)
class TrainingRoom:
    """The sandbox's hands on this process: the clock, and an invitation for each officer.

    Every request carries the key that the sandbox made up at its start.
    """

    key: str
    clock: BusinessClock
    zone: ZoneInfo
    move: Move
    invite: Callable[[Sequence[RoleKind]], Awaitable[str]]

    def routes(self) -> list[web.RouteDef]:
        """The routes of a sandbox; they do not exist in service."""
        return [
            web.get("/sandbox/clock", self.show),
            web.post("/sandbox/clock", self.change),
            web.post("/sandbox/invite", self.new_invitation),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The business time."""
        self._check(request)
        return self._time()

    async def change(self, request: web.Request) -> web.Response:
        """Move the business time forward; 409 with a sentence if that cannot be."""
        self._check(request)
        wish = await request.json()
        target = self._target(wish)
        if target is None or wish.get("mode", "play") not in MODES:
            return web.json_response({"error": NOT_A_MOVE}, status=409)
        try:
            await self.move(target, wish.get("mode", "play"))
        except ClockBackwards:
            return web.json_response({"error": BACKWARDS}, status=409)
        return self._time()

    async def new_invitation(self, request: web.Request) -> web.Response:
        """A code for what the body's "roles" name."""
        self._check(request)
        roles = [RoleKind(role) for role in (await request.json())["roles"]]
        return web.json_response({"code": await self.invite(roles)})

    def _time(self) -> web.Response:
        wall = self.clock.now().astimezone(self.zone).isoformat(timespec="seconds")
        return web.json_response({"now": wall, "zone": self.zone.key})

    def _target(self, wish: dict[str, object]) -> datetime | None:
        seconds, to = wish.get("by_seconds"), wish.get("to")
        if isinstance(seconds, int):
            return self.clock.now() + timedelta(seconds=seconds)
        try:
            target = datetime.fromisoformat(str(to))
        except ValueError:
            return None
        return target if target.tzinfo else None

    def _check(self, request: web.Request) -> None:
        given = request.headers.get("X-Sandbox-Key", "")
        if not hmac.compare_digest(given.encode(), self.key.encode()):
            raise web.HTTPForbidden
