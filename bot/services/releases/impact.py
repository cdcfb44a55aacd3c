"""What a release means for firms: how each record answered before, and how it answers then."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from bot.domain.releases import Change
from bot.services.firms.firms import Profile, judge
from bot.services.registers.impact import CERTAIN, Known
from bot.store.firms.firms import FirmCard
from bot.store.releases.shifts import Stood
from policies.rulebase import RuleBase
from policies.verdicts import AmountLine, Mark, Outcome, Verdict

EXAMPLES: Final = 5
"""So many firms of each kind of change are named."""
NOTHING: Final[Mapping[str, Any]] = {"outcome": Outcome.NO_MATCH, "amounts": {}, "terms": None}
"""How a record stands that is not there."""


@dataclass(frozen=True, slots=True)
class Shifted:
    """A record whose answer to a firm is another one.

    Attributes:
        before: How it stood, as `stood` gives it.
        verdict: How it stands; None if the record is not in force any more.
    """

    policy: str
    change: Change
    before: Mapping[str, Any]
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class News:
    """What a release means for one firm."""

    firm: FirmCard
    shifts: tuple[Shifted, ...]


@dataclass
class Tally:
    """What a release changes, counted firm after firm.

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


def compare(
    tally: Tally,
    before: RuleBase,
    after: RuleBase,
    known: Known,
    policies: Collection[str],
    day: date,
) -> None:
    """Count what changes for some firms; needs no database, and some 0.5 ms a firm and record."""
    for firm in known.firms:
        was = _verdicts(before, known.profile(before, firm), day, policies)
        becomes = _verdicts(after, known.profile(after, firm), day, policies)
        _count(tally, firm.id, was, becomes)


def stands(
    rulebase: RuleBase, profile: Profile, day: date, policies: Collection[str]
) -> dict[str, Mapping[str, Any]]:
    """How these records answer a firm, as rows keep it."""
    found = _verdicts(rulebase, profile, day, policies)
    return {name: stood(found.get(name)) for name in policies}


def changes_between(before: Stood, after: Stood) -> dict[str, Change]:
    """The records whose answer is another one, and how."""
    found = {name: change_of(before[name], after.get(name, NOTHING)) for name in before}
    return {name: change for name, change in found.items() if change is not None}


def change_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> Change | None:
    """How an answer changes; None for what makes no difference to a firm."""
    was, becomes = Outcome(before["outcome"]), Outcome(after["outcome"])
    if was is becomes:
        return _inside(before, after) if becomes in CERTAIN else None
    if becomes in CERTAIN:
        return Change.GAINED
    if becomes is Outcome.CONFIRM:
        return Change.OPEN
    if becomes is Outcome.NEED_INFO:
        return Change.ASKED
    return Change.LOST if was in CERTAIN or was is Outcome.CONFIRM else None


def _inside(before: Mapping[str, Any], after: Mapping[str, Any]) -> Change | None:
    if before["amounts"] != after["amounts"]:
        return Change.AMOUNT
    return Change.TERMS if before["terms"] != after["terms"] else None


def _verdicts(
    rulebase: RuleBase, profile: Profile, day: date, policies: Collection[str]
) -> dict[str, Verdict]:
    return {each.policy: each for each in judge(rulebase, profile, day, only=policies)}


def stood(verdict: Verdict | None) -> Mapping[str, Any]:
    """How a record answers, as rows keep it."""
    if verdict is None:
        return NOTHING
    texts = {line.name: line.text() for line in verdict.lines if line.name in verdict.amounts}
    return {
        "outcome": verdict.outcome,
        "amounts": texts,
        "terms": _terms(verdict),
        "title": verdict.title.to_json(),
        "met": [each.text.zh for each in verdict.reasons if each.verdict is Mark.YES],
    }


def _terms(verdict: Verdict) -> str | None:
    """A mark of how a duty is to be kept; None if nothing is said of that."""
    told = [each.to_json() if each else None for each in (verdict.rhythm, verdict.keeping)]
    if told == [None, None]:
        return None
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def _count(
    tally: Tally, firm_id: int, was: Mapping[str, Verdict], becomes: Mapping[str, Verdict]
) -> None:
    tally.firms += 1
    kinds = set()
    for name in dict.fromkeys([*was, *becomes]):
        before, after = was.get(name), becomes.get(name)
        change = change_of(stood(before), stood(after))
        _add_outlay(tally, before, -1)
        _add_outlay(tally, after, 1)
        if change is not None:
            kinds.add(change)
            tally.changes.setdefault(name, Counter())[change] += 1
            _note_example(tally, change, firm_id, name, before, after)
    tally.touched.update(kinds)
    tally.unchanged += not kinds


def _note_example(
    tally: Tally,
    change: Change,
    firm_id: int,
    policy: str,
    before: Verdict | None,
    after: Verdict | None,
) -> None:
    found = tally.examples.setdefault(change, [])
    if len(found) < EXAMPLES and all(each[0] != firm_id for each in found):
        found.append((firm_id, policy, _whole(before), _whole(after)))


def _whole(verdict: Verdict | None) -> str:
    """The sum of money that it gives; "" if it gives none."""
    lines = () if verdict is None or not verdict.amounts else verdict.lines
    sums = [line.text() for line in lines if line.money and line.share is None]
    return sums[-1] if sums else ""


def _add_outlay(tally: Tally, verdict: Verdict | None, sign: int) -> None:
    if verdict is None or verdict.outcome is not Outcome.MATCH:
        return
    for line in _borne(verdict.lines):
        payer = (line.label.zh, line.label.en)
        tally.outlay[payer] = tally.outlay.get(payer, Decimal(0)) + sign * line.value


def _borne(lines: Collection[AmountLine]) -> list[AmountLine]:
    """What each payer bears; where nobody's share is stated, the sums themselves."""
    money = [line for line in lines if line.money]
    shares = [line for line in money if line.share is not None]
    return shares or [line for line in money if not line.total_of]
