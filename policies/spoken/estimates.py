"""Numbers that are only said about: 百十号人, 七八十个, 千把人, a dozen, two or three hundred.

Each is written as one plain number with 约 or “about” before it. Of a pair such as 七八十 the
lower end is written, or the upper one where that is asked for; words that name no number at all,
such as 几百 and dozens, stay as they are and are not read.
"""

import re
from typing import Final

_STEPS: Final = "一二三四五六七八九"
_NUMERAL: Final = "0-9零〇一二三四五六七八九十百千万亿两"
_NONE_BEFORE: Final = rf"(?<![{_NUMERAL}几数上好])"
# 近千人, 千把人, 百来号, 百十号人, 百多人: one of the unit, more or less.
_BARE_UNIT: Final = re.compile(
    rf"[近约](?P<near>[百千万])(?![{_NUMERAL}])"
    rf"|{_NONE_BEFORE}(?P<odd>[百千万])(?:把|来|多|余|十(?![{_NUMERAL}]))"
)
_OR_A_FIFTH_LESS: Final = re.compile(r"(?P<unit>[百千万])儿八[十百千]")
_A_LITTLE_MORE: Final = re.compile(r"挂零|零几")
# Two figures that follow each other, with or without what stands before and behind them.
_PAIR: Final = re.compile(
    rf"(?<![{_NUMERAL}.点])(?P<before>[{_STEPS}两十百千万]*[十百千万])?"
    rf"(?P<low>[{_STEPS}两])(?P<high>[{_STEPS}两])(?P<unit>[十百千万]?)(?![{_STEPS}零两])"
)
_LOOSE: Final = {("三", "五")}

_ONES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TENS: Final = (
    *("ten", "twenty", "thirty", "forty", "fifty"),
    *("sixty", "seventy", "eighty", "ninety"),
)
_DOZENS: Final = re.compile(
    r"(?<![a-z0-9-])(?P<count>half\s+a|an?|one|two|three|four|five|six|[1-6]|a\s+couple(?:\s+of)?)"
    r"[\s-]+dozen(?![a-z])"
)
_COUPLE: Final = re.compile(
    r"(?<![a-z])(?:a\s+)?couple(?:\s+of)?[\s-]+(?=(?:hundred|thousand)(?![a-z]))"
)
_EITHER: Final = re.compile(
    rf"(?<![a-z0-9-])(?P<low>[0-9]+|{'|'.join((*_ONES, *_TENS))})\s+or\s+"
    rf"(?P<high>[0-9]+|{'|'.join((*_ONES, *_TENS))})(?![a-z0-9,.-])"
)
_BARE_HUNDRED: Final = re.compile(
    r"^(?P<lead>(?:about|around|roughly)?\s*)(?=(?:hundred|thousand)\b)"
)


def in_one_number(plain: str, *, upper: bool = False) -> str:
    """The text with each Chinese estimate as one number: 约一百号人.

    Args:
        plain: Half width, without spaces.
        upper: Write the upper end of a pair, not the lower one.
    """
    plain = _OR_A_FIFTH_LESS.sub(r"约一\g<unit>", _A_LITTLE_MORE.sub("出头", plain))
    plain = _BARE_UNIT.sub(lambda found: f"约一{found['near'] or found['odd']}", plain)
    return _PAIR.sub(lambda found: _one_of_pair(found, upper=upper), plain)


def in_one_english_number(text: str, *, upper: bool = False) -> str:
    """The same of English estimates.

    Args:
        text: In lower case, with its spaces.
    """
    text = _COUPLE.sub("about 2 ", _DOZENS.sub(_dozens, text))
    text = _EITHER.sub(lambda found: _one_or_other(found, upper=upper), text)
    return _BARE_HUNDRED.sub(r"\g<lead>a ", text)


def _one_of_pair(match: re.Match[str], *, upper: bool) -> str:
    """一千二三 is about 一千二; 一千二七 is no number of anything and stays as it is."""
    low, high = match["low"], match["high"]
    if (low, high) not in _LOOSE and _figure(high) != _figure(low) + 1:
        return match[0]
    return f"约{match['before'] or ''}{high if upper else low}{match['unit']}"


def _figure(step: str) -> int:
    return 2 if step == "两" else _STEPS.index(step) + 1


def _dozens(match: re.Match[str]) -> str:
    count = match["count"]
    if count.startswith("half"):
        return "about 6"
    if "couple" in count:
        return "about 24"
    times = (
        int(count) if count.isdecimal() else _ONES.index("one" if count[0] == "a" else count) + 1
    )
    return f"about {12 * times}"


def _one_or_other(match: re.Match[str], *, upper: bool) -> str:
    """Thirty or forty; 900 or 1000: neighbours, and not any two numbers."""
    low, high = _count(match["low"]), _count(match["high"])
    step = 10 if low % 10 == 0 and low < 100 else 1
    if not low < high <= max(low + step, low + low // 5):
        return match[0]
    return f"about {match['high'] if upper else match['low']}"


def _count(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return _ONES.index(word) + 1 if word in _ONES else 10 * (_TENS.index(word) + 1)
