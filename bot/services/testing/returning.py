"""The evening before work begins again: what will be due then, said once."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.cycles import Deadline, deadlines
from bot.domain.firing import LATE_AFTER
from bot.domain.pauses import pause_at
from bot.domain.speech import Lane, Notice, View
from bot.services.reminders.audience import Audience, audience_of
from bot.services.reminders.wording import Render
from bot.services.testing.cards import DueOnReturn, ReturnCard
from bot.store.outbox import Letter, queue_letters
from bot.store.reminders.listeners import Listener, names_of_firms
from bot.store.testing.pauses import PauseCard, announce_later, lock_ending_pauses
from bot.store.testing.testing import GroupCard, groups_of
from bot.store.uow import UnitOfWork
from bot.telegram import notify

AHEAD = timedelta(hours=24)
"""What falls due on the first day of work is announced with the return."""


def fire_returns(uow: UnitOfWork, render: Render, limit: int = 100) -> int:
    """Announce the ends of pauses that are near; returns how many were dealt with.

    After a downtime a return that is past is not announced any more: what was missed by then
    is noted as such.
    """
    pauses = lock_ending_pauses(uow.connection, uow.now, limit=limit)
    if not pauses:
        return 0
    audience = audience_of(uow, render, {pause.firm_id for pause in pauses})
    letters = [letter for pause in pauses for letter in _letters(uow, render, audience, pause)]
    queue_letters(uow.connection, uow.vault, letters)
    return len(pauses)


def due_on_return(
    groups: Iterable[GroupCard], returns_at: datetime, zone: ZoneInfo
) -> list[tuple[GroupCard, Deadline]]:
    """What these groups owe until the end of the first day of work, the earliest first."""
    found = [
        (group, due)
        for group in groups
        if pause_at(group.pauses, returns_at) is None
        for due in deadlines(group.course, zone)[:1]
        if due.at <= returns_at + AHEAD
    ]
    return sorted(found, key=lambda each: each[1].at)


def _letters(
    uow: UnitOfWork, render: Render, audience: Audience, pause: PauseCard
) -> Iterator[Letter]:
    quiet, ends_at = audience.quiet_of(pause.firm_id), pause.span.ends_at
    silent = quiet.contains(uow.now)
    morning = quiet.end_after(uow.now) if silent else uow.now
    if ends_at is not None and silent and morning < ends_at:
        announce_later(uow.connection, pause.id, morning)
        return
    announce_later(uow.connection, pause.id, None)
    if ends_at is None or ends_at <= uow.now:
        return
    groups = [
        group
        for group in groups_of(uow.connection, pause.firm_id)
        if pause.group_id in (None, group.id) and pause_at(group.pauses, ends_at) is None
    ]
    if groups:
        region = audience.regions[pause.firm_id]
        card = _card(uow, render, pause, groups, ends_at, region)
        for person in audience.members.get(pause.firm_id, ()):
            yield _letter(uow, render, card, person, pause.id, silent=silent)


def _card(
    uow: UnitOfWork,
    render: Render,
    pause: PauseCard,
    groups: list[GroupCard],
    returns_at: datetime,
    region: str,
) -> ReturnCard:
    only = groups[0] if pause.group_id is not None else None
    dues = (
        DueOnReturn(
            group,
            render.post(region, group.post),
            due,
            render.sources.get(due.ruled.policy),
        )
        for group, due in due_on_return(groups, returns_at, render.zone)
    )
    return ReturnCard(
        firm=names_of_firms(uow, {pause.firm_id}).get(pause.firm_id),
        only=only,
        post=None if only is None else render.post(region, only.post),
        returns_at=returns_at,
        dues=tuple(dues),
        late=pause.notice_on is not None and uow.now - pause.notice_on > LATE_AFTER,
        now=uow.now,
        zone=render.zone,
    )


def _letter(
    uow: UnitOfWork,
    render: Render,
    card: ReturnCard,
    person: Listener,
    pause_id: int,
    *,
    silent: bool,
) -> Letter:
    view: View = render.comes_back(
        card if person.several else replace(card, firm=None), person.language
    )
    view = replace(view, silent=True) if silent else view
    key = f"return:{pause_id}:{person.id}"
    return notify(uow.new_uid(), Notice("owner", person.chat_id, view, key, Lane.REMINDER))
