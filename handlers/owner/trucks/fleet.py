"""车辆: the firm's trucks, and where goods are taken over."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.services.trips import vehicles
from bot.services.trips.doors import own_trips
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.notices.private import masked
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.trucks import fleet_views
from handlers.owner.trucks import form_views as forms
from handlers.owner.trucks import list_views as lists
from handlers.owner.trucks.facts import POINT, TRUCK, close_own_question
from handlers.press import Press


async def trucks(event_update: Update, owner: Owner) -> None:
    """车辆."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm = own_trips(uow, ground_of(owner), who.person)
        return Replies(edit=fleet_views.trucks(who.t, firm))

    await owner.act(event_update, act)


async def drop(event_update: Update, owner: Owner, press: Press) -> None:
    """A truck is no longer theirs."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        ground = ground_of(owner)
        card = vehicles.drop_vehicle(uow, ground, who.person, press.number(), removed=True)
        firm = own_trips(uow, ground, who.person)
        return Replies(edit=fleet_views.dropped(who.t, firm, card))

    await owner.act(event_update, act)


async def keep(event_update: Update, owner: Owner, press: Press) -> None:
    """放回."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        ground = ground_of(owner)
        vehicles.drop_vehicle(uow, ground, who.person, press.number(), removed=False)
        return Replies(edit=fleet_views.trucks(who.t, own_trips(uow, ground, who.person)))

    await owner.act(event_update, act)


async def new(event_update: Update, owner: Owner) -> None:
    """计划出车: which truck?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        close_own_question(uow, who)
        firm = own_trips(uow, ground_of(owner), who.person)
        if firm.rules is None:
            return Replies(edit=lists.no_rules(who.t))
        if not firm.vehicles:
            return _ask_truck(uow, who)
        return Replies(edit=forms.which_truck(who.t, firm.vehicles))

    await owner.act(event_update, act)


async def truck(event_update: Update, owner: Owner) -> None:
    """加一辆车."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        own_trips(uow, ground_of(owner), who.person)
        return _ask_truck(uow, who)

    await owner.act(event_update, act)


async def point(event_update: Update, owner: Owner) -> None:
    """固定接收点: where?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm = own_trips(uow, ground_of(owner), who.person)
        ask(uow, BOT, who.person.chat_id, OpenQuestion(POINT))
        return Replies(edit=forms.receiving_point(who.t, firm.place))

    await owner.act(event_update, act)


async def pointed(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """Where goods are taken over."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        ground = ground_of(owner)
        said = " ".join(masked(who.t, text).split())
        shows = vehicles.keep_point(uow, ground, who.person, said)
        close_own_question(uow, who)
        firm = own_trips(uow, ground, who.person)
        return Replies(say=(lists.listing(who.t, firm, before=forms.pointed(who.t, shows=shows)),))

    await owner.act(event_update, act)


def _ask_truck(uow: UnitOfWork, who: Speaker) -> Replies:
    ask(uow, BOT, who.person.chat_id, OpenQuestion(TRUCK))
    return Replies(edit=forms.new_truck(who.t))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "trip:trucks": trucks,
    "trip:drop": drop,
    "trip:keep": keep,
    "trip:new": new,
    "trip:truck": truck,
    "trip:point": point,
}
ANSWERS: Final[Mapping[str, Answer]] = {POINT: pointed}
