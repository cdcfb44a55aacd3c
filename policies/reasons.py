"""Why a record answers as it does: what was found of a firm, put into words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from policies.conditions import Finding
from policies.fact_values import dump_value
from policies.facts import Facts
from policies.records import Modality, Record
from policies.rulebase import RuleBase
from policies.ruling_words import place_reason
from policies.truth import Truth
from policies.verdicts import Mark, Reason
from policies.wording import Wish, finding_words
from policies.words import Words


@dataclass(frozen=True)
class Reasons:
    """How the findings of one record about one firm are worded.

    Args:
        region: Where the firm works.
        rough: Ids of facts of which the owner knows only about how much.
    """

    rulebase: RuleBase
    record: Record
    region: str
    facts: Facts
    rough: Collection[str]

    def of(self, findings: Sequence[Finding], against: Mark) -> tuple[Reason, ...]:
        """One reason a finding; `against` marks those that do not hold."""
        return tuple(self._reason(finding, against) for finding in findings)

    def place(self, mark: Mark) -> Reason:
        """Where the record applies, against where the firm works."""
        return place_reason(self.record, self.region, self.rulebase.regions.levels, mark)

    def _reason(self, finding: Finding, against: Mark) -> Reason:
        fact = self.rulebase.facts[finding.atom.fact]
        value = self.facts.get(fact.id)
        marks = {Truth.YES: Mark.YES, Truth.NO: against, Truth.UNKNOWN: Mark.UNKNOWN}
        rough = fact.id in self.rough
        text = finding_words(finding, fact, value, wish=self._wish(against), rough=rough)
        because = finding.line.because
        if because and finding.truth is Truth.NO:
            text += Words(f"。{because.zh}", f". {because.en}")
        shown = None if value is None else dump_value(fact, value)
        return Reason(fact.id, shown, marks[finding.truth], finding.line.clause, text)

    def _wish(self, against: Mark) -> Wish:
        if against is not Mark.NO:
            return Wish.UNSAID
        return Wish.SCOPE if self.record.modality is Modality.DUTY else Wish.CONDITION
