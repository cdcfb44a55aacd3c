from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.domain.errors import NotYours, Stale, StaleCode
from bot.domain.sampling_refusals import SamplingCode, SamplingRefusal
from bot.services.testing.standing import GroupState
from bot.services.testing.testing import own_group
from bot.store.firms.firms import move_firm, put_facts
from bot.store.firms.people import set_blocked
from bot.store.outbox import Letter, queue_letters
from bot.store.uow import UnitOfWork
from tests.testing.county import FANGCHENG, County, at, wall


def test_a_sampling_plans_the_duty_of_48_hours(county: County) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))

    status = county.sample(owner, group, at("15 09:30")).status

    assert status.due is not None
    assert (wall(status.due.at), status.due.ruled.policy) == ("17 09:30", "O-FC-01")
    assert county.planned(group) == ["early 16 21:30", "late 17 07:30", "overdue 17 09:30"]


def test_a_done_sampling_silences_what_was_planned_in_the_same_act(county: County) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("15 09:30"))

    county.now = at("17 07:29")
    county.sample(owner, group, at("17 07:29"))
    county.now = at("17 20:00")

    assert county.fire() == 0
    assert county.said() == []
    assert county.planned(group) == ["early 18 19:29", "late 18 21:30", "overdue 19 07:29"]


def test_a_refused_sampling_leaves_every_reminder_in_place(county: County) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("15 09:30"))
    planned = county.planned(group)

    with pytest.raises(SamplingRefusal) as refused:
        county.sample(owner, group, at("15 09:40"))

    assert refused.value.code is SamplingCode.IN_FUTURE
    assert county.planned(group) == planned


def test_an_older_sampling_moves_nothing_back_unless_it_is_confirmed(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    county.sample(owner, group, at("15 09:00"))

    with pytest.raises(SamplingRefusal) as refused:
        county.sample(owner, group, at("14 12:00"))

    assert refused.value.code is SamplingCode.NOT_NEWEST
    assert refused.value.params["known"] == at("15 09:00")
    assert [each.group.sampled_at for each in county.overview(firm)] == [at("15 09:00")]

    corrected = county.sample(owner, group, at("14 12:00"), correct=True).status
    assert corrected.due is not None
    assert wall(corrected.due.at) == "16 12:00"


def test_an_undone_sampling_brings_back_what_it_silenced(county: County) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("15 09:30"))
    county.now = at("16 21:30")
    county.fire()
    county.wait(minutes=5)

    recorded = county.sample(owner, group, county.now)
    county.wait(minutes=10)
    county.undo(owner, recorded.sampling_id)

    assert county.planned(group) == ["late 17 07:30", "overdue 17 09:30"]
    with pytest.raises(Stale) as twice:
        county.undo(owner, recorded.sampling_id)
    assert twice.value.code is StaleCode.ANSWERED


def test_after_ten_minutes_a_sampling_stands(county: County) -> None:
    owner = county.person(1)
    recorded = county.sample(owner, county.group(owner, county.firm(owner)), at("15 09:30"))
    county.wait(minutes=10, seconds=1)

    with pytest.raises(Stale) as late:
        county.undo(owner, recorded.sampling_id)

    assert late.value.code is StaleCode.EXPIRED


def test_undone_in_the_same_minute_a_reminder_is_not_said_twice(county: County) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("15 09:00"))
    county.now = at("16 22:00")
    county.fire()
    county.put_off(owner, group)  # to 07:00, when the last stage is due anyway
    county.now = at("17 07:00")
    county.fire()
    heard = county.heard(1)

    recorded = county.sample(owner, group, county.now)
    county.undo(owner, recorded.sampling_id)
    county.fire()

    assert county.heard(1) == heard


def test_only_the_newest_sampling_can_be_undone(county: County) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    first = county.sample(owner, group, at("15 09:00"))
    county.sample(owner, group, at("15 09:20"))

    with pytest.raises(Stale):
        county.undo(owner, first.sampling_id)


def test_a_stranger_finds_no_group(county: County) -> None:
    owner, stranger = county.person(1), county.person(2)
    group = county.group(owner, county.firm(owner))

    with pytest.raises(NotYours):
        county.sample(stranger, group, at("15 09:00"))


def test_a_reminder_that_is_put_off_comes_back_in_an_hour(county: County) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("15 09:30"))
    county.now = at("16 20:00")

    assert wall(county.put_off(owner, group)) == "16 21:00"
    assert county.planned(group) == ["snoozed 16 21:00", "late 17 07:30", "overdue 17 09:30"]

    county.now = at("16 21:00")
    county.fire()
    assert county.heard(1) == ["zh snoozed 17 09:30"]
    county.now = at("16 21:01")
    assert wall(county.put_off(owner, group)) == "17 07:00"
    county.now = at("17 07:00")
    county.fire()
    assert county.heard(1) == ["zh snoozed 17 09:30"] * 2
    assert county.planned(group) == ["overdue 17 09:30"]


def test_a_group_says_that_there_are_such_people(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner, role_groups=["ordinary"])

    drivers = county.group(owner, firm, post="logistics")
    county.group(owner, firm, post="ordinary")

    offered = [each.group.id for each in county.overview(firm) if each.group.cycle.offer]
    assert offered == [drivers]


def test_posts_in_contact_get_an_offer_once_and_are_not_chased(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    group = county.group(owner, firm, post="logistics")
    status = county.sample(owner, group, at("15 09:00")).status

    assert not status.offer_open
    assert county.planned(group)[0] == "offer 16 09:00"
    county.now = at("16 09:00")
    county.fire()
    county.now = at("16 20:00")
    county.fire()

    assert county.heard(1) == ["zh offer 16 09:00"]
    assert [each.offer_open for each in county.overview(firm)] == [True]


def test_an_emergency_makes_the_duty_daily_from_that_day_on(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    county.sample(owner, group, at("15 08:00"))

    county.now = at("16 10:00")
    county.declare("area_state", "emergency")

    assert county.planned(group) == ["evening 16 18:00", "late 16 21:30", "overdue 17 07:00"]
    [status] = county.overview(firm)
    assert status.due is not None
    assert (wall(status.due.at), status.due.ruled.policy) == ("17 00:00", "O-FC-02")

    county.declare("area_state", "normal")
    assert county.planned(group) == ["early 16 20:00", "late 16 21:30", "overdue 17 08:00"]


def test_a_closed_loop_of_one_firm_counts_from_the_day_it_was_set(county: County) -> None:
    county.now = at("10 08:00")
    county.declare("closed_loop", False)
    owner = county.person(1)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    county.now = at("13 20:00")
    county.sample(owner, group, county.now)

    county.now = at("15 09:30")
    county.act(lambda uow: put_facts(uow, firm.id, {"closed_loop": True}, by_staff=True))
    [status] = county.overview(firm)

    assert (status.state, status.due and wall(status.due.at)) == (GroupState.ON_TIME, "15 20:00")
    assert status.group.cycle.daily_since == county.now


def test_declaring_an_emergency_again_forgives_no_missed_day(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    county.declare("area_state", "emergency")
    group = county.group(owner, firm)

    county.now = at("16 00:10")
    county.declare("area_state", "emergency")

    assert county.planned(group)[-1] == "overdue 16 07:00"


def test_a_missed_day_is_followed_by_the_reminders_of_the_next(county: County) -> None:
    owner = county.person(1)
    county.officer(9)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("15 08:00"))
    county.declare("area_state", "emergency")

    county.now = at("17 07:00")
    county.fire()

    assert county.heard(1) == ["zh overdue 17 00:00"]
    assert county.heard(9) == ["zh overdue 17 00:00 示例纺织"]
    assert county.planned(group) == [
        "early 17 09:00",
        "evening 17 18:00",
        "late 17 21:30",
        "overdue 18 07:00",
    ]


def test_a_daily_duty_needs_no_known_sampling(county: County) -> None:
    county.declare("closed_loop", True)
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))

    assert county.planned(group) == ["evening 15 18:00", "late 15 21:30", "overdue 16 07:00"]


def test_a_missed_window_of_hours_does_not_hide_todays_duty(county: County) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("12 08:00"))
    county.fire_all()
    assert county.heard(1) == ["zh overdue 14 08:00"]

    county.declare("closed_loop", True)

    assert county.planned(group) == ["evening 15 18:00", "late 15 21:30", "overdue 16 07:00"]
    county.now = at("15 18:00")
    county.fire()
    assert county.heard(1)[1:] == ["zh evening 16 00:00"]


def test_a_new_calendar_year_ends_the_reminders(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    county.now = at("15 09:30").replace(month=12, day=31)
    county.sample(owner, group, county.now)
    assert county.planned(group)

    county.wait(days=1)
    [status] = county.overview(firm)

    assert status.state is GroupState.FREE
    assert county.planned(group) == []


def test_another_region_has_no_rhythm_of_this_one(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    county.act(lambda uow: move_firm(uow, firm.id, "河南省/驻马店市"))

    status = county.sample(owner, group, at("15 09:00")).status

    assert (status.state, status.due, county.planned(group)) == (GroupState.FREE, None, [])


def test_a_town_below_the_county_hears_of_its_state_and_reports_to_it(county: County) -> None:
    owner = county.person(1)
    county.officer(9)
    firm = county.firm(owner, region=f"{FANGCHENG}/示例镇")
    group = county.group(owner, firm)
    county.sample(owner, group, at("15 08:00"))

    county.declare("area_state", "emergency")
    county.now = at("17 07:00")
    county.fire()

    assert county.heard(9) == ["zh overdue 17 00:00 示例纺织"]


def test_who_blocked_the_bot_is_passed_over(county: County) -> None:
    owner, other = county.person(1), county.person(2)
    group = county.group(owner, county.firm(owner, other))
    county.sample(owner, group, at("15 09:30"))
    county.act(lambda uow: set_blocked(uow.connection, 1, blocked=True))
    county.now = at("16 21:30")

    assert county.fire() == 1
    assert (county.heard(1), county.heard(2)) == ([], ["zh early 17 09:30"])

    county.act(lambda uow: set_blocked(uow.connection, 2, blocked=True))
    county.now = at("17 07:30")
    assert county.fire() == 1
    assert county.fire() == 0
    assert len(county.said()) == 1


def test_after_a_downtime_only_the_newest_is_said_and_marked_late(county: County) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("15 09:30"))

    county.now = at("17 08:30")
    county.fire_all()

    assert county.heard(1) == ["zh late late 17 09:30"]
    assert county.planned(group) == ["overdue 17 09:30"]


def test_what_can_wait_does_not_ring_at_night(county: County) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("14 12:00"))

    county.now = at("16 23:00")
    assert county.fire() == 3
    assert county.said() == []
    assert county.planned(group) == ["overdue 17 07:00"]


def test_nothing_is_said_twice(county: County) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("15 09:30"))
    county.now = at("17 07:30")

    assert county.fire() == 2
    assert county.fire() == 0
    assert county.heard(1) == ["zh late 17 09:30"]


def test_a_small_batch_still_says_only_the_newest_of_a_group(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    for _ in range(3):
        county.sample(owner, county.group(owner, firm), at("15 09:30"))
    county.now = at("17 07:30")

    while county.fire(limit=1):
        pass

    assert county.heard(1) == ["zh late 17 09:30"] * 3


def test_who_speaks_for_several_firms_is_told_which(county: County) -> None:
    owner = county.person(1)
    first, second = county.firm(owner, name="示例甲"), county.firm(owner, name="示例乙")
    for firm in (first, second):
        county.sample(owner, county.group(owner, firm), at("15 09:30"))
    county.now = at("16 21:30")
    county.fire()

    assert county.heard(1) == ["zh early 17 09:30 示例甲", "zh early 17 09:30 示例乙"]


def test_two_processes_at_once_say_everything_once(county: County) -> None:
    owner = county.person(1)
    for number in range(20):
        firm = county.firm(owner, name=f"示例{number}")
        county.sample(owner, county.group(owner, firm), at("15 09:30"))
    county.now = at("17 07:30")

    with ThreadPoolExecutor(2) as processes:
        both = [processes.submit(county.fire, 7) for _ in range(12)]
    county.fire_all()

    assert sum(each.result() for each in both) > 0
    assert sorted(county.heard(1)) == sorted(
        f"zh late 17 09:30 示例{number}" for number in range(20)
    )


def test_groups_of_a_firm_that_fall_due_together_share_a_message(county: County) -> None:
    owner = county.person(1)
    county.officer(9)
    firm = county.firm(owner)
    for minute in (0, 10, 20):
        county.sample(owner, county.group(owner, firm), at(f"15 09:{minute:02}"))
    county.now = at("17 07:30")
    county.fire()
    county.now = at("17 12:00")
    county.fire()

    assert county.heard(1) == ["zh late 17 09:00 x3", "zh overdue late 17 09:00 x3"]
    assert county.heard(9) == ["zh overdue late 17 09:00 x3 示例纺织"]


def test_a_sampling_that_is_being_recorded_is_not_overtaken_by_a_reminder(county: County) -> None:
    if county.database.is_sqlite:
        pytest.skip("SQLite has one writer: its acts are one after the other anyway")
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("15 09:30"))
    county.now = at("17 07:30")

    def sample_while_others_fire(uow: UnitOfWork) -> int:
        own_group(uow, owner, group)
        return county.fire()

    assert county.act(sample_while_others_fire) == 0
    assert county.fire() == 2


def test_many_letters_are_queued_at_once_and_each_key_only_once(county: County) -> None:
    def letter(number: int) -> Letter:
        return Letter(f"uid-{number}", "owner", 1, "sendMessage", {"text": ""}, key=f"k{number}")

    def queue(*numbers: int) -> int:
        letters = [letter(number) for number in numbers]
        return county.act(lambda uow: queue_letters(uow.connection, uow.vault, letters))

    assert queue(1, 2, 3) == 3
    assert queue(3, 4) == 1
    assert queue(1, 2) == 0
    assert len(county.said()) == 4
