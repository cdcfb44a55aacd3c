import pytest

from bot.domain.errors import NotYours
from bot.domain.sampling_refusals import SamplingCode, SamplingRefusal
from tests.testing.county import County, at, wall


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
