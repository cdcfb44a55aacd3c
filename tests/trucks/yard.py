"""A firm with trucks, on a county's machine, and what its people hear of their trips."""

from datetime import datetime

from bot.domain.speech import View
from bot.domain.trips import TripState
from bot.services.cases.cards import CaseCard
from bot.services.duties.errands import ErrandForm, Errands
from bot.services.trips import trips as acts
from bot.services.trips import vehicles
from bot.services.trips.doors import own_trip, own_trips
from bot.services.trips.held import hold_up
from bot.services.trips.planning import FORM, FirmTrips, TripReminder, recheck_trips
from bot.services.trips.standing import TripStatus
from bot.store.firms.firms import put_facts
from bot.store.firms.people import PersonCard
from bot.store.trips import NewTrip
from tests.testing.county import at
from tests.testing.one_firm import GROUND, OneFirm


def _plain(card: TripReminder, language: str) -> View:
    late = " late" if card.late else ""
    return View(f"{card.stage}{late}: {card.status.card.route}")


ERRANDS = Errands(
    GROUND, {FORM: ErrandForm(recheck_trips, _plain)}, lambda view, firm: View(view.html)
)


class Yard(OneFirm):
    form = FORM
    errands = ERRANDS

    def facts(self, **values: object) -> None:
        self.act(lambda uow: put_facts(uow, self.its.id, values))

    def truck(self, label: str = "红解放", relation: str | None = "own") -> int:
        card = self.act(lambda uow: vehicles.keep_vehicle(uow, GROUND, self.owner, label))
        if relation is not None:
            self.act(
                lambda uow: vehicles.state_of_vehicle(
                    uow, GROUND, self.owner, card.id, "vehicle_relation", relation
                )
            )
        return card.id

    def trip(
        self, departs: str, arrives: str | None, truck: int | None = None, **answers: object
    ) -> int:
        until = None if arrives is None else at(arrives)
        new = NewTrip(truck or self.truck(), "方城—郑州", at(departs), until)
        status = self.act(lambda uow: acts.plan_trip(uow, GROUND, self.owner, new))
        for fact, value in answers.items():
            self.answer(status.card.id, fact, value)
        return status.card.id

    def answer(self, number: int, fact: str, value: object) -> TripStatus:
        given = at(value) if isinstance(value, str) else value
        assert given is None or isinstance(given, bool | datetime)
        return self.act(
            lambda uow: acts.answer(uow, GROUND, self.owner, number, fact, given)
        ).status

    def move(self, number: int, to: TripState) -> TripStatus:
        return self.act(lambda uow: acts.move_on(uow, GROUND, self.owner, number, to)).status

    def undo(self, number: int, version: int) -> TripStatus:
        return self.act(lambda uow: acts.undo_step(uow, GROUND, self.owner, number, version))

    def held(self, number: int, about: str | None = None) -> CaseCard | None:
        return self.act(
            lambda uow: hold_up(uow, GROUND, self.owner, number, about, lambda s: s.card.route)
        )[1]

    def status(self, number: int, person: PersonCard | None = None) -> TripStatus:
        return self.act(lambda uow: own_trip(uow, GROUND, person or self.owner, number))

    def all(self) -> FirmTrips:
        return self.act(lambda uow: own_trips(uow, GROUND, self.owner))
