"""Running a record's own cases: what the policy officer expects against what comes out."""

from collections.abc import Callable
from dataclasses import dataclass

from policies.errors import FactError
from policies.fact_values import parse_facts
from policies.keeping import Item, ItemForm
from policies.matching import judge_record
from policies.records import Case, Record
from policies.rulebase import RuleBase
from policies.ruling import Question
from policies.verdicts import Verdict


@dataclass(frozen=True)
class Mismatch:
    """One expectation of one case that is not met."""

    case: str
    line: int
    what: str
    expected: object
    got: object

    def __str__(self) -> str:
        return f"{self.case}: {self.what}: expected {self.expected!r}, got {self.got!r}"


def run_case(rulebase: RuleBase, record: Record, case: Case) -> list[Mismatch]:
    """Judge the case and compare what it names; nothing else is compared.

    Raises:
        FactError: The case gives a fact that does not exist or a bad value.
    """
    verdict = judge_record(rulebase, record, question_of(rulebase, case))
    seen = {what: _SEEN[what](verdict) for what in case.expect}
    return [
        Mismatch(case.name, case.line, what, expected, seen[what])
        for what, expected in case.expect.items()
        if not _agrees(what, expected, seen[what])
    ]


def question_of(rulebase: RuleBase, case: Case) -> Question:
    """Turn a case into the question that it asks."""
    # A null is left out again, but an id that does not exist is refused.
    facts = parse_facts(rulebase.facts, {**dict.fromkeys(case.self_reported), **case.given})
    return Question(case.region, case.as_of, facts, case.in_force, case.self_reported)


def holds(rulebase: RuleBase, record: Record) -> bool:
    """Say whether every case of a record comes out as expected."""
    return not any(run_case(rulebase, record, case) for case in record.cases)


def bad_facts(rulebase: RuleBase, case: Case) -> FactError | None:
    """Give the reason why a case cannot be run, if there is one."""
    try:
        question_of(rulebase, case)
    except FactError as error:
        return error
    return None


def _texts(verdict: Verdict, names: list[str]) -> dict[str, str]:
    texts = {line.name: line.text() for line in verdict.lines}
    return {name: texts[name] for name in names}


def _near(verdict: Verdict) -> dict[str, object]:
    return {near.fact: near.to_json()["gap"] for near in verdict.near_miss}


def _keeping(verdict: Verdict) -> dict[str, object] | None:
    """Give what a case may expect of it.

    An item is its id with its interval, `drill/30`, or the act that shows it, `point/name_point`.
    """
    keeping = verdict.keeping
    if keeping is None:
        return None
    items = [_item(item) for item in keeping.items]
    own = keeping.people or keeping.trip
    part = own.to_json() if own else {}
    form = {"form": str(keeping.form), "urgent": keeping.urgent, "staff": keeping.staff}
    return {**part, **form, "items": items}


def _item(item: Item) -> str:
    if item.form is ItemForm.RECURRING:
        return f"{item.id}/{item.days or 'own'}"
    marks = [item.id, *(["review"] if item.own_interval else []), *_shown_by(item)]
    return "/".join(marks)


def _shown_by(item: Item) -> list[str]:
    return [] if item.shown_by is None else [item.shown_by]


_SEEN: dict[str, Callable[[Verdict], object]] = {
    "outcome": lambda verdict: str(verdict.outcome),
    "modality": lambda verdict: str(verdict.modality),
    "relies_on": lambda verdict: [document.id for document in verdict.relies_on],
    "missing": lambda verdict: list(verdict.missing),
    "amounts": lambda verdict: _texts(verdict, list(verdict.amounts)),
    "if_granted": lambda verdict: _texts(verdict, list(verdict.if_granted)),
    "near_miss": _near,
    "rhythm": lambda verdict: verdict.rhythm.to_json() if verdict.rhythm else None,
    "keeping": _keeping,
    "capped": lambda verdict: verdict.capped,
    "self_reported": lambda verdict: list(verdict.self_reported),
}


def _agrees(what: str, expected: object, seen: object) -> bool:
    if what in ("near_miss", "amounts", "if_granted"):
        return (expected or {}) == seen
    if isinstance(expected, dict) and isinstance(seen, dict):
        return all(seen.get(key) == value for key, value in expected.items())
    return expected == seen
