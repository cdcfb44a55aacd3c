"""A bot's queue of updates: what waits, what is confirmed, who is polling."""

import asyncio
from collections import OrderedDict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.signals import Signal

REMEMBERED = 10_000  # updates that can still be repeated
ALL_KINDS = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})


class Conflict(Exception):
    """Another getUpdates of the same bot has begun: Telegram ends this one with 409."""


@dataclass(frozen=True)
class Queued:
    """An update that waits to be confirmed."""

    id: int
    body: dict[str, Any]
    again: bool = False  # put back by hand: no offset confirms it before it was handed out


class UpdateQueue:
    """The updates of one bot.

    An update stays until a getUpdates asks for a higher offset. Kinds that are
    not allowed when an update is created are dropped for good, as in Telegram.
    """

    def __init__(self) -> None:
        self.allowed: list[str] = []  # as last given; empty means Telegram's default
        self._waiting: list[Queued] = []
        self._known: OrderedDict[int, dict[str, Any]] = OrderedDict()
        self._news = Signal()
        self._poll = 0  # number of the poll that is being held, or was last
        self._cleared = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, update_id: int, kind: str, content: dict[str, Any]) -> bool:
        """Queue a new update; false when its kind is not allowed now."""
        if self.allowed and kind not in self.allowed:
            return False
        body = {"update_id": update_id, kind: content}
        self._known[update_id] = body
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        self._waiting.append(Queued(update_id, body))
        self._news.ring()
        return True

    def repeat(self, update_id: int) -> bool:
        """Queue a past update once more, with its old id; false when it is not known."""
        body = self._known.get(update_id)
        if body is None:
            return False
        self._waiting.insert(0, Queued(update_id, body, again=True))
        self._news.ring()
        return True

    def clear(self) -> None:
        """Forget what waits, and end a held poll with nothing; the allowed kinds stay."""
        self._waiting.clear()
        self._cleared += 1
        self._news.ring()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """Confirm below `offset` and return up to `limit` updates, waiting for the first.

        Args:
            offset: First id wanted; negative: that many from the end, the rest forgotten.
            limit: 1 to 100.
            seconds: How long to wait while there is nothing.

        Raises:
            Conflict: A later poll took over.
        """
        self._poll += 1
        mine, cleared = self._poll, self._cleared
        self._news.ring()
        self._confirm(offset)
        deadline = asyncio.get_running_loop().time() + seconds
        while not self._waiting and (left := deadline - asyncio.get_running_loop().time()) > 0:
            await self._news.wait(left)
            if self._poll != mine:
                raise Conflict
            if self._cleared != cleared:
                break
        return self._hand_out(limit)

    def heads(self, taken: Container[int]) -> list[Queued]:
        """The oldest of each lane that is not in somebody's hand: what may be brought now."""
        heads: dict[str, Queued] = {}
        for one in self._waiting:
            heads.setdefault(_lane(one.body), one)
        return [one for one in heads.values() if one.id not in taken]

    def confirm(self, queued: Queued) -> None:
        """It was taken where it was brought."""
        self._waiting = [one for one in self._waiting if one is not queued]

    def ring(self) -> None:
        """Whoever waits for news looks again."""
        self._news.ring()

    async def news(self, seconds: float) -> None:
        """Return when something waits anew, or after so many seconds."""
        await self._news.wait(seconds)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._waiting = self._waiting[offset:]
        elif offset > 0 and self._waiting:
            self._waiting = [one for one in self._waiting if one.again or one.id >= offset]

    def _hand_out(self, limit: int) -> list[dict[str, Any]]:
        batch = self._waiting[:limit]
        if any(one.again for one in batch):
            given = [Queued(one.id, one.body) for one in batch]
            self._waiting = given + self._waiting[limit:]
        return [one.body for one in batch]


def _lane(body: Mapping[str, Any]) -> str:
    """Telegram keeps the order of a chat's messages, and apart from it of a person's taps."""
    if "callback_query" in body:
        return f"taps of {body['callback_query']['from']['id']}"
    content = next(value for key, value in body.items() if key != "update_id")
    return f"chat {content['chat']['id']}"
