"""定时: when a broadcast goes out, and until when that moment still counts."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Final

from bot.domain.broadcasts import HOLD, URGENT_HOLD, Urgency
from bot.domain.quiet import QuietHours

LATE_MOST: Final = timedelta(hours=2)
"""So much later than its moment it may still go out: after a downtime, or a late approval."""
OFFERED: Final = (time(9), time(15))
"""Hours of the day that are offered as buttons, by the wall clock."""
DAYS: Final = 3
DAY: Final = timedelta(days=1)


def hold_of(urgency: Urgency) -> timedelta:
    """缓发期: so long anybody concerned may still stop what was approved."""
    return URGENT_HOLD if urgency is Urgency.URGENT else HOLD


def comes_at(starts_at: datetime, urgency: Urgency, quiet: QuietHours) -> datetime:
    """When it comes that was to begin at a moment: after the night, unless it is urgent."""
    waits = urgency is Urgency.NOTICE and quiet.contains(starts_at)
    return quiet.end_after(starts_at) if waits else starts_at


def is_missed(starts_at: datetime, urgency: Urgency, quiet: QuietHours, now: datetime) -> bool:
    """Whether its moment lies too far back: what it says may not be true any more."""
    return now > comes_at(starts_at, urgency, quiet) + LATE_MOST


def offered_times(now: datetime, quiet: QuietHours) -> tuple[datetime, ...]:
    """The next moments that are offered to begin at (aware UTC), none of them in the night."""
    return tuple(each for each in _hours(now, quiet) if each > now + HOLD)[:DAYS]


def _hours(now: datetime, quiet: QuietHours) -> Iterator[datetime]:
    today = now.astimezone(quiet.zone).date()
    for days in range(DAYS):
        for hour in OFFERED:
            moment = datetime.combine(today + days * DAY, hour, quiet.zone).astimezone(UTC)
            if not quiet.contains(moment):
                yield moment
