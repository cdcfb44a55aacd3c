"""Time that runs on working days only: all of such a day counts, and nothing of any other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Term:
    """How long something may take.

    Attributes:
        length: For terms of working days one day is 24 hours of working time.
        working: It runs on working days only; else it runs day and night.
    """

    length: timedelta
    working: bool = False


@dataclass(frozen=True, slots=True)
class WorkTime:
    """The working time of a place.

    Attributes:
        zone: In which its days begin and end.
        works: Whether people work on a day.
    """

    zone: ZoneInfo
    works: Callable[[date], bool]

    def after(self, start: datetime, term: Term) -> datetime:
        """The moment (aware UTC) at which the term is over.

        Two working days from Friday 10:00 end on Tuesday 10:00; from Saturday 10:00 they end at
        the last moment of Tuesday, for none of Saturday counts.
        """
        if not term.working:
            return start + term.length
        moment, left = start, term.length
        while (today := self._rest_of_day(moment)) < left:
            moment, left = self._midnight(moment), left - today
        return moment + left

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from one moment to another; none if the end is earlier."""
        moment, passed = start, timedelta()
        while moment < end:
            until = min(self._midnight(moment), end)
            passed += until - moment if self._works(moment) else timedelta()
            moment = until
        return passed

    def _works(self, moment: datetime) -> bool:
        return self.works(moment.astimezone(self.zone).date())

    def _rest_of_day(self, moment: datetime) -> timedelta:
        return self._midnight(moment) - moment if self._works(moment) else timedelta()

    def _midnight(self, moment: datetime) -> datetime:
        tomorrow = moment.astimezone(self.zone).date() + DAY
        return datetime.combine(tomorrow, time(), self.zone).astimezone(UTC)
