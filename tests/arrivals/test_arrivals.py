"""Who comes to a firm: reminded of, reported, checked; what cannot wait goes to humans once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.arrivals import Presence
from bot.domain.errors import NotYours, Stale
from bot.services.arrivals.lists import add_arrivals
from bot.services.arrivals.standing import ArrivalState
from bot.store.arrivals import ARRIVAL, NewArrival
from bot.store.cases.cases import CASE
from tests.arrivals.gate import LIST, Gate
from tests.testing.county import at
from tests.testing.one_firm import GROUND


def labels(tasks):
    return [task.label.zh.partition("：")[0] for task in tasks]


def test_an_unreported_arrival_is_reminded_of_a_day_and_some_hours_ahead(gate: Gate) -> None:
    gate.add("工程师", "16 15:00")

    assert gate.planned() == ["day 15 15:00", "hours 16 12:00", "at 16 15:00"]
    assert gate.play("15 15:00", "16 12:00", "16 15:00") == [
        "day: 工程师",
        "hours: 工程师",
        "at: 工程师",
    ]


def test_a_reminder_that_would_come_at_night_comes_before_it(gate: Gate) -> None:
    gate.add("夜班", "17 06:00")

    assert gate.planned() == ["day 15 21:30", "hours 16 21:30", "at 17 06:00"]
    assert gate.play("17 06:00", "17 07:00") == ["at: 夜班"]


def test_a_report_silences_and_its_undo_does_not(gate: Gate) -> None:
    number = gate.add("工程师", "16 15:00")

    reported = gate.do("report", number, done=True)

    assert reported.state is ArrivalState.READY
    assert gate.planned() == ["at 16 15:00"]
    undone = gate.do("undo", number, reported.card.version)
    assert undone.state is ArrivalState.UNREPORTED
    assert gate.planned() == ["day 15 15:00", "hours 16 12:00", "at 16 15:00"]
    with pytest.raises(Stale):
        gate.do("undo", number, reported.card.version)


def test_what_was_said_can_be_taken_back_for_ten_minutes(gate: Gate) -> None:
    number = gate.add("工程师", "16 15:00")
    gone = gate.do("leave", number)
    gate.wait(minutes=11)

    with pytest.raises(Stale):
        gate.do("undo", number, gone.card.version)


def test_who_came_unreported_makes_up_the_entry_and_is_checked(gate: Gate) -> None:
    number = gate.add("检修工", "15 10:00")
    gate.now += timedelta(hours=1)
    gate.do("arrive", number)

    late = gate.do("report", number, done=False)

    assert late.state is ArrivalState.OPEN
    assert labels(late.tasks) == ["补录完成", "核查"]
    assert gate.outcome("O-FC-05") == "obligation"
    assert gate.planned() == ["open 15 12:30", "next 16 09:00"]
    gate.do("do_task", number, "late_entry")
    settled = gate.do("do_task", number, "check")
    assert settled.state is ArrivalState.SETTLED
    assert gate.planned() == []


def test_who_came_earlier_is_reminded_of_from_when_it_was_told(gate: Gate) -> None:
    new = NewArrival(LIST, "焊工", 2, {}, None, Presence.HERE, at("14 00:00"))
    [kept] = gate.act(lambda uow: add_arrivals(uow, GROUND, gate.owner, [new]))
    number = gate.add("检修工", "15 10:00")

    late = gate.do("report", kept.card.id, done=False)
    gate.do("arrive", number, at("14 20:00"))

    assert late.state is ArrivalState.OPEN
    assert [gate.status(each).card.here_at for each in (late.card.id, number)] == [
        at("14 00:00"),
        at("14 20:00"),
    ]
    assert gate.planned()[0] == "open 15 11:30"


def test_who_reported_is_only_checked(gate: Gate) -> None:
    number = gate.add("检修工", "15 10:00")
    gate.do("report", number, done=True)

    here = gate.do("arrive", number)

    assert labels(here.tasks) == ["核查"]
    assert gate.do("do_task", number, "check").state is ArrivalState.SETTLED


def test_a_close_contact_is_told_to_humans_once(gate: Gate) -> None:
    gate.officer(900)
    one, two, _ = gate.split(gate.add("返岗工人", "15 23:00", 3))

    found = gate.found(two, "close_contact")

    assert found.state is ArrivalState.URGENT
    assert labels(found.tasks) == [
        "已报属地疫情防控机构",
        "已就地管控、隔离",
        "场所码扫码记录已备好",
    ]
    assert gate.status(one).state is ArrivalState.UNREPORTED
    with ThreadPoolExecutor(2) as both:
        cases = list(both.map(lambda _: gate.case(two), range(2)))
    assert sorted(case is None for case in cases) == [False, True]
    assert gate.act(lambda uow: [r.urgent for r in uow.connection.execute(select(CASE))]) == [True]


def test_whoever_only_keeps_duties_may_call_for_help_too(gate: Gate) -> None:
    contact = gate.contact(102)
    number = gate.add("返岗工人", "15 23:00")
    gate.found(number, "infected")

    assert gate.case(number, contact) is not None


def test_urgent_tasks_are_followed_in_the_night(gate: Gate) -> None:
    gate.now += timedelta(hours=14)
    number = gate.add("返岗工人", "16 01:00")
    gate.do("report", number, done=True)
    gate.found(number, "close_contact")

    assert gate.play("16 00:00") == ["follow: 返岗工人"]
    gate.do("do_task", number, "report")
    gate.do("do_task", number, "control")
    assert gate.do("do_task", number, "trace").state is ArrivalState.HANDLED
    assert gate.planned() == []


def test_the_profile_follows_the_list(gate: Gate) -> None:
    assert gate.outcome("O-FC-04") == "need_info"
    number = gate.add("工程师", "16 15:00")
    assert gate.outcome("O-FC-04") == "obligation"
    gate.do("leave", number)
    assert gate.outcome("O-FC-04") == "no_match"


def test_nobody_comes_is_an_answer(gate: Gate) -> None:
    assert gate.nobody()
    assert gate.outcome("O-FC-04") == "no_match"
    gate.add("工程师", "16 15:00")
    assert not gate.nobody()


def test_after_downtime_only_the_newest_reminder_comes_and_says_so(gate: Gate) -> None:
    gate.add("工程师", "16 15:00")

    assert gate.play("16 13:00") == ["hours late: 工程师"]


def test_another_time_is_reminded_of_anew(gate: Gate) -> None:
    number = gate.add("工程师", "16 15:00")
    gate.play("15 15:00")

    gate.do("postpone", number, gate.now + timedelta(days=2))

    assert gate.planned() == ["day 16 15:00", "hours 17 12:00", "at 17 15:00"]


def test_people_are_forgotten_fourteen_days_after_they_came(gate: Gate) -> None:
    number = gate.add("工程师", "16 15:00")
    gate.do("report", number, done=True)
    gate.do("arrive", number)

    gate.play("29 09:00")
    assert len(gate.all()) == 1
    gate.play("30 09:00")

    assert gate.all() == []
    assert gate.outcome("O-FC-04") == "no_match"
    said = gate.act(lambda uow: uow.connection.execute(select(ARRIVAL.c.said)).scalars().all())
    assert said == [None]


def test_labels_are_sealed(gate: Gate) -> None:
    gate.add("上海来的张工", "16 15:00")

    [said] = gate.act(lambda uow: uow.connection.execute(select(ARRIVAL.c.said)).scalars().all())
    assert "张工".encode() not in said


def test_an_entry_of_another_firm_is_not_there(gate: Gate) -> None:
    number = gate.add("工程师", "16 15:00")
    stranger = gate.person(202)
    gate.firm(stranger, name="别家")

    with pytest.raises(NotYours):
        gate.status(number, stranger)


def test_what_cannot_wait_is_said_again_every_morning_until_it_is_done(gate: Gate) -> None:
    number = gate.add("返岗工人", "15 10:00")
    gate.do("report", number, done=True)
    gate.found(number, "close_contact")

    for moment in ("15 10:00", "15 11:30", "16 07:00", "17 07:00"):
        assert gate.play(moment) == ["follow: 返岗工人"]
    for task in ("report", "control", "trace"):
        gate.do("do_task", number, task)
    assert gate.planned() == []
    assert gate.play("18 12:00") == []
