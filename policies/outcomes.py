"""What records answer to many firms, and nothing of why.

Firms that a record cannot tell apart are judged once: of 20,000 in a county a few hundred are
left for a record that asks for a number, and a handful for any other.
"""

from collections.abc import Collection, Container, Hashable, Mapping
from datetime import date
from typing import Final

from policies.alike import Alike, marks_of
from policies.calendar import Extension
from policies.facts import Facts
from policies.records import Record
from policies.regions import standing
from policies.rulebase import RuleBase
from policies.ruling import Bench, Question
from policies.verdicts import Outcome

KEPT: Final = 2_000
"""Outcomes kept of each record."""


class Outcomes:
    """Answers firm after firm, all on one day.

    Args:
        only: Ids of the records that are asked.
        in_force: Document id → 仍执行至, as for `match`.
    """

    def __init__(
        self,
        rulebase: RuleBase,
        only: Collection[str],
        as_of: date,
        in_force: Mapping[str, Extension],
    ) -> None:
        self._rulebase = rulebase
        self._as_of = as_of
        self._in_force = in_force
        self._kept: dict[str, Alike[Outcome]] = {record: Alike(KEPT) for record in only}

    def of(self, region: str, facts: Facts) -> dict[str, Outcome]:
        """What each record answers to a firm of a place."""
        marks = marks_of(facts)
        records = ((record, self._rulebase.records[record]) for record in self._kept)
        return {name: self._outcome(record, region, facts, marks) for name, record in records}

    def any_in(self, region: str, facts: Facts, wanted: Container[Outcome]) -> bool:
        """Whether any of them answers one of these; what comes after that is not asked."""
        marks = marks_of(facts)
        records = (self._rulebase.records[name] for name in self._kept)
        return any(self._outcome(each, region, facts, marks) in wanted for each in records)

    def _outcome(
        self, record: Record, region: str, facts: Facts, marks: Mapping[str, Hashable]
    ) -> Outcome:
        def judged(read: Facts) -> Outcome:
            question = Question(region, self._as_of, read, self._in_force)
            return Bench(self._rulebase, record, question).outcome()

        # Of the place itself it matters only how it lies to the record's.
        lies = standing(region, record.region)
        return self._kept[record.id].find(lies, facts, marks, judged)
