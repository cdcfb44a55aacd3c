"""A line at which the messages to one person hang."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.delivery import Wire
from bot.fates import Fate
from bot.uploading import Upload


@dataclass
class Gate:
    """A line that hangs at one person.

    Args:
        at_once: How many messages were on their way at once before.
    """

    wire: Wire
    person_id: int
    at_once: int
    hangs: bool = False
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, method: str, payload: Mapping[str, Any]) -> Fate:
        await self._wait(payload)
        return await self.wire.send(method, payload)

    async def upload(self, method: str, payload: Mapping[str, Any], file: Upload) -> Fate:
        await self._wait(payload)
        return await self.wire.upload(method, payload, file)

    async def _wait(self, payload: Mapping[str, Any]) -> None:
        if payload["chat_id"] == self.person_id:
            self.hangs = True
            await self.opened.wait()
