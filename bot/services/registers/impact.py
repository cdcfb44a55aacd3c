"""What a value of a register changes for firms: read in bulk, then judged without a database."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Final

from sqlalchemy import ColumnElement

from bot.domain.staff import places_above
from bot.services.firms.firms import Profile, extensions_of, judge, profile_from
from bot.services.regions import nearest_first
from bot.services.registers.documents import extension_of
from bot.services.registers.registers import Subject
from bot.store.duties.book import books_within
from bot.store.firms.firms import FIRM, FirmCard, KnownFact, facts_of_firms
from bot.store.reach import firms_in, firms_listed
from bot.store.regions import RegionValue, facts_of_regions
from bot.store.registers.registers import Held
from bot.store.testing.testing import firms_with_groups_within
from bot.store.uow import UnitOfWork
from policies.calendar import Extension
from policies.document_registers import document_of
from policies.expressions import facts_in
from policies.needs import tests_of
from policies.rulebase import RuleBase
from policies.verdicts import Outcome

CERTAIN: Final = frozenset({Outcome.MATCH, Outcome.OBLIGATION})


class ShiftKind(StrEnum):
    """How the answer of one record to one firm changes."""

    GAINED = "gained"  # it applies now
    OPEN = "open"  # the authority has to say
    LOST = "lost"  # it applies no longer


@dataclass(frozen=True, slots=True)
class Shift:
    """A record whose answer to a firm changes."""

    policy: str
    kind: ShiftKind
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Known:
    """All that the rules may ask about some firms.

    Attributes:
        own: Firm id → fact → what is known of the firm itself.
        regional: Region → fact → what holds there.
        reminded: Firms that are reminded of something by what the rules say.
    """

    firms: tuple[FirmCard, ...]
    own: Mapping[int, Mapping[str, KnownFact]]
    regional: Mapping[str, Mapping[str, RegionValue]]
    in_force: Mapping[str, Extension]
    reminded: frozenset[int] = frozenset()

    def profile(self, rulebase: RuleBase, firm: FirmCard) -> Profile:
        """One of the firms."""
        regional = nearest_first(self.regional, places_above(firm.region))
        return profile_from(rulebase, firm, self.own.get(firm.id, {}), regional, self.in_force)

    def supposing(self, subject: Subject, fact: str, held: Held | None) -> "Known":
        """The same if a fact of a subject stood so; None: if nobody had said anything."""
        if (document := document_of(fact)) is not None:
            return replace(self, in_force=_with(self.in_force, document, extension_of(held)))
        if subject.firm is not None:
            own = {**self.own.get(subject.firm.id, {})}
            own.pop(fact, None)
            if held is not None:
                own[fact] = KnownFact(held["value"], held["by_staff"], held["approximate"])
            return Known(
                self.firms, {**self.own, subject.firm.id: own}, self.regional, self.in_force
            )
        there = {**self.regional.get(subject.place, {})}
        there.pop(fact, None)
        if held is not None:
            since = datetime.fromisoformat(held["since"])
            there[fact] = RegionValue(held["value"], since)
        regional = {**self.regional, subject.place: there}
        return Known(self.firms, self.own, regional, self.in_force)


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change means for all firms that it may concern.

    Attributes:
        firms: How many there are.
        touched: For how many a record's answer changes.
        replanned: For how many of these reminders are planned anew.
        shifts: Record, what becomes of it, for how many firms; the most frequent first.
    """

    firms: int
    touched: int
    replanned: int
    shifts: tuple[tuple[Shift, int], ...]


def within(subject: Subject) -> ColumnElement[bool]:
    """The firms that a value of this subject may concern."""
    if subject.firm is not None:
        return FIRM.c.id == subject.firm.id
    return firms_in(subject.place)


def read_known(uow: UnitOfWork, which: ColumnElement[bool]) -> Known:
    """Everything about these firms, in as many statements for one as for thousands.

    Args:
        which: See `store.reach`.
    """
    firms = tuple(firms_listed(uow, which))
    places = {place for region in {f.region for f in firms} for place in places_above(region)}
    reminded = firms_with_groups_within(uow.connection, which)
    return Known(
        firms=firms,
        own=facts_of_firms(uow.connection, which),
        regional=facts_of_regions(uow.connection, places),
        in_force=extensions_of(uow),
        reminded=frozenset(reminded | books_within(uow.connection, which)),
    )


def impact_of(
    rulebase: RuleBase, known: Known, subject: Subject, fact: str, held: Held | None, day: date
) -> Impact:
    """What changes if a fact of a subject stands so, as the rules judge on a day.

    It takes about a millisecond a firm and no database: call it outside of any transaction.
    """
    then = known.supposing(subject, fact, held)
    found = {
        firm.id: shifts(
            rulebase, known.profile(rulebase, firm), then.profile(rulebase, firm), fact, day
        )
        for firm in known.firms
    }
    touched = {firm_id for firm_id, each in found.items() if each}
    reminding = {
        firm_id
        for firm_id, each in found.items()
        if firm_id in known.reminded and any(_reminds(rulebase, shift) for shift in each)
    }
    counted = Counter(shift for each in found.values() for shift in each)
    order = list(rulebase.records)
    ranked = sorted(counted.items(), key=lambda each: (-each[1], order.index(each[0].policy)))
    return Impact(len(known.firms), len(touched), len(reminding), tuple(ranked))


def shifts(
    rulebase: RuleBase, before: Profile, after: Profile, fact: str, day: date
) -> tuple[Shift, ...]:
    """Which records answer a firm otherwise; only those that ask the fact are judged."""
    only = records_on(rulebase, fact)
    if not only:
        return ()
    was = {each.policy: each.outcome for each in judge(rulebase, before, day, only=only)}
    found = (
        (each, _kind(was[each.policy], each.outcome))
        for each in judge(rulebase, after, day, only=only)
    )
    return tuple(
        Shift(each.policy, kind, each.outcome) for each, kind in found if kind is not None
    )


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


def _with(
    in_force: Mapping[str, Extension], document: str, said: Extension | None
) -> Mapping[str, Extension]:
    others = {name: each for name, each in in_force.items() if name != document}
    return others if said is None else {**others, document: said}


def _reminds(rulebase: RuleBase, shift: Shift) -> bool:
    """Whether what a record says is what firms are reminded of."""
    record = rulebase.records[shift.policy]
    return record.rhythm is not None or record.keeping is not None


def _kind(was: Outcome, becomes: Outcome) -> ShiftKind | None:
    """None for what makes no difference to a firm: one way of not applying for another."""
    if was is becomes:
        return None
    if becomes in CERTAIN:
        return ShiftKind.GAINED
    if becomes is Outcome.CONFIRM:
        return ShiftKind.OPEN
    return ShiftKind.LOST if was in CERTAIN else None
