"""The words in which people say a moment: tokens, numerals, and the hours that a part of day has.

Only words listed here are understood. Anything else in a text (还没, 去, 明天, 吗, not) keeps it
from being read as a moment at all.
"""

import re

from policies.spoken.dialect import common_speech

_NUM = r"(?:[二三四五]?十[一二三四五六七八九]?|[零〇]?[零〇一二两三四五六七八九]|\d{1,2})"
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_EN_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_EN_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EN_MONTH = rf"(?P<name>{'|'.join(_EN_MONTHS)})[a-z]*\.?"
_EN_DAY = r"(?P<dom>\d{1,2})(?:st|nd|rd|th)?"
_EN_YEAR = r"(?:,?\s*(?P<year>\d{4}))?"
_COUNT = rf"(?P<count>\d{{1,3}}(?:\.\d)?|half an|an?|{'|'.join(_EN_COUNTS)}|{_NUM})"
_UNIT = r"(?:(?P<hours>小时|钟头|hours?|hrs?|h)|分钟?|minutes?|mins?)"
_PART_OF_HOUR = rf"(?P<half>半)|(?P<quarter>[一三])刻|整|钟|(?P<minute>{_NUM})分?"

# At one place of the text the first pattern that fits is taken.
_TOKENS = (
    ("just_now", r"刚刚|刚才|刚|现在|just now|right now|just|now"),
    ("ago", rf"(?:{_COUNT}\s*个?)?(?P<half>半)?个?\s*{_UNIT}\s*(?:[以之]?前|ago)"),
    (
        "date",
        rf"(?:(?P<year>\d{{4}})\s*[年/.-]\s*)?"
        rf"(?P<month>{_NUM})\s*[月/.-]\s*(?P<dom>{_NUM})(?!\d)\s*[日号]?",
    ),
    ("date", rf"{_EN_MONTH}\s*{_EN_DAY}(?![\d:]){_EN_YEAR}"),
    ("date", rf"{_EN_DAY}\s*(?:of\s+)?{_EN_MONTH}{_EN_YEAR}"),
    ("date", rf"(?P<dom>{_NUM})\s*[日号]"),
    (
        "days_back",
        r"(?P<two>the day before yesterday|前[天日]|前(?=[晚夜]))|"
        r"(?P<one>yesterday|last(?= night)|昨[天日]|昨(?=[晚夜早晨]))|"
        r"today|this(?= (?:morning|afternoon|evening))|to(?=night)|今[天日]|今(?=[晚夜早晨])",
    ),
    ("clock", rf"(?P<hour>{_NUM})\s*[点时](?:{_PART_OF_HOUR})?"),
    ("clock", r"(?P<hour>(?P<exact>\d{2})|\d):(?P<minute>\d{2})(?::\d{2})?"),
    ("clock", r"(?P<hour>\d{1,2})(?:\s*o'clock|(?=\s*(?:[ap]\.?m|in the )))"),
    ("dawn", r"凌晨"),
    ("morning", r"清晨|早晨|早上|早|晨|上午|(?:in the )?morning"),
    ("noon", r"中午"),
    ("afternoon", r"下午|午后|(?:in the )?afternoon"),
    ("dusk", r"傍晚"),
    ("evening", r"晚上|晚间|晚|(?:in the )?evening|(?:at )?night"),
    ("night", r"夜里|夜间|深夜|半夜|夜"),
    ("am", r"a\.?m\b\.?"),
    ("pm", r"p\.?m\b\.?"),
    ("filler", r"[\s,.、。!]+|大概|大约|差不多|左右|约|是|在|于|都|全部|全员|核酸|了|的"),
    ("filler", r"(?:采样|采|做|测)(?:完|好|过)?"),
    ("filler", r"\b(?:at|on|about|around|we|all|were|was|sampled|tested)\b"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _TOKENS)

_SAMPLED = re.compile(r"[采测做]|核酸|sampled|tested|\bwe\b", re.IGNORECASE)

# The hour of the day that a spoken hour means in a part of the day; 24 is the midnight after
# it. An hour that is missing is not said so, or is said of two different nights.
HOURS: dict[str, dict[int, int]] = {
    "dawn": {12: 0} | {hour: hour for hour in range(7)},
    "morning": {hour: hour for hour in range(4, 12)},
    "noon": {11: 11, 12: 12, 1: 13, 2: 14} | {13: 13, 14: 14},
    "afternoon": {12: 12} | {hour: hour % 12 + 12 for hour in (*range(1, 8), *range(13, 20))},
    "dusk": {hour: hour % 12 + 12 for hour in (*range(4, 9), *range(16, 21))},
    "evening": {12: 24, 24: 24} | {h: h % 12 + 12 for h in (*range(5, 12), *range(17, 24))},
    "night": {hour: hour % 12 + 12 for hour in (*range(9, 12), *range(21, 24))},
    "am": {hour: hour % 12 for hour in range(1, 13)},
    "pm": {hour: hour % 12 + 12 for hour in range(1, 24)},
}

LIKELY: dict[str, tuple[int, ...]] = {
    "dawn": (2, 3, 4, 5),
    "morning": (6, 7, 8, 9, 10),
    "noon": (11, 12, 13),
    "afternoon": (13, 14, 15, 16),
    "dusk": (17, 18, 19),
    "evening": (18, 19, 20, 21),
    "night": (21, 22, 23),
}
"""Hours of a part of the day that are offered as buttons."""


def tokens(text: str) -> dict[str, re.Match[str]] | None:
    """Split a text into what it says of a moment, one match a kind, fillers left out.

    Returns:
        None if a word is not understood or a kind is said twice, as in a range.
    """
    plain = common_speech(text)
    said: dict[str, re.Match[str]] = {}
    place = 0
    while place < len(plain):
        kind, match = _token_at(plain, place)
        if match is None or kind in said:
            return None
        if kind != "filler":
            said[kind] = match
        place = match.end()
    return said


def only_time(text: str) -> bool:
    """Whether a text names a day or an hour that is over, and nothing else: 昨天下午3点."""
    said = tokens(text) or {}
    return bool(said) and not said.keys() & {"just_now"} and _SAMPLED.search(text) is None


def number_of(said: str) -> float:
    """The value of a count or numeral that a token matched."""
    if said in _EN_COUNTS:
        return _EN_COUNTS.index(said) + 1
    if said.startswith(("a", "half")):
        return 0.5 if said.startswith("half") else 1
    if said[0] not in _DIGITS and said[0] != "十":
        return float(said)
    tens, ten, ones = said.rpartition("十")
    high = _DIGITS[tens] if tens else 1
    return (10 * high if ten else 0) + (_DIGITS[ones[-1]] if ones else 0)


def month_of(date: re.Match[str]) -> int | None:
    """The month of a date token, by number or English name; None if only a day was said."""
    groups = date.groupdict()
    if groups.get("name"):
        return _EN_MONTHS.index(groups["name"]) + 1
    return int(number_of(groups["month"])) if groups.get("month") else None


def _token_at(plain: str, place: int) -> tuple[str, re.Match[str] | None]:
    for kind, pattern in _PATTERNS:
        match = pattern.match(plain, place)
        if match and match.end() > place:
            return kind, match
    return "", None
