"""One clause as a search has it: all its words, and the sentence to quote for a question."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policies.documents import Clause, Document
from policies.records import Record
from policies.understanding.terms import Terms, Weights, terms_of
from policies.understanding.text import letters_of, normalised


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


class Entry:
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
