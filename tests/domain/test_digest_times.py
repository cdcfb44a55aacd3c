"""On which days a digest comes, over holidays and the Saturdays that make up for them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.digest_times import (
    Timetable,
    every_day,
    weekly,
    working_days_before,
)
from bot.domain.digests import still_today
from bot.domain.quiet import QuietHours
from bot.domain.workdays import is_working_day

CHINA = ZoneInfo("Asia/Shanghai")
FRIDAY = 4
DAILY = Timetable(CHINA, time(17, 30), is_working_day)
EVERY = Timetable(CHINA, time(19, 30), every_day)
WEEKLY = Timetable(CHINA, time(15, 30), weekly(FRIDAY))
ASKED = Timetable(CHINA, time(9), working_days_before(weekly(FRIDAY), 1))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2022-{text}").replace(tzinfo=CHINA).astimezone(UTC)


@pytest.mark.parametrize(
    ("table", "moment", "following"),
    [
        (DAILY, "07-15 17:29", "07-15 17:30"),
        (DAILY, "07-15 17:30", "07-18 17:30"),  # over a weekend
        (DAILY, "09-30 18:00", "10-08 17:30"),  # over 国庆, to the Saturday that makes up for it
        (DAILY, "10-08 18:00", "10-09 17:30"),  # and that Sunday
        (DAILY, "09-09 18:00", "09-13 17:30"),  # 中秋 on a Monday
        (DAILY, "04-02 18:00", "04-06 17:30"),  # a made-up Saturday, then 清明
        (EVERY, "09-30 20:00", "10-01 19:30"),
        (WEEKLY, "07-15 15:30", "07-22 15:30"),
        (WEEKLY, "06-02 15:30", "06-10 15:30"),  # Friday, 3 June was 端午: it came on Thursday
        (WEEKLY, "06-01 12:00", "06-02 15:30"),
        # 1–7 October are off: the Saturday that makes up for them is the nearest of that week.
        (WEEKLY, "10-01 12:00", "10-08 15:30"),
        (ASKED, "07-11 12:00", "07-14 09:00"),
        (ASKED, "06-01 08:00", "06-01 09:00"),  # the day before that Thursday
        (ASKED, "09-29 12:00", "09-30 09:00"),  # for that Saturday
        (ASKED, "10-01 12:00", "10-13 09:00"),
    ],
)
def test_when_it_comes_next(table: Timetable, moment: str, following: str) -> None:
    assert table.next_after(at(moment)) == at(following)


def test_what_is_new_begins_when_the_last_one_came() -> None:
    assert DAILY.since(date(2022, 7, 18)) == at("07-15 17:30")
    assert DAILY.since(date(2022, 7, 17)) == at("07-15 17:30")
    assert DAILY.since(date(2022, 10, 8)) == at("09-30 17:30")
    assert EVERY.since(date(2022, 10, 8)) == at("10-07 19:30")


@pytest.mark.parametrize("weekday", range(7))
def test_a_week_has_at_most_one_and_it_is_a_working_day(weekday: int) -> None:
    on = weekly(weekday)
    monday = date(2022, 1, 3)
    for week in range(100):
        days = [monday + timedelta(days=7 * week + n) for n in range(7)]
        found = [day for day in days if on(day)]
        assert len(found) == any(map(is_working_day, days))
        assert all(map(is_working_day, found))


def test_every_weekly_day_is_asked_for_once_before() -> None:
    on, days = weekly(FRIDAY), [date(2022, 1, 1) + timedelta(days=n) for n in range(365)]
    asked = [day for day in days if working_days_before(on, 1)(day)]
    on_days = [day for day in days if on(day)]
    assert len(asked) == len(on_days)
    for before, day in zip(asked, on_days, strict=True):
        between = [before + timedelta(days=n) for n in range(1, (day - before).days)]
        assert before < day
        assert not any(map(is_working_day, between))


def test_one_that_never_comes_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing comes"):
        Timetable(CHINA, time(9), lambda _: False).next_after(at("07-15 09:00"))


def test_after_a_downtime_it_comes_on_its_own_day_and_never_at_night() -> None:
    quiet = QuietHours(zone=CHINA)
    due = at("07-15 17:30")
    assert still_today(due, at("07-15 21:59"), quiet)
    assert not still_today(due, at("07-15 22:00"), quiet)
    assert not still_today(due, at("07-16 08:00"), quiet)
