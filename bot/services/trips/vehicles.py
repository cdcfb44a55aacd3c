"""A firm's trucks and its receiving point: named by the firm itself, kept for the next trip."""

from dataclasses import replace

from bot.domain.errors import NotYours, Stale, StaleCode
from bot.domain.trips import LABEL, ROUTE
from bot.services.duties.book_rows import noted
from bot.services.duties.duties import load_duties, points_shown
from bot.services.duties.errands import Ground
from bot.services.duties.evidence import record_evidence
from bot.services.trips.doors import SUBJECT, own_trips, own_vehicle
from bot.services.trips.planning import plan_trips
from bot.services.trips.rules import TripRules, choices_of
from bot.store.duties.evidence import NewEvidence
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork
from bot.store.vehicles import VehicleCard, add_vehicle, change_vehicle, put_point
from policies.keeping import Act


def keep_vehicle(uow: UnitOfWork, ground: Ground, person: PersonCard, label: str) -> VehicleCard:
    """Keep a truck of the person's firm; one of the same name is the same.

    Raises:
        NotYours: They keep no duties of it, or its place asks nothing of trips.
    """
    firm = own_trips(uow, ground, person)
    if firm.rules is None:
        raise NotYours(SUBJECT)
    known = next((each for each in firm.vehicles if each.label == label[:LABEL]), None)
    if known is not None:
        return known
    card = add_vehicle(uow, firm.profile.firm.id, label[:LABEL])
    noted(uow, person, SUBJECT, "vehicle", card.id)
    return card


def state_of_vehicle(
    uow: UnitOfWork, ground: Ground, person: PersonCard, vehicle_id: int, fact: str, option: str
) -> VehicleCard:
    """Say what a truck is to the firm; what is planned for it follows.

    Raises:
        NotYours: No truck of theirs.
        Stale: No such question of a truck, or no such answer.
    """
    card = own_vehicle(uow, person, vehicle_id)
    rules = _rules(uow, ground, person)
    known = next((each for each in rules.of_vehicle if each.id == fact), None)
    if known is None or option not in choices_of(known):
        raise Stale(StaleCode.CHANGED)
    card = replace(card, values=dict(card.values) | {fact: option})
    change_vehicle(uow, card)
    noted(uow, person, SUBJECT, "vehicle", card.id)
    plan_trips(uow, ground, card.firm_id)
    return card


def drop_vehicle(
    uow: UnitOfWork, ground: Ground, person: PersonCard, vehicle_id: int, *, removed: bool
) -> VehicleCard:
    """Take a truck off the list, or put it back; trips that were planned for it stay.

    Raises:
        NotYours: No truck of theirs.
    """
    card = replace(own_vehicle(uow, person, vehicle_id), removed=removed)
    change_vehicle(uow, card)
    noted(uow, person, SUBJECT, "vehicle", card.id)
    return card


def keep_point(uow: UnitOfWork, ground: Ground, person: PersonCard, text: str) -> bool:
    """Say where the firm takes over goods; that is evidence of what the act shows.

    It counts from now on, also for a duty that comes into force later.

    Returns:
        Whether it shows a duty that is in force.

    Raises:
        NotYours: They keep no duties of it.
    """
    firm = own_trips(uow, ground, person).profile.firm
    put_point(uow, firm.id, text[:ROUTE])
    shown = points_shown(ground.rulebase, firm.region, Act.NAME_POINT)
    for point in shown:
        record_evidence(uow, person, firm.id, NewEvidence(point, uow.now, text[:ROUTE]))
    duties = load_duties(uow, ground, firm.id)
    return any(duties.duty(point.record) is not None for point in shown)


def _rules(uow: UnitOfWork, ground: Ground, person: PersonCard) -> TripRules:
    rules = own_trips(uow, ground, person).rules
    if rules is None:
        raise NotYours(SUBJECT)
    return rules
