"""What is said to a question about documents: clauses, a silence, and documents not held."""

from dataclasses import dataclass, replace

from policies.rulebase import RuleBase
from policies.understanding.search import ClauseSearch, Found, Reading
from policies.understanding.unheld import Unheld, find_unheld


@dataclass(frozen=True)
class Findings:
    """What the documents of a place say to a question.

    Attributes:
        reading: No clause in it answers if a document is asked for that is not held.
        unheld: Documents that the question names and that are not held.
    """

    reading: Reading
    unheld: tuple[Unheld, ...] = ()

    @property
    def answers(self) -> tuple[Found, ...]:
        """The clauses that answer, to be quoted."""
        return tuple(each for each in self.reading.clauses if each.answers)

    @property
    def related(self) -> tuple[Found, ...]:
        """What may have to do with it: to be named, and quoted only where it is opened."""
        return tuple(each for each in self.reading.clauses if not each.answers)


def find(rulebase: RuleBase, region: str, text: str, category: str | None = None) -> Findings:
    """Find what the documents of a place say to a question.

    Args:
        region: Where the firm works.
        text: The owner's question.
        category: The kind of problem that was confirmed: only clauses that speak to it.
    """
    reading = ClauseSearch.load(rulebase).find(region, text, category)
    unheld = find_unheld(rulebase, region, text)
    if unheld:
        clauses = tuple(replace(each, answers=False) for each in reading.clauses)
        reading = replace(reading, clauses=clauses)
    return Findings(reading, unheld)
