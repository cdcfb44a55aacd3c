"""收哪些群发: topics are left from a message or here, and taken back."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.broadcast_reading import LEAVE_DATA
from bot.domain.speech import Replies
from bot.services import topics as acts
from bot.store.uow import UnitOfWork
from handlers.owner.broadcasts import topic_views as views
from handlers.owner.context import Owner, Speaker
from handlers.press import Press


async def leave(event_update: Update, owner: Owner, press: Press) -> None:
    """不再接收此类, under a message; that one stays as it is."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules = owner.rulebase
        topic = acts.topic_of_message(uow, rules, who.person, press.number())
        acts.want_topic(uow, rules, who.person, topic.id, wanted=False)
        return Replies(say=(views.left(who.t, topic),))

    await owner.act(event_update, act)


async def back(event_update: Update, owner: Owner, press: Press) -> None:
    """还是要收."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        topic = acts.want_topic(uow, owner.rulebase, who.person, press.word(), wanted=True)
        return Replies(edit=views.wanted_again(who.t, topic))

    await owner.act(event_update, act)


async def turn(event_update: Update, owner: Owner, press: Press) -> None:
    """One of the list, on or off."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        wanted = press.word(1) == views.ON
        acts.want_topic(uow, owner.rulebase, who.person, press.word(), wanted=wanted)
        cards = acts.topics_of(uow, owner.rulebase, who.person)
        return Replies(edit=views.listing(who.t, cards))

    await owner.act(event_update, act)


async def listing(event_update: Update, owner: Owner) -> None:
    """收哪些群发."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        cards = acts.topics_of(uow, owner.rulebase, who.person)
        return Replies(edit=views.listing(who.t, cards))

    await owner.act(event_update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    LEAVE_DATA: leave,
    "note:back": back,
    "note:turn": turn,
    views.TOPICS: listing,
}
