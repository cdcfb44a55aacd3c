"""What a reminder says and to whom: cards for the views, letters for the outbox."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.cycles import Ruled
from bot.domain.quiet import QuietHours
from bot.domain.reminders import EARLY_LEAD, LATE_LEAD, Stage, StageName
from bot.domain.speech import Lane, Notice, View
from bot.services.rhythms import posts_fact, quiet_hours, source_of
from bot.store.listeners import (
    Listener,
    members_of_firms,
    names_of_firms,
    officers_near,
    regions_of_firms,
)
from bot.store.outbox import Letter
from bot.store.testing import GroupCard
from bot.store.uow import UnitOfWork
from bot.telegram import notify
from policies.rulebase import RuleBase
from policies.verdicts import Source
from policies.words import Words

LEADS: Final = {StageName.EARLY: EARLY_LEAD, StageName.LATE: LATE_LEAD}


@dataclass(frozen=True, slots=True)
class ReminderCard:
    """Everything that a view says in one reminder. Moments are aware UTC.

    Attributes:
        firm: Its name, where the reader has to do with several.
        post: What the group's people do; None if the rules no longer know the post.
        deadline: Of the duty; for an offer, from when it is open.
        late: The stage comes after a downtime.
        reported: Officers of the region are told as well.
        firm_told: At least one person of the firm can be told; the others blocked the bot.
        source: Where the rhythm stands; None if the rule base no longer holds it.
    """

    group: GroupCard
    firm: str | None
    post: Words | None
    stage: Stage
    deadline: datetime
    ruled: Ruled
    late: bool
    reported: bool
    firm_told: bool
    now: datetime
    zone: ZoneInfo
    source: Source | None

    @property
    def before_night(self) -> bool:
        """Whether it comes earlier than usual, so as not to ring at night."""
        lead = LEADS.get(self.stage.name)
        hourly = not self.ruled.rhythm.daily or self.stage.name is StageName.LATE
        return lead is not None and hourly and self.stage.fire_on < self.deadline - lead


RenderView = Callable[[ReminderCard, str], View]
"""A card in a language ("zh", "en"); pure."""


@dataclass(frozen=True)
class Render:
    """How reminders are worded, and the rules that they cite.

    Args:
        remind: To the people of the firm.
        report: To the officers of its region, when a deadline has passed.
    """

    rulebase: RuleBase
    zone: ZoneInfo
    remind: RenderView
    report: RenderView

    @cached_property
    def posts(self) -> Mapping[str, Words]:
        """What people of each post do."""
        fact = posts_fact(self.rulebase)
        return {} if fact is None else fact.options

    @cached_property
    def sources(self) -> Mapping[str, Source | None]:
        """Where each policy stands."""
        return {policy: source_of(self.rulebase, policy) for policy in self.rulebase.records}


@dataclass(frozen=True, slots=True)
class Said:
    """A stage that is said now, for one group."""

    group: GroupCard
    stage: Stage
    deadline: datetime
    ruled: Ruled
    late: bool


@dataclass
class Audience:
    """Who is spoken to about these firms, read once for a whole batch."""

    members: Mapping[int, list[Listener]]
    regions: Mapping[int, str]
    quiet: Mapping[str, QuietHours]
    officers: Mapping[str, list[Listener]] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)

    def quiet_of(self, firm_id: int) -> QuietHours:
        """When the firm is not to be woken."""
        return self.quiet[self.regions[firm_id]]


def audience_of(uow: UnitOfWork, render: Render, firm_ids: Collection[int]) -> Audience:
    """Read who belongs to these firms, and when they sleep."""
    regions = regions_of_firms(uow.connection, firm_ids)
    places = set(regions.values())
    return Audience(
        members=members_of_firms(uow.connection, firm_ids),
        regions=regions,
        quiet={place: quiet_hours(render.rulebase, place, render.zone) for place in places},
    )


def letters_of(
    uow: UnitOfWork, render: Render, audience: Audience, said: Collection[Said]
) -> list[Letter]:
    """Word what is said: to everybody of the firm, and what is overdue also to officers."""
    overdue = {each.group.firm_id for each in said if each.stage.name is StageName.OVERDUE}
    several = {
        each.group.firm_id
        for each in said
        if any(person.several for person in audience.members.get(each.group.firm_id, ()))
    }
    places = {audience.regions[firm_id] for firm_id in overdue}
    whole = replace(
        audience,
        officers=officers_near(uow.connection, places) if places else {},
        names=names_of_firms(uow, overdue | several) if overdue | several else {},
    )
    return [notify(uow.new_uid(), notice) for notice in _notices(uow, render, whole, said)]


def _notices(
    uow: UnitOfWork, render: Render, audience: Audience, said: Iterable[Said]
) -> Iterator[Notice]:
    for each in said:
        card = _card(uow, render, audience, each)
        yield from _to_members(render, audience, card)
        if each.stage.name is StageName.OVERDUE:
            yield from _to_officers(render, audience, card)


def _card(uow: UnitOfWork, render: Render, audience: Audience, said: Said) -> ReminderCard:
    officers = audience.officers.get(audience.regions[said.group.firm_id])
    return ReminderCard(
        group=said.group,
        firm=audience.names.get(said.group.firm_id),
        post=render.posts.get(said.group.post),
        stage=said.stage,
        deadline=said.deadline,
        ruled=said.ruled,
        late=said.late,
        reported=bool(officers) and said.stage.name is StageName.OVERDUE,
        firm_told=bool(audience.members.get(said.group.firm_id)),
        now=uow.now,
        zone=render.zone,
        source=render.sources.get(said.ruled.policy),
    )


def _to_members(render: Render, audience: Audience, card: ReminderCard) -> Iterator[Notice]:
    views: dict[tuple[str, bool], View] = {}
    unnamed = card if card.firm is None else replace(card, firm=None)
    for person in audience.members.get(card.group.firm_id, ()):
        wording = (person.language, person.several)
        if wording not in views:
            view = render.remind(card if person.several else unnamed, person.language)
            views[wording] = replace(view, silent=True) if card.stage.silent else view
        key = f"{_key(card)}:{person.id}"
        yield Notice("owner", person.chat_id, views[wording], key, Lane.REMINDER)


def _to_officers(render: Render, audience: Audience, card: ReminderCard) -> Iterator[Notice]:
    region = audience.regions[card.group.firm_id]
    for officer in audience.officers.get(region, ()):
        view = render.report(card, officer.language)
        key = f"{_key(card)}:officer:{officer.id}"
        yield Notice("desk", officer.chat_id, view, key, Lane.REMINDER)


def _key(card: ReminderCard) -> str:
    """Unique for what is said; only a reminder that was put off may come again."""
    stage = card.stage.name
    key = f"reminder:{card.group.id}:{int(card.deadline.timestamp())}:{stage}"
    if stage is StageName.SNOOZED:
        key += f":{int(card.stage.fire_on.timestamp())}"
    return key
