"""Words that announce somebody who comes or a trip: offered for the list that the firm keeps."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from aiogram.types import Update

from bot.domain.arrivals import Visitors, read_visitors
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.domain.trips_said import is_announced
from bot.domain.visits_said import announced_visitors, only_people_from
from bot.services import problems
from bot.services.arrivals.doors import own_arrivals
from bot.services.arrivals.people_lists import lists_in
from bot.services.trips.rules import trip_rules
from bot.store.problems import ProblemCard, Told
from bot.store.uow import UnitOfWork
from handlers.owner.arrivals.form import begun
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.problems import announcing_views as views
from handlers.owner.problems.scene import left_of
from handlers.owner.questions.parking import put_away
from handlers.owner.trucks import announced
from handlers.press import Press
from policies.spoken.place_words import is_place_name
from policies.spoken.rules_asked import asks_what_holds


class Entry(StrEnum):
    """Which list words belong on."""

    VISIT = "visit"  # of those who come
    TRIP = "trip"


def entry_in(owner: Owner, region: str, said: str, now: datetime) -> Entry | None:
    """What a text announces, where the documents of the place want a list of it.

    Args:
        now: When it was said (aware).
    """
    if asks_what_holds(said):
        return None
    trip = is_announced(said, announced.trip_said(owner, said, now))
    if trip and trip_rules(owner.rulebase, region):
        return Entry.TRIP
    if not lists_in(owner.rulebase, region):
        return None
    return Entry.VISIT if visitors_in(owner, said, now) else None


def visitors_in(owner: Owner, said: str, now: datetime) -> tuple[Visitors, ...]:
    """Those whom a text announces, or of whom it says only how many they are and from where."""
    regions = owner.rulebase.regions
    if only_people_from(said, lambda name: is_place_name(regions, name)):
        return read_visitors(said, now, owner.zone)
    return announced_visitors(said, now, owner.zone)


async def offered(owner: Owner, event_update: Update, told: Told, entry: Entry) -> None:
    """What was read, and whether it shall be kept; a question that was open waits meanwhile."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        put_away(uow, who)
        problem = problems.keep_problem(uow, who.person, told)
        left, zone = left_of(owner, uow, who), owner.zone
        if entry is Entry.TRIP:
            said = announced.trip_said(owner, told.text, uow.now)
            return Replies(say=(views.trip(who.t, problem, said, zone, left),))
        visitors = visitors_in(owner, told.text, uow.now)
        return Replies(say=(views.visit(who.t, problem, visitors, zone, left),))

    await owner.act(event_update, act)


async def visit(event_update: Update, owner: Owner, press: Press) -> None:
    """记一次到访."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = _taken(uow, who, press)
        if problem is None:
            return _taken_before(who)
        of = next(iter(own_arrivals(uow, ground_of(owner), who.person).lists), None)
        if of is None:
            raise Stale(StaleCode.CHANGED)
        put_away(uow, who)
        return begun(owner, uow, who, of, (problem.told.text, problem.at), edit=True)

    await owner.act(event_update, act)


async def trip(event_update: Update, owner: Owner, press: Press) -> None:
    """记一趟出车."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = _taken(uow, who, press)
        if problem is None:
            return _taken_before(who)
        put_away(uow, who)
        said = announced.trip_said(owner, problem.told.text, problem.at)
        return announced.planned(owner, uow, who, said, edit=True)

    await owner.act(event_update, act)


def _taken(uow: UnitOfWork, who: Speaker, press: Press) -> ProblemCard | None:
    """The words, marked as taken; None if they were before."""
    problem = problems.problem_of(uow, who.person, press.number())
    if problems.ENTRY in problem.progress.tapped:
        return None
    return problems.tapped(uow, problem, problems.ENTRY)


def _taken_before(who: Speaker) -> Replies:
    return Replies(toast=who.t("这一条已经点过了，不用再点。"))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "prob:visit": visit,
    "prob:trip": trip,
}
