"""Putting a message into categories: keywords and characters, two signals multiplied."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from math import exp, log

from policies.lessons import lessons
from policies.problems import NONE, Category
from policies.rulebase import RuleBase
from policies.understanding.answers import Proposal, Understood, Way
from policies.understanding.keywords import Hit, Keywords
from policies.understanding.signal import Signal, learnt
from policies.understanding.text import letters_of, normalised, parts_of
from policies.understanding.urgency import FILE, Urgency, read_urgency

Row = list[float]  # one probability a category, in the order of the model's labels

MOST = 3  # proposals
MOST_APART = 4  # matters of one message
# How these were chosen, and what they cost: docs/understanding.md.
DIRECT = 0.80  # from here one category is taken without asking
APART = 0.35  # from here, none left aside, a part of a message names a matter of its own
REFUSE = 0.35  # none must be this likely, and likeliest
VAGUE = 0.15  # below this nothing stands out
SHORT = 6  # letters; shorter messages are refused only for a keyword of none
TELLING = 2.0  # a keyword of this weight is refused only against one of none that is as heavy
UNSPOKEN = 0.7  # points that none has in advance: it is likelier where no keyword is found
SHOWN = 0.02  # a proposal less likely than this has nothing worth showing but keywords
FAINT = 1e-3  # no signal rules a category out
DIGITS = 12
STRENGTH = 10.0  # C of the regression


class Understanding:
    """Everything that reads messages; built once a process, then only read by any thread."""

    def __init__(self, keywords: Keywords, signal: Signal, urgency: Urgency, data: str) -> None:
        self.data = data
        self.urgency = urgency
        self._keywords = keywords
        self._signal = signal
        self._ids = signal.labels  # none if too little was taught: then nothing is proposed

    @staticmethod
    def load(rulebase: RuleBase) -> "Understanding":
        """Train, or give what was trained before from the same rule base: takes about a second.

        Raises:
            RuleFileError: A file of `problems/` or `urgency.yaml` does not fit.
        """
        return _load(rulebase.taught)

    def read(self, text: str) -> Understood:
        """Say what a message is about."""
        plain, alarm = normalised(text), self.urgency.of(text)
        urgent_words = alarm.words if alarm else ()
        if not self._ids:
            return Understood((), 0.0, Way.CHOOSE, (), urgent_words, self.data)
        pieces = [plain, *parts_of(plain)]
        hits = [self._keywords.hits(piece) for piece in pieces]
        table = self._probabilities(pieces, hits)
        best = table[0]
        none = self._p(best, NONE)
        ranked = sorted(set(self._ids) - {NONE}, key=lambda name: (-self._p(best, name), name))
        apart = self._several(table[1:], hits[1:])
        several, most = tuple(apart), max(MOST, len(apart))
        proposed = sorted(list(dict.fromkeys((*several, *ranked)))[:most], key=ranked.index)
        own = {name: apart.get(name, hits[0]) for name in proposed}
        return Understood(
            categories=tuple(self._proposal(best, own[name], name, plain) for name in proposed),
            none=none,
            way=self._way(best, hits[0], plain, several),
            several=several,
            urgent_words=urgent_words,
            data=self.data,
        )

    def _probabilities(self, pieces: Sequence[str], hits: Sequence[Sequence[Hit]]) -> list[Row]:
        learnt = self._signal.probabilities(pieces)
        known = [self._by_keywords(found) for found in hits]
        return [_both(*rows) for rows in zip(learnt, known, strict=True)]

    def _by_keywords(self, hits: Sequence[Hit]) -> Row:
        points = {NONE: UNSPOKEN}
        for name, weight in self._keywords.weights(hits).items():
            points[name] = points.get(name, 0.0) + weight
        return _shares([points.get(name, 0.0) for name in self._ids])

    def _p(self, row: Row, name: str) -> float:
        return row[self._ids.index(name)] if name in self._ids else 0.0

    def _several(
        self, parts: Sequence[Row], hits: Sequence[Sequence[Hit]]
    ) -> dict[str, tuple[Hit, ...]]:
        """The matters that parts name, each with the keywords of its own parts."""
        named: dict[str, tuple[Hit, ...]] = {}
        for row, found in zip(parts, hits, strict=True):
            if name := self._apart(row):
                named[name] = (*named.get(name, ()), *found)
        return dict(list(named.items())[:MOST_APART]) if len(named) > 1 else {}

    def _apart(self, row: Row) -> str | None:
        """The matter that a part names; that it may be nobody's does not make others likelier."""
        name = self._ids[row.index(max(row))]
        ours = 1 - self._p(row, NONE)
        return name if name != NONE and max(row) >= APART * ours else None

    def _way(self, row: Row, hits: Sequence[Hit], plain: str, several: Sequence[str]) -> Way:
        best, none = max(row), self._p(row, NONE)
        likeliest = max(p for name, p in zip(self._ids, row, strict=True) if name != NONE)
        if none == best and none >= REFUSE and self._nobodys(hits, plain):
            return Way.NONE
        if several:
            return Way.TICK
        worded = any(character.isalpha() for character in plain)
        if likeliest < VAGUE or not worded:  # a bare number or time names no matter
            return Way.BROWSE
        return Way.ANSWER if best >= DIRECT and none < best else Way.CHOOSE

    def _nobodys(self, hits: Sequence[Hit], plain: str) -> bool:
        ours = self._keywords.strongest(hits, set(self._ids) - {NONE})
        theirs = self._keywords.strongest(hits, {NONE})
        if ours >= TELLING and ours > theirs:
            return False
        return theirs > 0 or len(letters_of(plain)) >= SHORT

    def _proposal(self, row: Row, hits: Sequence[Hit], name: str, plain: str) -> Proposal:
        seen, like = self._keywords.seen(hits, name), None
        p = self._p(row, name)
        if not seen and p >= SHOWN:
            seen = self._signal.spans(plain, name)
            like = None if seen else self._signal.nearest(plain, name)
        return Proposal(name, p, seen, like)


def digest_of(rulebase: RuleBase) -> str:
    """Give the digest of everything that is learnt from."""
    taught = [
        [name, sorted(category.keywords.items()), sorted(lessons({name: category}))]
        for name, category in rulebase.problems.items()
    ]
    path = rulebase.root / FILE
    patterns = path.read_bytes() if path.is_file() else b""
    written = json.dumps(taught, ensure_ascii=False).encode()
    return sha256(written + patterns).hexdigest()[:DIGITS]


def _both(one: Row, other: Row) -> Row:
    pairs = zip(one, other, strict=True)
    return _shares([log(max(a, FAINT)) + log(max(b, FAINT)) for a, b in pairs])


def _shares(logarithms: Row) -> Row:
    highest = max(logarithms)
    powers = [exp(value - highest) for value in logarithms]
    whole = sum(powers)
    return [power / whole for power in powers]


@lru_cache(maxsize=4)
def _load(rulebase: RuleBase) -> Understanding:
    categories = rulebase.problems
    return trained(categories, read_urgency(rulebase.root), digest_of(rulebase))


def trained(categories: Mapping[str, Category], urgency: Urgency, data: str) -> Understanding:
    """Learn from the categories.

    Args:
        categories: By id, with all their sentences.
        urgency: Patterns of urgency.
        data: Digest that every answer carries.
    """
    return Understanding(
        Keywords(categories.values()),
        learnt(list(lessons(categories)), STRENGTH),
        urgency,
        data,
    )
