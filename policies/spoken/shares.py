"""Shares of a whole as people say them: 一半, 三分之二, 八成, 80%, half, two thirds."""

import re
import unicodedata
from fractions import Fraction
from typing import Final

import cn2an

_NUMERAL: Final = r"[0-9一二两三四五六七八九十]+"
_HALF: Final = re.compile(r"(?<!一)一半|(?<![大多小过])半数|\bhalf\b(?!\s+an?\b)")
_PARTS: Final = re.compile(rf"(?P<whole>{_NUMERAL})分之(?P<part>{_NUMERAL})")
_WRITTEN: Final = re.compile(
    r"(?<![0-9])(?P<part>[0-9]{1,3})\s*/\s*(?P<whole>[0-9]{1,3})(?![0-9])"
)
_TENTHS: Final = re.compile(rf"(?P<part>{_NUMERAL})成(?P<half>半)?")
_PERCENT: Final = re.compile(r"(?P<part>[0-9]{1,3})\s*%|百分之(?P<words>" + _NUMERAL + ")")
_ROUGH: Final = re.compile(
    r"[大多小过]半|一半[多以]|不到|超过|差不多|大概|左右|\b(?:about|nearly|over)\b"
)


def read_share(text: str) -> Fraction | None:
    """Read what share of a whole a text names.

    Returns:
        Between 0 and 1, both left out; None if no share is said, or only about what share.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    if _ROUGH.search(plain):
        return None
    share = _share(plain)
    return share if share is not None and 0 < share < 1 else None


def _share(plain: str) -> Fraction | None:
    if _HALF.search(plain):
        return Fraction(1, 2)
    if found := _PERCENT.search(plain):
        return _of(found["part"] or found["words"], "100")
    if found := _PARTS.search(plain) or _WRITTEN.search(plain):
        return _of(found["part"], found["whole"])
    if found := _TENTHS.search(plain):
        tenths = _of(found["part"], "10")
        return tenths if tenths is None or not found["half"] else tenths + Fraction(1, 20)
    return None


def _of(part: str, whole: str) -> Fraction | None:
    of, parts = _number(part), _number(whole)
    return None if of is None or not parts else Fraction(of, parts)


def _number(text: str) -> int | None:
    try:
        return int(cn2an.cn2an(text, "smart"))
    except ValueError:
        return None
