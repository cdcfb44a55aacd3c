"""Words of others among our own: shown as they are, without power over what stands around them."""

import re
from typing import Final

_ISOLATE, _END = "\u2068", "\u2069"
_STEERING: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks, overrides and isolates of direction: one of them can turn our own words around."""
_UNSEEN: Final = "\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2064\u3164\ufeff\uffa0"
"""Characters without any width. Joiners stay: emoji and some scripts are made with them."""
_NONE: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
"""Controls and halves of pairs: no characters at all."""
_RIGHT_TO_LEFT: Final = (
    "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
)
_ODD: Final = re.compile(f"[{_STEERING}{_UNSEEN}{_NONE}{_RIGHT_TO_LEFT}]")
_DROPPED: Final = re.compile(f"[{_STEERING}{_UNSEEN}{_NONE}]")
_TURNED: Final = re.compile(f"[{_RIGHT_TO_LEFT}]")


def literal(text: str) -> str:
    """A text that may stand in a sentence of ours: it says what it says, and steers nothing.

    What is written from right to left keeps its direction to itself.
    """
    if text.isascii() and text.isprintable():
        return text
    if not _ODD.search(text):
        return text
    return "\n".join(_apart(line) for line in _DROPPED.sub("", text).split("\n"))


def _apart(line: str) -> str:
    return f"{_ISOLATE}{line}{_END}" if _TURNED.search(line) else line
