"""Clauses of a region that fit a question, each with a sentence to quote.

Owners do not use the words of documents. So a clause is found by three things added up: its own
text (BM25 on pairs of characters), the questions that owners ask it (likeness to the nearest),
and the problems that it speaks to (their probability). Whole clauses are ranked first; then each
is judged whether it answers at all; the sentence to quote is picked inside it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policies.documents import Clause, Document
from policies.problems import NONE
from policies.records import Quotation, Record
from policies.regions import Standing, standing
from policies.rulebase import RuleBase
from policies.understanding.fitness import ANSWERS, RELATED, Fitness
from policies.understanding.terms import Terms, Weighed, Weights, terms_of

MOST = 3
LEAST = 0.60  # what scores less is not shown
ASKED, TAGGED, DOUBTED = 2.0, 0.5, 0.5  # beside 1 for the text


@dataclass(frozen=True, eq=False)
class Found:
    """One clause that fits.

    Attributes:
        quote: Word for word; the sentence of the clause that fits best.
        records: Ids of the catalogue's records that rest on this clause.
        score: 0 to about 3.5; only good for ordering.
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


class ClauseSearch:
    """The clauses of all documents that are held."""

    def __init__(self, rulebase: RuleBase) -> None:
        records = list(rulebase.records.values())
        self._entries = [
            _Entry(document, clause, list(_records_on(records, document, clause)))
            for document in rulebase.documents.values()
            if document.held
            for clause in document.clauses.values()
        ]
        texts = [terms for entry in self._entries for terms in (entry.text, *entry.asks)]
        self._weights = Weights(texts)
        self._asks = {e: [self._weights.weighed(ask) for ask in e.asks] for e in self._entries}
        self._fitness = Fitness(self._weights, rulebase.problems)

    @staticmethod
    def load(rulebase: RuleBase) -> "ClauseSearch":
        """Build the index, or give the one that was built for the same rule base."""
        return _load(rulebase)

    def find(self, region: str, text: str, likely: Mapping[str, float]) -> tuple[Found, ...]:
        """Rank the clauses that bind a place.

        Args:
            region: Where the firm works.
            text: The owner's question.
            likely: Category → probability, also of NONE; a confirmed category is 1.

        Returns:
            At most three, those that answer first, best first; none if nothing fits.
        """
        question = _Question(terms_of(text), self._weights.weighed(terms_of(text)))
        here = [e for e in self._entries if standing(region, e.document.region) is Standing.INSIDE]
        scored = [(self._score(entry, question, likely), entry) for entry in here]
        scored.sort(key=lambda item: -item[0])
        best = [(score, entry) for score, entry in scored[:MOST] if score >= LEAST]
        doubt = self._fitness.doubt(question.weighed, likely) if best else 0.0
        fits = [self._fit(entry, question) - doubt for _, entry in best]
        if max(fits, default=0.0) < RELATED:
            return ()
        found = [
            self._found(entry, question, score, answers=fit >= ANSWERS)
            for fit, (score, entry) in zip(fits, best, strict=True)
        ]
        return tuple(sorted(found, key=lambda each: not each.answers))

    def _score(self, entry: "_Entry", question: "_Question", likely: Mapping[str, float]) -> float:
        text = self._weights.rank(question.terms, entry.text)
        tagged = sum(likely.get(tag, 0.0) for tag in entry.clause.categories)
        doubt = DOUBTED * likely.get(NONE, 0.0)
        return text + ASKED * self._asked(entry, question) + TAGGED * min(tagged, 1.0) - doubt

    def _fit(self, entry: "_Entry", question: "_Question") -> float:
        asked = self._asked(entry, question)
        return self._fitness.of(question.terms, entry.text, entry.asks, asked)

    def _asked(self, entry: "_Entry", question: "_Question") -> float:
        likeness = (self._weights.likeness(question.weighed, ask) for ask in self._asks[entry])
        return max(likeness, default=0.0)

    def _found(
        self, entry: "_Entry", question: "_Question", score: float, *, answers: bool
    ) -> Found:
        def fits(quote: str) -> float:
            return self._weights.likeness(question.weighed, self._weights.weighed(terms_of(quote)))

        records = tuple(dict.fromkeys(record.id for record, _ in entry.records))
        quote = max(entry.quotes(), key=fits)
        return Found(entry.document, entry.clause, quote, records, score, answers)


@dataclass(frozen=True)
class _Question:
    """A question, cut and weighed once."""

    terms: Terms
    weighed: Weighed


class _Entry:
    """One clause with everything that is known to belong to it."""

    def __init__(
        self, document: Document, clause: Clause, records: Sequence[tuple[Record, Quotation]]
    ) -> None:
        self.document, self.clause, self.records = document, clause, records
        self.asks = [terms_of(ask) for ask in clause.asks]
        self.text = terms_of(" ".join(self._words()))

    def quotes(self) -> list[str]:
        """Give the quotations that were compared with the source, the clause's own first."""
        return list(dict.fromkeys([self.clause.quote, *(q.quote for _, q in self.records)]))

    def _words(self) -> Iterator[str]:
        for words in (self.clause.heading, self.clause.summary):
            yield from (words.zh, words.en)
        yield from self.quotes()
        for record, quotation in self.records:
            yield from (record.title.zh, record.title.en, quotation.gloss)


def _records_on(
    records: Iterable[Record], document: Document, clause: Clause
) -> Iterator[tuple[Record, Quotation]]:
    for record in records:
        for quotation in (record.source, *record.also):
            if (quotation.document, quotation.clause) == (document.id, clause.number):
                yield record, quotation


@lru_cache(maxsize=4)
def _load(rulebase: RuleBase) -> ClauseSearch:
    return ClauseSearch(rulebase)
