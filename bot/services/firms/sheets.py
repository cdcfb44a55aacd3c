"""What an officer is shown of a firm: what somebody said of it, who said so, and its pauses."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.pauses import Pause
from bot.domain.verification import Standing
from bot.services.firms.firms import Profile
from bot.store.testing.pauses import pauses_ahead
from bot.store.testing.testing import GroupCard, groups_of
from bot.store.uow import UnitOfWork
from policies.facts import Fact, FactValue, Scope
from policies.rulebase import RuleBase
from policies.spoken.place_words import place_words
from policies.words import Words


class SaidBy(StrEnum):
    """Who said what is known of a firm."""

    FIRM = "firm"
    STAFF = "staff"
    REGION = "region"  # staff, of every firm of the place


@dataclass(frozen=True, slots=True)
class FirmFact:
    """A value that is known of a firm; `self_reported` only where staff's word would count.

    `approximate`: they said that it is about so much.
    """

    fact: str
    value: FactValue
    by: SaidBy
    self_reported: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class PausedGroup:
    """A pause that the firm stated; `group` is None for the whole firm.

    `covers` are the groups that it keeps from work.
    """

    group: GroupCard | None
    span: Pause
    covers: tuple[GroupCard, ...] = ()


@dataclass(frozen=True, slots=True)
class FirmSheet:
    """What an officer is shown of a firm: facts in the order of the rule base, no places.

    Attributes:
        place: What its place is called.
        facts: What somebody said; what an installation merely assumes of every firm is none.
        paused: When it does not work, now or later: the whole firm, or single groups.
        now: The moment at which this holds (aware UTC).
        erased: Nobody is left who speaks for it, and what was known is gone.
        standing: Whether an officer has checked who it is.
    """

    name: str
    region: str
    place: Words
    facts: tuple[FirmFact, ...]
    paused: tuple[PausedGroup, ...]
    now: datetime
    standing: Standing = Standing.UNVERIFIED
    erased: bool = False


def sheet_of(uow: UnitOfWork, rulebase: RuleBase, profile: Profile) -> FirmSheet:
    """Gather what somebody said of a firm, and when it does not work."""
    place = rulebase.regions.nearest(profile.firm.region)
    assumed = place.defaults if place else {}
    facts = tuple(
        _fact(fact, value, profile)
        for fact in rulebase.facts.values()
        if fact.scope is not Scope.RECORD and fact.id not in rulebase.regions.levels
        if (value := profile.facts.get(fact.id)) is not None
        if fact.of_region or fact.id not in profile.since or value != assumed.get(fact.id)
    )
    paused = _paused(uow, profile.firm.id)
    firm = profile.firm
    called = place_words(rulebase.regions, firm.region)
    return FirmSheet(
        name=firm.name,
        region=firm.region,
        place=called,
        facts=facts,
        paused=paused,
        now=uow.now,
        standing=firm.standing,
        erased=firm.erased,
    )


def first_help(rulebase: RuleBase, profile: Profile) -> Words | None:
    """Who answers a firm first, as its region has it; None if it names nobody."""
    place = rulebase.regions.nearest(profile.firm.region)
    return place.first_help(profile.facts) if place else None


def _fact(fact: Fact, value: FactValue, profile: Profile) -> FirmFact:
    own = fact.id in profile.self_reported
    by = SaidBy.FIRM if own else SaidBy.REGION if fact.id in profile.since else SaidBy.STAFF
    checked_by_staff = fact.confirmed_by_staff and own
    return FirmFact(fact.id, value, by, checked_by_staff, fact.id in profile.rough)


def _paused(uow: UnitOfWork, firm_id: int) -> tuple[PausedGroup, ...]:
    ahead = pauses_ahead(uow.connection, firm_id, uow.now)
    if not ahead:
        return ()
    groups = {group.id: group for group in groups_of(uow.connection, firm_id)}
    return tuple(
        PausedGroup(
            groups.get(each.group_id or 0),
            each.span,
            tuple(group for group in groups.values() if each.group_id in (None, group.id)),
        )
        for each in ahead
        if each.group_id is None or each.group_id in groups
    )
