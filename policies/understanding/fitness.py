"""Whether a clause answers a question at all: another matter than which clause does so best.

The weights were learnt by logistic regression and rounded: what owners ask a clause, each left out
once, against what is nobody's matter here. How they do is in docs/understanding.md.
"""

from collections.abc import Collection, Iterable, Mapping

from policies.problems import NONE, Category
from policies.understanding.terms import Terms, Weighed, Weights, terms_of

ANSWERS = 0.47  # from here a clause is quoted as an answer
RELATED = 0.30  # from here it is shown as perhaps related; below, not at all
TEXT, ASKED, COVERED = 1.0, 0.8, 1.5
DOUBTED, FOREIGN = 1.25, 1.1


class Fitness:
    """Weighs what speaks for a clause against what speaks for nobody's matter."""

    def __init__(self, weights: Weights, problems: Mapping[str, Category]) -> None:
        self._weights = weights
        nobodys = problems[NONE].examples if NONE in problems else ()
        self._nobodys = [weights.weighed(terms_of(example.text)) for example in nobodys]

    def doubt(self, question: Weighed, likely: Mapping[str, float]) -> float:
        """Say how much a question is like what is nobody's matter."""
        likeness = (self._weights.likeness(question, other) for other in self._nobodys)
        return DOUBTED * likely.get(NONE, 0.0) + FOREIGN * max(likeness, default=0.0)

    def of(self, question: Terms, text: Terms, asks: Iterable[Terms], asked: float) -> float:
        """Say how well a clause fits, before any doubt.

        Args:
            asked: Likeness to the nearest of its asks.
        """
        words = set(text).union(*asks)
        points = TEXT * self._weights.rank(question, text) + ASKED * asked
        return points + COVERED * self._covered(question, words)

    def _covered(self, question: Terms, words: Collection[str]) -> float:
        """The share of the question that occurs in the clause, the telling pairs counting most."""
        telling = [term for term in question if len(term) > 1] or list(question)
        whole = sum(map(self._weights.of, telling))
        return sum(self._weights.of(term) for term in telling if term in words) / (whole or 1.0)
