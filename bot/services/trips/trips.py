"""Trips from the plan to the arrival: answered, begun, held up, ended; steps can be taken back."""

from dataclasses import replace
from datetime import datetime

from bot.domain.errors import Stale, StaleCode
from bot.domain.evidence import subject_of
from bot.domain.trips import ON, TRIP, TripState
from bot.services.duties.book_rows import noted, take_back
from bot.services.duties.errands import Ground
from bot.services.duties.evidence import record_evidence
from bot.services.trips.doors import (
    SUBJECT,
    Step,
    keep_step,
    own_trip_card,
    own_vehicle,
    trip_loaded,
)
from bot.services.trips.planning import plan_trips
from bot.services.trips.standing import TripStatus
from bot.store.duties.evidence import NewEvidence
from bot.store.firms.people import PersonCard
from bot.store.trips import NewTrip, add_trip, before_of, save_trip
from bot.store.uow import UnitOfWork
from policies.errors import FactError
from policies.fact_values import dump_value, parse_value
from policies.facts import Fact, FactValue


def plan_trip(uow: UnitOfWork, ground: Ground, person: PersonCard, new: NewTrip) -> TripStatus:
    """Keep a trip of one of the firm's trucks.

    Raises:
        NotYours: No truck of theirs, or their place asks nothing of trips.
    """
    vehicle = own_vehicle(uow, person, new.vehicle_id)
    card = add_trip(uow, vehicle.firm_id, new)
    noted(uow, person, SUBJECT, "plan", card.id)
    plan_trips(uow, ground, card.firm_id)
    return trip_loaded(uow, ground, card)


def answer(
    uow: UnitOfWork,
    ground: Ground,
    person: PersonCard,
    trip_id: int,
    fact: str,
    value: FactValue | None,
) -> Step:
    """Answer one of the facts of a trip; None says that they do not know.

    When the crew was sampled is evidence of the duty's first item.

    Raises:
        NotYours: No trip of theirs.
        Stale: It is not asked of trips.
    """
    card = own_trip_card(uow, person, trip_id)
    rules = trip_loaded(uow, ground, card).rules
    known = next((each for each in rules.of_trip if each.id == fact), None)
    if known is None:
        raise Stale(StaleCode.CHANGED)
    if value is None:
        values = {name: each for name, each in card.values.items() if name != fact}
        now = replace(card, values=values, skipped=(*card.skipped, fact))
    else:
        skipped = tuple(each for each in card.skipped if each != fact)
        values = dict(card.values) | {fact: dump_value(known, value)}
        now = replace(card, values=values, skipped=skipped)
    save_trip(uow, now, None)
    noted(uow, person, SUBJECT, "answer", card.id)
    status = trip_loaded(uow, ground, card)
    if fact == rules.trip.since and isinstance(value, datetime) and status.duty is not None:
        _prove(uow, person, status, value)
    plan_trips(uow, ground, card.firm_id)
    return Step(trip_loaded(uow, ground, card))


def change_trip(
    uow: UnitOfWork,
    ground: Ground,
    person: PersonCard,
    trip_id: int,
    route: str,
    times: tuple[datetime, datetime | None],
) -> Step:
    """The trip goes elsewhere, or leaves and arrives (`times`, aware) at other times.

    Raises:
        NotYours: No trip of theirs.
        Stale: It is over.
    """
    card = own_trip_card(uow, person, trip_id)
    if card.state not in ON:
        raise Stale(StaleCode.CHANGED)
    now = replace(card, route=route, departs_at=times[0], arrives_at=times[1])
    save_trip(uow, now, None)
    noted(uow, person, SUBJECT, "change", card.id)
    plan_trips(uow, ground, card.firm_id)
    return Step(trip_loaded(uow, ground, card))


def move_on(
    uow: UnitOfWork, ground: Ground, person: PersonCard, trip_id: int, to: TripState
) -> Step:
    """The trip has begun, goes on, has ended, or is called off.

    Raises:
        NotYours: No trip of theirs.
        Stale: It is over already.
    """
    card = own_trip_card(uow, person, trip_id)
    if card.state is to:
        return Step(trip_loaded(uow, ground, card), new=False)
    if card.state not in ON:
        raise Stale(StaleCode.CHANGED)
    begun = to in {TripState.UNDERWAY, TripState.HELD, TripState.ARRIVED}
    now = replace(
        card,
        state=to,
        started_at=card.started_at or (uow.now if begun else None),
        ended_at=None if to in ON else uow.now,
    )
    return keep_step(uow, ground, person, card, now, to)


def do_trip_task(
    uow: UnitOfWork, ground: Ground, person: PersonCard, trip_id: int, item: str
) -> Step:
    """One of the duty's items is done for this trip.

    Raises:
        NotYours: No trip of theirs.
        Stale: There is no such item any more.
    """
    card = own_trip_card(uow, person, trip_id)
    status = trip_loaded(uow, ground, card)
    found = next((each for each in status.tasks if each.points[0].item == item), None)
    if found is None:
        raise Stale(StaleCode.CHANGED)
    if found.done is not None:
        return Step(status, new=False)
    kept = record_evidence(uow, person, card.firm_id, NewEvidence(found.points[0], uow.now))
    return keep_step(uow, ground, person, card, card, f"task:{item}", (kept.id,))


def undo_step(
    uow: UnitOfWork, ground: Ground, person: PersonCard, trip_id: int, version: int
) -> TripStatus:
    """Take the last step back within 10 minutes, with what it kept as evidence.

    Raises:
        NotYours: No trip of theirs.
        Stale: Too long ago, taken back already, or changed since.
    """
    card = own_trip_card(uow, person, trip_id)
    earlier = take_back(uow, person, card, version, before_of(card))
    then = replace(
        card, state=earlier.state, started_at=earlier.started_at, ended_at=earlier.ended_at
    )
    save_trip(uow, then, None)
    noted(uow, person, SUBJECT, "undo", card.id)
    plan_trips(uow, ground, card.firm_id)
    return trip_loaded(uow, ground, card)


def read_answer(fact: Fact, raw: str) -> FactValue:
    """What a button or a word says to a fact.

    Raises:
        Stale: It is no answer to it.
    """
    try:
        return parse_value(fact, raw == "true" if raw in {"true", "false"} else raw)
    except FactError as error:
        raise Stale(StaleCode.CHANGED) from error


def _prove(uow: UnitOfWork, person: PersonCard, status: TripStatus, since: datetime) -> None:
    duty = status.duty
    if duty is None or not duty.keeping.items:
        return
    point = duty.point(duty.keeping.items[0].id, subject_of(TRIP, status.card.id))
    record_evidence(uow, person, status.card.firm_id, NewEvidence(point, since))
