"""The only doors to a firm's trips and trucks, and how a step of a trip is kept."""

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.services.duties.book_rows import noted, own_row
from bot.services.duties.errands import Ground
from bot.services.firms.firms import firm_of
from bot.services.trips.planning import FirmTrips, firm_trips, plan_trips
from bot.services.trips.standing import TripStatus
from bot.store.firms.people import PersonCard
from bot.store.trips import Before, TripCard, load_trip, save_trip
from bot.store.uow import UnitOfWork
from bot.store.vehicles import VehicleCard, load_vehicle

SUBJECT: Final = "trip"


@dataclass(frozen=True, slots=True)
class Step:
    """A trip after an act; `new` is False if that was so already."""

    status: TripStatus
    new: bool = True


def own_trips(uow: UnitOfWork, ground: Ground, person: PersonCard) -> FirmTrips:
    """The trucks and trips of the firm that the person speaks for.

    Raises:
        NotYours: They speak for none, or keep no duties of it.
    """
    return firm_trips(uow, ground, firm_of(uow, person, Right.DUTY).id)


def own_trip(uow: UnitOfWork, ground: Ground, person: PersonCard, trip_id: int) -> TripStatus:
    """One trip of a firm that the person keeps duties for.

    Raises:
        NotYours: It is gone, or another's.
    """
    return trip_loaded(uow, ground, own_trip_card(uow, person, trip_id))


def own_trip_card(uow: UnitOfWork, person: PersonCard, trip_id: int) -> TripCard:
    """A trip of a firm that the person keeps duties for; the firm's book is held.

    Raises:
        NotYours: It is gone, or another's.
    """
    return own_row(uow, person, load_trip, trip_id, SUBJECT)


def own_vehicle(uow: UnitOfWork, person: PersonCard, vehicle_id: int) -> VehicleCard:
    """A truck of a firm that the person keeps duties for; the firm's book is held.

    Raises:
        NotYours: It is another's.
    """
    return own_row(uow, person, load_vehicle, vehicle_id, "vehicle")


def trip_loaded(uow: UnitOfWork, ground: Ground, card: TripCard) -> TripStatus:
    """How a trip of a firm whose book is held stands now.

    Raises:
        Stale: The firm's place asks nothing of trips any more.
    """
    status = firm_trips(uow, ground, card.firm_id).status(card.id)
    if status is None:
        raise Stale(StaleCode.CHANGED)
    return status


def keep_step(
    uow: UnitOfWork,
    ground: Ground,
    person: PersonCard,
    was: TripCard,
    now: TripCard,
    act: str,
    evidence: tuple[int, ...] = (),
) -> Step:
    """Keep a trip as it is now, so that the step can be taken back; its reminders follow."""
    save_trip(uow, now, replace(as_trip_was(was), evidence=evidence))
    noted(uow, person, SUBJECT, act, was.id)
    plan_trips(uow, ground, was.firm_id)
    return Step(trip_loaded(uow, ground, was))


def as_trip_was(card: TripCard) -> Before:
    """What is kept for taking a step back."""
    return Before(card.state, card.started_at, card.ended_at)
