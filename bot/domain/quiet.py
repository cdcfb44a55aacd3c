"""Quiet hours: the part of the day in which nothing of ours may ring."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LEAST_AWAKE = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """A daily stretch of wall-clock time, `start` included and `end` not.

    Moments are aware datetimes, UTC in every answer; only the wall is in `zone`. Equal
    start and end mean that there are no quiet hours.

    Raises:
        ValueError: Less than an hour a day would be left to speak in.
    """

    zone: ZoneInfo
    start: time = time(22)
    end: time = time(7)

    def __post_init__(self) -> None:
        awake = (_since_midnight(self.start) - _since_midnight(self.end)) % DAY
        if self.start != self.end and awake < LEAST_AWAKE:
            raise ValueError(f"quiet from {self.start} to {self.end} leaves no time to speak")

    def contains(self, at: datetime) -> bool:
        """Whether nothing may ring at this moment."""
        wall = self._wall(at).time()
        if self.start <= self.end:
            return self.start <= wall < self.end
        return wall >= self.start or wall < self.end

    def end_after(self, at: datetime) -> datetime:
        """The first end of quiet hours after `at`; inside them, when they are over."""
        today = self._on(self._wall(at).date(), self.end)
        return today if today > at else self._on(self._wall(at).date() + DAY, self.end)

    def start_before(self, at: datetime) -> datetime:
        """The last start of quiet hours up to `at`; inside them, when they began."""
        today = self._on(self._wall(at).date(), self.start)
        return today if today <= at else self._on(self._wall(at).date() - DAY, self.start)

    def _wall(self, at: datetime) -> datetime:
        if at.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return at.astimezone(self.zone)

    def _on(self, day: date, wall: time) -> datetime:
        return datetime.combine(day, wall, tzinfo=self.zone).astimezone(UTC)


def _since_midnight(wall: time) -> timedelta:
    return timedelta(hours=wall.hour, minutes=wall.minute, seconds=wall.second)
