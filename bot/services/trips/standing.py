"""How the trips of a firm's trucks stand: what the rules ask of each, and what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.domain.evidence import Point, subject_of
from bot.domain.trips import TRIP, TripState, proof_until
from bot.services.arrivals.standing import Task
from bot.services.duties.duties import Duty
from bot.services.duties.errands import Ground
from bot.services.firms.firms import Profile, judge
from bot.services.trips.rules import TripRules
from bot.store.duties.evidence import EvidenceCard
from bot.store.trips import TripCard
from bot.store.vehicles import VehicleCard
from policies.errors import FactError
from policies.fact_values import parse_value
from policies.facts import Fact, Facts, FactValue
from policies.verdicts import Verdict


class Proof(StrEnum):
    """How the crew's proof stands for a trip."""

    NOT_NEEDED = "not_needed"
    MISSING = "missing"
    OVER = "over"  # it has run out
    TOO_SHORT = "too_short"  # it runs out before the trip ends
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class TripStatus:
    """A trip with everything that its views say.

    Attributes:
        duty: What the record that keeps trips asks of this one; None if it does not concern it.
        others: Verdicts of the related records on this truck and trip.
        until: When the crew's proof runs out; None if nobody said when they were sampled.
        asked: The fact to ask next; None if nothing more is to be asked.
        tasks: The duty's items, with what is done.
        place: Where goods are taken over, if the firm said so.
        facts: All facts of the rule base by id.
    """

    card: TripCard
    vehicle: VehicleCard
    rules: TripRules
    duty: Duty | None
    others: tuple[Verdict, ...]
    until: datetime | None
    proof: Proof
    asked: Fact | None
    tasks: tuple[Task, ...]
    place: str | None
    facts: Mapping[str, Fact]
    now: datetime
    zone: ZoneInfo

    @property
    def order(self) -> tuple[int, float]:
        """Sort key: what goes on before what is over, the nearest first."""
        rank = list(_ORDER).index(self.card.state)
        at = self.card.departs_at.timestamp()
        return rank, -at if self.card.state in {TripState.ARRIVED, TripState.CANCELLED} else at


_ORDER: Final = (
    TripState.HELD,
    TripState.UNDERWAY,
    TripState.PLANNED,
    TripState.ARRIVED,
    TripState.CANCELLED,
)


@dataclass(frozen=True)
class TripDesk:
    """What every trip of a firm is judged by."""

    ground: Ground
    profile: Profile
    rules: TripRules
    latest: Mapping[Point, EvidenceCard]
    place: str | None
    now: datetime

    @property
    def today(self) -> date:
        """The business date in the zone."""
        return self.now.astimezone(self.ground.zone).date()

    def verdicts(self, facts: Facts) -> dict[str, Verdict]:
        """What the records about trips say with these facts, by record."""
        only = (self.rules.record.id, *self.rules.related, *self.rules.about_trouble)
        profile = replace(self.profile, facts=facts)
        found = judge(self.ground.rulebase, profile, self.today, only=only)
        return {verdict.policy: verdict for verdict in found}


def facts_of(desk: TripDesk, vehicle: VehicleCard, card: TripCard) -> Facts:
    """The firm's facts, with this truck's and this trip's own in place of the firm's."""
    facts = desk.ground.rulebase.facts
    said: Mapping[str, Any] = dict(vehicle.values) | dict(card.values)
    own = {name: _typed(facts[name], said[name]) for name in desk.rules.fact_ids & said.keys()}
    known = {name: value for name, value in own.items() if value is not None}
    rest = {n: v for n, v in desk.profile.facts.items() if n not in desk.rules.fact_ids}
    return rest | known


def trip_status(desk: TripDesk, vehicle: VehicleCard, card: TripCard) -> TripStatus:
    """Judge one trip by its own answers."""
    facts = facts_of(desk, vehicle, card)
    verdicts = desk.verdicts(facts)
    main = verdicts[desk.rules.record.id]
    duty = None if main.keeping is None else Duty(main, main.keeping)
    since = facts.get(desk.rules.trip.since)
    until = proof_until(since, desk.rules.trip.hours) if isinstance(since, datetime) else None
    return TripStatus(
        card=card,
        vehicle=vehicle,
        rules=desk.rules,
        duty=duty,
        others=tuple(verdicts[name] for name in desk.rules.related),
        until=until,
        proof=_proof(card, duty, until, desk.now),
        asked=_asked(desk, card, facts, verdicts, duty),
        tasks=() if duty is None else _tasks(desk, card, duty),
        place=desk.place,
        facts=desk.ground.rulebase.facts,
        now=desk.now,
        zone=desk.ground.zone,
    )


def _proof(card: TripCard, duty: Duty | None, until: datetime | None, now: datetime) -> Proof:
    if duty is None:
        return Proof.NOT_NEEDED
    if until is None:
        return Proof.MISSING
    if until <= now:
        return Proof.OVER
    ends = card.arrives_at or card.departs_at
    return Proof.TOO_SHORT if until < max(ends, now) else Proof.GOOD


def _asked(
    desk: TripDesk,
    card: TripCard,
    facts: Facts,
    verdicts: Mapping[str, Verdict],
    duty: Duty | None,
) -> Fact | None:
    """The first fact in the record's order whose answer can still change anything."""
    wanted = {name for verdict in verdicts.values() for name in verdict.missing}
    if duty is not None:
        wanted.add(desk.rules.trip.since)
    for fact in (*desk.rules.of_trip, *desk.rules.of_vehicle):
        if fact.id in wanted and fact.id not in facts and fact.id not in card.skipped:
            return fact
    return None


def _tasks(desk: TripDesk, card: TripCard, duty: Duty) -> tuple[Task, ...]:
    subject = subject_of(TRIP, card.id)
    found = []
    for item in duty.keeping.items:
        point = duty.point(item.id, subject)
        shown = desk.latest.get(point)
        found.append(Task(item.label, (point,), None if shown is None else shown.done_at))
    return tuple(found)


def _typed(fact: Fact, raw: object) -> FactValue | None:
    try:
        return parse_value(fact, raw)
    except FactError:
        return None  # the rule base no longer takes it: it is asked again
