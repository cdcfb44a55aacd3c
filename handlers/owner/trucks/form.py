"""Planning a trip of a truck: a route with its times, then what the rules still ask of it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Final

from aiogram.types import Update

from bot.domain.coming import read_coming
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.domain.trips import Planned
from bot.services import trips as acts
from bot.services.trips_doors import own_trip
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.trips import NewTrip
from bot.store.uow import UnitOfWork
from bot.store.vehicles import VehicleCard
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.minutes import minute_pressed
from handlers.owner.trucks import facts
from handlers.owner.trucks import form_views as forms
from handlers.owner.trucks.facts import TIMES, next_or_card
from handlers.press import Press


@dataclass(frozen=True, slots=True)
class Draft:
    """A trip that is not kept yet, or one whose times change (`trip`); moments as ISO texts."""

    vehicle: int
    route: str
    departs: str | None = None
    arrives: str | None = None
    trip: int | None = None


def draft_of(card: VehicleCard, read: Planned, now: datetime) -> Draft:
    """What a line says of a truck's trip; a moment that has passed since is asked anew."""
    departs = read.departs_at if read.departs_at is None or read.departs_at >= now else None
    return Draft(card.id, read.route, _iso(departs), _iso(read.arrives_at if departs else None))


async def leaves(event_update: Update, owner: Owner, press: Press) -> None:
    """When it leaves was tapped."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        draft = _drafted(uow, who, departure=True)
        at = max(minute_pressed(press), uow.now)
        return go_on(owner, uow, who, replace(draft, departs=at.isoformat()), edit=True)

    await owner.act(event_update, act)


async def arrives(event_update: Update, owner: Owner, press: Press) -> None:
    """When it arrives was tapped, or nobody knows."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        draft = _drafted(uow, who, departure=False)
        said = "" if press.word() == "x" else minute_pressed(press).isoformat()
        return go_on(owner, uow, who, replace(draft, arrives=said), edit=True)

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
            return go_on(owner, uow, who, draft, wrong=text)
        said = read.moments[0].isoformat()
        if draft.departs is None:
            return go_on(owner, uow, who, replace(draft, departs=said))
        return go_on(owner, uow, who, replace(draft, arrives=said))

    await owner.act(event_update, act)


async def move(event_update: Update, owner: Owner, press: Press) -> None:
    """改时间."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        status = own_trip(uow, ground_of(owner), who.person, press.number())
        card = status.card
        left = card.started_at is not None
        departs = card.departs_at.isoformat() if left else None
        return go_on(owner, uow, who, Draft(card.vehicle_id, card.route, departs, None, card.id))

    await owner.act(event_update, act)


def go_on(
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


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "trip:leaves": leaves,
    "trip:arrives": arrives,
    "trip:move": move,
    **facts.BUTTONS,
}
ANSWERS: Final[Mapping[str, Answer]] = {TIMES: timed, **facts.ANSWERS}
