"""What the records of a place ask of trips, and of the trucks that make them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from policies.facts import Fact, FactType, Scope
from policies.keeping import Trip
from policies.needs import facts_tested
from policies.records import Record
from policies.regions import Standing, standing
from policies.rulebase import RuleBase
from policies.words import Words

NO_SUCH: Final = "none"
"""The option by which a firm says that it has no such thing: of a truck it is never true."""


@dataclass(frozen=True, slots=True)
class TripRules:
    """What the records of a place ask of trips.

    Attributes:
        record: The one that keeps trips.
        of_vehicle: Facts that are the truck's own, asked once.
        of_trip: Facts that are asked of each trip, in order.
        related: Other records that the answers help to decide.
        trouble: The fact that says what happened to a truck that is held; None if no record
            speaks of that.
        about_trouble: Records that speak of it.
    """

    record: Record
    trip: Trip
    of_vehicle: tuple[Fact, ...]
    of_trip: tuple[Fact, ...]
    related: tuple[str, ...]
    trouble: Fact | None
    about_trouble: tuple[str, ...]

    @property
    def fact_ids(self) -> frozenset[str]:
        """All facts that a trip or its truck answers."""
        return frozenset(fact.id for fact in (*self.of_vehicle, *self.of_trip))


def trip_rules(rulebase: RuleBase, region: str) -> TripRules | None:
    """What a place asks of trips; None if its records ask nothing."""
    here = [
        record
        for record in rulebase.records.values()
        if standing(region, record.region) is not Standing.OUTSIDE
    ]
    kept = (record for record in here if record.keeping is not None and record.keeping.trip)
    record = next(kept, None)
    if record is None or record.keeping is None or record.keeping.trip is None:
        return None
    trip = record.keeping.trip
    facts = [rulebase.facts[name] for name in trip.asks]
    others = [each for each in here if each.id != record.id]
    trouble = _trouble(rulebase, others, trip)
    return TripRules(
        record=record,
        trip=trip,
        of_vehicle=tuple(fact for fact in facts if fact.type is FactType.ENUM),
        of_trip=tuple(fact for fact in facts if fact.type is not FactType.ENUM),
        related=tuple(each.id for each in others if set(facts_tested(each)) & set(trip.asks)),
        trouble=trouble,
        about_trouble=tuple(
            each.id for each in others if trouble is not None and trouble.id in facts_tested(each)
        ),
    )


def _trouble(rulebase: RuleBase, records: list[Record], trip: Trip) -> Fact | None:
    """What happened on the road: asked by records to which the crew's proof is of use."""
    named = (
        rulebase.facts[name]
        for record in records
        if trip.since in record.useful
        for name in facts_tested(record)
    )
    choices = (f for f in named if f.type is FactType.ENUM and f.scope is Scope.CASE)
    return next(choices, None)


def choices_of(fact: Fact) -> Mapping[str, Words]:
    """What a truck or its trouble may be: not that there is none."""
    return {option: words for option, words in fact.options.items() if option != NO_SUCH}
