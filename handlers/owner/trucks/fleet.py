"""车辆: the firm's trucks, which of them a trip is planned for, and where goods are taken over."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.services import vehicles
from bot.services.trips_doors import own_trips, own_vehicle
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from bot.store.vehicles import VehicleCard
from handlers.notices.private import masked
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.trucks import form_views as forms
from handlers.owner.trucks import views
from handlers.owner.trucks.facts import POINT, ROUTE, TRUCK, close_own_question
from handlers.press import Press


async def trucks(event_update: Update, owner: Owner) -> None:
    """车辆."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm = own_trips(uow, ground_of(owner), who.person)
        return Replies(edit=views.trucks(who.t, firm))

    await owner.act(event_update, act)


async def drop(event_update: Update, owner: Owner, press: Press) -> None:
    """A truck is no longer theirs."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        ground = ground_of(owner)
        card = vehicles.drop_vehicle(uow, ground, who.person, press.number(), removed=True)
        firm = own_trips(uow, ground, who.person)
        return Replies(edit=views.dropped(who.t, firm, card))

    await owner.act(event_update, act)


async def keep(event_update: Update, owner: Owner, press: Press) -> None:
    """放回."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        ground = ground_of(owner)
        vehicles.drop_vehicle(uow, ground, who.person, press.number(), removed=False)
        return Replies(edit=views.trucks(who.t, own_trips(uow, ground, who.person)))

    await owner.act(event_update, act)


async def new(event_update: Update, owner: Owner) -> None:
    """计划出车: which truck?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        close_own_question(uow, who)
        firm = own_trips(uow, ground_of(owner), who.person)
        if firm.rules is None:
            return Replies(edit=views.no_rules(who.t))
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


async def named(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """What the truck is called."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        label = " ".join(masked(who.t, text).split())
        if not label:
            return Replies(say=(forms.new_truck(who.t),))
        card = vehicles.keep_vehicle(uow, ground_of(owner), who.person, label)
        return _of_truck(owner, uow, who, card)

    await owner.act(event_update, act)


async def relation(event_update: Update, owner: Owner, press: Press) -> None:
    """What the truck is to the firm."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        card = vehicles.state_of_vehicle(
            uow, ground_of(owner), who.person, press.number(), press.word(1), press.word(2)
        )
        return _of_truck(owner, uow, who, card, edit=True)

    await owner.act(event_update, act)


async def chosen(event_update: Update, owner: Owner, press: Press) -> None:
    """A truck of the list; or what it is to the firm is not known."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        card = own_vehicle(uow, who.person, press.number())
        if press.args[1:]:
            return _ask_route(uow, who, card, edit=True)
        return _of_truck(owner, uow, who, card, edit=True)

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
        vehicles.keep_point(uow, ground, who.person, " ".join(masked(who.t, text).split()))
        close_own_question(uow, who)
        firm = own_trips(uow, ground, who.person)
        return Replies(say=(views.listing(who.t, firm, before=who.t("记下了固定接收点。")),))

    await owner.act(event_update, act)


def _ask_truck(uow: UnitOfWork, who: Speaker) -> Replies:
    ask(uow, BOT, who.person.chat_id, OpenQuestion(TRUCK))
    return Replies(edit=forms.new_truck(who.t))


def _of_truck(
    owner: Owner, uow: UnitOfWork, who: Speaker, card: VehicleCard, *, edit: bool = False
) -> Replies:
    """What is not known of the truck, then its route."""
    rules = own_trips(uow, ground_of(owner), who.person).rules
    unsaid = () if rules is None else [f for f in rules.of_vehicle if f.id not in card.values]
    if unsaid:
        view = forms.of_truck(who.t, card, unsaid[0])
        return Replies(edit=view) if edit else Replies(say=(view,))
    return _ask_route(uow, who, card, edit=edit)


def _ask_route(uow: UnitOfWork, who: Speaker, card: VehicleCard, *, edit: bool) -> Replies:
    ask(uow, BOT, who.person.chat_id, OpenQuestion(ROUTE, str(card.id)))
    view = forms.route(who.t, card)
    return Replies(edit=view) if edit else Replies(say=(view,))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "trip:trucks": trucks,
    "trip:drop": drop,
    "trip:keep": keep,
    "trip:new": new,
    "trip:truck": truck,
    "trip:rel": relation,
    "trip:with": chosen,
    "trip:point": point,
}
ANSWERS: Final[Mapping[str, Answer]] = {TRUCK: named, POINT: pointed}
