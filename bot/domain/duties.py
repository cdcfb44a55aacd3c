"""When a duty is due that the documents want daily, again and again, or in sufficient stock.

The documents name no hours and hardly any intervals. Every hour and lead below is a rule of
this product, and is called that wherever people read it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.errands import awake_before
from bot.domain.quiet import QuietHours

DAY: Final = timedelta(days=1)
REPORT_AT: Final = 17 * 60
"""Minutes after midnight: the day's work is nearly done, and somebody is still there."""
BEFORE_NIGHT: Final = timedelta(minutes=30)
LAST_CALL: Final = time(23)
APART: Final = timedelta(hours=1)
"""The last call is left out if the first one came less than this before it."""
MORNING: Final = time(9)
AHEAD: Final = 3 * DAY
LONG: Final = 14
"""From so many days on an interval is announced ahead."""
LOOK_BACK: Final = 7
"""So many missed days are noted at most; older ones nobody makes up."""


class DailyStage(StrEnum):
    """The reminders of one day's report."""

    REPORT = "report"  # at the firm's own hour
    LAST = "last"  # before the night, because the day ends at midnight
    MISSED = "missed"  # on the next morning


class ItemStage(StrEnum):
    """The reminders of what is done again and again, and of a stock."""

    AHEAD = "ahead"
    TODAY = "today"
    OVERDUE = "overdue"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Staged:
    """A stage and its moment (aware UTC)."""

    stage: DailyStage | ItemStage
    at: datetime


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """24:00 of a calendar day, by which a daily duty is done (aware UTC)."""
    return wall(day + DAY, time(), zone)


def wall(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A time on the wall clock of a day, as a moment (aware UTC)."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def report_moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """When a firm is reminded of a day's report.

    Args:
        minutes: After midnight, less than 24 hours.
    """
    return wall(day, time(minutes // 60, minutes % 60), zone)


def daily_stages(day: date, minutes: int, quiet: QuietHours) -> list[Staged]:
    """The reminders of one day: at the firm's hour, before the night, and when it was missed."""
    first = report_moment(day, minutes, quiet.zone)
    last = awake_before(wall(day, LAST_CALL, quiet.zone), quiet, BEFORE_NIGHT)
    over = end_of(day, quiet.zone)
    noted = quiet.end_after(over) if quiet.contains(over) else over
    stages = [Staged(DailyStage.REPORT, first), Staged(DailyStage.MISSED, noted)]
    if last - first >= APART:
        stages.insert(1, Staged(DailyStage.LAST, last))
    return stages


def first_day(opened_at: datetime, minutes: int, zone: ZoneInfo) -> date:
    """The first day of which a missing report is noted: a day that began too late is let be."""
    day = opened_at.astimezone(zone).date()
    return day if opened_at <= report_moment(day, minutes, zone) else day + DAY


def due_day(last: datetime, days: int, zone: ZoneInfo) -> date:
    """The day on which something is due again."""
    return last.astimezone(zone).date() + days * DAY


def item_stages(due: date, days: int, quiet: QuietHours) -> list[Staged]:
    """The reminders of what is due on a day: ahead if the interval is long, then, and after."""
    moments = [
        (ItemStage.AHEAD, due - AHEAD),
        (ItemStage.TODAY, due),
        (ItemStage.OVERDUE, due + DAY),
    ]
    kept = moments if days >= LONG else moments[1:]
    return [Staged(stage, in_the_morning(day, quiet)) for stage, day in kept]


def stage_on(today: date, due: date) -> ItemStage:
    """Which stage may be said on a day of what is due on another."""
    if today == due:
        return ItemStage.TODAY
    return ItemStage.AHEAD if today < due else ItemStage.OVERDUE


def is_monday(day: date) -> bool:
    """Whether stocks are spoken of on this day."""
    return day.weekday() == 0


def coming_mondays(today: date, quiet: QuietHours) -> list[datetime]:
    """When a stock below its target is spoken of: once a week, today's Monday included."""
    monday = today + (-today.weekday() % 7) * DAY
    return [in_the_morning(day, quiet) for day in (monday, monday + 7 * DAY)]


def in_the_morning(day: date, quiet: QuietHours) -> datetime:
    """Nine o'clock, or the end of quiet hours if that is later."""
    at = wall(day, MORNING, quiet.zone)
    return quiet.end_after(at) if quiet.contains(at) else at
