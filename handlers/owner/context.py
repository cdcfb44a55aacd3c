"""What every owner handler works with, and who is speaking."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import Update

from bot.app import BotApp
from bot.domain.speech import Replies, View
from bot.services.duties.errands import Ground
from bot.services.firms.people import greet
from bot.store.blobs import Blobs
from bot.store.firms.firms import load_firm
from bot.store.firms.members import speaks_for_several
from bot.store.firms.people import PersonCard
from bot.store.questions import OpenQuestion, open_question
from bot.store.uow import UnitOfWork
from bot.turns import Turn
from handlers.owner.left_behind import asked_anew, asked_before, leave_behind, opened_by
from handlers.owner.on_view.looking import note_view
from handlers.tongue import Html, Tongue, escaped, lines, tongue_of
from policies.rulebase import RuleBase

BOT: Final = "owner"
NAME_LENGTH: Final = 64

Afterwards = Callable[[UnitOfWork, "Speaker", Turn, OpenQuestion | None, Replies], Replies]
"""What is added to the replies of an act: takes the question that was open before it."""
OwnerAct = Callable[[UnitOfWork, "Speaker"], Replies]


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person who acted, and the language to answer in.

    Args:
        name: What Telegram calls them; colleagues know them by it.
    """

    person: PersonCard
    t: Tongue
    name: str = ""


@dataclass(frozen=True)
class Owner:
    """The owner bot's parts. Handlers name it `owner` and get it from aiogram.

    Args:
        zone: In which people read times.
        home_region: The region that runs this bot; offered first.
        blobs: What people sent; without it files are named, but not shown in documents.
        afterwards: Leads back to what an act interrupted; without it nothing is added.
    """

    app: BotApp
    rulebase: RuleBase
    zone: ZoneInfo
    home_region: str
    bot_id: int
    blobs: Blobs | None = None
    afterwards: Afterwards | None = None

    @property
    def ground(self) -> Ground:
        """What cases and duties are judged by."""
        return Ground(self.rulebase, self.zone)

    async def act(self, update: Update, act: OwnerAct) -> None:
        """Carry out an act of the person behind the update: see `BotApp.act`."""
        turn = self.app.turn_of(update)

        def whole(uow: UnitOfWork) -> Replies:
            who = speaker_of(uow, turn)
            note_view(uow, who.person, turn)
            press = opened_by(turn)
            left = asked_before(uow, who.person, press)
            before = open_question(uow, BOT, who.person.chat_id)
            replies = act(uow, who)
            leave_behind(uow, who.person, left)
            asked_anew(uow, who.person, press)
            if self.afterwards is not None:
                replies = self.afterwards(uow, who, turn, before, replies)
            return for_firm(uow, who.person, replies)

        await self.app.act(update, whole)


def speaker_of(uow: UnitOfWork, turn: Turn) -> Speaker:
    """Who acted in a private chat."""
    sender = turn.event.get("from", {})
    person = greet(uow, int(turn.sender_id or 0), tongue_of(sender.get("language_code")).language)
    names = (sender.get("first_name"), sender.get("last_name"))
    name = " ".join(part for part in names if part)[:NAME_LENGTH]
    return Speaker(person, tongue_of(person.language), name)


def for_firm(uow: UnitOfWork, person: PersonCard, replies: Replies) -> Replies:
    """Somebody with several firms reads on every screen which of them it is about."""
    if uow.firm_id is None or not speaks_for_several(uow.connection, person.id):
        return replies
    name = escaped(load_firm(uow, uow.firm_id).name)
    edit = None if replies.edit is None else _headed(replies.edit, name)
    return replace(replies, say=tuple(_headed(view, name) for view in replies.say), edit=edit)


def _headed(view: View, name: str) -> View:
    if name in view.html.partition("\n")[0]:
        return view
    return replace(view, html=lines(Html(f"🏭 {name}"), view.html))
