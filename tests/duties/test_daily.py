"""The daily report: reminded at the firm's hour, answered by anybody, honest about missed days."""

from datetime import date

import pytest

from bot.domain.errors import NotYours, Stale
from bot.domain.members import Role
from bot.services.duties.daily import EXCEPTION, calendar, streak
from bot.services.duties.planning import plan_outdated
from bot.services.duties.status import Progress, of_day
from bot.services.reminders.firing_all import fire_all
from bot.store.database import Database
from bot.store.duties.book import choose, choose_hour
from bot.store.firms.people import add_member, set_blocked
from bot.store.uow import UnitOfWork
from tests.duties.works import DAILY, DRILLS, GROUND, Works
from tests.testing.county import at


def fired(works: Works, uow: UnitOfWork) -> int:
    return fire_all(uow, works.errands, works.render, 500)


def test_nothing_is_said_before_somebody_has_opened_the_duties(works: Works) -> None:
    assert works.play("15 17:00", "15 21:30", "16 07:00") == []


def test_a_day_without_report_is_reminded_twice_and_noted_in_the_morning(works: Works) -> None:
    works.open()

    heard = works.play("15 16:59", "15 17:00", "15 21:29", "15 21:30", "16 00:30", "16 07:00")

    assert heard == ["zh report: 15", "zh last: 15", "zh missed: 15"]


def test_a_firm_that_stays_silent_is_told_with_the_next_reminder_and_not_apart(
    works: Works,
) -> None:
    works.open()
    works.play("15 17:00", "15 21:30", "16 00:01", "16 07:00", "16 17:00", "16 21:30", "17 00:01")

    assert works.play("17 07:00", "17 17:00", "17 21:30") == ["zh report: 16 17", "zh last: 17"]


def test_a_missed_day_waits_for_what_else_is_said_that_morning(works: Works) -> None:
    works.note(DRILLS, "drill")
    works.act(lambda uow: choose(uow, works.its.id, DRILLS, "drill", days=1))
    works.play("15 17:00", "15 21:30", "16 00:01")

    heard = works.play("16 07:00", "16 09:00")

    assert heard == ["zh missed: 15\n\nzh drill/today"]


def test_a_pause_keeps_what_was_missed_before_it_in_sight(works: Works) -> None:
    works.open()
    works.now = at("17 12:00")
    works.pause(works.owner, works.its, "17 13:00", "31 00:00")
    works.now = at("29 12:00")

    status = works.with_duty(DAILY, of_day)

    assert (status.resting, status.overdue, status.progress) == (True, 2, Progress.DONE)


def test_any_members_report_silences_everybody_at_once(works: Works) -> None:
    colleague = works.person(102, "en")
    works.act(lambda uow: add_member(uow, colleague.id, works.its.id, Role.TEST_CONTACT))
    works.open()
    assert sorted(works.play("15 17:00")) == ["en report: 15", "zh report: 15"]

    works.report(colleague)

    assert not any(plan.endswith("15 21:30") for plan in works.planned())
    assert works.play("15 21:30", "16 07:00") == []


def test_the_same_report_twice_is_kept_once(works: Works) -> None:
    first, is_new = works.report(works.owner)
    second, is_second_new = works.report(works.owner)

    assert (is_new, is_second_new) == (True, False)
    assert first.id == second.id


def test_something_wrong_is_kept_beside_an_earlier_zero(works: Works) -> None:
    works.report(works.owner)
    _, is_new = works.report(works.owner, EXCEPTION)

    days = works.with_duty(DAILY, calendar)
    assert is_new
    assert days[-1].zero is not None
    assert days[-1].exception is not None


def test_a_report_that_is_taken_back_is_asked_for_again(works: Works) -> None:
    works.open()
    works.play("15 17:00")
    entry, _ = works.report(works.owner)
    works.tick()
    works.take_back(works.owner, entry.id)

    assert works.play("15 21:30") == ["zh last: 15"]


def test_a_missed_day_can_be_made_up_and_is_called_late(works: Works) -> None:
    works.open()
    works.play("15 17:00", "16 07:00", "16 09:00")
    works.report(works.owner, day=date(2022, 7, 15))

    days = works.with_duty(DAILY, calendar)

    assert (days[-2].late, days[-2].is_done) == (True, True)
    assert streak(days) == 0


@pytest.mark.parametrize("day", [date(2022, 7, 16), date(2022, 7, 7)])
def test_no_other_day_can_be_reported(works: Works, day: date) -> None:
    with pytest.raises(Stale):
        works.report(works.owner, day=day)


def test_a_stranger_cannot_report(works: Works) -> None:
    with pytest.raises(NotYours):
        works.report(works.person(900))


def test_the_firms_own_hour_counts(works: Works) -> None:
    works.open()
    works.tick()
    works.act(lambda uow: choose_hour(uow.connection, works.its.id, 21 * 60))

    heard = works.play("15 17:00", "15 21:00", "15 21:30", "16 07:00")

    assert heard == ["zh report: 15", "zh missed: 15"]


def test_after_a_downtime_all_missed_days_are_in_one_message(works: Works) -> None:
    works.open()
    works.tick()

    heard = works.play("18 09:00")

    assert heard == ["zh missed late: 15 16 17"]


def test_after_a_downtime_of_hours_only_the_newest_reminder_is_said(works: Works) -> None:
    works.open()
    works.tick()

    assert works.play("15 21:45") == ["zh last late: 15"]
    works.facts(n_entrances=4)
    assert works.play("15 21:50") == []


def test_a_pause_is_not_missed_and_not_reminded(works: Works) -> None:
    works.open()
    works.report(works.owner)
    works.pause(works.owner, works.its, "16 00:00", "18 00:00")

    heard = works.play("16 17:00", "17 07:00", "17 17:00", "18 07:00", "18 17:00", "19 07:00")

    assert heard == ["zh report: 18", "zh missed: 18"]


def test_work_that_begins_again_in_the_middle_of_a_pause_is_reminded(works: Works) -> None:
    works.open()
    works.report(works.owner)
    paused = works.pause(works.owner, works.its, "16 00:00", "20 00:00")
    works.play("16 17:00", "17 00:10")
    works.now = at("17 10:00")
    works.resume(works.owner, works.its, paused.id, works.now)

    assert works.play("17 17:00") == ["zh report: 17"]


def test_nobody_to_tell_loses_nothing_for_later(works: Works) -> None:
    works.open()
    works.act(lambda uow: set_blocked(uow.connection, 101, blocked=True))
    works.play("15 17:00", "15 21:30", "16 07:00")
    works.act(lambda uow: set_blocked(uow.connection, 101, blocked=False))

    assert works.play("17 07:00")[-1].endswith("missed: 15 16")


def test_a_person_with_two_firms_reads_which_one_is_meant(works: Works) -> None:
    works.firm(works.owner, name="另一家")
    works.open()

    assert works.play("15 17:00") == ["[示例纺织] zh report: 15"]


def test_a_document_of_an_earlier_year_reminds_of_nothing(works: Works) -> None:
    works.open()
    works.tick()
    works.now = works.now.replace(year=2023)
    works.tick()

    assert works.planned() == []


def test_two_processes_never_say_the_same_twice(works: Works, database: Database) -> None:
    works.open()
    works.tick()
    works.now = at("15 17:00")
    if database.is_sqlite:
        works.act(lambda uow: (fired(works, uow), fired(works, uow)))
    else:
        with database.engine.begin() as first, database.engine.begin() as second:
            assert fired(works, works.uow(first)) == 1
            assert fired(works, works.uow(second)) == 0
            assert plan_outdated(works.uow(second), GROUND, limit=50) == 0
    works.tick()

    assert len([each for each in works.said() if "report" in each.text]) == 1


def test_what_was_planned_survives_a_process_that_dies_before_its_commit(works: Works) -> None:
    works.open()
    works.tick()
    works.now = at("15 17:00")

    with pytest.raises(ZeroDivisionError):
        works.act(lambda uow: fired(works, uow) / 0)

    assert works.said() == []
    works.tick()
    assert [each.text for each in works.said()] == ["zh report: 15"]


def test_the_first_day_counts_only_if_there_was_time_for_it(works: Works) -> None:
    works.now = at("15 18:00")
    works.open()

    assert works.play("15 21:30", "16 07:00", "16 17:00") == ["zh last: 15", "zh report: 16"]


def test_reports_are_an_item_of_their_own_each_day(works: Works) -> None:
    works.report(works.owner)
    works.now = at("16 12:00")
    works.report(works.owner)

    days = works.with_duty(DAILY, calendar)
    assert [day.is_done for day in days[-2:]] == [True, True]
    assert streak(days) == 2


def test_groups_and_other_duties_share_a_message_in_one_part_of_the_day(works: Works) -> None:
    works.open()
    works.sample(works.owner, works.group(works.owner, works.its), at("14 20:00"))
    works.play("15 17:00", "15 21:30", "16 00:01")

    heard = works.play("16 07:00", "16 08:00", "16 17:00", "16 18:00", "16 20:00", "16 21:30")

    assert heard == [
        "zh early 16 20:00\n\nzh missed: 15",
        "zh report: 16",
        "zh late 16 20:00",
        "zh overdue 16 20:00",
        "zh last: 16",
    ]
