"""Clauses of a region that answer a question, each with a sentence to quote.

Owners do not use the words of documents. So what they ask is learnt, document by document: the
questions that each clause answers, those that come near and that none answers, and what is
nobody's matter. A clause is quoted only where it is all but sure that one of them answers.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

from policies.regions import Standing, standing
from policies.rulebase import RuleBase
from policies.understanding.shelf import Reading, Shelf
from policies.understanding.text import letters_of


class ClauseSearch:
    """The clauses of all documents that are held."""

    def __init__(self, rulebase: RuleBase) -> None:
        self._rulebase = rulebase
        self._documents = tuple(each for each in rulebase.documents.values() if each.held)
        self._shelves: dict[tuple[str, ...], Shelf] = {}
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

    def _shelf(self, region: str) -> "Shelf":
        here = [d for d in self._documents if standing(region, d.region) is Standing.INSIDE]
        key = tuple(document.id for document in here)
        with self._learning:
            if key not in self._shelves:
                self._shelves[key] = Shelf(self._rulebase, here)
            return self._shelves[key]


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
