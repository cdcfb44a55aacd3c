"""How much of a field's output a list covers, as the county's own figures say it.

    read_figure("71.3% 2022年6月 县统计局月报", today)

Careful like the reading of dates: what cannot be read for certain is asked for again, and what
was read is always repeated.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.domain.texts import has_word

SOURCE_MOST: Final = 200
WHOLE: Final = Decimal(100)
FIRST_YEAR: Final = 2000
_PLACES: Final = 2
_NUMBER: Final = r"(?<![\d.\-−])(?P<number>\d{1,3}(?:\.\d+)?)"
_PERCENT: Final = re.compile(rf"(?:百分之\s*{_NUMBER}|{_NUMBER.replace('number', 'signed')}\s*%)")
_BARE: Final = re.compile(rf"^{_NUMBER}(?=[\s,;、])")
_NAMES: Final = tuple(name.lower() for name in calendar.month_abbr)[1:]
_NO_DAY: Final = r"(?!\s*\d{1,2}\s*[日号])"
_MONTHS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:(?P<year>\d{{4}})\s*年\s*|(?P<which>今年|去年)\s*)?(?P<month>\d{{1,2}})"
        rf"\s*月(?:份|底|末)?{_NO_DAY}",
        r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?![\d/.-])",
        r"(?P<turn>上个?月|本月|这个?月|last month|this month)",
        rf"\b(?P<name>{'|'.join(_NAMES)})[a-z]*\.?(?:\s+(?P<year>\d{{4}}))?\b",
    )
)


class Part(StrEnum):
    """What of a figure could not be read."""

    SHARE = "share"
    MONTH = "month"
    AHEAD = "ahead"  # the month has not come yet
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of output, for a month, and where it was read.

    Attributes:
        percent: 0 to 100, with at most two places.
        month: Its first day.
    """

    percent: Decimal
    month: date
    source: str


def read_figure(text: str, today: date) -> Figure:
    """A figure as somebody wrote it: share, month and source in any order.

    Args:
        today: A month without its year is the last such month.

    Raises:
        RegisterRefusal: `NO_FIGURE` with the `part` that is missing.
    """
    said = unicodedata.normalize("NFKC", text).strip()
    percent, said = _share(said)
    month, said = _month(said, today)
    if month > today:
        raise _without(Part.AHEAD)
    source = " ".join(said.split()).strip(" ,;、。:")
    if not has_word(source) or len(source) > SOURCE_MOST:
        raise _without(Part.SOURCE)
    return Figure(percent, month, source)


def _share(said: str) -> tuple[Decimal, str]:
    found = _PERCENT.search(said) or _BARE.match(said)
    if found is None:
        raise _without(Part.SHARE)
    groups = found.groupdict()
    percent = Decimal(groups["number"] or groups["signed"])
    fraction = found.re is _BARE and percent <= 1  # 0.713 may as well be 71.3 %
    if percent > WHOLE or fraction or percent != round(percent, _PLACES):
        raise _without(Part.SHARE)
    return percent, _cut(said, found)


def _month(said: str, today: date) -> tuple[date, str]:
    found = next(filter(None, (pattern.search(said) for pattern in _MONTHS)), None)
    month = None if found is None else _first_day(found.groupdict(), today)
    if found is None or month is None:
        raise _without(Part.MONTH)
    return month, _cut(said, found)


def _first_day(said: dict[str, str | None], today: date) -> date | None:
    this = today.replace(day=1)
    if turn := said.get("turn"):
        return this if turn[0] in "本这tT" else (this - timedelta(days=1)).replace(day=1)
    name, year = said.get("name"), said.get("year")
    number = _NAMES.index(name.lower()) + 1 if name else int(said["month"] or 0)
    if not 1 <= number <= len(_NAMES) or (year and int(year) < FIRST_YEAR):
        return None
    if year:
        return date(int(year), number, 1)
    if which := said.get("which"):
        return date(today.year - (which == "去年"), number, 1)
    return date(today.year - (number > today.month), number, 1)


def _cut(said: str, found: re.Match[str]) -> str:
    return f"{said[: found.start()]} {said[found.end() :]}"


def _without(part: Part) -> RegisterRefusal:
    return RegisterRefusal(RegisterCode.NO_FIGURE, part=part, most=SOURCE_MOST)
