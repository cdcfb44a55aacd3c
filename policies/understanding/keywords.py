"""Weighted keywords: what an editor knows to be decisive."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from policies.problems import Category
from policies.understanding.text import normalised


@dataclass(frozen=True)
class Hit:
    """A keyword that was found, with its place in the normalised message."""

    word: str
    start: int
    end: int


class Keywords:
    """The keywords of all categories; a longer word hides a shorter one inside it."""

    def __init__(self, categories: Iterable[Category]) -> None:
        self._owners: dict[str, dict[str, float]] = {}
        for category in categories:
            for written, weight in category.keywords.items():
                self._owners.setdefault(normalised(written), {})[category.id] = weight
        self._chinese = [word for word in self._owners if not word.isascii()]
        latin = sorted((w for w in self._owners if w.isascii()), key=len, reverse=True)
        # An English word is found at the beginning of a word: loan also finds loans.
        begins = "|".join(map(re.escape, latin)) or "(?!)"
        self._latin = re.compile(rf"(?<![a-z0-9])(?:{begins})")

    def hits(self, text: str) -> list[Hit]:
        """Find keywords in a normalised text, in reading order."""
        found = [*self._chinese_in(text), *self._latin_in(text)]
        found.sort(key=lambda hit: (hit.start, -hit.end))
        return [hit for hit in found if not any(_hides(other, hit) for other in found)]

    def _chinese_in(self, text: str) -> Iterator[Hit]:
        for word in self._chinese:
            start = text.find(word)
            while start >= 0:
                yield Hit(word, start, start + len(word))
                start = text.find(word, start + 1)

    def _latin_in(self, text: str) -> Iterator[Hit]:
        for match in self._latin.finditer(text):
            yield Hit(match.group(), match.start(), match.end())

    def weights(self, hits: Sequence[Hit]) -> dict[str, float]:
        """Add up the weights of the words, each counted once a category."""
        total: dict[str, float] = {}
        for word in {hit.word for hit in hits}:
            for category, weight in self._owners[word].items():
                total[category] = total.get(category, 0.0) + weight
        return total

    def seen(self, hits: Sequence[Hit], category: str) -> tuple[str, ...]:
        """Give the words that speak for a category, in reading order, each once."""
        words = dict.fromkeys(hit.word for hit in hits)
        return tuple(word for word in words if category in self._owners[word])

    def strongest(self, hits: Sequence[Hit], categories: Collection[str]) -> float:
        """Give the weight of the heaviest word that speaks for any of some categories; or 0."""
        weights = (
            weight
            for hit in hits
            for category, weight in self._owners[hit.word].items()
            if category in categories
        )
        return max(weights, default=0.0)


def _hides(longer: Hit, shorter: Hit) -> bool:
    inside = longer.start <= shorter.start and shorter.end <= longer.end
    return inside and longer.end - longer.start > shorter.end - shorter.start
