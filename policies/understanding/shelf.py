"""The documents that bind one place, and what was learnt of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policies.asked import Silence
from policies.documents import Clause, Document
from policies.problems import NONE
from policies.rulebase import RuleBase
from policies.spoken.remarks import asks
from policies.understanding.entries import Entry, Found
from policies.understanding.signal import learnt
from policies.understanding.text import letters_of, normalised

MOST = 3
STRENGTH = 30.0  # C of the regression
CERTAIN = 0.64  # so likely must it be that any clause answers, for one to be quoted
QUOTED = 0.12  # and so likely that it is this one
RELATED = 0.50  # so likely must it be that any answers, for some to be named as related
NAMED = 0.05  # and so likely that it is this one
SHORTEST_NAME = 2  # letters
SILENT = 0.30  # so likely must a silence be, and likelier than any clause, to be said


@dataclass(frozen=True, eq=False)
class Reading:
    """What the documents that bind a place say to a question.

    Attributes:
        clauses: At most three, those that answer first, best first.
        silence: What the question most likely asks and a document does not state.
        beside: What that document does state of the same thing.
    """

    clauses: tuple[Found, ...] = ()
    silence: tuple[Document, Silence] | None = None
    beside: tuple[Found, ...] = ()


class Shelf:
    """The documents that bind one place, and what was learnt of them."""

    def __init__(self, rulebase: RuleBase, documents: Sequence[Document]) -> None:
        records = list(rulebase.records.values())
        self._entries = {
            _of_clause(document, clause): Entry(document, clause, records)
            for document in documents
            for clause in document.clauses.values()
        }
        self._silences = {
            _of_silence(document, n): (document, silence)
            for document in documents
            for n, silence in enumerate(document.silences)
        }
        named = [(each, name) for name, entry in self._entries.items() for each in entry.names()]
        answered, unanswered = _answered(documents), _unanswered(documents)
        taught = [*named, *answered, *unanswered, *_nobodys(rulebase, documents)]
        self._signal = learnt(taught, STRENGTH)

    def asked(self, text: str) -> Reading:
        """Read a question of which nothing is known."""
        likely = self._of_topic(self._likely(text)) if self._is_topic(text) else self._likely(text)
        whole = sum(p for name, p in likely.items() if name in self._entries)
        if whole >= CERTAIN:
            return Reading(self._found(text, likely, NAMED, QUOTED))
        related = self._found(text, likely, NAMED, None) if whole >= RELATED else ()
        silence = self._silence(text, likely)
        beside = self._beside(text, *silence) if silence else ()
        told = {each.clause.number for each in beside}
        return Reading(tuple(e for e in related if e.clause.number not in told), silence, beside)

    def told(self, text: str, category: str) -> Reading:
        """Read a problem of a confirmed kind: the clauses that speak to it share it out."""
        likely = {
            name: p
            for name, p in self._likely(text).items()
            if name in self._entries and category in self._entries[name].clause.categories
        }
        whole = sum(likely.values()) or 1.0
        shares = {name: p / whole for name, p in likely.items()}
        return Reading(self._found(text, shares, QUOTED, QUOTED))

    def _is_topic(self, text: str) -> bool:
        """Whether a text only names a thing, as clauses themselves call it: 采样屋补贴, 场所码."""
        name = letters_of(text)
        return len(name) >= SHORTEST_NAME and not asks(text) and self.calls(name)

    def calls(self, name: str) -> bool:
        """Whether any clause has a name in its words, signs and spaces left out."""
        return any(entry.calls(name) for entry in self._entries.values())

    def _of_topic(self, likely: Mapping[str, float]) -> Mapping[str, float]:
        """Who names a thing that clauses speak of asks nothing that they leave out."""
        spoken = {name: p for name, p in likely.items() if not self._left_out(name)}
        whole = sum(spoken.values()) or 1.0
        return {name: p / whole for name, p in spoken.items()}

    def _left_out(self, name: str) -> bool:
        """Whether it is a silence about a thing that clauses speak of."""
        return name in self._silences and not self._silences[name][1].by_name

    def _likely(self, text: str) -> Mapping[str, float]:
        [row] = self._signal.probabilities([text])
        return dict(zip(self._signal.labels, row, strict=True))

    def _found(
        self, text: str, likely: Mapping[str, float], least: float, quoted: float | None
    ) -> tuple[Found, ...]:
        named = [name for name in self._entries if likely.get(name, 0.0) >= least]
        named.sort(key=lambda name: -likely[name])
        return tuple(
            self._entries[name].found(
                text, likely[name], answers=quoted is not None and likely[name] >= quoted
            )
            for name in named[:MOST]
        )

    def _beside(self, text: str, document: Document, silence: Silence) -> tuple[Found, ...]:
        """What is stated of the thing that a question names, though not what it asks."""
        plain = normalised(text)
        named = (b for b in silence.beside if any(sign.search(plain) for sign in b.signs))
        clauses = [document.clauses[each.clause] for each in named][:MOST]
        entries = (self._entries[_of_clause(document, clause)] for clause in clauses)
        return tuple(entry.found(text, 0.0, answers=False) for entry in entries)

    def _silence(self, text: str, likely: Mapping[str, float]) -> tuple[Document, Silence] | None:
        """The likeliest matter, as far as the question names it."""
        best = max(likely, key=likely.__getitem__, default="")
        if best not in self._silences or likely[best] < SILENT:
            return None
        document, silence = self._silences[best]
        about = silence.about(normalised(text))
        return None if about is None else (document, about)


def _of_clause(document: Document, clause: Clause) -> str:
    return f"{document.id} {clause.number}"


def _of_silence(document: Document, n: int) -> str:
    return f"{document.id} ? {n}"


def _answered(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    for document in documents:
        for clause in document.clauses.values():
            for ask in clause.asks:
                yield ask, _of_clause(document, clause)


def _unanswered(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    for document in documents:
        for n, silence in enumerate(document.silences):
            for ask in silence.asks:
                yield ask, _of_silence(document, n)


def _nobodys(rulebase: RuleBase, here: Sequence[Document]) -> Iterator[tuple[str, str]]:
    """What is no firm's matter, and what another place's document does not state either."""
    for example in rulebase.problems[NONE].examples if NONE in rulebase.problems else ():
        yield example.text, NONE
    for document in rulebase.documents.values():
        if document not in here:
            for silence in document.silences:
                for ask in silence.asks:
                    yield ask, NONE
