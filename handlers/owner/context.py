"""What every owner handler works with, and who is speaking."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from aiogram.types import Update

from bot.app import BotApp
from bot.domain.speech import Replies
from bot.services.people import greet
from bot.store.people import PersonCard
from bot.store.uow import UnitOfWork
from handlers.tongue import Tongue, tongue_of
from policies.rulebase import RuleBase

OwnerAct = Callable[[UnitOfWork, "Speaker"], Replies]


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person who acted, and the language to answer in."""

    person: PersonCard
    t: Tongue


@dataclass(frozen=True)
class Owner:
    """The owner bot's parts. Handlers name it `owner` and get it from aiogram.

    Args:
        zone: In which people read times.
        home_region: The region that runs this bot; offered first.
    """

    app: BotApp
    rulebase: RuleBase
    zone: ZoneInfo
    home_region: str
    bot_id: int

    async def act(self, update: Update, act: OwnerAct) -> None:
        """Carry out an act of the person behind the update: see `BotApp.act`."""
        turn = self.app.turn_of(update)
        chat_id, hint = turn.sender_id, turn.event.get("from", {}).get("language_code")

        def whole(uow: UnitOfWork) -> Replies:
            return act(uow, speaker(uow, int(chat_id or 0), hint))

        await self.app.act(update, whole)


def speaker(uow: UnitOfWork, chat_id: int, hint: str | None) -> Speaker:
    """Who speaks in a private chat; `hint` is their client's language."""
    person = greet(uow, chat_id, tongue_of(hint).language)
    return Speaker(person, tongue_of(person.language))
