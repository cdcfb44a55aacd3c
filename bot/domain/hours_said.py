"""Reading an hour and a part of the day in what people say: 下午3点半, 早上, 14:30, 3 pm."""

import re
from dataclasses import dataclass
from typing import Final

from bot.domain.spoken import HOURS, number_of

NUMBER: Final = r"(?:[二三]?十[一二三四五六七八九]?|[零〇一二两三四五六七八九]|\d{1,2})"
_COUNTED: Final = "[个位名人辆台批车家]"
"""Behind a number these make it no minute: 10点两个焊工."""
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
    rf"(?P<hour>{NUMBER})\s*[点时]"
    rf"(?:(?P<half>半)|(?P<quarter>[一三])刻|整|钟|(?P<minute>(?>{NUMBER}))(?!\s*{_COUNTED})分?)?"
    r"|(?:\bat\s+)?(?P<exact>\d{1,2}):(?P<past>\d{2})(?:\s*[ap]\.?m\b\.?)?"
    r"|(?:\bat\s+)?(?P<ap>\d{1,2})\s*[ap]\.?m\b\.?|\bat\s+(?P<at>\d{1,2})\b(?!:)",
    re.IGNORECASE,
)


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


def clock_in(plain: str) -> Clock | None:
    """The first hour that a text names, with its part of the day.

    Args:
        plain: Without the day, in common speech.
    """
    found = _CLOCK.search(plain)
    if found is None:
        return None
    part, hours = _hours(plain, found)
    rest = without(plain, found)
    if part is not None:
        rest = _cut(dict(_PARTS)[part], rest)[1]
    return Clock(hours, _minute(found), tidied(rest))


def part_in(plain: str, day: "re.Match[str] | None") -> tuple[str | None, str]:
    """The part of a day that a text names without an hour, and the text without both.

    Args:
        day: Where the day stands in it, if one does.
    """
    rest = plain if day is None else without(plain, day)
    short = None if day is None else _SHORT_PART.match(plain, day.end())
    if day is not None and short is not None:
        return part_of(short[0]), tidied(f"{plain[: day.start()]} {plain[short.end() :]}")
    said, rest = _cut(_WITHOUT_HOUR, rest)
    return None if said is None else part_of(said), rest


def part_of(said: str) -> str | None:
    """The part of the day that a text names first by the order of the day, a key of `HOURS`."""
    return next((name for name, pattern in _PARTS if pattern.search(said)), None)


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


def _cut(pattern: "re.Pattern[str]", text: str) -> tuple[str | None, str]:
    found = pattern.search(text)
    return (None, text) if found is None else (found[0], without(text, found))


def without(text: str, found: "re.Match[str]") -> str:
    """The text without what was found in it."""
    return tidied(f"{text[: found.start()]} {text[found.end() :]}")


def tidied(text: str) -> str:
    """One blank between words, and none at the ends or between Chinese words."""
    joined = re.sub(r"\s+", " ", text)
    # Between Chinese words a gap says nothing.
    return re.sub(r"(?<=[一-鿿]) (?=[一-鿿])", "", joined).strip(" ,.;、。-")
