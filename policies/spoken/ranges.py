"""A number between two ends: 1100到1300, 900-1000人, 一千到一千二, between 900 and 1000."""

import re
from typing import Final

from policies.spoken.dialect import common_speech
from policies.spoken.reading import read_int

_NUMERAL: Final = "0-9零〇一二两三四五六七八九十百千万"
_NUMBER: Final = rf"[{_NUMERAL}][{_NUMERAL},]*"
_PEOPLE: Final = r"\s*(?:[个号口名]?人|个|名|people|persons|workers)?\s*"
_RANGE: Final = re.compile(
    r"(?:大概|大约|约|差不多|在|有|是|我们|现在|between|from|about|around|\s)*"
    rf"(?P<low>{_NUMBER}){_PEOPLE}(?:到|至|~|～|—+|–|-+|and|to)\s*(?P<high>{_NUMBER}){_PEOPLE}"
    r"(?:之间|左右|吧|的样子|这样|不等|\s|[。.])*"
)


def range_in(text: str) -> tuple[int, int] | None:
    """Both ends of a range that is all that a text says; None if it is none."""
    found = _RANGE.fullmatch(common_speech(text))
    if found is None:
        return None
    low, high = (read_int(found[end]) for end in ("low", "high"))
    if low is None or high is None:
        return None
    first, last = int(low.value), int(high.value)
    return (first, last) if first < last else None
