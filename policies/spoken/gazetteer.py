"""Names of places in a running text: provinces, cities and counties of the country's tree."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from policies.regions import Regions, names_of
from policies.spoken.divisions import (
    BETWEEN,
    COUNTY,
    plain_name,
    shipped_counties,
    short_name,
    ways_of,
)
from policies.spoken.place_files import english_ways, lines, pairs

LEAST: Final = 2  # characters: a shorter name is found in any text
WORDS: Final = 3  # an English name has at most so many
NONE: Final = "行政区划"  # instead of a city: counties right below a province

_WORD: Final = re.compile(r"[a-z]+")
_EXPECTS: Final = "在问像如和跟与比的壁邻们咱俺说是对按照解查看道那这从到往去由自经过回来"
"""After these a name needs no kind to be known; elsewhere it may be half a word: 每周口罩."""
_ANOTHER: Final = re.compile(r"[镇乡村]|(?<=市)场|(?<=区)域")
"""Behind a name: then it is another place, or none (合作市场)."""


@dataclass(frozen=True)
class Mention:
    """A place that a text names.

    Attributes:
        paths: The places that bear the name.
    """

    start: int
    end: int
    name: str
    paths: tuple[str, ...]


class Gazetteer:
    """Places by all their names."""

    def __init__(self, regions: Regions) -> None:
        everyday = _everyday()
        full: dict[str, set[str]] = {}
        short: dict[str, set[str]] = {}
        for path in _paths(regions):
            name = names_of(path)[-1]
            full.setdefault(name, set()).add(path)
            short.setdefault(short_name(name), set()).add(path)
        for path, name in pairs("called.tsv"):
            short.setdefault(name, set()).add(path)
        self._full = {n: _sorted(p) for n, p in full.items() if n not in everyday}
        self._short = {n: _sorted(p) for n, p in short.items() if n not in everyday}
        self._english = {n: p for n, p in _english_of(regions).items() if n not in everyday}
        self._longest = max(map(len, self._full))

    def mentions(self, home: str, text: str) -> Iterator[Mention]:
        """Find the places that a text names, in reading order; the longest name at each spot.

        Args:
            home: A county is known without 县 or 区 only to who lives in the same city.
            text: In half width and small letters.
        """
        start = last = 0
        while start < len(text):
            expected = start == last or _expected(text, start)
            found = self._at(home, text, start, expected=expected)
            found = found or self._english_at(text, start)
            if found is not None:
                yield found
                last = found.end
            start = start + 1 if found is None else found.end

    def _at(self, home: str, text: str, start: int, *, expected: bool) -> Mention | None:
        for end in range(min(len(text), start + self._longest), start + LEAST - 1, -1):
            name = text[start:end]
            paths = self._named(home, name, expected=expected)
            if paths and not _ANOTHER.match(text, end):
                return Mention(start, end, name, paths)
        return None

    def _named(self, home: str, name: str, *, expected: bool) -> tuple[str, ...]:
        """Places of this name; without a kind, or of a county, only where one is expected."""
        full = self._full.get(name, ())
        wide = tuple(path for path in full if len(names_of(path)) < COUNTY)
        if wide or not expected:
            return wide
        return full or tuple(p for p in self._short.get(name, ()) if _is_near(home, p))

    def _english_at(self, text: str, start: int) -> Mention | None:
        if start and text[start - 1].isascii() and text[start - 1].isalpha():
            return None
        ends = [word.end() for word in _words(text, start)]
        for end in reversed(ends):
            name = text[start:end]
            if paths := self._english.get(plain_name(name)):
                return Mention(start, end, name, paths)
        return None


@cache
def gazetteer(regions: Regions) -> Gazetteer:
    """Give the names of the country's places and of those that a rule base adds."""
    return Gazetteer(regions)


@cache
def english_places() -> Mapping[str, tuple[str, ...]]:
    """Provinces and cities by the ways to write them in English."""
    found: dict[str, tuple[str, ...]] = {}
    for path, names in english_ways().items():
        for key in {plain_name(name): None for name in names}:
            found[key] = (*found.get(key, ()), path)
    return found


def _english_of(regions: Regions) -> Mapping[str, tuple[str, ...]]:
    """The same with the names that a rule base gives its places, with their kind or without."""
    found = {name: set(paths) for name, paths in english_places().items()}
    for path, place in regions.places.items():
        for way in ways_of(place.name).full[1:]:
            if way not in found and way.isascii():
                found[way] = {path}
    return {name: _sorted(paths) for name, paths in found.items()}


def _is_near(home: str, path: str) -> bool:
    """Whether people leave out the kind of a place: of a county only if it is next to home."""
    names = names_of(path)
    above = names[: COUNTY - 1]
    return len(names) < COUNTY or above == names_of(home)[: COUNTY - 1] or above[-1].endswith(NONE)


def _paths(regions: Regions) -> Iterator[str]:
    for county in (*regions.places, *shipped_counties()):
        names = names_of(county)
        for depth in range(1, len(names) + 1):
            if not BETWEEN.fullmatch(names[depth - 1]):
                yield "/".join(names[:depth])


def _expected(text: str, start: int) -> bool:
    """Whether a name may begin here that has no kind to be known by."""
    return not text[start - 1].isalnum() or text[start - 1] in _EXPECTS


def _words(text: str, start: int) -> Iterator[re.Match[str]]:
    """The next English words, side by side."""
    end = start
    for _ in range(WORDS):
        word = _WORD.match(text, end)
        if word is None:
            return
        yield word
        end = word.end() + 1 if text[word.end() : word.end() + 1] == " " else len(text)


def _everyday() -> frozenset[str]:
    return frozenset(lines("everyday.txt"))


def _sorted(paths: set[str]) -> tuple[str, ...]:
    return tuple(sorted(paths))
