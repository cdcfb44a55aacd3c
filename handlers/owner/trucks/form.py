"""Planning a trip of a truck: a route with its times, then what the rules still ask of it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.services.trips import trips as acts
from bot.services.trips.doors import own_trip, own_vehicle
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.trips import NewTrip
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.minutes import minute_pressed
from handlers.owner.questions.parking import TRIP, done_with
from handlers.owner.trucks import facts
from handlers.owner.trucks import form_views as forms
from handlers.owner.trucks import time_views as times
from handlers.owner.trucks.drafts import Draft, departs_at, draft_in, in_context, read_time
from handlers.owner.trucks.early import headed, kept_with, told_early
from handlers.owner.trucks.facts import ROUTE, TIMES, next_or_card
from handlers.press import Press


async def leaves(event_update: Update, owner: Owner, press: Press) -> None:
    """When it leaves was tapped."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        draft = _drafted(uow, who, departure=True)
        at = max(minute_pressed(press), uow.now)
        return go_on(owner, uow, who, _leaving(draft, at), edit=True)

    await owner.act(event_update, act)


async def arrives(event_update: Update, owner: Owner, press: Press) -> None:
    """When it arrives was tapped, or nobody knows."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        draft = _drafted(uow, who, departure=False)
        said = "" if press.word() == "x" else minute_pressed(press).isoformat()
        return go_on(owner, uow, who, replace(draft, arrives=said, readings=()), edit=True)

    await owner.act(event_update, act)


async def either(event_update: Update, owner: Owner, press: Press) -> None:
    """Whether it leaves or arrives at the moment that was said."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        draft = _held(uow, who)
        if draft.either is None:
            raise Stale(StaleCode.ANSWERED)
        at, settled = datetime.fromisoformat(draft.either), replace(draft, either=None)
        if press.word() == "leaves":
            return go_on(owner, uow, who, _leaving(settled, at), edit=True)
        return go_on(owner, uow, who, replace(settled, arrives=draft.either), edit=True)

    await owner.act(event_update, act)


async def timed(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """One of the two times in their own words."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        draft = _held(uow, who)
        told = told_early(uow, owner, who, draft, text)
        if told is not None:
            return headed(go_on(owner, uow, who, told[0]), told[1])
        return _timed(owner, uow, who, draft, text)

    await owner.act(event_update, act)


def _timed(owner: Owner, uow: UnitOfWork, who: Speaker, draft: Draft, text: str) -> Replies:
    departs, read = departs_at(draft), read_time(draft, text, uow.now, owner.zone)
    kept = tuple(each for each in read.moments if departs is None or each > departs)
    if draft.either is not None or not kept:
        early = read.moments[0] if read.moments and departs is not None else None
        return go_on(owner, uow, who, draft, wrong=text, early=early)
    if len(kept) > 1:
        readings = tuple(each.isoformat() for each in kept)
        return go_on(owner, uow, who, replace(draft, readings=readings))
    if departs is None:
        return go_on(owner, uow, who, _leaving(draft, kept[0]))
    arrives = kept[0].isoformat()
    return go_on(owner, uow, who, replace(draft, arrives=arrives, readings=()))


async def move(event_update: Update, owner: Owner, press: Press) -> None:
    """改时间."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        card = own_trip(uow, ground_of(owner), who.person, press.number()).card
        left = card.started_at is not None
        departs = card.departs_at.isoformat() if left else None
        return go_on(owner, uow, who, Draft(card.vehicle_id, card.route, departs, None, card.id))

    await owner.act(event_update, act)


async def reroute(event_update: Update, owner: Owner, press: Press) -> None:
    """改路线: where to instead?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        card = own_trip(uow, ground_of(owner), who.person, press.number()).card
        arrives = "" if card.arrives_at is None else card.arrives_at.isoformat()
        departs = card.departs_at.isoformat()
        return go_on(owner, uow, who, Draft(card.vehicle_id, "", departs, arrives, card.id))

    await owner.act(event_update, act)


def go_on(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    draft: Draft,
    *,
    edit: bool = False,
    wrong: str | None = None,
    early: datetime | None = None,
) -> Replies:
    """Ask for what is missing, or keep the trip and ask on.

    Args:
        wrong: An answer that was not understood.
        early: An arrival that was given and lies before the departure.
    """
    departs = departs_at(draft)
    if not draft.route:
        card = own_vehicle(uow, who.person, draft.vehicle or 0)
        question = OpenQuestion(ROUTE, str(card.id), in_context(draft))
        view = forms.destination(who.t, card)
    elif departs is not None and draft.arrives is not None:
        return _keep(owner, uow, who, draft, edit=edit)
    else:
        question = OpenQuestion(TIMES, context=in_context(draft))
        view = _asked_time(owner, uow, who, draft, wrong=wrong, early=early)
    ask(uow, BOT, who.person.chat_id, question)
    return Replies(edit=view) if edit else Replies(say=(view,))


def _asked_time(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    draft: Draft,
    *,
    wrong: str | None,
    early: datetime | None,
) -> View:
    departs, zone = departs_at(draft), owner.zone
    readings = tuple(datetime.fromisoformat(each) for each in draft.readings)
    if draft.either is not None:
        at = datetime.fromisoformat(draft.either)
        return times.leaves_or_arrives(who.t, draft.route, at, zone)
    if departs is None:
        day = None if draft.day is None else (date.fromisoformat(draft.day), draft.part)
        here = (uow.now, zone)
        return times.departure(
            who.t, draft.route, here, trip=draft.trip, wrong=wrong, day=day, readings=readings
        )
    before = None if early is None else (early, departs)
    return times.arrival(
        who.t, draft.route, departs, zone, wrong=wrong, early=before, readings=readings
    )


def _leaving(draft: Draft, at: datetime) -> Draft:
    """The draft with its departure; an arrival that is not behind it is asked anew."""
    arrives = draft.arrives
    if arrives and datetime.fromisoformat(arrives) <= at:
        arrives = None
    return replace(
        draft, departs=at.isoformat(), arrives=arrives, day=None, part=None, readings=()
    )


def _keep(owner: Owner, uow: UnitOfWork, who: Speaker, draft: Draft, *, edit: bool) -> Replies:
    ground = ground_of(owner)
    departs = datetime.fromisoformat(draft.departs or "")
    until = datetime.fromisoformat(draft.arrives) if draft.arrives else None
    if draft.trip is not None:
        route = draft.route
        step = acts.change_trip(uow, ground, who.person, draft.trip, route, (departs, until))
        return next_or_card(uow, who, step.status, edit=edit)
    done_with(uow, who, TRIP)
    made = NewTrip(draft.vehicle or 0, draft.route, departs, until)
    planned = acts.plan_trip(uow, ground, who.person, made)
    status = kept_with(uow, ground, who, planned, draft.answers)
    return next_or_card(uow, who, status, edit=edit)


def _drafted(uow: UnitOfWork, who: Speaker, *, departure: bool) -> Draft:
    draft = _held(uow, who)
    if draft.either is not None or (draft.departs is None) != departure:
        raise Stale(StaleCode.ANSWERED)
    return draft


def _held(uow: UnitOfWork, who: Speaker) -> Draft:
    """The draft whose time is asked.

    Raises:
        Stale: None is.
    """
    question = open_question(uow, BOT, who.person.chat_id)
    draft = None if question is None or question.kind != TIMES else draft_in(question)
    if draft is None:
        raise Stale(StaleCode.ANSWERED)
    return draft


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "trip:leaves": leaves,
    "trip:arrives": arrives,
    "trip:either": either,
    "trip:move": move,
    "trip:route": reroute,
    **facts.BUTTONS,
}
ANSWERS: Final[Mapping[str, Answer]] = {TIMES: timed, **facts.ANSWERS}
