"""What to ask next: the question falls out of the rules, no questionnaire is written down."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from policies.calendar import Extension
from policies.expressions import Comparison, atoms
from policies.facts import Facts, Scope
from policies.matching import NOTHING
from policies.needs import tests_of
from policies.outlook import Known, Outlook
from policies.records import Record
from policies.regions import Standing, standing
from policies.rulebase import RuleBase
from policies.ruling import Question
from policies.words import Words

NEAR = Decimal("0.1")
"""An approximate number this near to a bound, as a share of it, is asked again exactly."""
HALF = 0.5


@dataclass(frozen=True)
class Ask:
    """The next question to put to an owner.

    Attributes:
        fact: Id of the fact to ask.
        policies: Ids of the records that it helps to decide.
        why: Their titles, in the same order.
        remaining: About how many questions are left, this one included.
        most: More than so many cannot come, once the place is exact enough; every answer makes
            it smaller.
    """

    fact: str
    policies: tuple[str, ...]
    why: tuple[Words, ...]
    remaining: int
    most: int


def next_question(
    rulebase: RuleBase,
    *,
    region: str,
    as_of: date,
    facts: Facts,
    skipped: Collection[str] = (),
    only: Collection[str] | None = None,
    in_force: Mapping[str, Extension] = NOTHING,
) -> Ask | None:
    """Choose the fact whose answer is expected to decide most records.

    Without `only` just the profile is asked (scope P); about named records also what
    belongs to the case or to a list that the firm keeps (C, R), what a duty that stands still
    needs for its numbers, and what only speaks if it is known. Staff's facts are never asked.

    Args:
        rulebase: Loaded rules.
        region: Place of operation as a path.
        as_of: Day of the question.
        facts: What is known.
        skipped: Facts that the owner did not know; they are not asked again.
        only: Ids of the records that matter; None for all of the region.
        in_force: Document id → what staff recorded: 仍执行至.

    Returns:
        The question, or None if no answer could change anything.
    """
    question = Question(region, as_of, facts, in_force)
    scopes = {Scope.PROFILE} if only is None else {Scope.PROFILE, Scope.CASE, Scope.RECORD}
    outlook = Outlook(rulebase, question, scopes, skipped, only or ())
    known = Known.of(facts)
    records = [r for r in rulebase.records.values() if only is None or r.id in only]
    waiting = [record for record in records if outlook.waits(record, known)]
    places = _ask_place(rulebase, region, waiting)
    if places:
        coarse = max(places, key=lambda level: len(places[level]))
        return _ask(coarse, places, len(places), len(places))
    wanted = _wanted(outlook, waiting, known)
    if not wanted:
        return None
    gains = {n: (outlook.gain(n, wanted[n], known), len(wanted[n])) for n in wanted}
    order = sorted(wanted, key=lambda name: gains[name], reverse=True)
    chances = outlook.chances(waiting, known, order)
    expected = int(sum(chances.values()) + HALF)
    return _ask(order[0], wanted, max(1, expected), len(chances))


def _ask(fact: str, wanted: Mapping[str, Sequence[Record]], remaining: int, most: int) -> Ask:
    records = wanted[fact]
    titles = tuple(record.title for record in records)
    ids = tuple(record.id for record in records)
    return Ask(fact, ids, titles, min(remaining, most), most)


def _ask_place(rulebase: RuleBase, region: str, records: list[Record]) -> dict[str, list[Record]]:
    """Ask where exactly, before anything else, while the region is too coarse."""
    places: dict[str, list[Record]] = {}
    for record in records:
        if standing(region, record.region) is Standing.TOO_COARSE:
            level = rulebase.regions.missing_level(region, record.region)
            places.setdefault(level, []).append(record)
    return places


def _wanted(outlook: Outlook, waiting: list[Record], known: Known) -> dict[str, list[Record]]:
    wanted: dict[str, list[Record]] = {}
    for record in waiting:
        for name in outlook.asks(record, known):
            wanted.setdefault(name, []).append(record)
    return wanted


def near_bound(
    rulebase: RuleBase,
    region: str,
    fact_id: str,
    value: int | Decimal,
    most: int | Decimal | None = None,
) -> int | None:
    """Find a bound that an approximate number is too near to.

    Args:
        most: What it may be at most, if between two numbers was said.

    Returns:
        The nearest bound that a record of the region compares this fact with, if the value, or
        anything up to the most, lies within 10 % of it: then ask again exactly. None if the rough
        number will do.
    """
    upper = value if most is None else most
    bounds = [
        bound
        for record in rulebase.records.values()
        if standing(region, record.region) is not Standing.OUTSIDE
        for bound in _bounds(record, fact_id)
    ]
    near = [
        bound
        for bound in bounds
        if bound and value - bound <= NEAR * abs(bound) and bound - upper <= NEAR * abs(bound)
    ]
    return int(min(near, key=lambda bound: abs(value - bound))) if near else None


def _bounds(record: Record, fact_id: str) -> Iterator[Decimal]:
    for test in tests_of(record):
        for atom in atoms(test):
            bound = atom.bound if isinstance(atom, Comparison) else None
            if atom.fact == fact_id and isinstance(bound, int | Decimal):
                yield Decimal(bound)
