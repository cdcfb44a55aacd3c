"""A firm's profile: what it said, what staff set, and what the rules say to both."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.domain.errors import NotYours
from bot.services.regions import facts_of_region
from bot.store.firms import FirmCard, KnownFact, add_firm, facts_of, load_firm
from bot.store.people import PersonCard, add_member, change_person, is_member
from bot.store.regions import RegionValue
from bot.store.uow import UnitOfWork
from policies.facts import Facts, FactValue, check_together, parse_value
from policies.matching import match
from policies.rulebase import RuleBase
from policies.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Profile:
    """A firm with everything that the rules may ask.

    Args:
        facts: Typed values, the region's own among them.
        unsure: Facts that they were asked and do not know.
        self_reported: Facts that only the firm stated.
        since: For facts of the region: from when they hold (aware UTC).
    """

    firm: FirmCard
    facts: Facts
    unsure: frozenset[str]
    self_reported: frozenset[str]
    since: Mapping[str, datetime]


def found_firm(uow: UnitOfWork, person: PersonCard, name: str, region: str) -> FirmCard:
    """Keep a new firm with this person as its first member, speaking for it."""
    firm = add_firm(uow, name, region)
    add_member(uow, person.id, firm.id)
    change_person(uow.connection, person.id, firm_id=firm.id)
    return firm


def firm_of(uow: UnitOfWork, person: PersonCard) -> FirmCard:
    """The firm that the person speaks for: the only door to it.

    Raises:
        NotYours: They speak for none, or no longer for this one.
    """
    if person.firm_id is None or not is_member(uow.connection, person.id, person.firm_id):
        raise NotYours("firm")
    return load_firm(uow, person.firm_id)


def profile_of(uow: UnitOfWork, rulebase: RuleBase, firm: FirmCard) -> Profile:
    """Gather what is known; values that the rule base no longer takes are left out."""
    own = facts_of(uow.connection, firm.id)
    place = rulebase.regions.nearest(firm.region)
    lineage = [] if place is None else [each.path for each in place.lineage()]
    regional = facts_of_region(uow, lineage)
    return Profile(
        firm=firm,
        facts=_typed(rulebase, own, regional),
        unsure=frozenset(fact for fact, known in own.items() if known.value is None),
        self_reported=frozenset(fact for fact, known in own.items() if not known.by_staff),
        since={fact: value.since for fact, value in regional.items() if fact not in own},
    )


def _typed(
    rulebase: RuleBase, own: Mapping[str, KnownFact], regional: Mapping[str, RegionValue]
) -> dict[str, FactValue]:
    raw: dict[str, Any] = {fact: value.value for fact, value in regional.items()}
    raw |= {fact: known.value for fact, known in own.items()}
    return {
        fact: parse_value(rulebase.facts[fact], value)
        for fact, value in raw.items()
        if value is not None and fact in rulebase.facts
    }


def with_answer(
    rulebase: RuleBase, profile: Profile, fact: str, value: FactValue | None
) -> Profile:
    """The profile as it would be with this answer; None says that they do not know.

    Raises:
        policies.errors.FactError: The value contradicts what is known.
    """
    facts = {name: known for name, known in profile.facts.items() if name != fact}
    if value is None:
        return replace(profile, facts=facts, unsure=profile.unsure | {fact})
    facts[fact] = value
    check_together(rulebase.facts, facts)
    return replace(
        profile,
        facts=facts,
        unsure=profile.unsure - {fact},
        self_reported=profile.self_reported | {fact},
    )


def without_answer(profile: Profile, fact: str) -> Profile:
    """The profile as it would be if this had never been asked."""
    facts = {name: known for name, known in profile.facts.items() if name != fact}
    return replace(profile, facts=facts, unsure=profile.unsure - {fact})


def judge(
    rulebase: RuleBase, profile: Profile, today: date, *, only: Collection[str] | None = None
) -> list[Verdict]:
    """What every record of the rule base, or some, say to this firm.

    Args:
        today: The business date in the firm's zone.
    """
    return match(
        rulebase,
        region=profile.firm.region,
        as_of=today,
        facts=profile.facts,
        self_reported=profile.self_reported,
        only=only,
    )
