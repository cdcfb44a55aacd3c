"""Words in and beside a number: 廿三人, “80 thousand yuan”, “1200 people”, “more than 1000”."""

import re

_NUMERAL = "0-9零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
_UNITS = {
    "hundredthousand": "十万",
    "hundredmillion": "亿",
    "hundred": "百",
    "thousand": "千",
    "grand": "千",
    "k": "千",
    "wan": "万",
    "w": "万",
    "million": "百万",
    "mln": "百万",
    "mn": "百万",
    "billion": "十亿",
    "bn": "十亿",
}
_YUAN = re.compile("renminbi|rmb|cny|yuan|kuai")
_SCALE = re.compile(
    rf"(?<=[{_NUMERAL}])[\s-]*"
    r"(hundred[\s-]+(?:thousand|million)|hundred|thousand|grand|million|mln|mn|billion|bn|wan|[kw])"
    r"(?![a-z])"
)
_SCALE_ELSEWHERE = re.compile("hundred|thousand|million|billion")
_NEXT_WORD = re.compile(rf"[{_NUMERAL}][\s-]*([a-z]+)")
# Spoken after a number without changing it; any other word means that it is not understood.
_HARMLESS = re.compile(
    "people|persons?|ppl|heads?|members?|staff(?:ers)?|team|workers?|workforce|employees?|employed"
    "|in|total|all|altogether|overall|of|at|for|on|with|including|are|is|and|now|currently|today"
    "|here|or|more|less|plus|odd|ish|about|roughly|approx(?:imately)?|give|something|thereabouts"
)
_ROUGH = re.compile(
    r"(?<![a-z])(?:about|around|roughly|approx|approximately|almost|nearly|some|something|ish|odd"
    r"|plus|close\s+to|circa|ca|give\s+or\s+take|thereabouts|maybe|probably"
    r"|over|under|above|below|beyond|exceed(?:s|ing)?|at\s+least|at\s+most|up\s+to|minimum|maximum"
    r"|(?:more|less|fewer|greater)\s+than|or\s+(?:so|more|less|fewer|over|above))(?![a-z])"
)
_GROUPED = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
# 廿里铺 is a place.
_TENS = ((re.compile("廿(?!里)"), "二十"), (re.compile("卅(?!里)"), "三十"))


def with_common_tens(text: str) -> str:
    """Write the old numerals for twenty and thirty as the common ones: 廿三 → 二十三."""
    for old, common in _TENS:
        text = old.sub(common, text)
    return text


def without_separators(text: str) -> str:
    """Write a number of thousands in one piece: 1,200人 → 1200人.

    Args:
        text: In half width.
    """
    return _GROUPED.sub(lambda found: found[0].replace(",", ""), text)


def with_units(text: str) -> str | None:
    """Write an English scale word after a number as a Chinese unit: `80千元`.

    Args:
        text: In lower case, with its spaces.

    Returns:
        None if a word of scale stands elsewhere, or if the word after the number is none that
        is known to change nothing: “80 dozen” and “80 percent” are not 80.
    """
    plain = _SCALE.sub(_unit, _YUAN.sub("元", text))
    if _SCALE_ELSEWHERE.search(plain):
        return None
    known = all(_HARMLESS.fullmatch(match[1]) for match in _NEXT_WORD.finditer(plain))
    return plain if known else None


def is_rough(text: str) -> bool:
    """Say whether English words make a number an estimate or a bound, not an exact count."""
    return _ROUGH.search(text) is not None


def _unit(match: re.Match[str]) -> str:
    return _UNITS[re.sub(r"[\s-]", "", match[1])]
