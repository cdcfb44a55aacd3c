"""What a region's data says about its digests, in the terms of the domain."""

from datetime import date, datetime, time, timedelta
from typing import Final

from bot.domain.digest_times import Timetable, every_day, weekly, working_days_before
from bot.domain.digests import DAY, Bounds, DigestKind, bounds_of
from bot.domain.errors import Stale, StaleCode
from bot.domain.workdays import is_working_day
from bot.services.cases.rules import practice_of
from bot.services.duties.errands import Ground
from policies.digests import Digests

OLDEST: Final = timedelta(days=366)
"""Older buttons are not counted anew."""


def digests_of(ground: Ground, region: str) -> Digests:
    """What a place gathers, and where that is written."""
    return practice_of(ground.rulebase, region).digests


def timetable_of(ground: Ground, region: str, kind: DigestKind) -> Timetable | None:
    """When a kind of digest comes in a place; None if it never does."""
    given = digests_of(ground, region)
    if kind is DigestKind.DAILY:
        daily = given.daily
        days = is_working_day if daily and daily.working_days else every_day
        return None if daily is None else Timetable(ground.zone, daily.at, days)
    if given.weekly is None:
        return None
    on = weekly(given.weekly.weekday)
    if kind is not DigestKind.ASK:
        return Timetable(ground.zone, given.weekly.at, on)
    ahead = working_days_before(on, given.weekly.ask_days)
    return Timetable(ground.zone, given.weekly.ask_at, ahead)


def bounds_on(ground: Ground, region: str, day: date, now: datetime) -> Bounds:
    """The bounds of a day's figures in a place; a place without digests counts from midnight.

    Args:
        day: From a button: not trusted.

    Raises:
        Stale: The day is far away.
    """
    if abs(day - now.astimezone(ground.zone).date()) > OLDEST:
        raise Stale(StaleCode.CHANGED)
    table = timetable_of(ground, region, DigestKind.DAILY)
    midnight = datetime.combine(day, time(), ground.zone)
    if table is None:
        return bounds_of(day, day + DAY, midnight, now, ground.zone)
    following = table.next_after(midnight + DAY).astimezone(ground.zone).date()
    return bounds_of(day, following, table.since(day), now, ground.zone)


def week_on(ground: Ground, region: str, day: date, now: datetime) -> Bounds | None:
    """The time since the last weekly dispatch before a day; None where there is none."""
    table = timetable_of(ground, region, DigestKind.WEEKLY)
    if table is None:
        return None
    return bounds_of(day, day + DAY, table.since(day), now, ground.zone)


def place_of(ground: Ground, region: str) -> str:
    """The place whose data a region goes by; itself if none above it is known."""
    nearest = ground.rulebase.regions.nearest(region)
    return region if nearest is None else nearest.path
