"""Turning what is due of samplings into letters: what goes together, and one message a person."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.cycles import Deadline
from bot.domain.parts import mark_of
from bot.domain.quiet import QuietHours
from bot.domain.reminders import Stage, StageName
from bot.domain.speech import Lane, Notice, View
from bot.services.reminders.audience import Audience, officers_of
from bot.services.reminders.telling import Part, Told
from bot.services.reminders.wording import Render
from bot.services.testing.cards import LEADS, Reminded, ReminderCard
from bot.store.reminders.listeners import Listener, names_of_firms
from bot.store.testing.bundles import Bundle, add_bundles
from bot.store.testing.responsible import responsible_for
from bot.store.testing.testing import GroupCard
from bot.store.uow import UnitOfWork

APART: Final = frozenset({StageName.OFFER, StageName.OVERDUE})
"""Stages that are never in one message with what is still ahead."""


@dataclass(frozen=True, slots=True)
class Said:
    """A stage that is said now, for one group."""

    group: GroupCard
    stage: Stage
    due: Deadline
    late: bool

    @property
    def kind(self) -> tuple[int, str, bool]:
        """What it shares a message with: the same firm's, of the same kind."""
        kind = self.stage.name if self.stage.name in APART else ""
        return self.group.firm_id, kind, self.stage.silent


def told_of(
    uow: UnitOfWork, render: Render, audience: Audience, said: Collection[Said]
) -> list[Told]:
    """Word what is said: to everybody of the firm, and what is overdue also to officers.

    Each officer gets one message of all firms.
    """
    overdue = {each.group.firm_id for each in said if each.stage.name is StageName.OVERDUE}
    several = {
        each.group.firm_id
        for each in said
        if any(person.several for person in audience.members.get(each.group.firm_id, ()))
    }
    whole = replace(
        audience,
        officers=officers_of(uow, audience, overdue) if overdue else {},
        names=names_of_firms(uow, overdue | several) if overdue | several else {},
        care=responsible_for(uow.connection, {each.group.id for each in said}),
    )
    bundles = _together(said, whole.care)
    messages = [_reminded(uow, render, whole, together) for together in bundles]
    _keep_bundles(uow, messages)
    told = [told for each in messages for told in _to_members(render, whole, each)]
    return [*told, *_to_officers(render, whole, messages)]


def _together(said: Iterable[Said], care: Mapping[int, int]) -> list[list[Said]]:
    """What goes into one message to the same people, the earliest deadline first."""
    found: dict[tuple[tuple[int, str, bool], int | None], list[Said]] = {}
    for each in said:
        found.setdefault((each.kind, care.get(each.group.id)), []).append(each)
    return [sorted(each, key=lambda one: (one.due.at, one.group.id)) for each in found.values()]


def _reminded(uow: UnitOfWork, render: Render, audience: Audience, said: list[Said]) -> Reminded:
    firm_id = said[0].group.firm_id
    return Reminded(
        cards=tuple(_card(render, audience, each) for each in said),
        bundle=uow.new_uid() if len(said) > 1 else None,
        firm=audience.names.get(firm_id),
        late=all(each.late for each in said),
        reported=bool(audience.officers.get(firm_id)) and said[0].stage.name is StageName.OVERDUE,
        firm_told=bool(audience.members.get(firm_id)),
        now=uow.now,
        zone=render.zone,
    )


def _card(render: Render, audience: Audience, said: Said) -> ReminderCard:
    policy = said.due.ruled.policy
    return ReminderCard(
        group=said.group,
        post=render.post(audience.regions[said.group.firm_id], said.group.post),
        stage=said.stage,
        due=said.due,
        source=render.sources.get(policy),
        offer=render.offer(policy),
        before_night=_is_before_night(said, audience.quiet_of(said.group.firm_id)),
    )


def _is_before_night(said: Said, quiet: QuietHours) -> bool:
    """Whether it comes earlier than usual so as not to ring at night."""
    stage, due = said.stage, said.due
    lead = LEADS.get(stage.name)
    hourly = not due.ruled.rhythm.daily or stage.name is StageName.LATE
    if lead is None or not hourly:
        return False
    return stage.fire_on < due.at - lead and quiet.contains(due.at - lead)


def _keep_bundles(uow: UnitOfWork, messages: Iterable[Reminded]) -> None:
    bundles = (
        Bundle(each.bundle, {card.group.id: mark_of(card.group.parts) for card in each.cards})
        for each in messages
        if each.bundle is not None
    )
    add_bundles(uow.connection, bundles, uow.now)


def _to_members(render: Render, audience: Audience, message: Reminded) -> Iterator[Told]:
    views: dict[tuple[str, bool], View] = {}
    unnamed = message if message.firm is None else replace(message, firm=None)
    for person in audience.listeners(message):
        wording = (person.language, person.several)
        if wording not in views:
            view = render.remind(message if person.several else unnamed, person.language)
            views[wording] = replace(view, silent=True) if message.silent else view
        key = f"{_key(message)}:{person.id}"
        notice = Notice("owner", person.chat_id, views[wording], key, Lane.REMINDER)
        yield Told(message.first.group.firm_id, person.language, notice, Part.LEADS)


def _to_officers(
    render: Render, audience: Audience, messages: Iterable[Reminded]
) -> Iterator[Told]:
    """Sixty firms that are overdue are one message, not sixty."""
    heard: dict[Listener, list[Reminded]] = {}
    for message in messages:
        if message.first.stage.name is StageName.OVERDUE:
            for officer in audience.officers.get(message.first.group.firm_id, ()):
                heard.setdefault(officer, []).append(message)
    for officer, about in heard.items():
        about.sort(key=lambda message: message.first.due.at)
        view = render.report(about, officer.language)
        key = _digest([_key(each) for each in about])
        notice = Notice(
            "desk", officer.chat_id, view, f"{key}:officer:{officer.id}", Lane.REMINDER
        )
        yield Told(about[0].first.group.firm_id, officer.language, notice)


def _key(message: Reminded) -> str:
    """Unique for what is said; only a reminder that was put off may come again."""
    return _digest([_key_of(card) for card in message.cards])


def _digest(keys: Sequence[str]) -> str:
    if len(keys) == 1:
        return keys[0]
    return f"reminders:{hashlib.blake2b(' '.join(keys).encode(), digest_size=16).hexdigest()}"


def _key_of(card: ReminderCard) -> str:
    stage = card.stage.name
    key = f"reminder:{card.group.id}:{int(card.due.at.timestamp())}:{stage}"
    if stage is StageName.SNOOZED:
        key += f":{int(card.stage.fire_on.timestamp())}"
    return key
