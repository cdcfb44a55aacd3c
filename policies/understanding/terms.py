"""Weighing characters, pairs of characters and English words: how alike two texts are."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt
from typing import TypeAlias

from policies.understanding.text import normalised

Terms: TypeAlias = Mapping[str, int]  # term → how often

_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_ENGLISH = re.compile(r"[a-z][a-z']+")


def terms_of(text: str) -> Terms:
    """Cut a text into Chinese characters, pairs of neighbours, and English words."""
    plain = normalised(text) if len(text) <= 300 else text.lower()
    runs = _CHINESE.findall(plain)
    pairs = [run[n : n + 2] for run in runs for n in range(len(run) - 1)]
    return Counter([*"".join(runs), *pairs, *_ENGLISH.findall(plain)])


@dataclass(frozen=True)
class Weighed:
    """A text with the squared weight of each of its terms."""

    weights: Mapping[str, float]
    size: float


class Weights:
    """How telling each term is among a set of texts."""

    def __init__(self, texts: Iterable[Terms]) -> None:
        held = list(texts)
        seen = Counter(term for text in held for term in text)
        self._count = len(held)
        self._telling = {term: self._rarity(often) for term, often in seen.items()}
        self._unseen = self._rarity(0)

    def _rarity(self, often: int) -> float:
        return log(1 + (self._count - often + 0.5) / (often + 0.5))

    def weighed(self, terms: Terms) -> Weighed:
        """Weigh a text once, to compare it often."""
        weights = {term: self._telling.get(term, self._unseen) ** 2 for term in terms}
        return Weighed(weights, sqrt(sum(weights.values())))

    def likeness(self, one: Weighed, other: Weighed) -> float:
        """Give the cosine of two texts, 0 … 1."""
        shared = one.weights.keys() & other.weights.keys()
        product = sum(one.weights[term] for term in shared)
        return product / (one.size * other.size) if product else 0.0
