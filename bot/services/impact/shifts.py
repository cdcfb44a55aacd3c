"""How records answered a firm before and answer it then, and whether that makes a difference."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.domain.impact import Change
from bot.services.firms.firms import Profile, judge
from bot.store.firms.firms import FirmCard
from bot.store.releases.shifts import Stood
from policies.rulebase import RuleBase
from policies.verdicts import Mark, Outcome, Verdict

CERTAIN: Final = frozenset({Outcome.MATCH, Outcome.OBLIGATION})
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

    @property
    def is_new_duty(self) -> bool:
        """It has to be done now, and did not before."""
        duty = self.verdict is not None and self.verdict.outcome is Outcome.OBLIGATION
        return duty and self.change is Change.GAINED

    @property
    def has_sums(self) -> bool:
        """There were figures to it before, or there are now."""
        now = self.verdict is not None and bool(self.verdict.amounts)
        return now or bool(self.before["amounts"])


@dataclass(frozen=True, slots=True)
class News:
    """What is different for one firm."""

    firm: FirmCard
    shifts: tuple[Shifted, ...]


def verdicts_on(
    rulebase: RuleBase, profile: Profile, day: date, policies: Collection[str]
) -> dict[str, Verdict]:
    """How these records answer a firm on a day; those that are not there are left out."""
    return {each.policy: each for each in judge(rulebase, profile, day, only=policies)}


def shifts_between(
    was: Mapping[str, Verdict], becomes: Mapping[str, Verdict]
) -> Iterator[Shifted]:
    """The records whose answer is another one, those that are gone last."""
    for policy in dict.fromkeys([*becomes, *was]):
        before, verdict = stood(was.get(policy)), becomes.get(policy)
        change = change_of(before, stood(verdict))
        if change is not None:
            yield Shifted(policy, change, before, verdict)


def stands(
    rulebase: RuleBase, profile: Profile, day: date, policies: Collection[str]
) -> dict[str, Mapping[str, Any]]:
    """How these records answer a firm, as rows keep it."""
    found = verdicts_on(rulebase, profile, day, policies)
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


def _inside(before: Mapping[str, Any], after: Mapping[str, Any]) -> Change | None:
    if before["amounts"] != after["amounts"]:
        return Change.AMOUNT
    return Change.TERMS if before["terms"] != after["terms"] else None


def _terms(verdict: Verdict) -> str | None:
    """A mark of how a duty is to be kept; None if nothing is said of that."""
    told = [each.to_json() if each else None for each in (verdict.rhythm, verdict.keeping)]
    if told == [None, None]:
        return None
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
