"""A text that is too long for one message, in parts that Telegram takes and that lose nothing."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import takewhile
from typing import Final

from bot.domain.markup import TEXT_UNITS, units_of

FORMATS: Final = 100
"""So many formatted stretches a message has; Telegram drops what goes beyond without a word."""
_TOKEN: Final = re.compile(r"<(?P<end>/?)(?P<tag>[a-z-]+)[^>]*>|&[a-zA-Z0-9#]+;|.", re.DOTALL)
_JOINER: Final = "\u200d"
_TONES: Final = range(0x1F3FB, 0x1F400)
_FLAGS: Final = range(0x1F1E6, 0x1F200)
_MERGED: Final = 16
"""Characters of one sign at most: a family of emoji has eleven."""
_STOPS: Final = "。！？；，、 .!?;,"


_Tags = tuple[tuple[int, str], ...]
"""Number and opening of each, the outermost first."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """What is never cut in two: a character with what belongs to it, and the tags around it."""

    markup: str
    units: int
    inside: _Tags


def parts_of(markup: str, most: int = TEXT_UNITS) -> tuple[str, ...]:
    """The same in as few parts as lines allow; each opens and closes its own tags.

    Args:
        markup: Telegram's HTML, well formed.
        most: UTF-16 units of a part, as Telegram counts them; at least 40.
    """
    if units_of(markup) <= most and markup.count("</") <= FORMATS:
        return (markup,)
    signs, parts = list(_signs(markup)), list[str]()
    while signs:
        end = _end(signs, most)
        parts.append(_written(signs[:end]))
        signs = signs[end:]
    return tuple(part for part in parts if unescape(re.sub("<[^>]*>", "", part)).strip())


def _signs(markup: str) -> Iterator[_Sign]:
    inside: _Tags = ()
    held = ""
    for number, token in enumerate(_TOKEN.finditer(markup)):
        if token["tag"] is None and held and _belongs(held, token[0]):
            held += token[0]
            continue
        if held:
            yield _sign(held, inside)
        held = "" if token["tag"] else token[0]
        if token["end"]:
            inside = inside[:-1]
        elif token["tag"]:
            inside = (*inside, (number, token[0]))
    if held:
        yield _sign(held, inside)


def _sign(markup: str, inside: _Tags) -> _Sign:
    return _Sign(markup, units_of(markup), inside)


def _belongs(held: str, following: str) -> bool:
    """Whether a character is shown as one with those before it."""
    if len(held) >= _MERGED or len(following) > 1:
        return False
    if held.endswith(_JOINER) or following == _JOINER or ord(following) in _TONES:
        return True
    flag = len(held) == 1 and ord(held) in _FLAGS and ord(following) in _FLAGS
    return flag or unicodedata.category(following) in {"Mn", "Me", "Mc"}


def _end(signs: Sequence[_Sign], most: int) -> int:
    """How many signs the next part has: to the end of a line, else of some words, if it can be."""
    fits = sum(1 for _ in takewhile(_Room(most).takes, signs))
    if fits == len(signs):
        return fits
    fits = max(fits, 1)
    for stops in ("\n", _STOPS):
        for end in range(fits, fits // 2, -1):
            if signs[end - 1].markup in stops:
                return end
    return fits


class _Room:
    """What a message still takes."""

    def __init__(self, most: int) -> None:
        self.units = most
        self.formats: set[int] = set()

    def takes(self, sign: _Sign) -> bool:
        """Whether this one fits as well; asked in order."""
        self.units -= sign.units
        self.formats |= {number for number, _ in sign.inside}
        return self.units >= 0 and len(self.formats) <= FORMATS


def _written(signs: Sequence[_Sign]) -> str:
    said: list[str] = []
    opened: _Tags = ()
    for sign in signs:
        shared = _shared(opened, sign.inside)
        said += [_closing(tag) for _, tag in reversed(opened[shared:])]
        said += [tag for _, tag in sign.inside[shared:]]
        said.append(sign.markup)
        opened = sign.inside
    said += [_closing(tag) for _, tag in reversed(opened)]
    return "".join(said)


def _shared(one: _Tags, other: _Tags) -> int:
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _closing(opening: str) -> str:
    return f"</{opening[1:-1].partition(' ')[0]}>"
