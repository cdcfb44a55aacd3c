"""One Bot API call on its way through the sandbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.groups import Group
from bot.sandbox.model import BotAccount, Chat
from bot.sandbox.world import World


@dataclass(frozen=True)
class Upload:
    """A file that came with the call."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Call:
    """Who calls, with what, upon which world. `args` are checked and typed."""

    world: World
    bot: BotAccount
    args: Mapping[str, Any]
    uploads: Mapping[str, Upload]

    def chat(self) -> Chat:
        """The chat named by chat_id.

        Raises:
            ApiError: 400 when the person has never written to this bot, 403 when
                they have blocked it, or when the bot is not in the group.
        """
        chat = self.world.chats.get((self.bot.name, self.args["chat_id"]))
        if chat is None or not chat.opened:
            raise bad_request("chat not found")
        if isinstance(chat, Group):
            chat.require_member()
        if chat.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        return chat
