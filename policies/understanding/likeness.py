"""Which problems are alike: of one kind, in one place, in similar words.

Characters, pairs of characters, English words and the keywords of the kinds are compared; rarer
ones count more, by how often they stand in the examples of all kinds and in the problems
themselves. It takes a second for some thousands of problems: not to be done in a transaction.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer

from policies.rulebase import RuleBase
from policies.understanding.keywords import Keywords
from policies.understanding.terms import terms_of
from policies.understanding.text import letters_of, normalised

ALIKE = 0.2  # likeness from which two problems of one kind may have one cause
NEAR = 1.2  # by so much more alike are problems of the very same town
WORDS = 3  # that are shown of a group
SHORTEST, LONGEST = 2, 6  # letters of a piece that a group has in common
CHUNK = 256  # problems compared to all others at a time
_KEYWORD = "="  # before a keyword, which no term is


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem to compare.

    Attributes:
        kind: The id of its category; None, if it is not known, goes with any.
        region: Problems of different regions are never alike.
        place: Where exactly; the same place makes them more alike.
    """

    id: int
    text: str
    kind: str | None
    region: str
    place: str


@dataclass(frozen=True, slots=True)
class Group:
    """Problems that may have one cause.

    Attributes:
        leader: The one that most others are like.
        members: All of them with the leader, in the order in which they were given.
        words: What most of them say, the commonest first.
    """

    leader: int
    members: tuple[int, ...]
    words: tuple[str, ...]


class Likeness:
    """Compares some problems with each other."""

    def __init__(self, rulebase: RuleBase, troubles: Sequence[Trouble]) -> None:
        self._troubles = tuple(troubles)
        self._place = {each.id: number for number, each in enumerate(self._troubles)}
        self._keywords, examples = _background(rulebase.taught)
        own = [self._terms(each.text) for each in self._troubles] or [[_KEYWORD]]
        vectors = TfidfVectorizer(analyzer=_as_it_is, sublinear_tf=True)
        vectors.fit([*examples, *own])
        self._matrix = vectors.transform(own)

    def like(self, some: Sequence[int]) -> tuple[int, ...]:
        """Give the other problems that are like any of some, the most alike first.

        Args:
            some: Ids; those that are not among the problems are left out.
        """
        own = [self._place[each] for each in some if each in self._place]
        best: dict[int, float] = {}
        for _, other, likeness in self._pairs(own):
            best[other] = max(likeness, best.get(other, 0.0))
        found = sorted(best.keys() - set(own), key=lambda other: (-best[other], other))
        return tuple(self._troubles[other].id for other in found)

    def groups(self, least: Mapping[str, int], without: Collection[int] = ()) -> tuple[Group, ...]:
        """Give groups of problems that are like one of them, the largest first.

        Args:
            least: Region → so many make a group.
            without: Ids of problems that are in no group.
        """
        out = {self._place[each] for each in without if each in self._place}
        left = [number for number in range(len(self._troubles)) if number not in out]
        likes: dict[int, set[int]] = {number: set() for number in left}
        for one, other, _ in self._pairs(left):
            likes[one].add(other)
        found = self._grouped(likes, least)
        return tuple(sorted(found, key=lambda group: (-len(group.members), group.leader)))

    def words(self, some: Sequence[int]) -> tuple[str, ...]:
        """Give what at least half of these problems say: keywords, or else pieces of text."""
        texts = [self._troubles[self._place[each]].text for each in some if each in self._place]
        often = max(2, ceil(len(texts) / 2))
        known = Counter(word for text in texts for word in self._seen(text))
        words = sorted((w for w in known if known[w] >= often), key=lambda w: (-known[w], w))
        return tuple(words[:WORDS]) or _piece(texts, often)

    def _grouped(self, likes: Mapping[int, set[int]], least: Mapping[str, int]) -> Iterator[Group]:
        """Whoever most of those that are left are like leads a group of them."""
        left = set(likes)
        for leader in sorted(likes, key=lambda number: (-len(likes[number]), number)):
            members = {leader, *(likes[leader] & left)} if leader in left else set()
            if len(members) >= least[self._troubles[leader].region]:
                ids = tuple(self._troubles[number].id for number in sorted(members))
                yield Group(self._troubles[leader].id, ids, self.words(ids))
                left -= members

    def _pairs(self, some: Sequence[int]) -> Iterator[tuple[int, int, float]]:
        """Each of some with every other that it is like, and how much."""
        for start in range(0, len(some), CHUNK):
            rows = list(some[start : start + CHUNK])
            found = (self._matrix[rows] @ self._matrix.T).tocoo()
            high = found.data * NEAR >= ALIKE
            ends = (found.row[high].tolist(), found.col[high].tolist(), found.data[high].tolist())
            for row, other, cosine in zip(*ends, strict=True):
                likeness = self._likeness(rows[row], other, cosine)
                if likeness >= ALIKE:
                    yield rows[row], other, likeness

    def _likeness(self, one: int, other: int, cosine: float) -> float:
        first, second = self._troubles[one], self._troubles[other]
        if one == other or first.region != second.region:
            return 0.0
        if first.kind != second.kind and None not in {first.kind, second.kind}:
            return 0.0
        return cosine * (NEAR if first.place == second.place else 1.0)

    def _terms(self, text: str) -> list[str]:
        return [*terms_of(text), *(_KEYWORD + word for word in self._seen(text))]

    def _seen(self, text: str) -> set[str]:
        return {hit.word for hit in self._keywords.hits(normalised(text))}


def _as_it_is(terms: Any) -> Any:
    """The terms are cut already."""
    return terms


@lru_cache(maxsize=2)
def _background(rulebase: RuleBase) -> tuple[Keywords, list[list[str]]]:
    """What the keywords are, and the terms of all examples: how common each one is."""
    keywords = Keywords(rulebase.problems.values())
    texts = [each.text for kind in rulebase.problems.values() for each in kind.examples]
    seen = ({hit.word for hit in keywords.hits(normalised(text))} for text in texts)
    marked = ([_KEYWORD + word for word in words] for words in seen)
    return keywords, [[*terms_of(text), *more] for text, more in zip(texts, marked, strict=True)]


def _piece(texts: Sequence[str], often: int) -> tuple[str, ...]:
    """The longest piece of text that so many have in common, if any."""
    pieces = Counter(piece for text in texts for piece in set(_pieces(letters_of(text))))
    common = [piece for piece, count in pieces.items() if count >= often]
    return (max(common, key=lambda piece: (len(piece), pieces[piece], piece)),) if common else ()


def _pieces(text: str) -> Iterator[str]:
    for run in text.split():
        if run.isascii():
            yield from (run,) if run.isalpha() and len(run) > LONGEST // 2 else ()
            continue
        for length in range(SHORTEST, LONGEST + 1):
            yield from (run[start : start + length] for start in range(len(run) - length + 1))
