"""Reading from when until when nobody works, as people say it: 明天到下周一, 国庆7天, 到20号.

Careful like the reading of moments: a word that is not listed here, or two readings, is None,
and the bot asks. What was read is always repeated with its dates.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain.spoken import number_of
from policies.spoken.plain import folded

DAY: Final = timedelta(days=1)
_NUM = r"(?:\d{1,3}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_WEEKDAYS: Final = "一二三四五六日"
_ENGLISH: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS: Final = tuple(name.lower() for name in calendar.month_abbr)[1:]
_WEEKDAY = rf"(?P<weekday>{'|'.join(_ENGLISH)})[a-z]*"
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
# Days that the calendar itself fixes; the others change from year to year.
_FIXED: Final = {"元旦": (1, 1), "五一": (5, 1), "国庆": (10, 1)}
_RELATIVE: Final = {
    "今天": 0,
    "今日": 0,
    "today": 0,
    "明天": 1,
    "明日": 1,
    "tomorrow": 1,
    "后天": 2,
    "大后天": 3,
}
_TOKENS: Final = (
    ("day", r"(?P<relative>大后天|今天|今日|明天|明日|后天|today|tomorrow)"),
    ("day", r"(?P<week>下下|下个?|这个?|本)?(?:周|星期|礼拜)(?P<on>[一二三四五六日天])"),
    ("day", rf"(?P<nextweek>next )?{_WEEKDAY}"),
    ("day", r"(?P<year>\d{4})[年/.-](?P<month>\d{1,2})[月/.-](?P<dom>\d{1,2})[日号]?"),
    ("day", rf"(?P<month>{_NUM})\s*(?:月|[/.])\s*(?P<dom>{_NUM})\s*[日号]?"),
    ("day", rf"(?P<dom>\d{{1,2}})\s*{_MONTH}"),
    ("day", rf"{_MONTH}\s*(?P<dom>\d{{1,2}})"),
    ("day", rf"(?P<dom>{_NUM})\s*[日号]"),
    ("day", r"(?P<dom>\d{1,2})(?=\s*[-~到至]\s*\d{1,2}\s*[日号])"),
    ("day", r"(?P<end>月底|月末)"),
    ("day", rf"(?P<holiday>{'|'.join(_FIXED)})节?"),
    ("length", rf"(?P<count>{_NUM})\s*(?:天|days?)"),
    ("length", rf"(?P<weeks>{_NUM})\s*(?:个?(?:星期|礼拜)|周|weeks?)"),
    ("until", r"到|至|—+|-|~|until|till|through|to"),
    ("open", r"时间?未定|未定|待定|没定|不知道|不清楚|不确定|not known|unknown|open"),
    ("from", r"从|自|起|开始|from|starting"),
    ("filler", r"[\s,.、。!]+|放假|停产|停工|休息|休假|放|停|休|歇|为止|我们|厂里|全厂"),
)
_PAST: Final = {"昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2}
_MONTHLY: Final = re.compile(rf"月|\d\s*[/.-]\s*\d|\b(?:{'|'.join(_MONTHS)})")
_DAY_OF_MONTH: Final = re.compile(rf"(?P<dom>{_NUM})\s*[日号]")
HALF_A_YEAR: Final = timedelta(days=182)
_PATTERNS: Final = tuple((kind, re.compile(pattern)) for kind, pattern in _TOKENS)


@dataclass(frozen=True, slots=True)
class Days:
    """Calendar days, both included; `last` is None while nobody knows."""

    first: date
    last: date | None


def read_days(text: str, today: date) -> Days | None:
    """Read the days that a text names.

    "3天" begins today; "到周五" too; "明天" alone is that one day, "明天起" has no end yet. A day
    without its month or year is the next such day.

    Returns:
        None if it is not understood or over already.
    """
    said = _tokens(folded(text))
    if said is None:
        return None
    kinds = [kind for kind, _ in said]
    shape = " ".join(kind for kind in kinds if kind != "from")
    found = [match for kind, match in said if kind in {"day", "length"}]
    begins = shape == "day" and "from" in kinds
    days = _days("day open" if begins else shape, found, today)
    over = days is None or (days.last is not None and max(days.first, today) > days.last)
    return None if over else days


def read_day(text: str, today: date) -> date | None:
    """Read one day from which something holds, also one that is past: 昨天, 7月12日, 明天起.

    A date without its year is the nearest such day.

    Returns:
        None if it is not understood, or if it is several days.
    """
    plain = folded(text).strip()
    for word, back in _PAST.items():
        if plain.removesuffix("起") == word:
            return today - back * DAY
    found = {read_days(plain, anchor) for anchor in (today, today - HALF_A_YEAR)}
    if _MONTHLY.search(plain) is None:
        found = {read_days(plain, today)}
    days = {each.first for each in found if each and each.last in {None, each.first}}
    return min(days, key=lambda day: abs(day - today), default=None)


def last_such_day(said: str, today: date, within: timedelta) -> date | None:
    """The last such day of the month, if it lies no farther back: 13号, said on the 15th.

    Args:
        said: Nothing but the day, such as 13号.
    """
    found = _DAY_OF_MONTH.fullmatch(said.strip())
    number = 0 if found is None else int(number_of(found["dom"]))
    behind = (today - count * DAY for count in range(within // DAY + 1))
    return next((day for day in behind if day.day == number), None)


def _days(shape: str, found: list[re.Match[str]], today: date) -> Days | None:
    match shape:
        case "open":
            return Days(today, None)
        case "length":
            return _so_long(today, found[0])
        case "day length" | "length day":
            day, length = found if shape == "day length" else reversed(found)
            first = _day(day, today)
            return None if first is None else _so_long(first, length)
        case "until day":
            last = _day(found[0], today)
            return None if last is None else Days(today, last)
    return _between(shape, found, today)


def _between(shape: str, found: list[re.Match[str]], today: date) -> Days | None:
    first = _day(found[0], today) if shape.startswith("day") else None
    if first is None:
        return None
    match shape:
        case "day":
            return Days(first, first)
        case "day open" | "day until open":
            return Days(first, None)
        case "day until day":
            last = _day(found[1], first, spoken=today)
            return None if last is None else Days(first, last)
    return None


def _so_long(first: date, length: re.Match[str]) -> Days | None:
    groups = length.groupdict()
    said = groups.get("count") or groups.get("weeks") or ""
    count = int(number_of(said)) * (7 if groups.get("weeks") else 1)
    return Days(first, first + (count - 1) * DAY) if 1 <= count <= 366 else None


def _day(said: re.Match[str], after: date, *, spoken: date | None = None) -> date | None:
    """The day that is meant: the next such day from `after` on; `spoken` is today."""
    groups, today = said.groupdict(), spoken or after
    if groups.get("relative"):
        return today + _RELATIVE[groups["relative"]] * DAY
    if groups.get("on") or groups.get("weekday"):
        return _weekday(groups, after, today)
    if groups.get("end"):
        last = calendar.monthrange(after.year, after.month)[1]
        return after.replace(day=last)
    if groups.get("holiday"):
        return _next_date(*_FIXED[groups["holiday"]], after)
    return _dated(groups, after)


def _weekday(groups: dict[str, str | None], after: date, today: date) -> date:
    week, on, english = groups.get("week"), groups.get("on"), groups.get("weekday")
    number = _WEEKDAYS.index(on.replace("天", "日")) if on else _ENGLISH.index(english or "")
    monday = today - today.weekday() * DAY
    ahead = {"下下": 14, "下": 7, "下个": 7}.get(week or "", 0)
    if week or groups.get("nextweek"):
        return monday + (ahead if week else 7) * DAY + number * DAY
    return after + (number - after.weekday()) % 7 * DAY


def _dated(groups: dict[str, str | None], after: date) -> date | None:
    dom = int(number_of(groups["dom"] or ""))
    name, month, year = groups.get("name"), groups.get("month"), groups.get("year")
    if year and month:
        return _date(int(year), int(month), dom)
    if name or month:
        number = _MONTHS.index(name) + 1 if name else int(number_of(month or ""))
        return _next_date(number, dom, after)
    turn = after.replace(day=1) + 32 * DAY
    found = (_date(each.year, each.month, dom) for each in (after, turn))
    return next((day for day in found if day is not None and day >= after), None)


def _next_date(month: int, dom: int, after: date) -> date | None:
    found = (_date(year, month, dom) for year in (after.year, after.year + 1))
    return next((day for day in found if day is not None and day >= after), None)


def _date(year: int, month: int, dom: int) -> date | None:
    try:
        return date(year, month, dom)
    except ValueError:
        return None


def _tokens(plain: str) -> list[tuple[str, re.Match[str]]] | None:
    said, place = [], 0
    while place < len(plain):
        found = ((kind, pattern.match(plain, place)) for kind, pattern in _PATTERNS)
        kind, match = next(((k, m) for k, m in found if m and m.end() > place), ("", None))
        if match is None:
            return None
        if kind != "filler":
            said.append((kind, match))
        place = match.end()
    return said
