"""A sampling that was recorded is undone, and what it silenced is back."""

import pytest

from bot.domain.errors import Stale, StaleCode
from tests.testing.county import County, at


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
