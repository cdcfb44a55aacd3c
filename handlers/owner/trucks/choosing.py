"""Which truck goes, and where to: tapped, named, or answered in words."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.plates_said import only_plate
from bot.domain.speech import Replies
from bot.services.trips import vehicles
from bot.services.trips.doors import own_vehicle
from bot.store.questions import OpenQuestion
from bot.store.uow import UnitOfWork
from handlers.notices.private import masked
from handlers.owner.answers import Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.trucks import form_views as forms
from handlers.owner.trucks.announced import planned, trip_said
from handlers.owner.trucks.drafts import Draft, draft_of, said_anew
from handlers.owner.trucks.early import asked_of_trips, headed, taken_out, told_early
from handlers.owner.trucks.facts import ROUTE, TRUCK
from handlers.owner.trucks.steps import (
    ask_route,
    ask_truck,
    draft_for,
    keep_draft,
    of_truck,
    unsaid_of,
    waiting_draft,
)
from handlers.press import Press
from policies.spoken.choices import read_option


async def chosen(event_update: Update, owner: Owner, press: Press) -> None:
    """A truck of the list; or what it is to the firm is not known."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        card = own_vehicle(uow, who.person, press.number())
        waiting = waiting_draft(uow, who)
        if waiting is not None:
            keep_draft(uow, who, replace(waiting, vehicle=card.id))
        if press.args[1:]:
            return ask_route(owner, uow, who, card, edit=True)
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
        said, waiting = trip_said(owner, plain, uow.now), waiting_draft(uow, who)
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
        unsaid = unsaid_of(owner, uow, who, card)
        option = None if unsaid is None else read_option(unsaid, text)
        if unsaid is not None and isinstance(option, str):
            ground = ground_of(owner)
            vehicles.state_of_vehicle(uow, ground, who.person, card.id, unsaid.id, option)
            return of_truck(owner, uow, who, own_vehicle(uow, who.person, card.id))
        said = trip_said(owner, masked(who.t, text), uow.now)
        if said.plates and card.label not in said.plates:
            return planned(owner, uow, who, said)
        held = draft_for(uow, who, card) or Draft(card.id, "")
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


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "trip:rel": relation,
    "trip:with": chosen,
}
ANSWERS: Final[Mapping[str, Answer]] = {TRUCK: named, ROUTE: routed}
