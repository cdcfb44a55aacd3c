"""Planning a trip: a truck, a route with its times, then what the rules still ask of it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Final

from aiogram.types import Update

from bot.domain.coming import read_coming
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.domain.trips import read_trip
from bot.services import trips as acts
from bot.services import vehicles
from bot.services.trips_doors import own_trip, own_trips, own_vehicle
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.trips import NewTrip
from bot.store.uow import UnitOfWork
from bot.store.vehicles import VehicleCard
from handlers.notices.private import masked
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.arrivals.form import MOST_MINUTES
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.testing.forms import at_minutes
from handlers.owner.trucks import facts, views
from handlers.owner.trucks import form_views as forms
from handlers.owner.trucks.facts import (
    POINT,
    ROUTE,
    TIMES,
    TRUCK,
    close_own_question,
    next_or_card,
)
from handlers.press import Press


@dataclass(frozen=True, slots=True)
class Draft:
    """A trip that is not kept yet, or one whose times change (`trip`); moments as ISO texts."""

    vehicle: int
    route: str
    departs: str | None = None
    arrives: str | None = None
    trip: int | None = None


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


async def routed(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """From where to where, and when, in their own words."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        card = own_vehicle(uow, who.person, int(question.subject))
        read = read_trip(masked(who.t, text), uow.now, owner.zone)
        if not read.route:
            return Replies(say=(forms.route(who.t, card, wrong=True),))
        times = (_iso(read.departs_at), _iso(read.arrives_at))
        return _go_on(owner, uow, who, Draft(card.id, read.route, *times))

    await owner.act(event_update, act)


async def leaves(event_update: Update, owner: Owner, press: Press) -> None:
    """When it leaves was tapped."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        draft = _drafted(uow, who, departure=True)
        at = max(_minute(press), uow.now)
        return _go_on(owner, uow, who, replace(draft, departs=at.isoformat()), edit=True)

    await owner.act(event_update, act)


async def arrives(event_update: Update, owner: Owner, press: Press) -> None:
    """When it arrives was tapped, or nobody knows."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        draft = _drafted(uow, who, departure=False)
        said = "" if press.word() == "x" else _minute(press).isoformat()
        return _go_on(owner, uow, who, replace(draft, arrives=said), edit=True)

    await owner.act(event_update, act)


async def timed(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """One of the two times in their own words."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        draft = Draft(**question.context)
        since = uow.now if draft.departs is None else datetime.fromisoformat(draft.departs)
        read = read_coming(text, uow.now, owner.zone)
        if read.day is None:
            read = read_coming(text, since, owner.zone)
        if len(read.moments) != 1 or read.moments[0] < since:
            return _go_on(owner, uow, who, draft, wrong=text)
        said = read.moments[0].isoformat()
        if draft.departs is None:
            return _go_on(owner, uow, who, replace(draft, departs=said))
        return _go_on(owner, uow, who, replace(draft, arrives=said))

    await owner.act(event_update, act)


async def move(event_update: Update, owner: Owner, press: Press) -> None:
    """改时间."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        status = own_trip(uow, ground_of(owner), who.person, press.number())
        card = status.card
        left = card.started_at is not None
        departs = card.departs_at.isoformat() if left else None
        return _go_on(owner, uow, who, Draft(card.vehicle_id, card.route, departs, None, card.id))

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


def _go_on(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    draft: Draft,
    *,
    edit: bool = False,
    wrong: str | None = None,
) -> Replies:
    """Ask for the time that is missing, or keep the trip and ask on."""
    if draft.departs is not None and draft.arrives is not None:
        return _keep(owner, uow, who, draft, edit=edit)
    ask(uow, BOT, who.person.chat_id, OpenQuestion(TIMES, context=asdict(draft)))
    if draft.departs is None:
        here = (uow.now, owner.zone)
        view = forms.departure(who.t, draft.route, here, trip=draft.trip, wrong=wrong)
    else:
        departs = datetime.fromisoformat(draft.departs)
        view = forms.arrival(who.t, draft.route, departs, owner.zone, wrong=wrong)
    return Replies(edit=view) if edit else Replies(say=(view,))


def _keep(owner: Owner, uow: UnitOfWork, who: Speaker, draft: Draft, *, edit: bool) -> Replies:
    ground = ground_of(owner)
    departs = datetime.fromisoformat(draft.departs or "")
    until = datetime.fromisoformat(draft.arrives) if draft.arrives else None
    if draft.trip is not None:
        step = acts.retime(uow, ground, who.person, draft.trip, departs, until)
        return next_or_card(uow, who, step.status, edit=edit)
    made = NewTrip(draft.vehicle, draft.route, departs, until)
    return next_or_card(uow, who, acts.plan_trip(uow, ground, who.person, made), edit=edit)


def _drafted(uow: UnitOfWork, who: Speaker, *, departure: bool) -> Draft:
    question = open_question(uow, BOT, who.person.chat_id)
    if question is None or question.kind != TIMES:
        raise Stale(StaleCode.ANSWERED)
    draft = Draft(**question.context)
    if (draft.departs is None) != departure:
        raise Stale(StaleCode.ANSWERED)
    return draft


def _minute(press: Press) -> datetime:
    minutes = press.number()
    if minutes > MOST_MINUTES:
        raise Stale(StaleCode.CHANGED)
    return at_minutes(minutes)


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "trip:new": new,
    "trip:truck": truck,
    "trip:rel": relation,
    "trip:with": chosen,
    "trip:leaves": leaves,
    "trip:arrives": arrives,
    "trip:move": move,
    **facts.BUTTONS,
    "trip:point": point,
}
ANSWERS: Final[Mapping[str, Answer]] = {
    TRUCK: named,
    ROUTE: routed,
    TIMES: timed,
    **facts.ANSWERS,
    POINT: pointed,
}
