import pytest
from sqlalchemy import select

from bot.domain.errors import BadAnswer, NotYours, Stale
from bot.domain.register_refusals import RegisterRefusal
from bot.services.testing.standing import GroupState
from bot.store.audit import AUDIT
from tests.testing.county import County, at, wall


def test_what_runs_out_in_a_pause_is_due_on_return_and_said_the_evening_before(
    county: County,
) -> None:
    owner = county.person(1)
    county.officer(9)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    county.sample(owner, group, at("15 09:00"))

    county.pause(owner, firm, "16 00:00", "19 00:00")

    county.now = at("17 12:00")
    assert (county.fire(), county.fire_returns(), county.heard(1)) == (0, 0, [])
    [status] = county.overview(firm)
    assert (status.state, status.due and wall(status.due.at)) == (GroupState.PAUSED, "19 00:00")
    assert status.group.sampled_at == at("15 09:00")

    county.now = at("18 18:00")
    assert (county.fire_returns(), county.fire_returns()) == (1, 0)
    assert county.heard(1) == ["zh return 19 00:00: 19 00:00"]
    county.now = at("19 08:00")
    county.fire_all()
    assert county.heard(1)[1:] == ["zh overdue 19 00:00"]
    assert county.heard(9) == ["zh overdue 19 00:00 示例纺织"]


def test_sampled_before_the_return_nobody_is_overdue(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    county.sample(owner, group, at("15 09:00"))
    county.pause(owner, firm, "16 00:00", "19 00:00")

    county.now = at("18 19:00")
    county.sample(owner, group, county.now)
    county.now = at("20 06:59")
    county.fire_all()

    assert county.heard(1) == []
    assert county.planned(group) == ["early 20 07:00", "late 20 17:00", "overdue 20 19:00"]


def test_a_missed_deadline_before_the_pause_is_noted_after_it(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    county.sample(owner, group, at("13 09:40"))
    county.pause(owner, firm, "15 09:35", "18 00:00")
    county.now = at("15 09:41")
    county.fire_all()

    assert county.heard(1) == []
    county.now = at("18 08:00")
    county.fire_all()
    assert county.heard(1) == ["zh overdue 18 00:00"]


def test_one_group_rests_and_the_others_go_on(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    resting, working = county.group(owner, firm), county.group(owner, firm)
    for group in (resting, working):
        county.sample(owner, group, at("15 09:00"))

    county.pause(owner, firm, "15 12:00", None, resting)
    county.now = at("17 07:00")
    county.fire_all()

    assert county.heard(1) == ["zh late 17 09:00"]
    assert county.planned(resting) == []


def test_a_pause_ends_early_and_that_can_be_taken_back(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    county.sample(owner, group, at("15 09:00"))
    made = county.pause(owner, firm, "16 00:00", "25 00:00")
    county.now = at("18 10:00")

    ended = county.resume(owner, firm, made.id, county.now)

    assert ended.pause is None
    assert [status.state for status in ended.statuses] == [GroupState.OVERDUE]
    assert county.planned(group) == ["overdue 18 11:00"]
    with pytest.raises(Stale):
        county.resume(owner, firm, made.id, county.now)
    with pytest.raises(Stale):
        county.unpause(owner, firm, made.id)

    again = county.unpause(owner, firm, ended.id)
    assert again.pause is not None
    assert again.pause.id == made.id
    assert county.planned(group) == ["overdue 25 08:00"]
    with pytest.raises(Stale):
        county.unpause(owner, firm, ended.id)


def test_taking_a_pause_back_restores_every_reminder(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    county.sample(owner, group, at("15 09:00"))
    planned = county.planned(group)

    made = county.pause(owner, firm, "15 09:30", None)
    assert county.planned(group) == []
    county.unpause(owner, firm, made.id)

    assert county.planned(group) == planned
    late = county.pause(owner, firm, "15 09:30", None)
    county.wait(minutes=11)
    with pytest.raises(Stale):
        county.unpause(owner, firm, late.id)


def test_after_a_downtime_the_return_is_announced_late_or_not_at_all(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    county.sample(owner, county.group(owner, firm), at("15 09:00"))
    county.pause(owner, firm, "16 00:00", "19 00:00")

    county.now = at("18 21:00")
    county.fire_returns()
    assert county.heard(1) == ["zh return late 19 00:00: 19 00:00"]

    county.pause(owner, firm, "18 21:00", "21 00:00")
    county.now = at("21 09:00")
    county.fire_returns()
    county.fire_all()
    assert county.heard(1)[1:] == ["zh overdue late 21 00:00"]


def test_a_daily_duty_waits_for_the_first_day_of_work(county: County) -> None:
    county.declare("closed_loop", True)
    owner = county.person(1)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    county.sample(owner, group, at("15 09:00"))

    county.pause(owner, firm, "16 00:00", "19 00:00")

    [status] = county.overview(firm)
    assert status.due is not None
    dues = {wall(part.due.at) for part in status.parts if part.due}
    assert dues == {"19 00:00"}  # 48 hours ran out in the pause
    assert county.planned(group) == [
        "overdue 19 08:00",
        "early 19 09:00",
        "evening 19 18:00",
        "late 19 21:30",
        "overdue 20 07:00",
    ]


@pytest.mark.parametrize(("starts", "ends"), [("14 00:00", "15 00:00"), ("16 00:00", "16 00:00")])
def test_a_pause_that_is_over_or_empty_is_refused(county: County, starts: str, ends: str) -> None:
    owner = county.person(1)
    firm = county.firm(owner)

    with pytest.raises(BadAnswer):
        county.pause(owner, firm, starts, ends)


def test_nobody_else_pauses_a_firm_and_who_did_is_kept(county: County) -> None:
    owner, stranger = county.person(1), county.person(2)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    other = county.firm(stranger, name="别家")

    with pytest.raises(NotYours):
        county.pause(stranger, firm, "16 00:00", None)
    with pytest.raises(NotYours):
        county.pause(stranger, other, "16 00:00", None, group)
    made = county.pause(owner, firm, "16 00:00", None)
    with pytest.raises(NotYours):
        county.resume(stranger, other, made.id, county.now)

    acts = county.act(lambda uow: uow.connection.execute(select(AUDIT)).all())
    assert [(row.actor, row.subject) for row in acts if row.act == "pause:set"] == [
        (f"person:{owner.id}", f"pause:{made.id}")
    ]


def test_staff_set_an_emergency_and_each_firm_is_told_once(county: County) -> None:
    owner, elsewhere = county.person(1), county.person(2)
    firm = county.firm(owner)
    county.firm(elsewhere, name="没有组的厂")
    for post in ("ordinary", "logistics"):
        county.sample(owner, county.group(owner, firm, post), at("15 09:00"))

    county.proclaim("area_state", "emergency")
    with pytest.raises(RegisterRefusal):
        county.proclaim("area_state", "emergency")
    assert county.heard(1) == ["zh now daily since 15 09:30 x2"]

    county.wait(hours=5)
    county.proclaim("area_state", "normal")
    assert county.heard(1)[1:] == ["zh now 48h since 15 14:30 x2"]
    # without a group it hears of its verdicts; what was only asked meanwhile is not taken back
    assert county.heard(2) == ["zh 5 since 15 09:30", "zh 3 since 15 14:30"]
