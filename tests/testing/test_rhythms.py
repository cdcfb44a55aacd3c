"""Which rhythm a firm's reminders follow: emergencies, closed loops, years, regions."""

from bot.services.testing.standing import GroupState
from bot.store.firms.firms import move_firm, put_facts
from tests.testing.county import FANGCHENG, County, at, wall


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
