"""Working days of mainland China, with public holidays and the Saturdays that make up for them."""

from datetime import date
from typing import Final

import chinese_calendar
from chinese_calendar.constants import holidays

KNOWN_YEARS: Final = range(min(holidays).year, max(holidays).year + 1)
"""The State Council announces each year's holidays late in the year before."""


def is_working_day(day: date) -> bool:
    """Whether offices work on this day.

    Outside of `KNOWN_YEARS` nobody can know it yet: Monday to Friday count as working days.
    """
    if day.year in KNOWN_YEARS:
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5
