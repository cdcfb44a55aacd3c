"""Which truck goes, and where to: tapped, named, or all in one sentence."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies, View
from bot.domain.trips_said import TripSaid, only_plate, read_trip_said
from bot.services.trips import vehicles
from bot.services.trips.doors import own_trips, own_vehicle
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
from handlers.owner.trucks.drafts import Draft, draft_in, draft_of, in_context, said_anew
from handlers.owner.trucks.early import (
    asked_of_trips,
    headed,
    noted,
    taken_out,
    told_early,
)
from handlers.owner.trucks.facts import ROUTE, TRUCK
from handlers.press import Press
from handlers.tongue import Html, lines
from policies.facts import Fact
from policies.spoken.choices import read_option
from policies.spoken.place_words import is_place_name


def trip_said(owner: Owner, text: str, at: datetime) -> TripSaid:
    """A sentence about a trip, taken apart with the places that are known.

    Args:
        at: When it was said (aware): 明天 is the day after that.
    """
    regions = owner.rulebase.regions
    return read_trip_said(text, at, owner.zone, lambda name: is_place_name(regions, name))


async def chosen(event_update: Update, owner: Owner, press: Press) -> None:
    """A truck of the list; or what it is to the firm is not known."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        card = own_vehicle(uow, who.person, press.number())
        waiting = _waiting(uow, who)
        if waiting is not None:
            keep_draft(uow, who, replace(waiting, vehicle=card.id))
        if press.args[1:]:
            return _ask_route(owner, uow, who, card, edit=True)
        return of_truck(owner, uow, who, card, edit=True)

    await owner.act(event_update, act)


async def relation(event_update: Update, owner: Owner, press: Press) -> None:
    """What the truck is to the firm."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        card = vehicles.state_of_vehicle(
            uow, ground_of(owner), who.person, press.number(), press.word(1), press.word(2)
        )
        return of_truck(owner, uow, who, card, edit=True)

    await owner.act(event_update, act)


async def named(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """What the truck is called, maybe with its whole trip."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        plain = " ".join(masked(who.t, text).split())
        said, waiting = trip_said(owner, plain, uow.now), _waiting(uow, who)
        if said.is_trip:
            return planned(owner, uow, who, said, onto=waiting)
        told = None if waiting is None else told_early(uow, owner, who, waiting, text)
        if told is not None:
            return headed(ask_truck(owner, uow, who, told[0], edit=False), told[1])
        label = said.plates[0] if only_plate(plain) else plain
        if not label:
            return Replies(say=(forms.new_truck(who.t),))
        card = vehicles.keep_vehicle(uow, ground_of(owner), who.person, label)
        if waiting is not None:
            keep_draft(uow, who, replace(waiting, vehicle=card.id))
        return of_truck(owner, uow, who, card)

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
            return of_truck(owner, uow, who, own_vehicle(uow, who.person, card.id))
        said = trip_said(owner, masked(who.t, text), uow.now)
        if said.plates and card.label not in said.plates:
            return planned(owner, uow, who, said)
        held = _draft_in(uow, who, card) or Draft(card.id, "")
        told = told_early(uow, owner, who, held, text)
        if told is not None:
            keep_draft(uow, who, told[0])
            return headed(of_truck(owner, uow, who, card), told[1])
        read = taken_out(draft_of(card.id, said.road, uow.now), asked_of_trips(uow, owner, who))
        draft = said_anew(held, read)
        if draft == held:
            return Replies(say=(forms.route(who.t, card, wrong=True),))
        keep_draft(uow, who, draft)
        return of_truck(owner, uow, who, card)

    await owner.act(event_update, act)


def planned(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    said: TripSaid,
    *,
    onto: Draft | None = None,
    edit: bool = False,
) -> Replies:
    """A trip in one sentence: its truck is kept, and what the sentence left out is asked.

    Args:
        onto: What was said of the trip before, when it named no truck.

    Raises:
        NotYours: They keep no duties of the firm, or its place asks nothing of trips.
    """
    ground = ground_of(owner)
    labels, said = _trucks_of(owner, uow, who, said)
    asked = asked_of_trips(uow, owner, who)
    draft = taken_out(draft_of(None, said.road, uow.now), asked)
    draft = draft if onto is None else said_anew(onto, draft)
    answered = noted(who.t, asked, draft.answers) or None
    before = lines(said_words.noted(who.t, labels, said, owner.zone), answered)
    if not labels:
        return _headed(who, ask_truck(owner, uow, who, draft, edit=edit), before)
    first, *others = [vehicles.keep_vehicle(uow, ground, who.person, each) for each in labels]
    also = tuple(each.id for each in others)
    keep_draft(uow, who, replace(draft, vehicle=first.id, also=also))
    return _headed(who, of_truck(owner, uow, who, first, edit=edit), before)


def _trucks_of(
    owner: Owner, uow: UnitOfWork, who: Speaker, said: TripSaid
) -> tuple[tuple[str, ...], TripSaid]:
    """What the trucks are called: as said, or one of the firm's own whose name stands in it."""
    labels = said_words.trucks_in(said)
    if labels:
        return labels, said
    route = said.planned.route
    for each in own_trips(uow, ground_of(owner), who.person).vehicles:
        if each.label in route:
            rest = replace(said.planned, route=route.replace(each.label, " ").strip())
            return (each.label,), replace(said, planned=rest)
    return (), said


def ask_truck(owner: Owner, uow: UnitOfWork, who: Speaker, draft: Draft, *, edit: bool) -> Replies:
    """Which truck? What was said of its trip waits."""
    ask(uow, BOT, who.person.chat_id, OpenQuestion(TRUCK, context=in_context(draft)))
    held = own_trips(uow, ground_of(owner), who.person).vehicles
    known, new = forms.which_truck, forms.new_truck
    view = known(who.t, held, trip=True) if held else new(who.t, trip=True)
    return Replies(edit=view) if edit else Replies(say=(view,))


def _waiting(uow: UnitOfWork, who: Speaker) -> Draft | None:
    """What was said of a trip before its truck."""
    question = open_question(uow, BOT, who.person.chat_id)
    return draft_in(question) if question is not None and question.kind == TRUCK else None


def of_truck(
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


def keep_draft(uow: UnitOfWork, who: Speaker, draft: Draft) -> None:
    """What was said of the trip waits with the question, until the truck is known."""
    question = OpenQuestion(ROUTE, str(draft.vehicle), in_context(draft))
    ask(uow, BOT, who.person.chat_id, question)


def _draft_in(uow: UnitOfWork, who: Speaker, card: VehicleCard) -> Draft | None:
    question = open_question(uow, BOT, who.person.chat_id)
    ours = question is not None and (question.kind, question.subject) == (ROUTE, str(card.id))
    return draft_in(question) if ours and question is not None else None


def _headed(who: Speaker, replies: Replies, before: Html) -> Replies:
    """The same with what was noted above it, and a way to say it again."""
    edit = None if replies.edit is None else _with_head(who, replies.edit, before)
    return replace(replies, say=tuple(_with_head(who, v, before) for v in replies.say), edit=edit)


def _with_head(who: Speaker, view: View, before: Html) -> View:
    *rows, last = view.rows
    again = forms.say_again(who.t)
    return replace(view, html=lines(before, view.html), rows=(*rows, again, last))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "trip:rel": relation,
    "trip:with": chosen,
}
ANSWERS: Final[Mapping[str, Answer]] = {TRUCK: named, ROUTE: routed}
