"""When people who come were tested, as a line about them says by the way: 13号做的核酸.

Their test is another day than the one on which they come; it is kept beside them.
"""

import re
from datetime import date, timedelta
from typing import Final

from bot.domain.days import last_such_day, read_day
from bot.domain.hours_said import tidied

_NUM: Final = r"(?:\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DAY: Final = rf"(?:{_NUM}\s*月\s*)?{_NUM}\s*[号日]|[昨前今][天日儿]?|刚刚?"
_HOUR: Final = (
    r"\s*(?:凌晨|清晨|一?早上?|早晨|上午|中午|下午|傍晚|晚上?|夜里)?"
    rf"\s*(?:{_NUM}\s*[点时:](?:半|\d{{1,2}}分?)?)?\s*(?:[就都才刚]|已经)?"
)
_TEST: Final = r"(?:核酸|抗原)(?:检测|采样)?"
_DONE: Final = r"(?:[做测采]|出)(?:[的了过完]|结果)*"
_BEGINS: Final = r"[\s,，、。]*"
_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_BEGINS}(?P<day>{_DAY}){_HOUR}{_DONE}{_TEST}(?:[是都为]?阴性)?的?",
        rf"{_BEGINS}{_TEST}[是在]?(?P<day>{_DAY}){_HOUR}{_DONE}",
        rf"{_BEGINS}(?P<day>{_DAY}){_HOUR}(?:的)?{_TEST}阴性",
        rf"[\s,，、]+(?:{_DONE}{_TEST}|{_TEST}[^,，。\n]{{0,10}}{_DONE})[^,，。\n]{{0,4}}",
        r",?\s*\b(?:was |were )?(?:tested|swabbed)(?: negative)?(?: on)? (?P<day>[^,\n]{2,20})",
    )
)
_SIGNS: Final = " ,，、。"
_BACK: Final = {"今": 0, "刚": 0, "昨": 1, "前": 2}
_LATEST: Final = timedelta(days=16)
"""A day of the month alone lies so far behind at most: an older test proves nothing."""


def test_in(line: str, today: date) -> tuple[date | None, str]:
    """The day of a test, and the line without it.

    Args:
        line: In half width, one entry of a list of people.
        today: By the wall clock.

    Returns:
        None for the day if no test was named, or none that is over.
    """
    for pattern in _PATTERNS:
        found = pattern.search(line)
        if found is not None:
            before, after = (
                line[: found.start()].rstrip(_SIGNS),
                line[found.end() :].lstrip(_SIGNS),
            )
            return _day_of(found.groupdict().get("day"), today), tidied(f"{before} {after}")
    return None, line


def _day_of(said: str | None, today: date) -> date | None:
    plain = re.sub(r"\s", "", said or "").lower()
    if not plain:
        return None
    if plain[0] in _BACK:
        return today - _BACK[plain[0]] * timedelta(days=1)
    day = last_such_day(plain, today, _LATEST) or read_day((said or "").strip().lower(), today)
    return day if day is not None and day <= today else None
