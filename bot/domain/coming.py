"""Reading a moment to come in what people say: 明天下午3点, 周五早上八点, 两小时后, tomorrow 3 pm.

What leaves two readings is given as two, and the bot asks; whatever was read is repeated with
its date and weekday.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.days import read_days
from bot.domain.hours_said import (
    NUMBER,
    PART_WORDS,
    Clock,
    clock_in,
    part_in,
    part_of,
    tidied,
    without,
)
from bot.domain.spoken import number_of
from policies.spoken.dialect import common_days

DAY: Final = timedelta(days=1)
BACK: Final = timedelta(minutes=2)
"""A phone's clock, not a claim about the past."""
FARTHEST: Final = timedelta(days=60)
_EN_NUM: Final = r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten)"
_EN_MONTHS: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_EN_DAYS: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_AFTER: Final = re.compile(
    rf"(?P<count>{NUMBER})?\s*个?(?P<half>半)?个?\s*(?P<unit>小时|钟头|分钟)[以之]?后"
    rf"|in\s+(?P<en>{_EN_NUM}|half an)\s+(?P<en_unit>hours?|minutes?|mins?)\b",
    re.IGNORECASE,
)
_NOW: Final = re.compile(
    r"现在就?|马上|立刻|这就|right now|right away|\bnow\b|immediately", re.IGNORECASE
)
_DAYS: Final = re.compile(
    r"大后天|后天|明[天日]|今[天日]|明(?=一?[早晚])|今(?=[早晚夜])"
    r"|(?<!上)(?<!上个)(?:下下|下个?|这个?|本)?(?:周|星期|礼拜)[一二三四五六日天]"
    rf"|\d{{4}}[年/.-]\d{{1,2}}[月/.-]\d{{1,2}}[日号]?|{NUMBER}\s*月\s*{NUMBER}\s*[日号]?"
    rf"|\d{{1,2}}/\d{{1,2}}|{NUMBER}\s*[日号]"
    r"|\btomorrow\b|\btoday\b|\bto(?=night\b)"
    rf"|\b(?:on\s+)?(?:\d{{1,2}}\s+{_EN_MONTHS}|{_EN_MONTHS}\s+\d{{1,2}}\b(?!:))"
    rf"|\b(?<!last )(?:on\s+)?(?:next\s+)?{_EN_DAYS}\b",
    re.IGNORECASE,
)
_OVER: Final = re.compile(
    r"昨[天日早晚夜]|前[天日]|上个?(?:周|星期|礼拜)[一二三四五六日天]"
    rf"|\byesterday\b|\blast\s+(?:night|{_EN_DAYS})\b",
    re.IGNORECASE,
)
"""A day that is over: an hour beside it is none to come."""


@dataclass(frozen=True, slots=True)
class Coming:
    """What a text says of a moment to come.

    Attributes:
        moments: Its readings (aware UTC), the soonest first; none if no hour was said, or if
            it is over.
        day: The day that was said, if one was.
        rest: The text without it.
        part: The part of the day, a key of `HOURS`, where no hour was said with it.
    """

    moments: tuple[datetime, ...]
    day: date | None
    rest: str
    part: str | None = None


def read_coming(text: str, now: datetime, zone: ZoneInfo) -> Coming:
    """Find the moment to come that a text names.

    An hour without a day is the next such hour; without a part of the day it may have two
    readings.

    Args:
        text: As typed; full-width characters are welcome.
        now: Aware; the business clock.
        zone: Of the wall clock by which people read the time.
    """
    plain = common_days(text)
    if after := _AFTER.search(plain):
        return Coming(_near((now + _length(after),), now), None, without(plain, after))
    day = _DAYS.search(plain)
    on = None if day is None else _day_of(day[0], now.astimezone(zone).date())
    if day is None and _OVER.search(plain):
        return Coming((), None, tidied(plain))
    rest = plain if day is None else without(plain, day)
    clock = clock_in(rest)
    if clock is None:
        return _without_clock(plain, day, on, now)
    if day is not None and on is None:
        return Coming((), None, clock.rest)
    return Coming(_readings(on, clock, now, zone), on, clock.rest)


def on_day(text: str, day: date, part: str | None) -> str:
    """An hour with the day, and the part of it, that were said before: to be read as one."""
    word = PART_WORDS.get(part or "", "") if part_of(text) is None else ""
    return f"{day.isoformat()} {word}{text}"


def at_clock(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """An hour of a day, as a moment (aware UTC)."""
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)


def _without_clock(
    plain: str, day: "re.Match[str] | None", on: date | None, now: datetime
) -> Coming:
    found = _NOW.search(plain)
    if found is not None and day is None:
        return Coming((now.astimezone(UTC),), None, without(plain, found))
    if on is None:
        return Coming((), None, tidied(plain if day is None else without(plain, day)))
    part, rest = part_in(plain, day)
    return Coming((), on, rest, part)


def _readings(
    on: date | None, clock: Clock, now: datetime, zone: ZoneInfo
) -> tuple[datetime, ...]:
    if clock.minute > 59:
        return ()
    today = now.astimezone(zone).date()
    for day in (on,) if on is not None else (today, today + DAY):
        found = (
            datetime.combine(day + hour // 24 * DAY, time(hour % 24, clock.minute), zone)
            for hour in clock.hours
        )
        near = _near((each.astimezone(UTC) for each in found), now)
        if near:
            return near
    return ()


def _near(moments: Iterable[datetime], now: datetime) -> tuple[datetime, ...]:
    kept = (each for each in moments if now - BACK <= each <= now + FARTHEST)
    return tuple(sorted(max(each, now).astimezone(UTC) for each in kept))


def _length(after: "re.Match[str]") -> timedelta:
    said, unit = after["count"] or after["en"], (after["unit"] or after["en_unit"]).lower()
    count = number_of(said.lower()) if said else 0.0
    count += 0.5 if after["half"] else 0.0
    hours = unit in {"小时", "钟头"} or unit.startswith("hour")
    return timedelta(hours=count) if hours else timedelta(minutes=count)


def _day_of(said: str, today: date) -> date | None:
    plain = said.lower().removeprefix("on ").strip()
    whole = {"明": "明天", "今": "今天", "to": "today"}.get(plain, plain)
    days = read_days(whole, today)
    one = days is not None and days.first == days.last and days.first - today <= FARTHEST
    return days.first if one and days is not None else None
