"""A lean Telegram on bad days: storms of 429, 5xx, cut lines, and people who blocked the bot."""

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from urllib.parse import parse_qsl

from benches.sink import BOTS, Sink, read_request, response


class Trouble(StrEnum):
    """What a send can meet."""

    STORM = "storm"  # 429 for a while
    BROKEN = "broken"  # 502: the server failed, and took nothing
    CUT_BEFORE = "cut_before"  # the line goes before anything was taken
    CUT_AFTER = "cut_after"  # it was taken, and the answer does not come back


@dataclass(frozen=True, slots=True)
class Weather:
    """One spell of trouble.

    Attributes:
        after: It begins when so many sends have come.
        sends: It meets so many; of a storm: it lasts for `retry_after`.
    """

    trouble: Trouble
    after: int
    sends: int = 1
    retry_after: int = 1


RETRY: Final = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
BROKEN: Final = {"ok": False, "error_code": 502, "description": "Bad Gateway"}
BLOCKED: Final = {
    "ok": False,
    "error_code": 403,
    "description": "Forbidden: bot was blocked by the user",
}


@dataclass
class BadLine(Sink):
    """Takes what it takes, and notes what it did not.

    Attributes:
        weather: Spells of trouble by the number of sends of the owner bot; in order.
        blocked: Chats in which the bot is blocked.
        met: How many sends met each trouble.
        storms: From when until when it asked to be left alone (monotonic).
    """

    weather: Sequence[Weather] = ()
    blocked: frozenset[int] = frozenset()
    met: dict[Trouble, int] = field(default_factory=lambda: dict.fromkeys(Trouble, 0))
    storms: list[tuple[float, float]] = field(default_factory=list)
    came: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One kept-alive connection, unless it is cut."""
        try:
            while (answer := await self._meet(*await read_request(reader))) is not None:
                writer.write(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client is gone, or was killed
        finally:
            writer.close()

    async def _meet(self, path: str, body: bytes) -> bytes | None:
        """The whole answer; None cuts the line."""
        token, _, method = path.removeprefix("/bot").partition("/")
        if BOTS[token] != "owner" or method != "sendMessage":
            return response(await self.answer(path, body))
        trouble = self._trouble()
        if trouble is not None:
            self.met[trouble.trouble] += 1
        fields = dict(parse_qsl(body.decode()))
        match None if trouble is None else trouble.trouble:
            case Trouble.STORM:
                return _refused(429, self._storm())
            case Trouble.BROKEN:
                return _refused(502, BROKEN)
            case Trouble.CUT_BEFORE:
                return None
        if int(fields["chat_id"]) in self.blocked:
            return _refused(403, BLOCKED)
        taken = response(await self.answer(path, body))
        return taken if trouble is None else None

    def _trouble(self) -> Weather | None:
        """What the send that comes now meets."""
        if self.storms and time.monotonic() < self.storms[-1][1]:
            return Weather(Trouble.STORM, 0)
        self.came += 1
        return next(self._spells(), None)

    def _spells(self) -> Iterator[Weather]:
        for each in self.weather:
            if each.after < self.came <= each.after + each.sends:
                if each.trouble is Trouble.STORM:
                    now = time.monotonic()
                    self.storms.append((now, now + each.retry_after))
                yield each

    def _storm(self) -> dict[str, Any]:
        """It asks for whole seconds, as Telegram does."""
        left = self.storms[-1][1] - time.monotonic()
        return RETRY | {"parameters": {"retry_after": max(1, round(left))}}


def _refused(status: int, said: dict[str, Any]) -> bytes:
    body = json.dumps(said).encode()
    head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
