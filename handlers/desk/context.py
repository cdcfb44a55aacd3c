"""What every desk handler works with, and who is at work."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from telegram import Update

from bot.app import BotApp
from bot.domain.speech import Replies
from bot.domain.staff import Power
from bot.services.errands import Ground
from bot.services.officers import officer_of
from bot.services.staff import powers_of
from bot.store.officers import OfficerCard
from bot.store.uow import UnitOfWork
from handlers.press import Press
from handlers.tongue import Tongue
from policies.rulebase import RuleBase

BOT: Final = "desk"


@dataclass(frozen=True, slots=True)
class Clerk:
    """The officer who acted, and the language to answer in.

    Args:
        powers: What they may do somewhere: which buttons to show, never what is allowed.
    """

    officer: OfficerCard
    t: Tongue
    powers: frozenset[Power] = frozenset()


ClerkAct: TypeAlias = Callable[[UnitOfWork, Clerk], Replies]


@dataclass(frozen=True)
class Desk:
    """The desk bot's parts.

    Args:
        zone: In which people read times.
        real_now: Seconds since 1970 by the wall clock: for invitations only.
    """

    app: BotApp
    rulebase: RuleBase
    zone: ZoneInfo
    real_now: Callable[[], float]

    @property
    def ground(self) -> Ground:
        """What cases and duties are judged by."""
        return Ground(self.rulebase, self.zone)

    async def act(self, update: Update, act: ClerkAct) -> None:
        """Carry out an act of the officer behind the update: see `BotApp.act`.

        Somebody who is no officer gets the refusal of `officer_of`, whatever they pressed.
        """
        turn = self.app.turn_of(update)
        chat_id = int(turn.sender_id or 0)

        def whole(uow: UnitOfWork) -> Replies:
            if turn.chat_id != chat_id:
                return Replies()  # only in private: a firm's affairs are for no group
            officer = officer_of(uow, chat_id)
            return act(uow, clerk_of(uow, officer))

        await self.app.act(update, whole)


def clerk_of(uow: UnitOfWork, officer: OfficerCard) -> Clerk:
    """An officer at work."""
    return Clerk(officer, Tongue(officer.language), powers_of(uow, officer))


Handle: TypeAlias = Callable[[Desk, Update], Awaitable[None]]
HandlePress: TypeAlias = Callable[[Desk, Update, Press], Awaitable[None]]
