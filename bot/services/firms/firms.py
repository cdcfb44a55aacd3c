"""A firm's profile: what it said, what staff set, and what the rules say to both."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from bot.domain.errors import NotYours
from bot.domain.members import Right, Role
from bot.domain.staff import places_above
from bot.services.firms.rights import speak_for
from bot.services.regions import facts_of_region
from bot.store.firms.firms import FirmCard, KnownFact, add_firm, facts_of, load_firm
from bot.store.firms.people import PersonCard, add_member, change_person
from bot.store.regions import RegionValue
from bot.store.registers.in_force import current_in_force
from bot.store.staff.officers import name_of
from bot.store.uow import UnitOfWork
from policies.calendar import Extension
from policies.fact_values import check_together, parse_value
from policies.facts import Facts, FactValue
from policies.matching import match_question
from policies.regions import names_of
from policies.rulebase import RuleBase
from policies.ruling import Question
from policies.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Profile:
    """A firm with everything that the rules may ask.

    Args:
        facts: Typed values, the region's own among them.
        unsure: Facts that they were asked and do not know.
        self_reported: Facts that only the firm stated.
        rough: Facts of which they only know about how much.
        since: For facts of the region: from when they hold (aware UTC).
        in_force: Document id → 仍执行至, as staff recorded it.
    """

    firm: FirmCard
    facts: Facts
    unsure: frozenset[str]
    self_reported: frozenset[str]
    since: Mapping[str, datetime]
    rough: frozenset[str] = frozenset()
    in_force: Mapping[str, Extension] = field(default_factory=dict)


def found_firm(
    uow: UnitOfWork, person: PersonCard, name: str, region: str, called: str = ""
) -> FirmCard:
    """Keep a new firm with this person as its owner, speaking for it.

    Args:
        called: What colleagues will know the person by.
    """
    firm = add_firm(uow, name, region)
    add_member(uow, person.id, firm.id, Role.OWNER, called)
    change_person(uow.connection, person.id, firm_id=firm.id)
    uow.firm_id = firm.id
    return firm


def firm_of(uow: UnitOfWork, person: PersonCard, right: Right = Right.SEE) -> FirmCard:
    """The firm that the person speaks for: the only door to it.

    Raises:
        NotYours: They speak for none, or no longer for this one, or may not do this.
    """
    if person.firm_id is None:
        raise NotYours("firm")
    speak_for(uow, person, person.firm_id, right)
    return load_firm(uow, person.firm_id)


def profile_of(uow: UnitOfWork, rulebase: RuleBase, firm: FirmCard) -> Profile:
    """Gather what is known; values that the rule base no longer takes are left out."""
    own = facts_of(uow.connection, firm.id)
    regional = facts_of_region(uow, places_above(firm.region))
    return profile_from(rulebase, firm, own, regional, extensions_of(uow))


def profile_from(
    rulebase: RuleBase,
    firm: FirmCard,
    own: Mapping[str, KnownFact],
    regional: Mapping[str, RegionValue],
    in_force: Mapping[str, Extension],
) -> Profile:
    """The same, of what was read before, or of what is only supposed.

    Args:
        own: What is known of the firm itself; it goes before what holds for its region.
    """
    return Profile(
        firm=firm,
        facts=facts_from(rulebase, firm.region, own, regional),
        unsure=frozenset(fact for fact, known in own.items() if known.value is None),
        self_reported=frozenset(fact for fact, known in own.items() if not known.by_staff),
        rough=frozenset(fact for fact, known in own.items() if known.approximate),
        since={fact: value.since for fact, value in regional.items() if fact not in own},
        in_force=in_force,
    )


def facts_from(
    rulebase: RuleBase,
    region: str,
    own: Mapping[str, KnownFact],
    regional: Mapping[str, RegionValue],
) -> dict[str, FactValue]:
    """What the rules may ask about a firm that works there; arguments as for `profile_from`."""
    return _places(rulebase, region) | _typed(rulebase, own, regional)


def _places(rulebase: RuleBase, region: str) -> dict[str, FactValue]:
    """The place of operation, level by level, for records that name one."""
    levels = zip(rulebase.regions.levels, names_of(region), strict=False)
    return {level: name for level, name in levels if level in rulebase.facts}


def extensions_of(uow: UnitOfWork) -> dict[str, Extension]:
    """What staff recorded of documents: 仍执行至, by document."""
    return {
        card.document: Extension(
            card.until, card.source, name_of(uow, card.recorded_by), card.recorded_at
        )
        for card in current_in_force(uow).values()
    }


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
    rulebase: RuleBase,
    profile: Profile,
    fact: str,
    value: FactValue | None,
    *,
    approximate: bool = False,
) -> Profile:
    """The profile as it would be with this answer; None says that they do not know.

    Args:
        approximate: They said that it is about so much.

    Raises:
        policies.errors.FactError: The value contradicts what is known.
    """
    facts = {name: known for name, known in profile.facts.items() if name != fact}
    rough = profile.rough | {fact} if approximate else profile.rough - {fact}
    if value is None:
        return replace(profile, facts=facts, unsure=profile.unsure | {fact}, rough=rough)
    facts[fact] = value
    check_together(rulebase.facts, facts)
    return replace(
        profile,
        facts=facts,
        unsure=profile.unsure - {fact},
        self_reported=profile.self_reported | {fact},
        rough=rough,
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
    question = Question(
        region=profile.firm.region,
        as_of=today,
        facts=profile.facts,
        in_force=profile.in_force,
        self_reported=profile.self_reported,
        rough=profile.rough,
    )
    return match_question(rulebase, question, only)
