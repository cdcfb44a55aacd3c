"""Reading until when a document is still carried out: 到6月30日, 明年底, 30 June 2023."""

import calendar
import re
from datetime import date
from typing import Final

from bot.domain.days import read_days
from bot.domain.spoken import number_of
from policies.spoken.plain import folded

_AROUND: Final = re.compile(
    r"^(?:仍|继续|一直|暂|执行|延续|延长|有效期?|截至|截止|止于|到|至|直到|until|till|to|by|[:\s])+"
    r"|(?:为止|之?前|止|有效|[\s。.!])+$"
)
_WHOLE: Final = re.compile(
    r"(?P<year>\d{4})(?:\s*[年/.-]\s*(?P<month>\d{1,2})\s*[月/.-]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"|(?P<mm>\d{2})(?P<dd>\d{2}))"
)
_ENGLISH: Final = re.compile(
    r"(?:(?P<first>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<name>[a-z]{3,9})\.?"
    r"(?:\s+(?P<then>\d{1,2})(?:st|nd|rd|th)?)?,?\s+(?P<year>\d{4})"
)
_END: Final = re.compile(
    r"(?:(?P<year>\d{4})年?)?的?(?:(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月)?"
    r"(?:份)?的?(?:年?底|年?末)"
)
_TURN: Final = re.compile(r"(?P<turn>今|本|明|后)年")
_TURNS: Final = {"今": 0, "本": 0, "明": 1, "后": 2}
_MONTHS: Final = tuple(name.lower() for name in calendar.month_abbr)


def read_until(text: str, today: date) -> date | None:
    """Read the last day that a text names; one without its year is the next such day.

    Returns:
        None if it is not understood, or if there is no such day; it may be over.
    """
    plain = _AROUND.sub("", folded(text).strip())
    plain = _TURN.sub(lambda said: f"{today.year + _TURNS[said['turn']]}年", plain)
    if said := _WHOLE.fullmatch(plain):
        return _date(said["year"], said["month"] or said["mm"], said["day"] or said["dd"])
    if said := _ENGLISH.fullmatch(plain):
        return _english(said)
    if said := _END.fullmatch(plain):
        return _end(said, today)
    days = read_days(plain, today)
    return days.last if days is not None and days.first in {days.last, today} else None


def _english(said: re.Match[str]) -> date | None:
    name, day = said["name"][:3], said["first"] or said["then"]
    if name not in _MONTHS or day is None:
        return None
    return _date(said["year"], str(_MONTHS.index(name)), day)


def _end(said: re.Match[str], today: date) -> date | None:
    year = int(said["year"] or today.year)
    month = int(number_of(said["month"])) if said["month"] else 12
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    if not said["year"] and month < today.month:
        year += 1
    return date(year, month, calendar.monthrange(year, month)[1])


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
