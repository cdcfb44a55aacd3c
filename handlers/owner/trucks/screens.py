"""货车出车: trips of the firm's trucks from the plan to the arrival, and a truck that is held."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right, may
from bot.domain.speech import Notice, Replies
from bot.domain.trips import TripState
from bot.services.cases.cards import CaseCard
from bot.services.firms.firms import firm_of, judge
from bot.services.firms.rights import speak_for
from bot.services.trips import trips as acts
from bot.services.trips.doors import own_trip, own_trips
from bot.services.trips.held import hold_up
from bot.services.trips.rules import choices_of
from bot.services.trips.standing import TripStatus
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer
from handlers.owner.cases.screens import NOTE_KIND
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.acts import not_undone, said, undone
from handlers.owner.duties.scene import ground_of
from handlers.owner.duties.urgent import tell
from handlers.owner.trucks import card_views as cards
from handlers.owner.trucks import choosing, fleet, form, held_views, next_truck, taking_up
from handlers.owner.trucks import list_views as lists
from handlers.owner.trucks.facts import close_own_question
from handlers.owner.trucks.on_the_spot import Spot, spot_of
from handlers.press import Press
from policies.verdicts import Outcome, Verdict


async def listing(event_update: Update, owner: Owner, press: Press) -> None:
    """Every trip, page by page."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        close_own_question(uow, who)
        firm = own_trips(uow, ground_of(owner), who.person)
        if firm.rules is None:
            return Replies(edit=lists.no_rules(who.t))
        page = press.number() if press.args else 0
        return Replies(edit=lists.listing(who.t, firm, page))

    await owner.act(event_update, act)


async def show(event_update: Update, owner: Owner, press: Press) -> None:
    """One trip; from a reminder it is said anew, so that the reminder stays."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        close_own_question(uow, who)
        status = own_trip(uow, ground_of(owner), who.person, press.number())
        view = cards.card(who.t, status)
        return Replies(say=(view,)) if press.args[1:] else Replies(edit=view)

    await owner.act(event_update, act)


async def go(event_update: Update, owner: Owner, press: Press) -> None:
    """出发了."""
    await _move(event_update, owner, press, TripState.UNDERWAY)


async def there(event_update: Update, owner: Owner, press: Press) -> None:
    """到了."""
    await _move(event_update, owner, press, TripState.ARRIVED)


async def off(event_update: Update, owner: Owner, press: Press) -> None:
    """不走了."""
    await _move(event_update, owner, press, TripState.CANCELLED)


async def held(event_update: Update, owner: Owner, press: Press) -> None:
    """🚨 被拦了: what happened?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        status = own_trip(uow, ground_of(owner), who.person, press.number())
        if status.rules.trouble is None:
            return _hold(owner, uow, who, press.number(), None)
        return Replies(say=(cards.which_trouble(who.t, status, status.rules.trouble),))

    await owner.act(event_update, act)


async def stop(event_update: Update, owner: Owner, press: Press) -> None:
    """What happened was tapped: humans are told in the same act."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        return _hold(owner, uow, who, press.number(), press.word(1))

    await owner.act(event_update, act)


async def on_the_spot(event_update: Update, owner: Owner, press: Press) -> None:
    """怎么办、给对方看的原文: said beside what stands there already."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        status = own_trip(uow, ground_of(owner), who.person, press.number())
        if status.card.state is not TripState.HELD:
            return Replies(say=(cards.card(who.t, status),))
        option = press.word(1) if press.args[1:] else None
        speaking = _speaking(owner, uow, who, status, option)
        spot = _spot(owner, uow, who, status, speaking)
        return Replies(say=(held_views.on_the_spot(who.t, status, spot),))

    await owner.act(event_update, act)


async def did(event_update: Update, owner: Owner, press: Press) -> None:
    """One of the duty's items is done for this trip."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        ground = ground_of(owner)
        step = acts.do_trip_task(uow, ground, who.person, press.number(), press.word(1))
        return said(who.t, cards.card, step, who.t("记下了，已存为履职记录。"))

    await owner.act(event_update, act)


async def undo(event_update: Update, owner: Owner, press: Press) -> None:
    """撤销, for ten minutes."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        ground, number = ground_of(owner), press.number()
        try:
            status = acts.undo_step(uow, ground, who.person, number, press.number(1))
        except Stale as stale:
            status = own_trip(uow, ground, who.person, number)
            return Replies(say=(cards.card(who.t, status, before=not_undone(who.t, stale)),))
        before = undone(who.t, status.card.case_id)
        return Replies(edit=cards.card(who.t, status, before=before))

    await owner.act(event_update, act)


async def _move(event_update: Update, owner: Owner, press: Press, to: TripState) -> None:
    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        step = acts.move_on(uow, ground_of(owner), who.person, press.number(), to)
        close_own_question(uow, who)
        return said(who.t, cards.card, step, who.t("记下了："))

    await owner.act(event_update, act)


def _hold(
    owner: Owner, uow: UnitOfWork, who: Speaker, trip_id: int, option: str | None
) -> Replies:
    ground = ground_of(owner)
    status = own_trip(uow, ground, who.person, trip_id)
    trouble = status.rules.trouble
    options = {} if trouble is None else choices_of(trouble)
    if trouble is not None and option not in options:
        raise Stale(StaleCode.CHANGED)
    speaking = _speaking(owner, uow, who, status, option)
    about = speaking[0].policy if speaking else None
    words = options[option] if option is not None else status.rules.record.title
    step, case = hold_up(
        uow,
        ground,
        who.person,
        trip_id,
        about,
        lambda now: held_views.case_text(who.t, now, words),
    )
    role = speak_for(uow, who.person, step.status.card.firm_id, Right.DUTY)
    may_write, number = may(role, Right.CASE), step.status.card.case_id
    if may_write and number is not None:
        ask(uow, BOT, who.person.chat_id, OpenQuestion(NOTE_KIND, str(number)))
    spot = replace(_spot(owner, uow, who, status, speaking), trouble=option)
    view = held_views.held(who.t, step.status, case, spot, may_write=may_write)
    return Replies(say=(view,), also=_also(owner, who, step.status, case))


def _spot(
    owner: Owner, uow: UnitOfWork, who: Speaker, status: TripStatus, speaking: Sequence[Verdict]
) -> Spot:
    keeps = None if status.duty is None else status.duty.verdict.source
    region = firm_of(uow, who.person).region
    return spot_of(owner.rulebase, region, status.rules.record.id, speaking, keeps)


def _also(
    owner: Owner, who: Speaker, status: TripStatus, case: CaseCard | None
) -> tuple[Notice, ...]:
    if case is None:
        return ()
    return tell(owner, who, case, "trip", lambda t: held_views.colleagues_told(t, status, case))


def _speaking(
    owner: Owner, uow: UnitOfWork, who: Speaker, status: TripStatus, option: str | None
) -> list[Verdict]:
    """The records that say something to what happened."""
    rules = status.rules
    if rules.trouble is None or option is None:
        return []
    firm = own_trips(uow, ground_of(owner), who.person)
    value = acts.read_answer(rules.trouble, option)
    profile = firm.with_fact(rules.trouble.id, value)
    today = uow.now.astimezone(owner.zone).date()
    found = judge(owner.rulebase, profile, today, only=rules.about_trouble)
    return [each for each in found if each.outcome in {Outcome.MATCH, Outcome.OBLIGATION}]


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "trip:list": listing,
    "trip:show": show,
    "trip:go": go,
    "trip:free": go,
    "trip:there": there,
    "trip:off": off,
    "trip:held": held,
    "trip:stop": stop,
    held_views.MORE: on_the_spot,
    "trip:did": did,
    "trip:undo": undo,
    **fleet.BUTTONS,
    **choosing.BUTTONS,
    **next_truck.BUTTONS,
    **form.BUTTONS,
    **taking_up.BUTTONS,
}
ANSWERS: Final[Mapping[str, Answer]] = {**fleet.ANSWERS, **choosing.ANSWERS, **form.ANSWERS}
