"""Interviews of firms: ours, a form in a fixed order, and the fewest questions by hindsight."""

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from itertools import combinations

from benches.firms import County
from policies.facts import Facts, Scope
from policies.needs import tests_of
from policies.outlook import Known, Outlook
from policies.planning import next_question
from policies.records import Record
from policies.remaining import Remaining, remaining_after
from policies.ruling import Question


@dataclass
class Asked:
    """What an interview was like.

    Attributes:
        facts: What was known at the end.
        estimates: How many questions were said to be left, at each.
        bounds: How many were said to be left at most.
        seconds: What choosing each question took.
    """

    facts: Facts
    estimates: list[int] = field(default_factory=list)
    bounds: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


class Interviews:
    """Asks firms until every record is settled as far as questions of these scopes can do it."""

    def __init__(self, county: County, scopes: Collection[Scope]) -> None:
        self.county = county
        self.records = list(county.rulebase.records.values())
        self._rulebase = county.rulebase
        self._only = None if set(scopes) == {Scope.PROFILE} else set(county.rulebase.records)
        question = Question(county.region, county.today, {})
        self._outlook = Outlook(county.rulebase, question, scopes, (), self._only or ())
        self._looks_at = {record.id: set(_facts_of(record)) for record in self.records}
        used = frozenset[str]().union(*self._looks_at.values())
        self.form = county.form(scopes)
        self.short_form = tuple(name for name in self.form if name in used)

    def ours(self, firm: Facts) -> Asked:
        """Ask what the product would ask."""
        asked = Asked(self._staff(firm))
        told: Remaining | None = None
        while True:
            begun = time.perf_counter()
            best = next_question(
                self._rulebase,
                region=self.county.region,
                as_of=self.county.today,
                facts=asked.facts,
                only=self._only,
            )
            asked.seconds.append(time.perf_counter() - begun)
            if best is None:
                return asked
            told = remaining_after(told, best)
            asked.estimates.append(told.few)
            asked.bounds.append(told.most)
            asked.facts = {**asked.facts, best.fact: firm[best.fact]}

    def by_form(self, firm: Facts, form: Sequence[str]) -> int:
        """Ask in the order of the form, and stop once everything is settled."""
        known = Known.of(self._staff(firm))
        for count, name in enumerate(form):
            if not any(self._outlook.asks(record, known) for record in self.records):
                return count
            known = _told(known, firm, [name] if name in firm else [])
        return len(form)

    def skipping(self, firm: Facts) -> int:
        """Ask in the order of the form, but only what can still change something."""
        known, count = Known.of(self._staff(firm)), 0
        while wanted := {name for r in self.records for name in self._outlook.asks(r, known)}:
            name = next(each for each in self.short_form if each in wanted)
            known, count = _told(known, firm, [name]), count + 1
        return count

    def fewest(self, firm: Facts) -> int:
        """How few questions could have settled everything, had one known the answers before."""
        known = Known.of(self._staff(firm))
        open_records = [record for record in self.records if self._outlook.asks(record, known)]
        proofs = [self._proofs(record, known, firm) for record in open_records]
        certain = frozenset[str]().union(*(each[0] for each in proofs if len(each) == 1))
        return len(_smallest(certain, [each for each in proofs if len(each) > 1]))

    def _proofs(self, record: Record, known: Known, firm: Facts) -> list[frozenset[str]]:
        """Every set of answers that settles the record and of which none could be left out."""
        names = [name for name in self.short_form if name in self._looks_at[record.id]]
        found: list[frozenset[str]] = []
        for size in range(1, len(names) + 1):
            for chosen in map(frozenset, combinations(names, size)):
                if not any(proof <= chosen for proof in found):
                    told = _told(known, firm, chosen)
                    found += [] if self._outlook.asks(record, told) else [chosen]
        return found

    def _staff(self, firm: Facts) -> Facts:
        facts = self._rulebase.facts
        return {name: firm[name] for name in firm if facts[name].scope is Scope.STAFF}


def _told(known: Known, firm: Facts, names: Collection[str]) -> Known:
    told = Known.of({name: firm[name] for name in names})
    return Known({**known.facts, **told.facts}, {**known.marks, **told.marks})


def _smallest(chosen: frozenset[str], left: Sequence[Sequence[frozenset[str]]]) -> frozenset[str]:
    """Choose one proof of each record so that the fewest facts are needed in all."""
    unproved = [proofs for proofs in left if not any(proof <= chosen for proof in proofs)]
    if not unproved:
        return chosen
    first, *rest = unproved
    return min((_smallest(chosen | proof, rest) for proof in first), key=len)


def _facts_of(record: Record) -> Iterator[str]:
    yield from _named_in(tuple(tests_of(record)))
    yield from _named_in(tuple(amount.formula for amount in record.amounts))


def _named_in(part: object) -> Iterator[str]:
    """Give whatever a condition or a formula calls its `fact`, however deep."""
    if isinstance(part, tuple):
        for each in part:
            yield from _named_in(each)
    elif is_dataclass(part):
        for each in fields(part):
            value = getattr(part, each.name)
            yield from [value] if each.name == "fact" else _named_in(value)
