from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.sampling_refusals import SamplingCode, SamplingRefusal
from bot.domain.testing import Rhythm, RhythmKind, believed, deadline, may_undo

ZONE = ZoneInfo("Asia/Shanghai")
TWO_DAYS = Rhythm(RhythmKind.DUTY, hours=48)
DAILY = Rhythm(RhythmKind.DUTY, daily=True)
FREE = Rhythm(RhythmKind.OFFER, hours=24)


def at(wall: str) -> datetime:
    return datetime.fromisoformat(f"2022-07-{wall}").replace(tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("rhythm", "sampled", "due"),
    [
        (TWO_DAYS, "14 00:00", "16 00:00"),
        (TWO_DAYS, "14 08:31", "16 08:31"),
        (FREE, "14 08:31", "15 08:31"),
        (DAILY, "14 00:00", "16 00:00"),
        (DAILY, "14 12:00", "16 00:00"),
        (DAILY, "14 23:59", "16 00:00"),
        (DAILY, "15 00:00", "17 00:00"),
    ],
)
def test_the_next_sampling_is_due(rhythm: Rhythm, sampled: str, due: str) -> None:
    assert deadline(at(sampled), rhythm, ZONE) == at(due)


def test_a_daily_duty_declared_after_the_sampling_first_falls_due_that_night() -> None:
    assert deadline(at("13 08:00"), DAILY, ZONE, since=at("15 07:00")) == at("16 00:00")


def test_a_sampling_on_the_day_of_the_declaration_satisfies_that_day() -> None:
    assert deadline(at("15 06:00"), DAILY, ZONE, since=at("15 07:00")) == at("17 00:00")


def test_a_missed_day_is_followed_by_the_next_one() -> None:
    missed = deadline(at("13 08:00"), DAILY, ZONE)

    assert deadline(at("13 08:00"), DAILY, ZONE, since=missed) == missed + timedelta(days=1)


@pytest.mark.parametrize(
    ("hours", "daily"), [(None, False), (48, True), (0, False), (-1, False), (0, True)]
)
def test_a_rhythm_is_either_hours_or_daily(hours: int | None, daily: bool) -> None:
    with pytest.raises(ValueError, match="hours or daily"):
        Rhythm(RhythmKind.DUTY, hours=hours, daily=daily)


def test_an_offer_is_never_daily() -> None:
    with pytest.raises(ValueError, match="offer"):
        Rhythm(RhythmKind.OFFER, daily=True)


@pytest.mark.parametrize(
    ("stated", "taken"),
    [
        ("15 09:00", "15 09:00"),
        ("15 10:00", "15 10:00"),
        ("15 10:02", "15 10:00"),
        ("08 10:00", "08 10:00"),
    ],
)
def test_a_likely_sampling_time_is_believed_but_never_the_future(stated: str, taken: str) -> None:
    assert believed(at(stated), at("15 10:00")) == at(taken)


@pytest.mark.parametrize(
    ("stated", "code"),
    [("15 10:03", SamplingCode.IN_FUTURE), ("08 09:59", SamplingCode.TOO_OLD)],
)
def test_an_unlikely_sampling_time_is_refused_with_its_reason(
    stated: str, code: SamplingCode
) -> None:
    with pytest.raises(SamplingRefusal) as refused:
        believed(at(stated), at("15 10:00"))

    assert refused.value.code is code
    assert refused.value.params["stated"] == at(stated)
    assert "2022" not in str(refused.value)


def test_a_sampling_can_be_undone_for_ten_minutes() -> None:
    recorded = at("15 10:00")

    assert may_undo(recorded, recorded + timedelta(minutes=10))
    assert not may_undo(recorded, recorded + timedelta(minutes=10, seconds=1))
