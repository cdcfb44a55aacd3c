"""The learned signal: pieces of text and logistic regression.

Of Chinese the pieces are characters and pairs of them; of English words, pairs of words and what
words have in common (test, tests, testing).

Only this module needs scikit-learn, which takes a second to import.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from policies.understanding.text import letters_of

EXACT, QUICK = ("newton-cg", 1e-4), ("saga", 1e-2)  # solver, and where it stops
MANY = 30  # labels, from which the exact one takes seconds and is no better
ALIKE = 0.25  # cosine from which a sentence may be shown as being like another
LONGEST_GRAM = 2  # characters
STEM = 4  # letters of an English word, its edges counted, that are read as a piece of it

_WORD = re.compile(r"[a-z]+")


class Model:
    """Trained once, then only read: safe for several threads."""

    def __init__(self, taught: Sequence[tuple[str, str]], strength: float) -> None:
        texts, labels = [letters_of(text) for text, _ in taught], [label for _, label in taught]
        vectors = TfidfVectorizer(analyzer=_grams, sublinear_tf=True)
        self._taught = tuple(taught)
        self._matrix = vectors.fit_transform(texts)
        self._places: Mapping[str, int] = vectors.vocabulary_
        self._rarity = vectors.idf_
        solver, tolerance = QUICK if len(set(labels)) > MANY else EXACT
        regression = LogisticRegression(
            C=strength, class_weight="balanced", solver=solver, tol=tolerance, random_state=0
        )
        with threadpool_limits(1):  # threads of BLAS wait for each other far longer than they work
            regression.fit(self._matrix, labels)
        self.labels: tuple[str, ...] = tuple(map(str, regression.classes_))
        weights, self._leaning = regression.coef_, regression.intercept_
        if len(self.labels) == 2:  # of two labels only what speaks for the second is learnt
            weights = np.vstack([np.zeros_like(weights), weights])
            self._leaning = np.array([0.0, *self._leaning])
        self._weights = np.ascontiguousarray(weights.T)

    def probabilities(self, texts: Sequence[str]) -> list[list[float]]:
        """Give one row a text, one column a label."""
        return [self._row(letters_of(text)) for text in texts]

    def _row(self, letters: str) -> list[float]:
        """What scikit-learn answers, without its checks, which take longer than the sum."""
        places, values = self._weighed(letters)
        scores = values @ self._weights[places] + self._leaning
        powers = np.exp(scores - scores.max())
        row: list[float] = (powers / powers.sum()).tolist()
        return row

    def _weighed(self, letters: str) -> tuple[list[int], Any]:
        """Places of the pieces of a text that were taught, and their weights, of length 1."""
        known = Counter(gram for gram in _grams(letters) if gram in self._places)
        places = [self._places[gram] for gram in known]
        values = (1.0 + np.log(np.array(list(known.values()), float))) * self._rarity[places]
        return places, values / (np.linalg.norm(values) or 1.0)

    def spans(self, text: str, label: str, most: int = 2) -> tuple[str, ...]:
        """Give the pieces of a text that speak most for a label, in reading order.

        Neighbouring pieces are joined; a piece has at least two Chinese characters, or whole
        English words.
        """
        text = letters_of(text)
        places, values = self._weighed(text)
        names = {self._places[gram]: gram for gram in _grams(text) if gram in self._places}
        weights = self._weights[places, self.labels.index(label)]
        scored = zip(places, (values * weights).tolist(), strict=True)
        strong = {names[n]: value for n, value in scored if value > 0}
        pieces = sorted(_joined(text, strong).items(), key=lambda item: -item[1])[:most]
        return tuple(sorted((piece for piece, _ in pieces), key=text.find))

    def nearest(self, text: str, label: str) -> str | None:
        """Give the taught sentence of a label that is most like the text; None if none is."""
        text = letters_of(text)
        places, values = self._weighed(text)
        asked = np.zeros(len(self._rarity))
        asked[places] = values
        likeness = self._matrix @ asked
        own = [
            (float(likeness[n]), taught)
            for n, (taught, name) in enumerate(self._taught)
            if name == label
        ]
        best, sentence = max(own, default=(0.0, None))
        return sentence if best >= ALIKE else None


def _grams(text: str) -> list[str]:
    words = _WORD.findall(text)
    between = (gram for piece in _WORD.split(text) for gram in _runs(piece, 1, LONGEST_GRAM))
    stems = (gram for word in words for gram in _runs(f" {word} ", STEM, STEM))
    return [*between, *words, *map(" ".join, pairwise(words)), *stems]


def _runs(piece: str, least: int, most: int) -> Iterator[str]:
    for length in range(least, most + 1):
        for start in range(len(piece) - length + 1):
            yield piece[start : start + length]


def _joined(text: str, strong: Mapping[str, float]) -> dict[str, float]:
    weight = [0.0] * len(text)
    for gram, value in strong.items():
        start = text.find(gram) if len(gram) > 1 else -1
        while start >= 0:
            for place in range(start, start + len(gram)):
                weight[place] += value / len(gram)
            start = text.find(gram, start + 1)
    return {piece: score for piece, score in _pieces(text, weight) if len(piece) > 1}


def _inside(text: str, weight: Sequence[float]) -> list[bool]:
    """Mark what weighs enough; an English word is marked whole, a space never is."""
    least = max(weight, default=0.0) / 3
    marked = [value > least and text[place] != " " for place, value in enumerate(weight)]
    for word in _WORD.finditer(text):
        places = range(*word.span())
        whole = sum(marked[place] for place in places) * 2 > len(places)
        for place in places:
            marked[place] = whole
    return marked


def _pieces(text: str, weight: Sequence[float]) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    marked = [*_inside(text, weight), False]
    start = None
    for place, inside in enumerate(marked):
        if inside and start is None:
            start = place
        elif not inside and start is not None:
            found.append((text[start:place], sum(weight[start:place])))
            start = None
    return found
