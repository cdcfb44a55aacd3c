"""What a change means for all firms, counted firm by firm: kinds, examples, what it costs."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from bot.domain.impact import Change
from bot.services.impact.known import Known
from bot.services.impact.shifts import Shifted, shifts_between, verdicts_on
from policies.rulebase import RuleBase
from policies.verdicts import AmountLine, Outcome, Verdict

EXAMPLES: Final = 5
"""So many firms of each kind of change are named."""


@dataclass
class Tally:
    """What a release or a register changes, counted firm after firm.

    Attributes:
        changes: Record → change → how many firms.
        touched: Change → how many firms have at least one of it.
        examples: Change → firm, record, amounts before, amounts then.
        outlay: What payers bear: their name in both languages → by how much it grows, in yuan.
    """

    firms: int = 0
    unchanged: int = 0
    changes: dict[str, Counter[Change]] = field(default_factory=dict)
    touched: Counter[Change] = field(default_factory=Counter)
    examples: dict[Change, list[tuple[int, str, str, str]]] = field(default_factory=dict)
    outlay: dict[tuple[str, str], Decimal] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As a release keeps it: sorted, so that the same diff is the same text."""
        return {
            "firms": self.firms,
            "unchanged": self.unchanged,
            "changes": {name: dict(sorted(each.items())) for name, each in self.changes.items()},
            "touched": dict(sorted(self.touched.items())),
            "examples": [
                [change, *each] for change, found in self.examples.items() for each in found
            ],
            "outlay": [[*payer, f"{sum_:.2f}"] for payer, sum_ in self.outlay.items() if sum_],
        }

    def count(
        self, firm_id: int, was: Mapping[str, Verdict], becomes: Mapping[str, Verdict]
    ) -> tuple[Shifted, ...]:
        """Count one firm; returns what is different for it."""
        found = tuple(shifts_between(was, becomes))
        for sign, verdicts in ((-1, was), (1, becomes)):
            for verdict in verdicts.values():
                self._add_outlay(verdict, sign)
        for each in found:
            self.changes.setdefault(each.policy, Counter())[each.change] += 1
            self._note_example(firm_id, each, was.get(each.policy))
        self.firms += 1
        self.touched.update({each.change for each in found})
        self.unchanged += not found
        return found

    def _note_example(self, firm_id: int, shifted: Shifted, before: Verdict | None) -> None:
        found = self.examples.setdefault(shifted.change, [])
        if len(found) < EXAMPLES and all(each[0] != firm_id for each in found):
            sums = whole_sum(before), whole_sum(shifted.verdict)
            found.append((firm_id, shifted.policy, *sums))

    def _add_outlay(self, verdict: Verdict, sign: int) -> None:
        if verdict.outcome is not Outcome.MATCH:
            return
        for line in _borne(verdict.lines):
            payer = (line.label.zh, line.label.en)
            self.outlay[payer] = self.outlay.get(payer, Decimal(0)) + sign * line.value


def compare(
    tally: Tally,
    before: RuleBase,
    after: RuleBase,
    known: Known,
    policies: Collection[str],
    day: date,
) -> None:
    """Count what other rules change for firms; no database, some 0.5 ms a firm and record."""
    for firm in known.firms:
        was = verdicts_on(before, known.profile(before, firm), day, policies)
        becomes = verdicts_on(after, known.profile(after, firm), day, policies)
        tally.count(firm.id, was, becomes)


def whole_sum(verdict: Verdict | None) -> str:
    """The sum of money that it gives; "" if it gives none."""
    lines = () if verdict is None or not verdict.amounts else verdict.lines
    sums = [line.text() for line in lines if line.money and line.share is None]
    return sums[-1] if sums else ""


def _borne(lines: Collection[AmountLine]) -> list[AmountLine]:
    """What each payer bears; where nobody's share is stated, the sums themselves."""
    money = [line for line in lines if line.money]
    shares = [line for line in money if line.share is not None]
    return shares or [line for line in money if not line.total_of]
