"""Reading that somebody is there already, and since when: 昨天就来了, 前天到的, came yesterday.

A day before today with any word of coming is over; of today only what is said to be done.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.coming import BACK, read_coming
from bot.domain.days import last_such_day, read_day
from bot.domain.hours_said import Clock, clock_in, part_in
from bot.domain.spoken import number_of
from policies.spoken.dialect import common_days

DAY: Final = timedelta(days=1)
LAST_WEEK: Final = timedelta(days=7)
"""A day of the month alone that lies no farther back is over: 14号从郑州来, said on the 15th."""
LONGEST_AGO: Final = 60
"""Days: who came earlier than that is no news."""
_NUM: Final = r"(?:十[一二]?|[一二两三四五六七八九]|\d{1,2})"
_EN_NUM: Final = r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten)"
_WEEKDAYS: Final = "一二三四五六日"
_ENGLISH: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_BACK: Final = (
    (3, re.compile(r"大前天")),
    (2, re.compile(r"前[天日]|前(?=[晚夜])|\bthe day before yesterday\b", re.IGNORECASE)),
    (1, re.compile(r"昨[天日]|昨(?=[早晚夜晨])|\byesterday\b|\blast(?= night\b)", re.IGNORECASE)),
    (0, re.compile(r"今[天日]|今(?=[早晚晨])|\btoday\b|\bthis(?= (?:morning|after|eve))", re.I)),
)
_AGO: Final = re.compile(
    rf"(?P<days>{_NUM})\s*天[以之]?前|\b(?P<en>{_EN_NUM})\s+days?\s+ago\b", re.IGNORECASE
)
_WEEKDAY: Final = re.compile(
    r"上个?(?:周|星期|礼拜)(?P<on>[一二三四五六日天])"
    rf"|\blast\s+(?P<en>{'|'.join(_ENGLISH)})[a-z]*\b",
    re.IGNORECASE,
)
_DATE: Final = re.compile(
    r"(?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*[日号]?|(?<![\d月])\d{1,2}\s*[日号]"
)
_COME: Final = (
    r"(?:回来|过来|来访|到访|到达|返[岗厂工]|回[厂岗]|来"
    r"|(?<![送运收找遇等直拿做达看听想买领报])到)"
    r"(?!上班|下班|[料电源货位底处期账场]|不)"
)
_DONE: Final = re.compile(
    rf"(?:已经?|刚刚?|才刚?){_COME}|{_COME}(?:[了过的哩嘞咧])|已经?在(?:厂|这)"
    r"|\b(?:came|arrived|(?:has|have) (?:come|arrived|returned)|returned"
    r"|(?:is|are) here)\b",
    re.IGNORECASE,
)
_ANY: Final = re.compile(rf"{_COME}|{_DONE.pattern}", re.IGNORECASE)
_WORDS: Final = re.compile(
    rf"^(?:[就都才刚]|已经?)*{_COME}[了过的哩嘞咧]*+(?=.)"
    rf"|[\s,，]*(?:[就都才刚]|已经?)*{_COME}[了过的哩嘞咧]*[\s,，。.]*$"
    r"|[\s,]*\b(?:already\s+)?(?:came|arrived|(?:has|have) (?:come|arrived|returned)|returned"
    r"|(?:is|are) here)\b(?:\s+already)?[\s,.]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody is there already.

    Attributes:
        day: Since when, by the wall clock.
        at: The moment (aware UTC); None if no hour was said.
        rest: The text without it, and without its word of coming.
    """

    day: date
    at: datetime | None
    rest: str

    def since(self, zone: ZoneInfo) -> datetime:
        """The moment; the first one of the day if no hour was said (aware UTC)."""
        return self.at or datetime.combine(self.day, time(), zone).astimezone(UTC)


def read_came(text: str, now: datetime, zone: ZoneInfo) -> Came | None:
    """Find that somebody came, and on which day.

    Args:
        text: As typed, such as 上海来的2个工程师昨儿来哩.
        now: Aware; the business clock.
        zone: Of the wall clock by which people read the time.

    Returns:
        None if nobody came yet, or if the text speaks of a time to come as well.
    """
    plain = common_days(text)
    if not _ANY.search(plain):
        return None
    today = now.astimezone(zone).date()
    found = _day_in(plain, today)
    day, span = found if found is not None else (today, None)
    over = day < today or (day == today and _DONE.search(plain) is not None)
    if not over or (today - day).days > LONGEST_AGO:
        return None
    rest = plain if span is None else f"{plain[: span.start()]} {plain[span.end() :]}"
    later = read_coming(rest, now, zone).day
    clock = clock_in(rest)
    if later is not None and (later > today or day < today):
        return None
    if clock is None:
        return Came(day, None, _without_words(part_in(plain, span)[1]))
    moments = _moments(day, clock, zone)
    before = [each for each in moments if each <= now + BACK]
    if moments and not before:
        return None
    at = min(before[0], now.astimezone(UTC)) if len(before) == 1 else None
    return Came(day, at, _without_words(clock.rest))


def _day_in(plain: str, today: date) -> "tuple[date, re.Match[str]] | None":
    """The first day that a text names, if it is not to come, and where it stands."""
    for back, pattern in _BACK:
        if found := pattern.search(plain):
            return today - back * DAY, found
    if found := _AGO.search(plain):
        return today - int(number_of((found["days"] or found["en"]).lower())) * DAY, found
    if found := _WEEKDAY.search(plain):
        return _last(found, today), found
    if found := _DATE.search(plain):
        written = re.sub(r"\s", "", found[0])
        day = last_such_day(written, today, LAST_WEEK) or read_day(written, today)
        return None if day is None or day > today else (day, found)
    return None


def _last(found: "re.Match[str]", today: date) -> date:
    """Of last week in Chinese; in English the last such day."""
    if found["on"]:
        number = _WEEKDAYS.index(found["on"].replace("天", "日"))
        return today - (today.weekday() + 7 - number) * DAY
    number = _ENGLISH.index(found["en"].lower())
    return today - ((today.weekday() - number - 1) % 7 + 1) * DAY


def _moments(day: date, clock: Clock, zone: ZoneInfo) -> list[datetime]:
    if clock.minute > 59:
        return []
    found = (
        datetime.combine(day + hour // 24 * DAY, time(hour % 24, clock.minute), zone)
        for hour in clock.hours
    )
    return [each.astimezone(UTC) for each in found]


def _without_words(text: str) -> str:
    return _WORDS.sub("", text.strip()).strip(" ,，.。")
