"""What a value of a register changes for firms: the same diff as a release, without a database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement

from bot.services.impact.known import Known
from bot.services.impact.shifts import Shifted, shifts_between, verdicts_on
from bot.services.impact.tally import Tally, whole_sum
from bot.services.registers.cards import Subject
from bot.services.registers.documents import extension_of
from bot.store.firms.firms import FIRM, FirmCard, KnownFact
from bot.store.reach import firms_in
from bot.store.regions import RegionValue
from bot.store.registers.registers import Held
from policies.calendar import Extension
from policies.document_registers import document_of
from policies.expressions import facts_in
from policies.needs import tests_of
from policies.rulebase import RuleBase
from policies.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change means for all firms that it may concern.

    Attributes:
        replanned: For how many of those for which it changes something reminders are planned anew.
        names: The firms that are named as examples, by id.
        shifts: What is different if it concerns one firm; otherwise empty.
        sums: Of these, records that give money: the sum before and then, as "0.00".
    """

    tally: Tally
    replanned: int
    names: Mapping[int, str]
    shifts: tuple[Shifted, ...] = ()
    sums: tuple[tuple[str, str, str], ...] = ()

    @property
    def touched(self) -> int:
        """For how many firms a record's answer changes."""
        return self.tally.firms - self.tally.unchanged


def within(subject: Subject) -> ColumnElement[bool]:
    """The firms that a value of this subject may concern."""
    if subject.firm is not None:
        return FIRM.c.id == subject.firm.id
    return firms_in(subject.place)


def supposing(known: Known, subject: Subject, fact: str, held: Held | None) -> Known:
    """What is known if a fact of a subject stood so; None: if nobody had said anything."""
    if (document := document_of(fact)) is not None:
        return replace(known, in_force=_with(known.in_force, document, extension_of(held)))
    if subject.firm is not None:
        own = {**known.own.get(subject.firm.id, {})}
        own.pop(fact, None)
        if held is not None:
            own[fact] = KnownFact(held["value"], held["by_staff"], held["approximate"])
        return replace(known, own={**known.own, subject.firm.id: own})
    there = {**known.regional.get(subject.place, {})}
    there.pop(fact, None)
    if held is not None:
        since = datetime.fromisoformat(held["since"])
        there[fact] = RegionValue(held["value"], since)
    return replace(known, regional={**known.regional, subject.place: there})


def impact_of(
    rulebase: RuleBase, known: Known, subject: Subject, fact: str, held: Held | None, day: date
) -> Impact:
    """What changes if a fact of a subject stands so, as the rules judge on a day.

    It takes a millisecond or two a firm and no database: call it outside of any transaction.
    """
    sides, tally = (known, supposing(known, subject, fact, held)), Tally()
    found: dict[int, tuple[Shifted, ...]] = {}
    sums: tuple[tuple[str, str, str], ...] = ()
    for firm in known.firms:
        was, becomes = answers(rulebase, sides, firm, fact, day)
        found[firm.id] = tally.count(firm.id, was, becomes)
        if subject.firm is not None:
            sums = tuple(_sums(found[firm.id], was))
    reminding = {
        firm_id
        for firm_id, each in found.items()
        if firm_id in known.reminded and any(_reminds(rulebase, shift) for shift in each)
    }
    named = {example[0] for each in tally.examples.values() for example in each}
    names = {firm.id: firm.name for firm in known.firms if firm.id in named}
    alone = () if subject.firm is None else found.get(subject.firm.id, ())
    return Impact(tally, len(reminding), names, alone, sums)


def answers(
    rulebase: RuleBase, sides: tuple[Known, Known], firm: FirmCard, fact: str, day: date
) -> tuple[Mapping[str, Verdict], Mapping[str, Verdict]]:
    """How the records that ask a fact answer a firm by what was known, and by what is then."""
    only = records_on(rulebase, fact)
    if not only:
        return {}, {}
    before, after = (verdicts_on(rulebase, k.profile(rulebase, firm), day, only) for k in sides)
    return before, after


def shifts(
    rulebase: RuleBase, sides: tuple[Known, Known], firm: FirmCard, fact: str, day: date
) -> tuple[Shifted, ...]:
    """Which records answer a firm otherwise, and how they stood before."""
    return tuple(shifts_between(*answers(rulebase, sides, firm, fact, day)))


@cache
def records_on(rulebase: RuleBase, fact: str) -> frozenset[str]:
    """The records that a fact can decide anything in; of a document those that stand in it."""
    document = document_of(fact)
    return frozenset(
        record.id
        for record in rulebase.records.values()
        if record.source.document == document
        or any(fact in facts_in(test) for test in tests_of(record))
    )


def _sums(shifts: Iterable[Shifted], was: Mapping[str, Verdict]) -> Iterator[tuple[str, str, str]]:
    for each in shifts:
        before, after = whole_sum(was.get(each.policy)), whole_sum(each.verdict)
        if before != after:
            yield each.policy, before, after


def _with(
    in_force: Mapping[str, Extension], document: str, said: Extension | None
) -> Mapping[str, Extension]:
    others = {name: each for name, each in in_force.items() if name != document}
    return others if said is None else {**others, document: said}


def _reminds(rulebase: RuleBase, shift: Shifted) -> bool:
    """Whether what a record says is what firms are reminded of."""
    record = rulebase.records[shift.policy]
    return record.rhythm is not None or record.keeping is not None
