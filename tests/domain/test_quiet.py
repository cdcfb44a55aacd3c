from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.quiet import QuietHours

ZONE = ZoneInfo("Asia/Shanghai")
NIGHT = QuietHours(zone=ZONE)


def at(wall: str) -> datetime:
    return datetime.fromisoformat(f"2022-07-{wall}").replace(tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("wall", "quiet"),
    [
        ("15 21:59:59", False),
        ("15 22:00", True),
        ("16 00:00", True),
        ("16 06:59:59", True),
        ("16 07:00", False),
        ("16 12:00", False),
    ],
)
def test_the_night_begins_at_ten_and_ends_at_seven(wall: str, quiet: bool) -> None:
    assert NIGHT.contains(at(wall)) is quiet


@pytest.mark.parametrize(
    ("wall", "began", "ends"),
    [
        ("15 23:00", "15 22:00", "16 07:00"),
        ("16 03:00", "15 22:00", "16 07:00"),
        ("16 07:00", "15 22:00", "17 07:00"),
        ("16 22:00", "16 22:00", "17 07:00"),
    ],
)
def test_the_bounds_of_a_night_are_found(wall: str, began: str, ends: str) -> None:
    assert (NIGHT.start_before(at(wall)), NIGHT.end_after(at(wall))) == (at(began), at(ends))


def test_a_siesta_within_one_day_works_too() -> None:
    siesta = QuietHours(zone=ZONE, start=time(12), end=time(14))

    assert [siesta.contains(at(f"15 {h}:30")) for h in (11, 12, 13, 14)] == [0, 1, 1, 0]
    assert siesta.end_after(at("15 12:30")) == at("15 14:00")


def test_equal_bounds_mean_no_quiet_hours() -> None:
    assert not QuietHours(zone=ZONE, start=time(7), end=time(7)).contains(at("15 07:00"))


def test_hours_that_leave_no_time_to_speak_are_refused() -> None:
    with pytest.raises(ValueError, match="no time to speak"):
        QuietHours(zone=ZONE, start=time(22), end=time(21, 30))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        NIGHT.contains(at("15 22:00").replace(tzinfo=None))


@settings(deadline=None)
@given(
    start=st.integers(0, 1439),
    end=st.integers(0, 1439),
    zone=st.sampled_from(["Asia/Shanghai", "Asia/Kathmandu", "UTC"]),
    minute=st.integers(0, 60 * 24 * 365 * 3),
)
def test_a_moment_is_quiet_just_when_its_night_has_begun_and_not_ended(
    start: int, end: int, zone: str, minute: int
) -> None:
    assume((start - end) % 1440 >= 60)
    quiet = QuietHours(
        zone=ZoneInfo(zone), start=time(*divmod(start, 60)), end=time(*divmod(end, 60))
    )
    moment = datetime(2022, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)

    began, ends = quiet.start_before(moment), quiet.end_after(moment)

    assert began <= moment < ends
    assert quiet.contains(moment) is (ends - began < timedelta(days=1))
    assert quiet.contains(began)
    assert not quiet.contains(ends)
