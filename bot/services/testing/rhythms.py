"""Which testing rhythms hold for a firm, as the rules say today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.domain.cycles import Cycle, Ruled
from bot.domain.quiet import QuietHours
from bot.domain.testing import Rhythm, RhythmKind
from bot.services.firms.firms import Profile, judge
from bot.services.testing.coverage import Staff, staff_of
from policies.facts import Fact
from policies.regions import Standing, names_of, standing
from policies.rulebase import RuleBase
from policies.verdicts import Mark, Outcome, Source, Verdict
from policies.words import Words


@dataclass(frozen=True, slots=True)
class PostRuled:
    """A rhythm in force, and for whom: no posts means everybody."""

    ruled: Ruled
    posts: frozenset[str]
    since: datetime | None

    def covers(self, post: str) -> bool:
        """Whether people of this post come under it."""
        return not self.posts or post in self.posts


@dataclass(frozen=True, slots=True)
class SamplingRules:
    """What the rules say about sampling to one firm today.

    Attributes:
        firm_id: The firm; rules are never applied to another's groups.
        in_force: Rhythms of certain verdicts; a capped or open verdict gives none.
        of_posts: Rhythms that hold for people of certain posts once there are such people; a
            group of them says that there are, whatever the firm was asked.
        others: The other verdicts of the firm's region about testing, for saying why not.
        quiet: Of the firm's region.
        posts: Every post that a group may have, in the order to show, and what they do.
        staff: How many people must be sampled; None if no record in force says whom to count.
    """

    firm_id: int
    in_force: tuple[PostRuled, ...]
    of_posts: tuple[PostRuled, ...]
    others: tuple[Verdict, ...]
    quiet: QuietHours
    posts: Mapping[str, Words]
    staff: Staff | None = None

    @property
    def zone(self) -> ZoneInfo:
        """Whose calendar and wall clock count."""
        return self.quiet.zone

    def cycle_of(self, post: str) -> Cycle:
        """What is in force for a group of this post: of each sort the shortest."""
        mine = [each for each in (*self.in_force, *self.of_posts) if each.covers(post)]
        duties = [each for each in mine if each.ruled.rhythm.kind is RhythmKind.DUTY]
        daily = [each for each in duties if each.ruled.rhythm.daily]
        declared = [each.since for each in daily if each.since is not None]
        return Cycle(
            hourly=_shortest(each.ruled for each in duties),
            daily=daily[0].ruled if daily else None,
            daily_since=min(declared, default=None),
            offer=_shortest(
                each.ruled for each in mine if each.ruled.rhythm.kind is RhythmKind.OFFER
            ),
        )


def rules_of(rulebase: RuleBase, profile: Profile, now: datetime, zone: ZoneInfo) -> SamplingRules:
    """Ask every record that sets a rhythm what it says to this firm."""
    rhythmic = [record.id for record in rulebase.records.values() if record.rhythm is not None]
    today = now.astimezone(zone).date()
    verdicts = judge(rulebase, profile, today, only=rhythmic)
    fact = posts_fact(rulebase, profile.firm.region)
    counted = (staff_of(rulebase, profile, verdict.keeping) for verdict in verdicts)
    return SamplingRules(
        firm_id=profile.firm.id,
        in_force=tuple(_ruled(verdict, profile.since) for verdict in verdicts if verdict.rhythm),
        of_posts=_of_posts(rulebase, profile, today, fact),
        others=tuple(v for v in verdicts if not v.rhythm and v.outcome is not Outcome.NO_MATCH),
        quiet=quiet_hours(rulebase, profile.firm.region, zone),
        posts={} if fact is None else fact.options,
        staff=next((staff for staff in counted if staff is not None), None),
    )


@lru_cache(maxsize=1024)  # asked for every firm of a batch; there are few places
def posts_fact(rulebase: RuleBase, region: str) -> Fact | None:
    """The fact whose options are the posts of test groups in a place.

    The records of the place that set a rhythm name it; those of the nearest place count first.
    """
    named = [
        (len(names_of(record.region)), record.rhythm.groups_fact)
        for record in rulebase.records.values()
        if record.rhythm is not None and record.rhythm.groups_fact is not None
        if standing(region, record.region) is not Standing.OUTSIDE
    ]
    nearest = max(named, key=lambda each: each[0], default=None)
    return None if nearest is None else rulebase.facts[nearest[1]]


def posts_in(rulebase: RuleBase, region: str) -> Mapping[str, Words]:
    """What people of each post do, in a place."""
    fact = posts_fact(rulebase, region)
    return {} if fact is None else fact.options


def quiet_hours(rulebase: RuleBase, region: str, zone: ZoneInfo) -> QuietHours:
    """When nothing may ring in a place; the product's own hours where the rules have none."""
    place = rulebase.regions.nearest(region)
    if place is None:
        return QuietHours(zone=zone)
    return QuietHours(zone=zone, start=place.quiet_hours.start, end=place.quiet_hours.end)


def source_of(rulebase: RuleBase, policy: str) -> Source | None:
    """Where a policy stands; None if the rule base no longer holds it."""
    record = rulebase.records.get(policy)
    if record is None:
        return None
    document = rulebase.documents[record.source.document]
    if document.date is None:
        return None
    return Source(document.title, document.kind, document.date, record.source, record.beside)


def _of_posts(
    rulebase: RuleBase, profile: Profile, today: date, fact: Fact | None
) -> tuple[PostRuled, ...]:
    """What the rules about posts say if the firm has people of every post."""
    if fact is None:
        return ()
    staffed = replace(profile, facts={**profile.facts, fact.id: frozenset(fact.options)})
    rhythms = {record.id: record.rhythm for record in rulebase.records.values()}
    only = [name for name, rhythm in rhythms.items() if rhythm is not None and rhythm.groups]
    verdicts = judge(rulebase, staffed, today, only=only)
    return tuple(_ruled(verdict, profile.since) for verdict in verdicts if verdict.rhythm)


def _ruled(verdict: Verdict, since: Mapping[str, datetime]) -> PostRuled:
    said = verdict.rhythm
    assert said is not None  # the caller leaves the others out
    rhythm = Rhythm(RhythmKind(said.kind), hours=said.hours, daily=said.daily)
    grounds = {reason.fact for reason in verdict.reasons if reason.verdict is Mark.YES}
    declared = [since[fact] for fact in grounds if fact is not None and fact in since]
    return PostRuled(Ruled(rhythm, verdict.policy), said.groups, min(declared, default=None))


def _shortest(candidates: Iterable[Ruled]) -> Ruled | None:
    rolling = [each for each in candidates if each.rhythm.hours is not None]
    return min(rolling, key=lambda each: each.rhythm.hours or 0, default=None)
