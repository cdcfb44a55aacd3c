"""What an audience may be chosen by in a region, and whether a whole one may be used there."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from bot.domain.audience_rules import FactRule, FactTest, PlaceRule, Rule, VerdictRule
from bot.domain.audiences import RULES_MOST, Audience
from bot.domain.errors import AccessCode, NotYours, Stale, StaleCode
from bot.domain.staff import Power, covers
from bot.services.audiences.facts import CHOICES, NUMBERS
from bot.services.staff.staff import may
from bot.store.reach import regions_with_firms
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from policies.facts import Fact, Scope
from policies.records import Record
from policies.regions import Standing, names_of, standing
from policies.rulebase import RuleBase

ASKED: Final = frozenset({Scope.PROFILE, Scope.STAFF})


class FactGroup(StrEnum):
    """Where somebody looks for a fact."""

    SECTOR = "sector"  # by which work is divided
    SIZES = "sizes"  # numbers
    LISTS = "lists"  # what staff keep
    OTHERS = "others"


def facts_by_group(rulebase: RuleBase, region: str) -> Mapping[FactGroup, tuple[Fact, ...]]:
    """The facts by which firms of a region can be chosen, each once, in the order of the rules."""
    found: dict[FactGroup, list[Fact]] = {group: [] for group in FactGroup}
    for fact in facts_asked(rulebase):
        found[_group_of(rulebase, fact, region)].append(fact)
    return {group: tuple(facts) for group, facts in found.items()}


def facts_asked(rulebase: RuleBase) -> Iterator[Fact]:
    """Facts that are kept for a firm; where it works is asked in another way."""
    levels = frozenset(rulebase.regions.levels)
    return (
        each for each in rulebase.facts.values() if each.scope in ASKED and each.id not in levels
    )


def records_judged(rulebase: RuleBase, region: str) -> tuple[Record, ...]:
    """The records that may say something to a firm of a region."""
    return tuple(
        each
        for each in rulebase.records.values()
        if standing(region, each.region) is not Standing.OUTSIDE
    )


def places_below(uow: UnitOfWork, region: str, *, every_level: bool = False) -> tuple[str, ...]:
    """The places directly below a region in which firms are registered, by name.

    Args:
        every_level: And those below them.
    """
    depth = len(names_of(region)) + 1
    found: set[str] = set()
    for path in regions_with_firms(uow.connection, region):
        names = names_of(path)
        last = len(names) if every_level else min(depth, len(names))
        found |= {"/".join(names[:length]) for length in range(depth, last + 1)}
    return tuple(sorted(found))


def require_editing(uow: UnitOfWork, officer: OfficerCard, region: str) -> None:
    """Make sure that somebody edits what is said to all of a region.

    Raises:
        NotYours: They do not.
    """
    if not may(uow, officer, Power.POLICY_EDIT, region):
        raise NotYours("broadcast", AccessCode.NOT_FOUND)


def check_audience(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, audience: Audience, region: str
) -> None:
    """Make sure that an officer may reach it with what is said to a region.

    Raises:
        NotYours: It lies elsewhere, or they edit nothing there.
        Stale: It names what the rules do not know (any more), or has too many rules.
    """
    require_editing(uow, officer, audience.region)
    if audience.region != region:
        raise NotYours("broadcast", AccessCode.NOT_FOUND)
    if not is_known(rulebase, audience):
        raise Stale(StaleCode.CHANGED)


def is_known(rulebase: RuleBase, audience: Audience) -> bool:
    """Whether the rules know all that an audience names, and it is not too long."""
    every = tuple(audience.every())
    return len(every) <= RULES_MOST and all(
        _knows(rulebase, each, audience.region) for each in every
    )


def _knows(rulebase: RuleBase, rule: Rule, region: str) -> bool:
    if isinstance(rule, VerdictRule):
        return rule.record in {each.id for each in records_judged(rulebase, region)}
    if isinstance(rule, PlaceRule):
        return all(covers(region, each) for each in rule.places)
    if not isinstance(rule, FactRule):
        return True
    fact = next((each for each in facts_asked(rulebase) if each.id == rule.fact), None)
    return fact is not None and _takes(fact, rule)


def _takes(fact: Fact, rule: FactRule) -> bool:
    match rule.test:
        case FactTest.ANY:
            return fact.type in CHOICES and rule.values <= fact.options.keys()
        case FactTest.BOUNDS:
            return fact.type in NUMBERS
        case _:
            return True


def _group_of(rulebase: RuleBase, fact: Fact, region: str) -> FactGroup:
    if fact.id == rulebase.regions.sector:
        return FactGroup.SECTOR
    if fact.type in NUMBERS:
        return FactGroup.SIZES
    kept = rulebase.registers.find(fact.id, region) is not None
    return FactGroup.LISTS if kept or fact.scope is Scope.STAFF else FactGroup.OTHERS
