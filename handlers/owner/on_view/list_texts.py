"""Texts on the screens of lists: who comes, which truck goes, what a test group does."""

from functools import partial

from bot.domain.group_sizes_said import read_group_size
from bot.domain.samplings_said import group_called
from bot.domain.speech import Replies
from bot.domain.visits_said import ASKS, listed_visitors
from bot.services.arrivals.doors import own_arrivals
from bot.services.arrivals.people_lists import PeopleList, lists_in
from bot.services.firms.firms import firm_of
from bot.services.testing.rhythms import posts_fact
from bot.services.trips.rules import trip_rules
from bot.store.uow import UnitOfWork
from bot.store.vehicles import vehicles_of
from handlers.notices.private import masked
from handlers.owner.arrivals.form import begun
from handlers.owner.arrivals.scene import list_named
from handlers.owner.context import Speaker, speaker_of
from handlers.owner.duties.scene import ground_of
from handlers.owner.on_view.glance import Glance, Take
from handlers.owner.testing import groups
from handlers.owner.trucks import announced, choosing
from handlers.press import Press
from policies.spoken.choices import read_option


async def visitors(glance: Glance) -> Take | None:
    """上海来2个工程师: put on the list that is on view."""
    of = _list_on_view(glance)
    if of is None or not listed_visitors(glance.said, glance.now, glance.owner.zone):
        return None
    return partial(_put_on_list, glance, of)


async def trip(glance: Glance) -> Take | None:
    """A trip in one sentence, or on the question which truck goes, the name of one."""
    if trip_rules(glance.owner.rulebase, glance.region) is None or ASKS.search(glance.said):
        return None
    said = announced.trip_said(glance.owner, glance.said, glance.now)
    if (said.is_trip and said.truck) or said.is_trip_of_some_truck:
        return partial(_plan, glance)
    vehicle = await glance.owner.app.read(lambda uow: _vehicle_named(uow, glance))
    if vehicle is None:
        return None
    press = Press("trip:with", (str(vehicle),))
    return partial(choosing.chosen, glance.update, glance.owner, press)


async def post(glance: Glance) -> Take | None:
    """这一组是做什么的？ in their own words, which may say how many they are."""
    fact, sized = posts_fact(glance.owner.rulebase, glance.region), read_group_size(glance.said)
    called = glance.said if sized is None else sized.called
    read = None if fact is None else read_option(fact, called)
    chosen = read if isinstance(read, frozenset) else {read}
    if read is None and group_called(called):
        before = glance.screen.number() if glance.screen.args else None
        return partial(groups.named, glance.update, glance.owner, glance.said, before)
    if len(chosen) != 1 or read is None:
        return None
    press = Press("test:post", (str(*chosen), *glance.screen.args[:1]))
    return partial(groups.post_in_words, glance.update, glance.owner, press, glance.said)


def _list_on_view(glance: Glance) -> PeopleList | None:
    """The list on view, or the first one of the place."""
    lists = lists_in(glance.owner.rulebase, glance.region)
    fact = next(iter(glance.screen.args), None)
    named = (each for each in lists if each.fact.id == fact)
    return next(named, next(iter(lists), None))


async def _put_on_list(glance: Glance, of: PeopleList) -> None:
    owner = glance.owner

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        held = list_named(own_arrivals(uow, ground_of(owner), who.person), of.fact.id)
        return begun(owner, uow, who, held, (glance.said, uow.now))

    await owner.act(glance.update, act)


async def _plan(glance: Glance) -> None:
    owner = glance.owner

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        said = announced.trip_said(owner, masked(who.t, glance.said), uow.now)
        return announced.planned(owner, uow, who, said)

    await owner.act(glance.update, act)


def _vehicle_named(uow: UnitOfWork, glance: Glance) -> int | None:
    """A truck of the firm by its very name, where it was asked which one goes."""
    if glance.screen.name != "trip:new":
        return None
    name = " ".join(glance.said.split()).casefold()
    who = speaker_of(uow, glance.owner.app.turn_of(glance.update))
    firm = firm_of(uow, who.person)
    held = (each for each in vehicles_of(uow, firm.id) if not each.removed)
    return next((each.id for each in held if each.label.casefold() == name), None)
