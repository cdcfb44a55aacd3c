"""Reminders of trips: a crew's proof that runs out, a departure, an arrival."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.errands import Errand, Wanted
from bot.domain.evidence import Point, id_in, subject_of
from bot.domain.quiet import QuietHours
from bot.domain.trips import (
    ON,
    TRIP,
    Moment,
    TripStage,
    TripState,
    forgotten_at,
    of_course,
    of_proof,
)
from bot.services.duties.errands import Ground, keep_errands
from bot.services.firms.firms import Profile, profile_of
from bot.services.trips.rules import TripRules, trip_rules
from bot.services.trips.standing import Proof, TripDesk, TripStatus, trip_status
from bot.store.duties.book import hold_book
from bot.store.duties.evidence import latest_evidence
from bot.store.firms.firms import load_firm
from bot.store.trips import forget_trips, trips_of
from bot.store.uow import UnitOfWork
from bot.store.vehicles import VehicleCard, point_of, vehicles_of
from policies.facts import FactValue

FORM: Final = "trips"
SCOPE: Final = subject_of("form", FORM)


@dataclass(frozen=True)
class FirmTrips:
    """A firm's trucks and trips, what goes on first; no rules where the place asks nothing."""

    profile: Profile
    rules: TripRules | None
    vehicles: tuple[VehicleCard, ...]
    statuses: tuple[TripStatus, ...]
    place: str | None
    quiet: QuietHours

    def status(self, trip_id: int) -> TripStatus | None:
        """One trip."""
        return next((each for each in self.statuses if each.card.id == trip_id), None)

    def with_fact(self, fact: str, value: FactValue) -> Profile:
        """The firm as it would be with another fact."""
        return replace(self.profile, facts=dict(self.profile.facts) | {fact: value})


@dataclass(frozen=True, slots=True)
class TripReminder:
    """What a reminder says of one trip."""

    stage: TripStage
    status: TripStatus
    late: bool


def firm_trips(uow: UnitOfWork, ground: Ground, firm_id: int) -> FirmTrips:
    """Read how a firm's trips stand, and hold its book until the act ends."""
    hold_book(uow, firm_id)
    profile = profile_of(uow, ground.rulebase, load_firm(uow, firm_id))
    rules = trip_rules(ground.rulebase, profile.firm.region)
    vehicles, place = vehicles_of(uow, firm_id), point_of(uow, firm_id)
    found: list[TripStatus] = []
    if rules is not None:
        latest = latest_evidence(uow, firm_id, [rules.record.id])
        desk = TripDesk(ground, profile, rules, latest, place, uow.now)
        known = {each.id: each for each in vehicles}
        found = [trip_status(desk, known[c.vehicle_id], c) for c in trips_of(uow, firm_id)]
    return FirmTrips(
        profile=profile,
        rules=rules,
        vehicles=tuple(each for each in vehicles if not each.removed),
        statuses=tuple(sorted(found, key=lambda status: status.order)),
        place=place,
        quiet=ground.quiet_of(profile.firm.region),
    )


def plan_trips(uow: UnitOfWork, ground: Ground, firm_id: int) -> None:
    """Plan what is said about every trip, and forget the oldest."""
    hold_book(uow, firm_id)
    cards = trips_of(uow, firm_id)
    old = [card.id for card in cards if forgotten_at(card.last_at) <= uow.now]
    if old:
        forget_trips(uow.connection, old)
    if not cards:
        return
    firm = firm_trips(uow, ground, firm_id)
    wanted = [each for status in firm.statuses for each in _wanted(status, firm.quiet)]
    keep_errands(uow, firm_id, SCOPE, wanted)


def recheck_trips(
    uow: UnitOfWork, ground: Ground, firm_id: int, due: Sequence[Errand]
) -> Sequence[TripReminder]:
    """What of these errands is still so: a card for each trip."""
    firm = firm_trips(uow, ground, firm_id)
    found = []
    for errand in due:
        number = id_in(errand.point.subject, TRIP)
        status = firm.status(int(number)) if number is not None and number.isdecimal() else None
        stage = TripStage(errand.stage)
        if status is not None and _holds(status, firm.quiet, stage, errand):
            found.append(TripReminder(stage, status, errand.late))
    return found


def _holds(status: TripStatus, quiet: QuietHours, stage: TripStage, errand: Errand) -> bool:
    return any(
        each.stage is stage and each.about == errand.deadline for each in _due(status, quiet)
    )


def _wanted(status: TripStatus, quiet: QuietHours) -> Iterator[Wanted]:
    for each in _due(status, quiet):
        number, record = status.card.id, status.rules.record.id
        point = Point(record, _hangs_on(each.stage), subject_of(TRIP, number))
        yield Wanted(FORM, point, each.stage, each.about, each.at)


def _hangs_on(stage: TripStage) -> str:
    """The course of a trip and the crew's proof are spoken of apart."""
    return "" if stage in {TripStage.EARLY, TripStage.LATE} else "course"


def _due(status: TripStatus, quiet: QuietHours) -> Iterator[Moment]:
    card = status.card
    if card.state not in ON:
        return
    if status.until is not None and status.proof is not Proof.NOT_NEEDED:
        yield from of_proof(status.until, quiet)
    for each in of_course(card.departs_at, card.arrives_at):
        leaving = each.stage is TripStage.LEAVE
        if leaving == (card.state is TripState.PLANNED) and card.state is not TripState.HELD:
            yield each
