import pytest

from bot.domain.errors import BadAnswer, Stale
from bot.domain.parts import Part
from bot.domain.sampling_refusals import SamplingRefusal
from bot.services.testing.testing import set_size
from bot.store.uow import UnitOfWork
from tests.testing.county import County, at


def test_the_rest_keeps_its_clock_and_is_reminded_by_number(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    county.sample(owner, group, at("15 09:00"))
    county.now = at("16 15:00")
    county.sample_some(owner, group, at("15 09:00"), 9)

    [status] = county.overview(firm)
    assert status.group.parts == (Part(at("15 09:00"), 3), Part(at("16 15:00"), 9))
    assert status.due is not None
    assert (status.due.at, status.due.people, status.due.whole) == (at("17 09:00"), 3, False)

    county.now = at("17 07:00")
    county.fire_all()
    assert county.heard(1)[-1] == "zh late 17 09:00 (3)"
    county.now = at("18 13:00")
    county.fire_all()
    assert county.heard(1)[-2:] == ["zh overdue late 17 09:00 (3)", "zh late 18 15:00 (9)"]


def test_a_partial_sampling_is_taken_back_exactly_and_once(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    county.sample(owner, group, at("15 09:00"))
    planned = county.planned(group)
    some = county.sample_some(owner, group, at("15 09:00"), 9)
    assert county.planned(group) != planned

    county.undo(owner, some.sampling_id)

    assert county.planned(group) == planned
    [status] = county.overview(firm)
    assert status.group.parts == (Part(at("15 09:00"), 12),)
    with pytest.raises(Stale):
        county.undo(owner, some.sampling_id)


def test_after_another_sampling_the_first_is_not_taken_back(county: County) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("15 09:00"))
    first = county.sample_some(owner, group, at("15 09:00"), 9)
    county.wait(minutes=2)
    second = county.sample_some(owner, group, at("15 09:00"), None)

    with pytest.raises(Stale):
        county.undo(owner, first.sampling_id)
    county.undo(owner, second.sampling_id)
    assert county.undo(owner, first.sampling_id).back[0].group.parts == (Part(at("15 09:00"), 12),)


@pytest.mark.parametrize("count", [0, 13])
def test_more_than_there_are_changes_nothing(county: County, count: int) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    county.sample(owner, group, at("15 09:00"))

    with pytest.raises(BadAnswer):
        county.sample_some(owner, group, at("15 09:00"), count)
    with pytest.raises(SamplingRefusal):
        county.sample_some(owner, group, at("15 09:00"), 3, at("15 08:00"))

    assert county.overview(firm)[0].group.parts == (Part(at("15 09:00"), 12),)


def test_newcomers_are_asked_for_and_a_daily_duty_is_theirs_too(county: County) -> None:
    owner = county.person(1)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    county.sample(owner, group, at("15 09:00"))

    def grow(uow: UnitOfWork) -> int:
        quiet = county.rules_of_group(uow, owner, group).quiet
        return set_size(uow, owner, group, 15, quiet)

    assert county.act(grow) == 0
    [status] = county.overview(firm)
    assert status.unknown == Part(None, 3)
    assert status.due is not None
    assert (status.due.at, status.due.people) == (at("17 09:00"), 12)

    county.declare("closed_loop", True)
    [status] = county.overview(firm)
    assert status.due is not None
    assert (status.due.at, status.due.people) == (at("16 00:00"), 3)


def test_each_part_hears_of_its_own_free_test_once(county: County) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner), post="logistics")
    county.sample(owner, group, at("15 09:00"))
    county.now = at("15 15:00")
    county.sample_some(owner, group, at("15 09:00"), 9)

    county.now = at("16 09:00")
    county.fire_all()
    county.now = at("16 15:00")
    county.fire_all()

    assert county.heard(1) == ["zh offer 16 09:00 (3)", "zh offer 16 15:00 (9)"]
