"""Trips of a firm's trucks: what is asked, how long a proof lasts, and a truck that is held."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from bot.domain.errors import NotYours, Stale
from bot.domain.trips import TripState
from bot.services.duties.duties import points_shown
from bot.services.trips.standing import Proof
from bot.services.trips.vehicles import keep_point
from bot.store.cases.cases import CASE
from bot.store.duties.evidence import evidence_of
from bot.store.trips import TRIP_ROW
from policies.keeping import Act
from tests.testing.one_firm import GROUND
from tests.trucks.yard import Yard

CROSSES, SINCE = "crosses_emergency_area", "crew_test_at"
REPORTED, LOOP = "vehicle_prereported", "vehicle_closed_loop"


def asked(status):
    return None if status.asked is None else status.asked.id


def others(status):
    return {verdict.policy: verdict.outcome for verdict in status.others}


def test_only_what_can_change_something_is_asked(yard: Yard) -> None:
    yard.facts(whitelist_status="none")
    number = yard.trip("16 06:00", "16 14:00")

    assert asked(yard.status(number)) == CROSSES
    assert asked(yard.answer(number, CROSSES, False)) is None
    assert asked(yard.answer(number, CROSSES, True)) == SINCE
    assert asked(yard.answer(number, SINCE, None)) is None


def test_a_whitelisted_firm_is_told_whether_this_truck_is_on_the_transport_list(
    yard: Yard,
) -> None:
    yard.facts(whitelist_status="listed")
    done = {CROSSES: False, REPORTED: True, LOOP: True}

    own = yard.status(yard.trip("16 06:00", None, **done))
    hired = yard.status(yard.trip("16 06:00", None, yard.truck("临时车", "adhoc"), **done))

    assert others(own)["P-FC-08"] == "match"
    assert others(hired)["P-FC-08"] == "no_match"


def test_a_proof_must_last_until_the_arrival(yard: Yard) -> None:
    truck = yard.truck()
    cases = [
        (None, "16 14:00", Proof.MISSING),
        ("14 14:00", "16 14:00", Proof.GOOD),
        ("14 13:59", "16 14:00", Proof.TOO_SHORT),
        ("13 09:30", "16 14:00", Proof.OVER),
        ("14 07:00", None, Proof.GOOD),
        ("14 05:00", None, Proof.TOO_SHORT),
    ]
    for sampled, arrives, proof in cases:
        given = {CROSSES: True} | ({} if sampled is None else {SINCE: sampled})
        assert yard.status(yard.trip("16 06:00", arrives, truck, **given)).proof is proof


def test_a_trip_outside_emergency_areas_needs_no_proof(yard: Yard) -> None:
    number = yard.trip("16 06:00", "16 14:00", **{CROSSES: False})

    assert yard.status(number).proof is Proof.NOT_NEEDED
    assert yard.planned() == ["leave 16 06:10"]


def test_a_proof_that_runs_out_is_announced_twice_and_a_new_one_counts(yard: Yard) -> None:
    number = yard.trip("15 20:00", "17 20:00", **{CROSSES: True, SINCE: "15 08:00"})
    yard.now = yard.now.replace(hour=12)
    yard.move(number, TripState.UNDERWAY)

    assert yard.planned() == ["early 16 20:00", "late 17 06:00", "arrive 17 20:30"]
    assert yard.play("16 20:00", "17 06:00", "17 07:00") == ["early: 方城—郑州", "late: 方城—郑州"]
    yard.answer(number, SINCE, "17 05:30")
    assert yard.planned() == ["arrive 17 20:30", "early 18 17:30", "late 19 03:30"]
    yard.move(number, TripState.ARRIVED)
    assert yard.planned() == []


def test_the_sampling_is_evidence_of_the_trip(yard: Yard) -> None:
    number = yard.trip("16 06:00", "16 14:00", **{CROSSES: True, SINCE: "15 08:00"})

    [kept] = yard.act(lambda uow: evidence_of(uow, yard.its.id))
    assert (kept.point.item, kept.point.subject) == ("proof", f"trip/{number}")


def test_a_step_is_taken_back_for_ten_minutes(yard: Yard) -> None:
    number = yard.trip("15 10:00", "15 14:00")
    yard.move(number, TripState.UNDERWAY)
    there = yard.move(number, TripState.ARRIVED)

    assert yard.undo(number, there.card.version).card.state is TripState.UNDERWAY
    again = yard.move(number, TripState.ARRIVED)
    yard.wait(minutes=11)
    with pytest.raises(Stale):
        yard.undo(number, again.card.version)
    with pytest.raises(Stale):
        yard.move(number, TripState.UNDERWAY)


def test_a_held_truck_is_told_to_humans_once(yard: Yard) -> None:
    yard.officer(900)
    number = yard.trip("15 10:00", "15 14:00")
    yard.move(number, TripState.UNDERWAY)

    with ThreadPoolExecutor(2) as both:
        cases = list(both.map(lambda _: yard.held(number, "P-FC-21"), range(2)))

    assert sorted(case is None for case in cases) == [False, True]
    [row] = yard.act(lambda uow: uow.connection.execute(select(CASE)).all())
    assert (row.urgent, row.about, row.category) == (True, "P-FC-21", "logistics")
    assert yard.status(number).card.state is TripState.HELD
    assert yard.move(number, TripState.UNDERWAY).card.case_id == row.id


def test_a_departure_that_nobody_confirmed_is_asked_about_in_the_morning(yard: Yard) -> None:
    yard.trip("16 05:00", "16 14:00", **{CROSSES: False})

    assert yard.play("16 05:10", "16 07:00") == ["leave: 方城—郑州"]


def test_trips_are_forgotten_fourteen_days_after_their_end(yard: Yard) -> None:
    number = yard.trip("15 10:00", "15 14:00")
    yard.move(number, TripState.ARRIVED)

    yard.play("30 09:30")

    assert yard.all().statuses == ()
    said = yard.act(lambda uow: uow.connection.execute(select(TRIP_ROW.c.said)).scalars().all())
    assert said == [None]


def test_the_receiving_point_is_kept_for_every_trip(yard: Yard) -> None:
    yard.act(lambda uow: keep_point(uow, GROUND, yard.owner, "东门卸货区"))

    assert yard.status(yard.trip("16 06:00", None)).place == "东门卸货区"


def test_the_receiving_point_is_evidence_of_the_duty_that_asks_for_one(yard: Yard) -> None:
    yard.act(lambda uow: keep_point(uow, GROUND, yard.owner, "东门卸货区"))

    shown = points_shown(GROUND.rulebase, yard.its.region, Act.NAME_POINT)
    [kept] = yard.act(lambda uow: evidence_of(uow, yard.its.id))
    assert shown == (kept.point,)
    assert kept.words == "东门卸货区"


def test_a_trip_of_another_firm_is_not_there(yard: Yard) -> None:
    number = yard.trip("16 06:00", None)
    stranger = yard.person(202)
    yard.firm(stranger, name="别家")

    with pytest.raises(NotYours):
        yard.status(number, stranger)
