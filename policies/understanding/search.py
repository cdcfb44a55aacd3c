"""Clauses of a region that answer a question, each with a sentence to quote.

Owners do not use the words of documents. So what they ask is learnt, document by document: the
questions that each clause answers, those that come near and that none answers, and what is
nobody's matter. A clause is quoted only where it is all but sure that one of them answers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

from policies.asked import Silence
from policies.documents import Clause, Document
from policies.problems import NONE
from policies.records import Record
from policies.regions import Standing, standing
from policies.rulebase import RuleBase
from policies.spoken.remarks import asks
from policies.understanding.signal import learnt
from policies.understanding.terms import Terms, Weights, terms_of
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
class Found:
    """One clause that fits.

    Attributes:
        quote: Word for word; the sentence of the clause that fits best.
        records: Ids of the catalogue's records that rest on this clause.
        score: 0 to 1: how likely it is the one that answers.
        answers: False for a clause that may have to do with the question and no more.
    """

    document: Document
    clause: Clause
    quote: str
    records: tuple[str, ...]
    score: float
    answers: bool

    def to_json(self) -> dict[str, object]:
        """Give the result as JSON."""
        document, clause = self.document, self.clause
        return {
            "document": document.title.zh,
            "document_id": document.id,
            "kind": document.kind.zh,
            "date": str(document.date) if document.date else None,
            "clause": clause.number,
            "heading": clause.heading.to_json(),
            "summary": clause.summary.to_json(),
            "quote": self.quote,
            "records": list(self.records),
            "score": round(self.score, 3),
            "answers": self.answers,
        }


@dataclass(frozen=True, eq=False)
class Reading:
    """What the documents that bind a place say to a question.

    Attributes:
        clauses: At most three, those that answer first, best first.
        silence: What the question most likely asks and a document does not state.
    """

    clauses: tuple[Found, ...] = ()
    silence: tuple[Document, Silence] | None = None


class ClauseSearch:
    """The clauses of all documents that are held."""

    def __init__(self, rulebase: RuleBase) -> None:
        self._rulebase = rulebase
        self._documents = tuple(each for each in rulebase.documents.values() if each.held)
        self._shelves: dict[tuple[str, ...], _Shelf] = {}
        self._learning = Lock()

    @staticmethod
    def load(rulebase: RuleBase) -> "ClauseSearch":
        """Give the search over a rule base: the same one until what it learns from is another."""
        return _load(_Lesson(rulebase, _mark(rulebase)))

    def learn(self) -> None:
        """Learn for every place that has documents: a second for forty clauses."""
        for document in self._documents:
            self._shelf(document.region)

    def find(self, region: str, text: str, category: str | None = None) -> Reading:
        """Read what the documents that bind a place say to a question.

        Args:
            region: Where the firm works.
            text: The owner's question.
            category: The kind of problem that was confirmed: only clauses that speak to it.
        """
        shelf = self._shelf(region)
        return shelf.told(text, category) if category else shelf.asked(text)

    def speaks_of(self, region: str, name: str) -> bool:
        """Whether clauses that bind a place call something by a name."""
        return self._shelf(region).calls(letters_of(name))

    def _shelf(self, region: str) -> "_Shelf":
        here = [d for d in self._documents if standing(region, d.region) is Standing.INSIDE]
        key = tuple(document.id for document in here)
        with self._learning:
            if key not in self._shelves:
                self._shelves[key] = _Shelf(self._rulebase, here)
            return self._shelves[key]


class _Shelf:
    """The documents that bind one place, and what was learnt of them."""

    def __init__(self, rulebase: RuleBase, documents: Sequence[Document]) -> None:
        records = list(rulebase.records.values())
        self._entries = {
            _of_clause(document, clause): _Entry(document, clause, records)
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
        return Reading(related, self._silence(likely))

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

    def _silence(self, likely: Mapping[str, float]) -> tuple[Document, Silence] | None:
        best = max(likely, key=likely.__getitem__, default="")
        return self._silences.get(best) if likely.get(best, 0.0) >= SILENT else None


class _Entry:
    """One clause with everything that is known to belong to it."""

    def __init__(self, document: Document, clause: Clause, records: Iterable[Record]) -> None:
        self.document, self.clause = document, clause
        rests = [
            (record, quotation.quote)
            for record in records
            for quotation in (record.source, *record.also)
            if (quotation.document, quotation.clause) == (document.id, clause.number)
        ]
        self._records = {record.id: record for record, _ in rests}
        # Compared with the source by `check`, the clause's own first.
        marked = (sentence.quote for sentence in clause.sentences)
        quotes = dict.fromkeys([clause.quote, *marked, *(quote for _, quote in rests)])
        self._quotes = {quote: terms_of(quote) for quote in quotes}
        self._weights = Weights(self._quotes.values())
        self._wording = " ".join(map(letters_of, (*self.names(), *self._quotes)))

    def found(self, text: str, p: float, *, answers: bool) -> Found:
        """Give it as an answer to a question, with the sentence that fits best."""
        quote = self._marked(text) or self._likest(terms_of(text))
        records = tuple(self._records)
        return Found(self.document, self.clause, quote, records, p, answers)

    def calls(self, name: str) -> bool:
        """Whether its own words or titles have a name, signs and spaces left out."""
        return name in self._wording

    def names(self) -> Iterator[str]:
        """Give what is asked for by its name alone: 采样屋补贴."""
        for words in (self.clause.heading, *(record.title for record in self._records.values())):
            yield from (words.zh, words.en)

    def _marked(self, text: str) -> str | None:
        """The first sentence that has a sign of the question."""
        plain = normalised(text)
        fitting = (s for s in self.clause.sentences if any(sign.search(plain) for sign in s.signs))
        return next((sentence.quote for sentence in fitting), None)

    def _likest(self, question: Terms) -> str:
        asked = self._weights.weighed(question)

        def fits(quote: str) -> float:
            return self._weights.likeness(asked, self._weights.weighed(self._quotes[quote]))

        return max(self._quotes, key=fits)


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


@dataclass(frozen=True)
class _Lesson:
    """What is learnt from; two rule bases that differ in nothing of it share what was learnt."""

    rulebase: RuleBase = field(compare=False)
    mark: object


def _mark(rulebase: RuleBase) -> object:
    """The documents and questions, and what records add to them: titles and sentences."""
    added = (
        (record.id, record.title, quoted.document, quoted.clause, quoted.quote)
        for record in rulebase.records.values()
        for quoted in (record.source, *record.also)
    )
    return rulebase.taught, tuple(added)


@lru_cache(maxsize=4)
def _load(lesson: _Lesson) -> ClauseSearch:
    return ClauseSearch(lesson.rulebase)
