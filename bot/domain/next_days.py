"""Reading by which day somebody is to be heard again: 下周三, 7月20日, 三天后, 5个工作日内."""

import re
from datetime import date, timedelta
from typing import Final

from bot.domain.days import read_days
from bot.domain.spoken import number_of
from bot.domain.workdays import is_working_day
from policies.spoken.plain import folded

DAY: Final = timedelta(days=1)
MOST: Final = 366
LONGEST: Final = 16
"""Characters: whoever writes more than that means more than a day."""
_NUM: Final = (
    r"(?P<count>\d{1,3}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九半])"
)
_AROUND: Final = re.compile(
    r"^(?:我|最晚|最迟|就|定在|在|等|那就|by|on|in|\s)+"
    r"|(?:[\s。.,，!！吧]|之前|以前|前|下班|答复|回复|再|上午|下午|晚上|早上|中午)+$"
)
_AHEAD: Final = re.compile(
    rf"(?:过\s*)?{_NUM}\s*(?:个)?\s*(?P<unit>工作日|working days?|天|days?|星期|礼拜|周|weeks?|月)"
    r"\s*(?P<after>[以之]?后|[以之]?内)?"
)
_LIKE: Final = re.compile(
    r"\d|[今明后]天|[今明]日|[日号月周天]|星期|礼拜|工作日|月底|月末"
    r"|day|week|month|mon|tue|wed|thu|fri|sat|sun|tomorrow"
)


def read_next_day(text: str, today: date) -> date | None:
    """Read the one day that a text names; without its month or year it is the next such day.

    Returns:
        None if it is no single day, or not understood; it may be a day that is over.
    """
    plain = _AROUND.sub("", _half(text))
    if said := _AHEAD.fullmatch(plain):
        return _ahead(said, today)
    days = read_days(plain, today)
    return days.first if days is not None and days.first == days.last else None


def means_day(text: str) -> bool:
    """Whether a text is meant for a day at all: short, and with a word of the calendar in it."""
    plain = _half(text)
    return len(plain) <= LONGEST and _LIKE.search(plain) is not None


def _ahead(said: "re.Match[str]", today: date) -> date | None:
    unit, count = said["unit"], 0 if said["count"] == "半" else int(number_of(said["count"]))
    if said["count"] == "半":
        return today + 15 * DAY if unit == "月" else None
    if unit == "月":
        return today + 30 * count * DAY if said["after"] else None
    if unit.startswith("work") or unit == "工作日":
        return _working(today, count)
    days = count * (7 if unit in {"星期", "礼拜", "周"} or unit.startswith("week") else 1)
    return today + days * DAY if days <= MOST else None


def _working(today: date, count: int) -> date | None:
    """So many working days from today, today left out."""
    ahead = (today + each * DAY for each in range(1, MOST))
    working = [day for day in ahead if is_working_day(day)]
    return working[count - 1] if 1 <= count <= len(working) else None


def _half(text: str) -> str:
    return folded(text).strip()
