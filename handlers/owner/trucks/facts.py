"""What the rules ask of a trip: one fact after another, while an answer can change anything."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.sampling_refusals import SamplingRefusal
from bot.domain.samplings_said import read_sampling_time
from bot.domain.speech import Replies
from bot.domain.testing import believed
from bot.services.trips import trips as acts
from bot.services.trips.doors import own_trip, own_vehicle
from bot.services.trips.standing import TripStatus
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.minutes import minute_pressed
from handlers.owner.trucks import card_views as cards
from handlers.owner.trucks import form_views as forms
from handlers.owner.trucks.early import answer_in, headed, noted
from handlers.press import Press
from policies.fact_values import dump_value
from policies.facts import Fact, FactType, FactValue
from policies.spoken.choices import read_option

TRUCK: Final = "trip_truck"
ROUTE: Final = "trip_route"
TIMES: Final = "trip_times"
FACT: Final = "trip_fact"
POINT: Final = "trip_point"
OURS: Final = frozenset({TRUCK, ROUTE, TIMES, FACT, POINT})


async def fact(event_update: Update, owner: Owner, press: Press) -> None:
    """A fact of the trip was answered with a tap."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        ground, number = ground_of(owner), press.number()
        status = own_trip(uow, ground, who.person, number)
        known = _fact(status, press.word(1))
        value = _value(known, press, uow.now)
        step = acts.answer(uow, ground, who.person, number, known.id, value)
        return next_or_card(uow, who, step.status, edit=True)

    await owner.act(event_update, act)


async def answered(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A fact of the trip in their own words."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        ground, number = ground_of(owner), int(question.subject)
        status = own_trip(uow, ground, who.person, number)
        known = _fact(status, str(question.context["fact"]))
        value = _typed(known, text, uow.now, owner)
        if value is None:
            return _answered_another(owner, uow, who, status, known, text)
        step = acts.answer(uow, ground, who.person, number, known.id, value)
        return next_or_card(uow, who, step.status)

    await owner.act(event_update, act)


def _answered_another(
    owner: Owner, uow: UnitOfWork, who: Speaker, status: TripStatus, asked: Fact, text: str
) -> Replies:
    """What answers another question of the trip is kept; then the same is asked again."""
    facts = status.rules.of_trip
    other = answer_in(facts, text)
    if other is None:
        return Replies(say=(forms.question(who.t, status, asked, wrong=text),))
    fact, value = other
    step = acts.answer(uow, ground_of(owner), who.person, status.card.id, fact.id, value)
    before = noted(who.t, facts, {fact.id: dump_value(fact, value)})
    return headed(_ask_fact(uow, who, step.status, asked), before)


async def ask_fact(event_update: Update, owner: Owner, press: Press) -> None:
    """One fact of a trip, asked by itself: 司乘采样时间."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        status = own_trip(uow, ground_of(owner), who.person, press.number())
        return _ask_fact(uow, who, status, _fact(status, press.word(1)))

    await owner.act(event_update, act)


async def go_on(event_update: Update, owner: Owner, press: Press) -> None:
    """接着答."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        status = own_trip(uow, ground_of(owner), who.person, press.number())
        return next_or_card(uow, who, status)

    await owner.act(event_update, act)


def next_or_card(
    uow: UnitOfWork, who: Speaker, status: TripStatus, *, edit: bool = False
) -> Replies:
    """Ask what the rules still want to know of the trip, or show it."""
    if status.asked is not None:
        return _ask_fact(uow, who, status, status.asked, edit=edit)
    waiting = [own_vehicle(uow, who.person, each) for each in _also(uow, who)]
    close_own_question(uow, who)
    view = cards.card(who.t, status, before=who.t("记下了："), also=waiting)
    return Replies(edit=view) if edit else Replies(say=(view,))


def close_own_question(uow: UnitOfWork, who: Speaker) -> None:
    """A question of these screens is settled; one that somebody else asked stays open."""
    question = open_question(uow, BOT, who.person.chat_id)
    if question is not None and question.kind in OURS:
        close_question(uow, BOT, who.person.chat_id)


def _ask_fact(
    uow: UnitOfWork, who: Speaker, status: TripStatus, known: Fact, *, edit: bool = False
) -> Replies:
    context = {"fact": known.id, "also": _also(uow, who)}
    question = OpenQuestion(FACT, str(status.card.id), context)
    ask(uow, BOT, who.person.chat_id, question)
    view = forms.question(who.t, status, known)
    return Replies(edit=view) if edit else Replies(say=(view,))


def _also(uow: UnitOfWork, who: Speaker) -> list[int]:
    """Trucks that were said to make the same trip, and whose turn comes after this one."""
    question = open_question(uow, BOT, who.person.chat_id)
    ours = question is not None and question.kind in OURS
    return list(question.context.get("also", ())) if ours and question is not None else []


def _fact(status: TripStatus, name: str) -> Fact:
    for each in status.rules.of_trip:
        if each.id == name:
            return each
    raise Stale(StaleCode.CHANGED)


def _value(known: Fact, press: Press, now: datetime) -> FactValue | None:
    """What a button says third: an option, a minute, or that they do not know."""
    said = press.word(2)
    if said == "x":
        return None
    if known.type is not FactType.DATETIME:
        return acts.read_answer(known, said)
    return believed(minute_pressed(press, 2), now)


def _typed(known: Fact, text: str, now: datetime, owner: Owner) -> FactValue | None:
    if known.type is not FactType.DATETIME:
        return read_option(known, text)
    at = read_sampling_time(text, now, owner.zone)
    try:
        return None if at is None else believed(at, now)
    except SamplingRefusal:
        return None


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "trip:fact": fact,
    "trip:ask": ask_fact,
    "trip:next": go_on,
}
ANSWERS: Final[Mapping[str, Answer]] = {FACT: answered}
