"""What is said of reminders, to whom and how often."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.services.testing.testing import own_group
from bot.store.firms.people import set_blocked
from bot.store.outbox import Letter, queue_letters
from bot.store.uow import UnitOfWork
from tests.testing.county import County, at


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
