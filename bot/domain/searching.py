"""What somebody searches for: a case number, or words; and where words stand in a text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

WORDS_MOST: Final = 5
LETTERS_MOST: Final = 40
RUNNING: Final = 3
"""Digits of a case's running number at the least: who types 3 means 003."""
_WHOLE: Final = re.compile(r"(?P<letter>[a-z])(?P<day>\d{4})(?P<running>\d{1,4})")
_OF_DAY: Final = re.compile(r"(?P<day>\d{3,4})[\-‐-―−－](?P<running>\d{1,4})")
"""Without its letter; who types 716 means 0716."""
_LAST: Final = re.compile(r"\d{1,8}")
_DASHES: Final = re.compile(r"[\s\-‐-―−－_#]")
_PARTS: Final = re.compile(r"[a-z0-9][a-z0-9\-‐-―−－_/]*")
CODE_LEAST: Final = 4
_HIDDEN: Final = re.compile(r"\d(?:[\s\-－—]{0,2}\d){10,}")
"""Mobile and id numbers: chats hide them, so that no search may find them digit by digit."""


@dataclass(frozen=True, slots=True)
class NumberSought:
    """A case number as somebody types it.

    Attributes:
        ending: Its end without dashes: a letter if there was one, and digits.
        whole: It has all its parts: letter, day and running number.
    """

    ending: str
    whole: bool


def read_number(typed: str) -> NumberSought | None:
    """A case number in full or half width, with or without dashes, or only its last digits."""
    if found := _OF_DAY.fullmatch(_half(typed).strip()):
        day, running = found["day"].rjust(4, "0"), found["running"].rjust(RUNNING, "0")
        return NumberSought(day + running, whole=False)
    said = _DASHES.sub("", _half(typed))
    if found := _WHOLE.fullmatch(said):
        running = found["running"].rjust(RUNNING, "0")
        return NumberSought(f"{found['letter'].upper()}{found['day']}{running}", whole=True)
    return NumberSought(said.rjust(RUNNING, "0"), whole=False) if _LAST.fullmatch(said) else None


def words_of(typed: str) -> tuple[str, ...]:
    """What is searched for, word by word; none if there is nothing to search for."""
    found = (plain(word) for word in _half(typed).split())
    return tuple(dict.fromkeys(word for word in found if word))[:WORDS_MOST]


def plain(text: str) -> str:
    """A text as it is searched: half width, small letters, no spaces, no long numbers."""
    return "".join(_HIDDEN.sub("", _half(text)).split())


def code_of(typed: str) -> str:
    """What was typed as the number of another platform: letters and digits, small, half width.

    Empty if it holds no digit, or is too short to tell one case from others.
    """
    code = _squeezed(typed)
    return code if len(code) >= CODE_LEAST and any(sign.isdigit() for sign in code) else ""


def is_called(reference: str, code: str) -> bool:
    """Whether a reference, or one number in it, is this code: whole, never a part of it."""
    parts = (_squeezed(part) for part in _PARTS.findall(_half(reference)))
    return code in {_squeezed(reference), *parts}


def spans(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the words stand in a text as people read it: from, to; in order, none overlapping."""
    letters = [(sign, place) for place, each in enumerate(text) for sign in _half(each).strip()]
    read = "".join(sign for sign, _ in letters)
    found = sorted(each for word in words for each in _places(read, word))
    kept: list[tuple[int, int]] = []
    for start, end in found:
        first, last = letters[start][1], letters[end - 1][1] + 1
        if not kept or first >= kept[-1][1]:
            kept.append((first, last))
    return kept


def _places(read: str, word: str) -> Iterator[tuple[int, int]]:
    start = read.find(word)
    while start >= 0:
        yield start, start + len(word)
        start = read.find(word, start + len(word))


def _squeezed(text: str) -> str:
    return "".join(sign for sign in _half(text) if sign.isalnum())


def _half(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
