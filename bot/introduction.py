"""What a bot tells Telegram about itself: its commands, its name and its description."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import structlog

from bot.delivery import Wire
from bot.fates import Paused, Rejected, Sent
from bot.wake import rest

log = structlog.get_logger(__name__)

FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 300.0

PRIVATE: Final = "all_private_chats"
ADMINISTRATORS: Final = "all_chat_administrators"
"""Whose chats offer the commands: a command is authorised whoever types it."""

Call = tuple[str, Mapping[str, Any]]
MENU_BUTTON: Final[Call] = ("setChatMenuButton", {"menu_button": {"type": "commands"}})
"""The button beside the field opens the commands."""


class Line(Wire, Protocol):
    """How a bot reaches Telegram, and what that calls it."""

    async def called(self, language: str) -> str | None:
        """The bot's name in a language, "" for all others; None if Telegram does not say."""


@dataclass
class Introduction:
    """Makes some calls once, in the background, until Telegram has taken them.

    They repeat what Telegram may know already, so nothing is lost if they come late or twice.

    Args:
        names: What the bot is to be called, by language, "" for all that have none of their own.
            Telegram lets a bot change its name a few times a day: what it is called already is
            not said again.
    """

    bot: str
    line: Line
    calls: Sequence[Call]
    names: Mapping[str, str] = field(default_factory=dict)

    async def run(self, stop: asyncio.Event) -> None:
        """Make the calls, one after the other; the names come last, they may have to wait."""
        for method, payload in self.calls:
            await self._until_taken(stop, method, payload)
        for language, name in self.names.items():
            await self._name(stop, language, name)

    async def _name(self, stop: asyncio.Event, language: str, name: str) -> None:
        if stop.is_set() or await self.line.called(language) in {name, None}:
            return
        spoken = {"language_code": language} if language else {}
        await self._until_taken(stop, "setMyName", {"name": name, **spoken})

    async def _until_taken(
        self, stop: asyncio.Event, method: str, payload: Mapping[str, Any]
    ) -> None:
        pause = FIRST_PAUSE
        while not stop.is_set():
            fate = await self.line.send(method, payload)
            if isinstance(fate, Sent | Rejected):
                if isinstance(fate, Rejected):
                    log.error("not introduced", bot=self.bot, method=method, why=fate.reason)
                return
            wait = fate.seconds if isinstance(fate, Paused) else pause
            pause = min(pause * 2, LONGEST_PAUSE)
            await rest(stop, wait)


def described(language: str | None, description: str, short: str) -> list[Call]:
    """The calls for one language; None is for everybody whose language has none of its own."""
    spoken = _spoken(language)
    return [
        ("setMyDescription", {"description": description, **spoken}),
        ("setMyShortDescription", {"short_description": short, **spoken}),
    ]


def offered(language: str | None, scope: str, commands: Mapping[str, str]) -> Call:
    """The commands that a scope of chats offers in a language."""
    listed = [{"command": name, "description": text} for name, text in commands.items()]
    return ("setMyCommands", {"commands": listed, "scope": {"type": scope}, **_spoken(language)})


def nowhere_else(language: str | None) -> Call:
    """Chats of no other scope offer commands: of an earlier software they may have some."""
    return ("deleteMyCommands", {"scope": {"type": "default"}, **_spoken(language)})


def _spoken(language: str | None) -> dict[str, str]:
    return {} if language is None else {"language_code": language}
