"""A range of numbers as an officer writes it."""

import re
from typing import Final

_AMOUNT: Final = r"([0-9][0-9,，]{0,9})\s*(万)?\s*[^0-9\s]{0,3}?"
_BOTH: Final = re.compile(rf"{_AMOUNT}\s*(?:到|至|[-–~～—]|to)\s*{_AMOUNT}", re.IGNORECASE)
_ONE: Final = re.compile(r"([0-9][0-9,，]{0,9})\s*(万)?")
_MOST: Final = re.compile(
    r"以下|以内|不超过|最多|不到|小于|少于|at most|up to|below|under|[<≤]", re.I
)
_LESS: Final = re.compile(r"不到|小于|少于|below|under|<(?!=)", re.IGNORECASE)
_LEAST: Final = re.compile(r"以上|不少于|不低于|至少|at least|or more|from|[≥+]|>=", re.IGNORECASE)


def read_bounds(text: str) -> tuple[int | None, int | None] | None:
    """`50以上`, `50到300`, `不到300`, `5万`: bounds, both included; None if it says none.

    >>> read_bounds("50 到 300 人"), read_bounds("不到100"), read_bounds("1,200以上")
    ((50, 300), (None, 99), (1200, None))
    """
    if both := _BOTH.search(text):
        least, most = _whole(both[1], both[2] or both[4]), _whole(both[3], both[4])
        return (least, most) if least <= most else None
    found = _ONE.findall(text)
    if len(found) != 1:
        return None
    number = _whole(*found[0])
    if _MOST.search(text):
        return (None, max(number - bool(_LESS.search(text)), 0))
    return (number, None) if _LEAST.search(text) else (number, number)


def _whole(digits: str, ten_thousand: str) -> int:
    return int(re.sub("[,，]", "", digits)) * (10_000 if ten_thousand else 1)
