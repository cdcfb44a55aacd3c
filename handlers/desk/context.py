"""What every desk handler works with, and who is at work."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeAlias
from zoneinfo import ZoneInfo

from telegram import Update

from bot.app import BotApp
from bot.domain.desk_groups import Sight
from bot.domain.speech import Replies
from bot.services.duties.errands import Ground
from bot.services.staff.officers import officer_of
from bot.store.blobs import Blobs
from bot.store.uow import UnitOfWork
from handlers.desk.clerk import BOT, Clerk, ClerkAct, clerk_of
from handlers.desk.topics.room import act_in_topic
from handlers.press import Press
from policies.rulebase import RuleBase

__all__ = ["BOT", "Clerk", "ClerkAct", "Desk", "Handle", "HandlePress", "clerk_of"]


class GroupLook(Protocol):
    """What Telegram says of groups at this moment; nothing is changed there."""

    async def look(self, chat_id: int) -> Sight | None:
        """A group and the bot's rights in it; None if Telegram cannot be reached."""

    async def members(self, chat_id: int, people: Iterable[int]) -> frozenset[int]:
        """Those of these accounts that are in a group, as far as Telegram says so."""


@dataclass(frozen=True)
class Desk:
    """The desk bot's parts.

    Args:
        zone: In which people read times.
        real_now: Seconds since 1970 by the wall clock: for invitations only.
        groups: Looks at groups.
        blobs: What people sent; without it no spreadsheet can be read.
    """

    app: BotApp
    rulebase: RuleBase
    zone: ZoneInfo
    real_now: Callable[[], float]
    groups: GroupLook
    blobs: Blobs | None = None

    @property
    def ground(self) -> Ground:
        """What cases and duties are judged by."""
        return Ground(self.rulebase, self.zone)

    async def act(self, update: Update, act: ClerkAct) -> None:
        """Carry out an act of the officer behind the update: see `BotApp.act`.

        Somebody who is no officer gets the refusal of `officer_of`, whatever they pressed. In a
        group it is done in the topic of a case only: see `act_in_topic`.
        """
        turn = self.app.turn_of(update)
        chat_id = int(turn.sender_id or 0)

        def whole(uow: UnitOfWork) -> Replies:
            if turn.chat_id != chat_id:
                return act_in_topic(uow, turn, act)
            officer = officer_of(uow, chat_id)
            return act(uow, clerk_of(uow, officer))

        await self.app.act(update, whole)


Handle: TypeAlias = Callable[[Desk, Update], Awaitable[None]]
HandlePress: TypeAlias = Callable[[Desk, Update, Press], Awaitable[None]]
