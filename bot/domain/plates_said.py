"""Plates of trucks in a text.

A plate is any one character, a letter, and five signs, or six of a new-energy vehicle.
"""

import re
import unicodedata
from typing import Final

_SIGNS: Final = (
    r"(?=[A-Za-z]{0,6}\d)(?:[A-Za-z]\w\d{4}|\d{5}[A-Za-z]|[A-Za-z0-9]{4}[挂学警]|[A-Za-z0-9]{5})"
)
_SPACED: Final = r"(?:[A-Za-z]\s?[A-Za-z0-9](?:\s?\d){4}|[A-Za-z0-9](?:\s?\d){4})"
_END: Final = r"(?:(?![A-Za-z0-9])|(?=\d{1,2}\s*[点时:号日月]))"
"""Behind a plate, or an hour follows it at once."""
_PLATES: Final = tuple(
    re.compile(
        rf"(?<![A-Za-z0-9])(?P<sign>[一-鿿])\s?(?P<letter>[A-Za-z])\s?[·•.\-]?\s?"
        rf"(?P<rest>{signs}){_END}"
    )
    for signs in (_SIGNS, _SPACED)
)
_LATIN: Final = re.compile(
    rf"\b(?:truck|lorry|plate|vehicle|van)\s+(?:no\.?\s*|number\s+)?(?P<sign>)"
    rf"(?P<letter>[A-Z])\s?(?P<rest>{_SIGNS})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_NOT_FIRST: Final = frozenset("牌号车是叫为")
"""What people write before the letters of a plate whose first sign they leave out."""
_BEFORE_PLATE: Final = re.compile(r"车牌号?(?:码|是|为)*\s*:?\s*$")
MOST: Final = 6
"""Plates that are taken from one text."""
ENDS: Final = " ,，。.;；:：、"
"""Signs that mean nothing at either end of what was said."""


def only_plate(text: str) -> bool:
    """Whether a text is one plate and nothing else."""
    plates, rest = plates_in(unicodedata.normalize("NFKC", text).strip())
    return len(plates) == 1 and not rest.strip(ENDS)


def plates_in(plain: str) -> tuple[tuple[str, ...], str]:
    """Take the plates out of a text in NFKC.

    Returns:
        The plates, each once, and the text without them.
    """
    found: list[str] = []
    while len(found) < MOST:
        plate, rest = _plate_in(plain)
        if not plate:
            break
        found += [plate] if plate not in found else []
        plain = rest
    return tuple(found), plain


def _plate_in(plain: str) -> tuple[str, str]:
    """The first plate, and the text without it."""
    hits = (pattern.search(plain) for pattern in (*_PLATES, _LATIN))
    found = next((each for each in hits if each is not None), None)
    if found is None:
        return "", plain
    sign = "" if found["sign"] in _NOT_FIRST else found["sign"]
    before = plain[: found.start()] + (found["sign"] if not sign else "")
    before = _BEFORE_PLATE.sub("", before)
    plate = re.sub(r"\s", "", f"{sign}{found['letter']}{found['rest']}").upper()
    return plate, _joined(before, plain[found.end() :])


def _joined(before: str, after: str) -> str:
    """What stands on both sides of a plate, without a mere 和 between."""
    rest = re.sub(r"(?:和|跟|与|还有|、|\band)\s*$", " ", before)
    return f"{rest} {after}".strip(ENDS)
