"""Errands whose moment has come: checked again, said, kept waiting, or dropped."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.domain.day_parts import part_end
from bot.domain.errands import Errand, may_wait, newest_of_each, turn_of
from bot.domain.pauses import pause_at
from bot.domain.speech import Lane, Notice, View
from bot.services.duties.errands import ErrandForm, Errands, dutiful
from bot.services.reminders.telling import Part, Told
from bot.store.duties.errands import (
    coming_moments,
    due_errands,
    end_errands,
    hold_due_firms,
    postpone_errands,
)
from bot.store.reminders.listeners import (
    Listener,
    members_of_firms,
    names_of_firms,
    regions_of_firms,
    roles_in_firms,
)
from bot.store.reminders.reminders_due import coming_reminders
from bot.store.testing.pauses import pauses_of_firms
from bot.store.uow import UnitOfWork


@dataclass(frozen=True)
class _Audience:
    members: Mapping[int, list[Listener]]
    regions: Mapping[int, str]
    paused: Collection[int]
    names: Mapping[int, str]
    soon: Mapping[int, list[datetime]]


@dataclass
class _Decided:
    said: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    postponed: dict[int, datetime] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.said) + len(self.dropped) + len(self.postponed)


def decide_errands(uow: UnitOfWork, errands: Errands, limit: int) -> tuple[int, list[Told]]:
    """Word the due errands that are still true and wanted; drop or postpone the others.

    Safe in several processes at once: each holds the books of the firms that it works on.

    Args:
        limit: How many due errands to take up; those of the same firms come along.

    Returns:
        How many were dealt with, 0 when none is due or all are in another's hand; and what is
        to be said.
    """
    firm_ids = hold_due_firms(uow.connection, uow.now, limit=limit)
    if not firm_ids:
        return 0, []
    audience, decided = _audience(uow, errands, firm_ids), _Decided()
    for firm_id, due in due_errands(uow.connection, uow.now, firm_ids).items():
        _decide(uow, errands, audience, decided, firm_id, due)
    end_errands(uow.connection, decided.said, sent_at=uow.now)
    end_errands(uow.connection, decided.dropped, sent_at=None)
    postpone_errands(uow.connection, decided.postponed)
    return decided.count, decided.told


def _audience(uow: UnitOfWork, errands: Errands, firm_ids: Collection[int]) -> _Audience:
    members = members_of_firms(uow.connection, firm_ids)
    roles = roles_in_firms(uow.connection, firm_ids)
    told = {firm_id: dutiful(each, roles[firm_id]) for firm_id, each in members.items()}
    pauses = pauses_of_firms(uow.connection, firm_ids)
    several = {firm_id for firm_id, people in told.items() if any(p.several for p in people)}
    return _Audience(
        members=told,
        regions=regions_of_firms(uow.connection, firm_ids),
        paused={
            firm_id
            for firm_id, cards in pauses.items()
            if pause_at([card.span for card in cards if card.group_id is None], uow.now)
        },
        names=names_of_firms(uow, several) if several else {},
        soon=_soon(uow, errands, firm_ids, part_end(uow.now, errands.ground.zone)),
    )


def _soon(
    uow: UnitOfWork, errands: Errands, firm_ids: Collection[int], until: datetime
) -> dict[int, list[datetime]]:
    """When these firms hear of something else: of their duties, or of their test groups."""
    found = coming_moments(uow.connection, firm_ids, errands.sharing, uow.now, until)
    for firm_id, at in coming_reminders(uow.connection, firm_ids, uow.now, until):
        found.setdefault(firm_id, []).append(at)
    return found


def _decide(
    uow: UnitOfWork,
    errands: Errands,
    audience: _Audience,
    decided: _Decided,
    firm_id: int,
    due: Sequence[Errand],
) -> None:
    """One firm: nothing in a pause, nothing without a reader, and of each form one check."""
    if firm_id in audience.paused or not audience.members.get(firm_id):
        decided.dropped += [each.id for each in due]
        return
    newest = newest_of_each(due)
    # A newer stage has said what these would: they count as said, so that they never return.
    decided.said += [each.id for each in due if each not in newest]
    quiet = errands.ground.quiet_of(audience.regions[firm_id])
    ready: dict[bool, list[Errand]] = {}
    for each in newest:
        turn = turn_of(each.deadline, uow.now, quiet)
        soon = (at for at in audience.soon.get(firm_id, ()) if not quiet.contains(at))
        until = turn.until or _shared(errands, soon, each, uow.now)
        if until is not None:
            decided.postponed[each.id] = until
        else:
            ready.setdefault(turn.silent, []).append(each)
    for silent, found in ready.items():
        _say(uow, errands, audience, decided, found, silent=silent)


def _shared(
    errands: Errands, soon: Iterable[datetime], due: Errand, now: datetime
) -> datetime | None:
    """The last message of this part of the day that an errand can wait for; None: say it now.

    What is late already waits no longer.
    """
    form = errands.forms.get(due.form)
    if form is None or due.late or due.stage not in form.waits:
        return None
    in_time = (at for at in soon if may_wait(due.deadline, now, at))
    return max(in_time, default=None)


def _say(
    uow: UnitOfWork,
    errands: Errands,
    audience: _Audience,
    decided: _Decided,
    due: Sequence[Errand],
    *,
    silent: bool,
) -> None:
    """Check each form once, and word what is still true for everybody."""
    for form in dict.fromkeys(each.form for each in due):
        mine = [each for each in due if each.form == form]
        known = errands.forms.get(form)
        cards = known.recheck(uow, errands.ground, mine[0].firm_id, mine) if known else ()
        if known is None or not cards:
            decided.dropped += [each.id for each in mine]
            continue
        decided.said += [each.id for each in mine]
        part = Part.JOINS if known.shares else Part.ALONE
        for number, card in enumerate(cards):
            key = f"errand:{min(each.id for each in mine)}:{number}"
            views = _views(known, card, audience.members[mine[0].firm_id], silent=silent)
            decided.told += _told(errands, audience, mine[0].firm_id, views, key, part)


def _views(
    form: ErrandForm, card: Any, members: Iterable[Listener], *, silent: bool
) -> dict[str, View]:
    languages = {person.language for person in members}
    return {each: replace(form.view(card, each), silent=silent) for each in languages}


def _told(
    errands: Errands,
    audience: _Audience,
    firm_id: int,
    views: Mapping[str, View],
    key: str,
    part: Part,
) -> Iterator[Told]:
    for person in audience.members[firm_id]:
        view = views[person.language]
        if person.several:
            view = errands.headed(view, audience.names[firm_id])
        notice = Notice("owner", person.chat_id, view, f"{key}:{person.id}", Lane.REMINDER)
        yield Told(firm_id, person.language, notice, part)
