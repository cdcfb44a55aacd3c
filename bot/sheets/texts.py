"""Texts in a workbook: what XML cannot hold, what Excel writes in its own way, what is unseen."""

import re
import unicodedata
from typing import Final

LONGEST: Final = 32_767
"""UTF-16 units of a cell: with more, Excel calls the file damaged."""
LONGEST_READ: Final = 4000
"""Characters of a cell that are looked at: one long text can stand in every cell."""
CUT: Final = "…"

_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_UNDERLINE: Final = "_x005F_"
_LINES: Final = re.compile("\r\n?")
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_JOINERS: Final = "\u200c\u200d"  # they hold emoji and other scripts together


def cell_text(text: str) -> str:
    """A text as a cell takes it: shows the same, without what no cell can hold."""
    clean = _NOT_IN_XML.sub("", _LINES.sub("\n", text))
    return _LOOKS_ESCAPED.sub(_UNDERLINE, _cut(clean))


def text_of(written: str) -> str:
    """What a workbook's text says: `_x000D_` is Excel's way to write a line's end.

    Of a text that is too long, one character more than `LONGEST_READ`.
    """
    begun = written[: LONGEST_READ + 1]
    if not _ESCAPED.search(begun):
        return begun
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), begun)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def seen(text: str) -> str:
    """A text without what nobody sees: marks of direction, no-break and zero-width spaces."""
    if text.isprintable():
        return text.strip()
    lines = _LINES.sub("\n", text).replace("\xa0", " ")
    return "".join(sign for sign in lines if _is_seen(sign)).strip()


def _is_seen(sign: str) -> bool:
    return sign in "\n\t" or sign in _JOINERS or unicodedata.category(sign) not in {"Cc", "Cf"}


def _cut(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + CUT
