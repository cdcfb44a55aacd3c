"""Which truck goes, and where to: tapped, named, or all in one sentence."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, replace
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies, View
from bot.domain.trips import Planned
from bot.domain.trips_said import TripSaid, only_plate, read_trip_said
from bot.services import vehicles
from bot.services.trips_doors import own_trips, own_vehicle
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.uow import UnitOfWork
from bot.store.vehicles import VehicleCard
from handlers.notices.private import masked
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.trucks import form
from handlers.owner.trucks import form_views as forms
from handlers.owner.trucks import said_views as said_words
from handlers.owner.trucks.facts import ROUTE, TRUCK
from handlers.press import Press
from handlers.tongue import Html, lines
from policies.facts import Fact
from policies.spoken.choices import read_option
from policies.spoken.divisions import divisions_of


async def chosen(event_update: Update, owner: Owner, press: Press) -> None:
    """A truck of the list; or what it is to the firm is not known."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        card = own_vehicle(uow, who.person, press.number())
        if press.args[1:]:
            return _ask_route(owner, uow, who, card, edit=True)
        return _of_truck(owner, uow, who, card, edit=True)

    await owner.act(event_update, act)


async def relation(event_update: Update, owner: Owner, press: Press) -> None:
    """What the truck is to the firm."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        card = vehicles.state_of_vehicle(
            uow, ground_of(owner), who.person, press.number(), press.word(1), press.word(2)
        )
        return _of_truck(owner, uow, who, card, edit=True)

    await owner.act(event_update, act)


async def named(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """What the truck is called, maybe with its whole trip."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        plain = " ".join(masked(who.t, text).split())
        said = read_trip_said(plain, uow.now, owner.zone)
        if said.is_trip:
            places = divisions_of(owner.rulebase.regions)
            is_place = bool(said.name) and bool(places.find(said.name))
            return planned(owner, uow, who, replace(said, name="") if is_place else said)
        label = said.plate if only_plate(plain) else plain
        if not label:
            return Replies(say=(forms.new_truck(who.t),))
        card = vehicles.keep_vehicle(uow, ground_of(owner), who.person, label)
        return _of_truck(owner, uow, who, card)

    await owner.act(event_update, act)


async def routed(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """From where to where, and when, in their own words; or what the truck is to the firm."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        card = own_vehicle(uow, who.person, int(question.subject))
        unsaid = _unsaid(owner, uow, who, card)
        option = None if unsaid is None else read_option(unsaid, text)
        if unsaid is not None and isinstance(option, str):
            ground = ground_of(owner)
            vehicles.state_of_vehicle(uow, ground, who.person, card.id, unsaid.id, option)
            return _of_truck(owner, uow, who, own_vehicle(uow, who.person, card.id))
        said = read_trip_said(masked(who.t, text), uow.now, owner.zone)
        if not said.planned.route:
            return Replies(say=(forms.route(who.t, card, wrong=True),))
        _keep_draft(uow, who, card, said.planned)
        return _of_truck(owner, uow, who, card)

    await owner.act(event_update, act)


def planned(
    owner: Owner, uow: UnitOfWork, who: Speaker, said: TripSaid, *, edit: bool = False
) -> Replies:
    """A trip in one sentence: its truck is kept, and what the sentence left out is asked.

    Raises:
        NotYours: They keep no duties of the firm, or its place asks nothing of trips.
    """
    if not said.truck:
        ask(uow, BOT, who.person.chat_id, OpenQuestion(TRUCK))
        return Replies(say=(forms.new_truck(who.t, trip=True),))
    card = vehicles.keep_vehicle(uow, ground_of(owner), who.person, said.truck)
    _keep_draft(uow, who, card, said.road)
    before = said_words.noted(who.t, card.label, said, owner.zone)
    return _headed(_of_truck(owner, uow, who, card, edit=edit), before)


def _of_truck(
    owner: Owner, uow: UnitOfWork, who: Speaker, card: VehicleCard, *, edit: bool = False
) -> Replies:
    """What is not known of the truck, then its route."""
    unsaid = _unsaid(owner, uow, who, card)
    if unsaid is None:
        return _ask_route(owner, uow, who, card, edit=edit)
    if _draft_in(uow, who, card) is None:
        ask(uow, BOT, who.person.chat_id, OpenQuestion(ROUTE, str(card.id)))
    view = forms.of_truck(who.t, card, unsaid)
    return Replies(edit=view) if edit else Replies(say=(view,))


def _unsaid(owner: Owner, uow: UnitOfWork, who: Speaker, card: VehicleCard) -> Fact | None:
    """The first thing that the rules ask of a truck and that nobody has said of this one."""
    rules = own_trips(uow, ground_of(owner), who.person).rules
    asked = () if rules is None else rules.of_vehicle
    return next((fact for fact in asked if fact.id not in card.values), None)


def _ask_route(
    owner: Owner, uow: UnitOfWork, who: Speaker, card: VehicleCard, *, edit: bool
) -> Replies:
    """Where to, and when; what was said of it already is not asked again."""
    draft = _draft_in(uow, who, card)
    if draft is not None:
        return form.go_on(owner, uow, who, draft, edit=edit)
    ask(uow, BOT, who.person.chat_id, OpenQuestion(ROUTE, str(card.id)))
    view = forms.route(who.t, card)
    return Replies(edit=view) if edit else Replies(say=(view,))


def _keep_draft(uow: UnitOfWork, who: Speaker, card: VehicleCard, read: Planned) -> None:
    """What was said of the trip waits with the question, until the truck is known."""
    draft = form.draft_of(card, read, uow.now)
    context = asdict(draft) if draft.route else {}
    ask(uow, BOT, who.person.chat_id, OpenQuestion(ROUTE, str(card.id), context))


def _draft_in(uow: UnitOfWork, who: Speaker, card: VehicleCard) -> form.Draft | None:
    question = open_question(uow, BOT, who.person.chat_id)
    ours = question is not None and (question.kind, question.subject) == (ROUTE, str(card.id))
    return form.Draft(**question.context) if ours and question and question.context else None


def _headed(replies: Replies, before: Html) -> Replies:
    """The same with what was noted above it."""
    edit = None if replies.edit is None else _with_head(replies.edit, before)
    return replace(replies, say=tuple(_with_head(v, before) for v in replies.say), edit=edit)


def _with_head(view: View, before: Html) -> View:
    return replace(view, html=lines(before, view.html))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "trip:rel": relation,
    "trip:with": chosen,
}
ANSWERS: Final[Mapping[str, Answer]] = {TRUCK: named, ROUTE: routed}
