"""Parts of a day: what falls due within one of them, and can wait or come early, is said at once.

Morning, afternoon and evening are this product's; no document divides the day.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

ENDS: Final = (time(12), time(18))
"""When the morning and the afternoon end on the wall clock; the evening ends with the day."""
DAY: Final = timedelta(days=1)


def part_end(at: datetime, zone: ZoneInfo) -> datetime:
    """The end of the part of the day in which a moment lies (aware UTC)."""
    wall = at.astimezone(zone)
    end = next((each for each in ENDS if wall.time() < each), None)
    day = wall.date() if end is not None else wall.date() + DAY
    return datetime.combine(day, end or time(), tzinfo=zone).astimezone(UTC)
