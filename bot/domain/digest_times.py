"""On which days and at what hour a digest comes; days off and made-up working days are known."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.workdays import is_working_day

DAY: Final = timedelta(days=1)
WEEK: Final = 7
LOOKED_AT: Final = 60
"""So many days are looked at for the next one: the longest holidays take two weeks of days."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """When something comes that comes at most once a day; moments are aware UTC.

    Attributes:
        zone: Of the wall clock on which the hour is.
        comes: Whether it comes on a day.
    """

    zone: ZoneInfo
    at: time
    comes: Callable[[date], bool]

    def on(self, day: date) -> datetime | None:
        """When it comes on a day, if it does."""
        if not self.comes(day):
            return None
        return datetime.combine(day, self.at, self.zone).astimezone(UTC)

    def next_after(self, moment: datetime) -> datetime:
        """The first time after a moment (aware).

        Raises:
            ValueError: It never comes.
        """
        return next(due for due in self._from(moment, DAY) if due > moment)

    def last_before(self, moment: datetime) -> datetime:
        """The last time before a moment (aware).

        Raises:
            ValueError: It never came.
        """
        return next(due for due in self._from(moment, -DAY) if due < moment)

    def since(self, day: date) -> datetime:
        """The last time before a day began: from when on something is new to that day's."""
        return self.last_before(datetime.combine(day, time(), self.zone))

    def _from(self, moment: datetime, step: timedelta) -> Iterator[datetime]:
        day = moment.astimezone(self.zone).date()
        for count in range(LOOKED_AT):
            due = self.on(day + step * count)
            if due is not None:
                yield due
        raise ValueError(f"nothing comes within {LOOKED_AT} days of {moment}")


def every_day(_: date) -> bool:
    """Of what comes on every day of the calendar."""
    return True


def weekly(weekday: int) -> Callable[[date], bool]:
    """On this day of the week; if nobody works then, on the nearest working day of that week.

    Of two that are as near the earlier. A week in which nobody works has none.

    Args:
        weekday: 0 is Monday.
    """
    return lambda day: day == _day_of_week(day, weekday)


def working_days_before(comes: Callable[[date], bool], count: int) -> Callable[[date], bool]:
    """So many working days before what comes on days."""

    def ahead(day: date) -> bool:
        following = (day + DAY * n for n in range(LOOKED_AT))
        if count and not is_working_day(day):
            return False
        passed = 0
        for each in following:
            passed += each > day and is_working_day(each)
            if passed > count:
                return False
            if passed == count and is_working_day(each) and comes(each):
                return True
        return False

    return ahead


def _day_of_week(day: date, weekday: int) -> date | None:
    monday = day - DAY * day.weekday()
    wanted = monday + DAY * weekday
    week = (monday + DAY * n for n in range(WEEK))
    return min(filter(is_working_day, week), key=lambda each: abs(each - wanted), default=None)
