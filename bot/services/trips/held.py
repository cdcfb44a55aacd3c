"""A truck that is not let through: humans are told in the same act, at any hour."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.errors import Stale, StaleCode
from bot.domain.trips import ON, TripState
from bot.services.cases.cards import CaseCard
from bot.services.cases.lists import has_open_case
from bot.services.cases.opening import Matter, open_case
from bot.services.duties.errands import Ground
from bot.services.trips.doors import Step, keep_step, own_trip_card, trip_loaded
from bot.services.trips.rules import TripRules
from bot.services.trips.standing import TripStatus
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase


def hold_up(
    uow: UnitOfWork,
    ground: Ground,
    person: PersonCard,
    trip_id: int,
    about: str | None,
    text: Callable[[TripStatus], str],
) -> tuple[Step, CaseCard | None]:
    """Somebody does not let the truck pass: humans are told at once.

    Args:
        about: The record that speaks of it, if one does.

    Returns:
        The trip, and the case; None if an open case is about it already.

    Raises:
        NotYours: No trip of theirs.
        Stale: It is over already.
    """
    card = own_trip_card(uow, person, trip_id)
    if card.state not in ON:
        raise Stale(StaleCode.CHANGED)
    now = replace(card, state=TripState.HELD, started_at=card.started_at or uow.now)
    if has_open_case(uow, card.case_id):
        return keep_step(uow, ground, person, card, now, TripState.HELD), None
    status = trip_loaded(uow, ground, card)
    category = _category(ground.rulebase, status.rules, status.rules.record.region)
    matter = Matter(about or status.rules.record.id, category, urgent=True)
    case = open_case(uow, ground, person, text(status), matter)
    now = replace(now, case_id=case.id)
    return keep_step(uow, ground, person, card, now, TripState.HELD), case


def _category(rulebase: RuleBase, rules: TripRules, region: str) -> str | None:
    """The kind of problem whose walk speaks of the record."""
    for category in rulebase.problems.values():
        walk = category.walk_in(region)
        if walk is not None and rules.record.id in walk.records:
            return category.id
    return None
