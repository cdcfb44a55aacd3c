"""What a bot tells Telegram about itself: its commands and its description."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import structlog

from bot.delivery import Wire
from bot.fates import Paused, Rejected, Sent
from bot.wake import rest

log = structlog.get_logger(__name__)

FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 300.0

Call = tuple[str, Mapping[str, Any]]


@dataclass
class Introduction:
    """Makes some calls once, in the background, until Telegram has taken them.

    They repeat what Telegram may know already, so nothing is lost if they come late or twice.
    """

    bot: str
    wire: Wire
    calls: Sequence[Call]

    async def run(self, stop: asyncio.Event) -> None:
        """Make the calls, one after the other."""
        for method, payload in self.calls:
            await self._until_taken(stop, method, payload)

    async def _until_taken(
        self, stop: asyncio.Event, method: str, payload: Mapping[str, Any]
    ) -> None:
        pause = FIRST_PAUSE
        while not stop.is_set():
            fate = await self.wire.send(method, payload)
            if isinstance(fate, Sent | Rejected):
                if isinstance(fate, Rejected):
                    log.error("not introduced", bot=self.bot, method=method, why=fate.reason)
                return
            wait = fate.seconds if isinstance(fate, Paused) else pause
            pause = min(pause * 2, LONGEST_PAUSE)
            await rest(stop, wait)


def introduce(
    language: str | None, commands: Mapping[str, str], description: str, short: str
) -> list[Call]:
    """The calls for one language; None is for everybody whose language has none of its own."""
    spoken = {} if language is None else {"language_code": language}
    listed = [{"command": name, "description": text} for name, text in commands.items()]
    return [
        ("setMyCommands", {"commands": listed, **spoken}),
        ("setMyDescription", {"description": description, **spoken}),
        ("setMyShortDescription", {"short_description": short, **spoken}),
    ]
