"""What to ask next: the question falls out of the rules, no questionnaire is written down."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from policies.expressions import Comparison, atoms
from policies.facts import Facts, FactValue, Scope
from policies.matching import judge_record
from policies.needs import facts_needed, tests_of
from policies.records import Record
from policies.regions import Standing, standing
from policies.rulebase import RuleBase
from policies.ruling import Question
from policies.samples import sample_values
from policies.verdicts import Outcome
from policies.words import Words

NEAR = Decimal("0.1")
"""An approximate number this near to a bound, as a share of it, is asked again exactly."""


@dataclass(frozen=True)
class Ask:
    """The next question to put to an owner.

    Attributes:
        fact: Id of the fact to ask.
        policies: Ids of the records that it helps to decide.
        why: Their titles, in the same order.
        remaining: About how many questions are left, this one included.
    """

    fact: str
    policies: tuple[str, ...]
    why: tuple[Words, ...]
    remaining: int


def next_question(
    rulebase: RuleBase,
    *,
    region: str,
    as_of: date,
    facts: Facts,
    skipped: Collection[str] = (),
    only: Collection[str] | None = None,
) -> Ask | None:
    """Choose the fact whose answer is expected to decide most records.

    Without `only` just the profile is asked (scope P); about named records also what
    belongs to the case or to a list that the firm keeps (C, R). Staff's facts are never asked.

    Args:
        rulebase: Loaded rules.
        region: Place of operation as a path.
        as_of: Day of the question.
        facts: What is known.
        skipped: Facts that the owner did not know; they are not asked again.
        only: Ids of the records that matter; None for all of the region.

    Returns:
        The question, or None if no answer could change anything.
    """
    question = Question(region, as_of, facts)
    waiting = _undecided(rulebase, question, only)
    wanted = _ask_place(rulebase, region, waiting)
    if not wanted:
        scopes = {Scope.PROFILE} if only is None else {Scope.PROFILE, Scope.CASE, Scope.RECORD}
        wanted = _askable(rulebase, waiting, question, scopes, skipped)
    if not wanted:
        return None
    best = max(wanted, key=lambda name: _gain(rulebase, name, wanted[name], question))
    records = wanted[best]
    titles = tuple(record.title for record in records)
    return Ask(best, tuple(record.id for record in records), titles, len(wanted))


def _undecided(
    rulebase: RuleBase, question: Question, only: Collection[str] | None
) -> list[Record]:
    return [
        record
        for record in rulebase.records.values()
        if (only is None or record.id in only) and _is_open(rulebase, record, question)
    ]


def _is_open(rulebase: RuleBase, record: Record, question: Question) -> bool:
    return judge_record(rulebase, record, question).outcome is Outcome.NEED_INFO


def _ask_place(rulebase: RuleBase, region: str, records: list[Record]) -> dict[str, list[Record]]:
    """Ask where exactly, before anything else, while the region is too coarse."""
    places: dict[str, list[Record]] = {}
    for record in records:
        if standing(region, record.region) is Standing.TOO_COARSE:
            level = rulebase.regions.missing_level(region, record.region)
            places.setdefault(level, []).append(record)
    return places


def _askable(
    rulebase: RuleBase,
    records: list[Record],
    question: Question,
    scopes: Collection[Scope],
    skipped: Collection[str],
) -> dict[str, list[Record]]:
    wanted: dict[str, list[Record]] = {}
    for record in records:
        for name in facts_needed(record):
            known = question.facts.get(name) is not None or name in skipped
            if not known and rulebase.facts[name].scope in scopes:
                wanted.setdefault(name, []).append(record)
    return wanted


def _gain(
    rulebase: RuleBase, name: str, records: list[Record], question: Question
) -> tuple[float, int]:
    """Expected number of records that an answer decides, then how many it is part of."""
    values = sample_values(rulebase.facts[name], records)
    decided = sum(
        not _is_open(rulebase, record, _answered(question, name, value))
        for value in values
        for record in records
    )
    return decided / len(values), len(records)


def _answered(question: Question, name: str, value: FactValue) -> Question:
    return Question(question.region, question.as_of, {**question.facts, name: value})


def near_bound(rulebase: RuleBase, region: str, fact_id: str, value: int | Decimal) -> int | None:
    """Find a bound that an approximate number is too near to.

    Returns:
        The nearest bound that a record of the region compares this fact with, if the value
        lies within 10 % of it: then ask again exactly. None if the rough number will do.
    """
    bounds = [
        bound
        for record in rulebase.records.values()
        if standing(region, record.region) is not Standing.OUTSIDE
        for bound in _bounds(record, fact_id)
    ]
    near = [bound for bound in bounds if bound and abs(value - bound) <= NEAR * abs(bound)]
    return int(min(near, key=lambda bound: abs(value - bound))) if near else None


def _bounds(record: Record, fact_id: str) -> Iterator[Decimal]:
    for test in tests_of(record):
        for atom in atoms(test):
            bound = atom.bound if isinstance(atom, Comparison) else None
            if atom.fact == fact_id and isinstance(bound, int | Decimal):
                yield Decimal(bound)
