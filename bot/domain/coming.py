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
from bot.domain.spoken import HOURS, number_of
from policies.spoken.dialect import common_days

DAY: Final = timedelta(days=1)
BACK: Final = timedelta(minutes=2)
"""A phone's clock, not a claim about the past."""
FARTHEST: Final = timedelta(days=60)
_NUM: Final = r"(?:[二三]?十[一二三四五六七八九]?|[零〇一二两三四五六七八九]|\d{1,2})"
_COUNTED: Final = "[个位名人辆台批车家]"
"""Behind a number these make it no minute: 10点两个焊工."""
_EN_NUM: Final = r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten)"
_EN_MONTHS: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_EN_DAYS: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_AFTER: Final = re.compile(
    rf"(?P<count>{_NUM})?\s*个?(?P<half>半)?个?\s*(?P<unit>小时|钟头|分钟)[以之]?后"
    rf"|in\s+(?P<en>{_EN_NUM}|half an)\s+(?P<en_unit>hours?|minutes?|mins?)\b",
    re.IGNORECASE,
)
_NOW: Final = re.compile(
    r"现在就?|马上|立刻|这就|right now|right away|\bnow\b|immediately", re.IGNORECASE
)
_DAYS: Final = re.compile(
    r"大后天|后天|明[天日]|今[天日]|明(?=一?[早晚])|今(?=[早晚夜])"
    r"|(?<!上)(?<!上个)(?:下下|下个?|这个?|本)?(?:周|星期|礼拜)[一二三四五六日天]"
    rf"|\d{{4}}[年/.-]\d{{1,2}}[月/.-]\d{{1,2}}[日号]?|{_NUM}\s*月\s*{_NUM}\s*[日号]?"
    rf"|\d{{1,2}}/\d{{1,2}}|{_NUM}\s*[日号]"
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
_PARTS: Final = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("dawn", r"凌晨"),
        ("morning", r"一?大?清早|一大?早|清晨|早晨|一?早上|上午|早|(?:in the )?\bmorning\b"),
        ("noon", r"中午"),
        ("afternoon", r"下午|午后|(?:in the )?\bafternoon\b"),
        ("dusk", r"傍晚"),
        ("evening", r"晚上|晚间|晚|(?:in the )?\bevening\b|night\b"),
        ("night", r"夜里|夜间|深夜|半夜|夜"),
        ("am", r"(?<=\d)\s*a\.?m\b\.?"),
        ("pm", r"(?<=\d)\s*p\.?m\b\.?"),
    )
)
_WITHOUT_HOUR: Final = re.compile(
    r"(?:凌晨|一?大?清早|一大?早|清晨|早晨|一?早上|上午|中午|下午|午后|傍晚|晚[上间]|夜[里间]|[深半]夜)"
    r"(?![班饭餐])"
    r"|(?:in the )?\b(?:morning|afternoon|evening)\b|(?<=\bto)night\b|\bnight\b",
    re.IGNORECASE,
)
_SHORT_PART: Final = re.compile(r"\s*[早晚夜](?![上间里班饭餐会点报])")
"""What counts only right behind a day: 明早, not 早餐."""
PART_WORDS: Final = {
    "dawn": "凌晨",
    "morning": "早上",
    "noon": "中午",
    "afternoon": "下午",
    "dusk": "傍晚",
    "evening": "晚上",
    "night": "夜里",
}
"""One word that is read as each part of the day, for an hour that is said later."""
_CLOCK: Final = re.compile(
    rf"(?P<hour>{_NUM})\s*[点时]"
    rf"(?:(?P<half>半)|(?P<quarter>[一三])刻|整|钟|(?P<minute>(?>{_NUM}))(?!\s*{_COUNTED})分?)?"
    r"|(?:\bat\s+)?(?P<exact>\d{1,2}):(?P<past>\d{2})(?:\s*[ap]\.?m\b\.?)?"
    r"|(?:\bat\s+)?(?P<ap>\d{1,2})\s*[ap]\.?m\b\.?|\bat\s+(?P<at>\d{1,2})\b(?!:)",
    re.IGNORECASE,
)


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


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour that a text names, without its day.

    Attributes:
        hours: What it may mean, 0 to 24; none if its part of the day has no such hour.
        rest: The text without it.
    """

    hours: tuple[int, ...]
    minute: int
    rest: str


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
        return Coming(_near((now + _length(after),), now), None, _without(plain, after))
    day = _DAYS.search(plain)
    on = None if day is None else _day_of(day[0], now.astimezone(zone).date())
    if day is None and _OVER.search(plain):
        return Coming((), None, _tidy(plain))
    rest = plain if day is None else _without(plain, day)
    clock = clock_in(rest)
    if clock is None:
        return _without_clock(plain, day, on, now)
    if day is not None and on is None:
        return Coming((), None, clock.rest)
    return Coming(_readings(on, clock, now, zone), on, clock.rest)


def clock_in(plain: str) -> Clock | None:
    """The first hour that a text names, with its part of the day.

    Args:
        plain: Without the day, in common speech.
    """
    found = _CLOCK.search(plain)
    if found is None:
        return None
    part, hours = _hours(plain, found)
    rest = _without(plain, found)
    if part is not None:
        rest = _cut(dict(_PARTS)[part], rest)[1]
    return Clock(hours, _minute(found), _tidy(rest))


def part_in(plain: str, day: "re.Match[str] | None") -> tuple[str | None, str]:
    """The part of a day that a text names without an hour, and the text without both.

    Args:
        day: Where the day stands in it, if one does.
    """
    rest = plain if day is None else _without(plain, day)
    short = None if day is None else _SHORT_PART.match(plain, day.end())
    if day is not None and short is not None:
        return part_of(short[0]), _tidy(f"{plain[: day.start()]} {plain[short.end() :]}")
    said, rest = _cut(_WITHOUT_HOUR, rest)
    return None if said is None else part_of(said), rest


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
        return Coming((now.astimezone(UTC),), None, _without(plain, found))
    if on is None:
        return Coming((), None, _tidy(plain if day is None else _without(plain, day)))
    part, rest = part_in(plain, day)
    return Coming((), on, rest, part)


def part_of(said: str) -> str | None:
    """The part of the day that a text names first by the order of the day, a key of `HOURS`."""
    return next((name for name, pattern in _PARTS if pattern.search(said)), None)


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


def _hours(plain: str, clock: "re.Match[str]") -> tuple[str | None, tuple[int, ...]]:
    said = clock["hour"] or clock["exact"] or clock["at"] or clock["ap"]
    hour = int(number_of(said))
    part = part_of(plain)
    if part is not None:
        meant = HOURS[part].get(hour)
        return part, (hour,) if meant is None and hour > 12 else () if meant is None else (meant,)
    sure = hour == 0 or 12 < hour <= 24 or len(clock["exact"] or "") == 2
    return None, (hour,) if sure and hour <= 24 else (hour, hour + 12) if hour <= 12 else ()


def _minute(clock: "re.Match[str]") -> int:
    if clock["half"]:
        return 30
    if clock["quarter"]:
        return int(number_of(clock["quarter"])) * 15
    said = clock["minute"] or clock["past"]
    return int(number_of(said)) if said else 0


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


def _cut(pattern: "re.Pattern[str]", text: str) -> tuple[str | None, str]:
    found = pattern.search(text)
    return (None, text) if found is None else (found[0], _without(text, found))


def _without(text: str, found: "re.Match[str]") -> str:
    return _tidy(f"{text[: found.start()]} {text[found.end() :]}")


def _tidy(text: str) -> str:
    joined = re.sub(r"\s+", " ", text)
    # Between Chinese words a gap says nothing.
    return re.sub(r"(?<=[一-鿿]) (?=[一-鿿])", "", joined).strip(" ,.;、。-")
