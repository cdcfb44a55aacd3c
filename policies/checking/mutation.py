"""Mutation: change every number, operator, choice, line, place and day, one at a time.

A change that none of the record's own cases notices means that a typo there would go unseen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from policies.checking.cases import holds
from policies.checking.expression_mutants import changed_expressions
from policies.checking.formula_mutants import changed_amounts
from policies.checking.keeping_mutants import changed_keeping
from policies.checking.reach_mutants import changed_days, changed_reach
from policies.documents import Document
from policies.facts import Fact
from policies.records import Line, Record, Rhythm, RhythmKind
from policies.rulebase import RuleBase

ListName = Literal["when", "confirm_if", "silent_if"]
_LISTS: tuple[ListName, ...] = ("when", "confirm_if", "silent_if")


@dataclass(frozen=True)
class Mutant:
    """A record with one change, said in words.

    Attributes:
        document: What the record cites, if that is what was changed.
    """

    change: str
    line: int
    record: Record
    document: Document | None = None


def survivors(rulebase: RuleBase, record: Record) -> list[Mutant]:
    """Give the mutants of a record that no case of its own notices."""
    return [m for m in mutants(rulebase, record) if holds(_around(rulebase, m), m.record)]


def _around(rulebase: RuleBase, mutant: Mutant) -> RuleBase:
    if mutant.document is None:
        return rulebase
    cited = {mutant.record.source.document: mutant.document}
    return replace(rulebase, documents={**rulebase.documents, **cited})


def mutants(rulebase: RuleBase, record: Record) -> Iterator[Mutant]:
    """Give every mutant of a record: where and when it speaks, and what it says."""
    for change, changed in changed_reach(record):
        yield Mutant(change, 1, changed)
    for change, document in changed_days(rulebase.documents[record.source.document]):
        yield Mutant(change, 1, record, document)
    yield from _changed_rules(record, rulebase.facts)


def _changed_rules(record: Record, facts: Mapping[str, Fact]) -> Iterator[Mutant]:
    for name in _LISTS:
        yield from _changed_lists(record, name, facts)
    for change, amounts in changed_amounts(record.amounts, facts):
        yield Mutant(change, 1, replace(record, amounts=amounts))
    for change, rhythm in _changed_rhythms(record.rhythm, record, facts):
        yield Mutant(change, 1, replace(record, rhythm=rhythm))
    for change, keeping in changed_keeping(record.keeping):
        yield Mutant(change, 1, replace(record, keeping=keeping))


def _changed_lists(record: Record, name: ListName, facts: Mapping[str, Fact]) -> Iterator[Mutant]:
    lines: tuple[Line, ...] = getattr(record, name)
    for index, line in enumerate(lines):
        before, after = lines[:index], lines[index + 1 :]
        dropped = _with_lines(record, name, (*before, *after))
        yield Mutant(f"{name} without: {line.text}", line.place, dropped)
        for change, test in changed_expressions(line.test, facts):
            changed = (*before, replace(line, test=test), *after)
            yield Mutant(
                f"{line.text}  →  {change}", line.place, _with_lines(record, name, changed)
            )


def _with_lines(record: Record, name: ListName, lines: tuple[Line, ...]) -> Record:
    if name == "when":
        return replace(record, when=lines)
    if name == "confirm_if":
        return replace(record, confirm_if=lines)
    return replace(record, silent_if=lines)


def _changed_rhythms(
    rhythm: Rhythm | None, record: Record, facts: Mapping[str, Fact]
) -> Iterator[tuple[str, Rhythm | None]]:
    if rhythm is None:
        return
    yield "rhythm dropped", None
    for other in RhythmKind:
        if other is not rhythm.kind:
            yield f"rhythm kind {other}", replace(rhythm, kind=other)
    if rhythm.hours is None:
        yield "rhythm of 24 hours, not daily", replace(rhythm, hours=24, daily=False)
    else:
        for hours in (rhythm.hours - 1, rhythm.hours + 1):
            yield f"rhythm of {hours} hours", replace(rhythm, hours=hours)
    for group in sorted(rhythm.groups):
        yield f"rhythm without {group}", replace(rhythm, groups=rhythm.groups - {group})
