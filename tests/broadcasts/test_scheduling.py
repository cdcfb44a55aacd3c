"""A broadcast begins at the moment that was approved, or not at all."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.broadcast_refusals import BroadcastCode, BroadcastRefusal
from bot.domain.broadcast_times import LATE_MOST, comes_at, is_missed, offered_times
from bot.domain.broadcasts import BroadcastState, Urgency
from bot.domain.errors import Stale
from bot.domain.quiet import QuietHours
from bot.services.broadcasts import approving, broadcasts, scheduling
from bot.services.broadcasts.figures import broadcasts_of
from tests.broadcasts.house import GROUND, House

CHINA = ZoneInfo("Asia/Shanghai")
NIGHT = QuietHours(zone=CHINA)


def at(wall: str) -> datetime:
    return datetime.fromisoformat(f"2022-07-{wall}").replace(tzinfo=CHINA).astimezone(UTC)


TOMORROW, LATE = at("16T09:00"), at("16T22:30")


def timed(house: House, when: datetime | None, urgency: Urgency = Urgency.NOTICE) -> int:
    """A draft for a moment, handed in."""
    house.office.firm()
    made = house.drafted(urgency=urgency)
    put(house, made, when)
    house.act(lambda uow: broadcasts.submit(uow, GROUND, house.author, made))
    return made


def put(house: House, made: int, when: datetime | None):
    return house.act(lambda uow: scheduling.put_time(uow, house.author, made, when))


def test_it_goes_at_its_moment_and_not_before(house: House) -> None:
    made = timed(house, TOMORROW)
    assert house.approve(made).record.hold_until == TOMORROW
    house.office.now = TOMORROW - timedelta(seconds=1)
    house.tick()
    assert house.texts() == []
    house.office.now = TOMORROW
    house.tick()
    assert len(house.texts()) == 1


def test_an_approval_just_before_its_moment_still_has_its_hold(house: House) -> None:
    made = timed(house, TOMORROW)
    house.office.now = TOMORROW - timedelta(minutes=3)
    assert house.approve(made).record.hold_until == TOMORROW + timedelta(minutes=7)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_in_the_night_it_waits_for_the_morning_unless_it_is_urgent(house: House, urgency) -> None:
    made = timed(house, LATE, urgency)
    card = house.approve(made)
    assert card.record.hold_until == (LATE if urgency is Urgency.URGENT else at("17T07:00"))
    house.office.now = LATE
    house.tick()
    assert bool(house.texts()) is (urgency is Urgency.URGENT)


def test_its_moment_is_part_of_what_is_approved(house: House) -> None:
    made = timed(house, TOMORROW)
    before = house.card(made).record
    put(house, made, TOMORROW + timedelta(hours=1))
    after = house.card(made).record
    assert (after.state, after.version) == (BroadcastState.DRAFT, before.version + 1)
    house.act(lambda uow: broadcasts.submit(uow, GROUND, house.author, made))
    with pytest.raises(Stale):
        house.act(lambda uow: approving.approve(uow, GROUND, house.approver, made, before.digest))


@pytest.mark.parametrize("other", [TOMORROW + timedelta(days=1), None])
def test_moving_it_after_it_was_approved_takes_the_approval_back(house: House, other) -> None:
    made = timed(house, TOMORROW)
    house.approve(made)
    card = put(house, made, other)
    it = card.record
    assert (it.state, it.approver_id, it.hold_until) == (BroadcastState.DRAFT, None, None)
    house.office.now = TOMORROW
    house.tick()
    assert house.texts() == []
    assert put(house, made, other).record.version == it.version  # the same again is no edit


def test_what_is_stopped_before_its_moment_reaches_nobody(house: House) -> None:
    made = timed(house, TOMORROW)
    house.approve(made)
    house.act(lambda uow: approving.stop(uow, house.author, made))
    house.office.now = TOMORROW
    house.tick()
    assert house.texts() == []
    with pytest.raises(BroadcastRefusal):
        put(house, made, TOMORROW + timedelta(days=1))


def test_a_moment_that_passes_unapproved_is_a_draft_again_and_its_author_hears(house) -> None:
    made = timed(house, TOMORROW)
    digest = house.card(made).record.digest
    house.office.now = TOMORROW
    with pytest.raises(BroadcastRefusal) as refused:
        house.act(lambda uow: approving.approve(uow, GROUND, house.approver, made, digest))
    assert (refused.value.code, refused.value.params["starts_at"]) == (
        BroadcastCode.PAST,
        TOMORROW,
    )
    house.tick()
    house.tick()
    assert house.card(made).record.state is BroadcastState.DRAFT
    [told] = house.send(bot="desk")
    assert (told.chat_id, told.payload["text"]) == (house.author.chat_id, f"missed {TOMORROW}")
    with pytest.raises(BroadcastRefusal):
        house.act(lambda uow: broadcasts.submit(uow, GROUND, house.author, made))
    put(house, made, TOMORROW + timedelta(hours=2))
    house.act(lambda uow: broadcasts.submit(uow, GROUND, house.author, made))
    assert house.approve(made).record.state is BroadcastState.HELD


@pytest.mark.parametrize("late", [timedelta(), timedelta(seconds=1)])
def test_after_a_downtime_it_goes_only_if_it_is_not_too_late(house: House, late) -> None:
    made = timed(house, TOMORROW)
    house.approve(made)
    house.office.now = TOMORROW + LATE_MOST + late
    house.tick()
    assert bool(house.texts()) is not bool(late)
    assert house.card(made).record.state is (
        BroadcastState.DRAFT if late else BroadcastState.SENDING
    )
    said = [each.payload["text"] for each in house.send(bot="desk")]
    assert (f"missed {TOMORROW}" in said) is bool(late)


def test_what_has_no_moment_is_never_too_late(house: House) -> None:
    house.office.firm()
    house.approved()
    house.office.wait(days=3)
    house.tick()
    assert len(house.texts()) == 1


def test_a_moment_that_has_passed_is_not_taken(house: House) -> None:
    made = house.drafted()
    with pytest.raises(BroadcastRefusal) as refused:
        put(house, made, house.office.now)
    assert refused.value.code is BroadcastCode.PAST
    assert house.card(made).record.starts_at is None


def test_it_is_found_where_it_waits(house: House) -> None:
    made = timed(house, TOMORROW)
    house.approve(made)
    found = house.act(lambda uow: broadcasts_of(uow, house.approver))
    assert [each.id for each in found.under_way] == [made]


@given(st.datetimes(at("15T00:00").replace(tzinfo=None), at("20T00:00").replace(tzinfo=None)))
def test_what_is_offered_lies_ahead_and_not_in_the_night(moment: datetime) -> None:
    now = moment.replace(tzinfo=UTC)
    found = offered_times(now, NIGHT)
    assert len(found) == 3
    assert sorted(found) == list(found)
    assert all(now < each and not NIGHT.contains(each) for each in found)


@given(
    st.integers(0, 60 * 24 * 3),
    st.integers(0, 60 * 24),
    st.sampled_from(list(Urgency)),
)
def test_a_moment_is_missed_only_two_hours_after_it_could_come(start, after, urgency) -> None:
    starts_at = at("15T00:00") + timedelta(minutes=start)
    now = starts_at + timedelta(minutes=after)
    due = comes_at(starts_at, urgency, NIGHT)
    assert due >= starts_at
    assert not (urgency is Urgency.NOTICE and NIGHT.contains(due))
    assert is_missed(starts_at, urgency, NIGHT, now) is (now - due > LATE_MOST)
