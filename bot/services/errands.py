"""Errands: reminders of duties that are planned in rows, checked again, and said once.

Whoever has something to remind of plans it with `keep_errands` under a scope of its own, and
registers under its form's name how an errand is checked again and worded (`ErrandForm`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.errands import Errand, Wanted, newest_of_each, turn_of
from bot.domain.members import Right, Role, may
from bot.domain.pauses import pause_at
from bot.domain.quiet import QuietHours
from bot.domain.speech import Lane, Notice, View
from bot.services.rhythms import quiet_hours
from bot.store.duty_book import hold_book
from bot.store.errands import (
    due_errands,
    end_errands,
    hold_due_firms,
    postpone_errands,
    replace_errands,
)
from bot.store.listeners import (
    Listener,
    members_of_firms,
    names_of_firms,
    regions_of_firms,
    roles_in_firms,
)
from bot.store.outbox import Letter, queue_letters
from bot.store.pauses import pauses_of_firms
from bot.store.uow import UnitOfWork
from bot.telegram import notify
from policies.rulebase import RuleBase


@dataclass(frozen=True)
class Ground:
    """What duties are judged and planned by."""

    rulebase: RuleBase
    zone: ZoneInfo

    def quiet_of(self, region: str) -> QuietHours:
        """When nothing may ring in a region."""
        return quiet_hours(self.rulebase, region, self.zone)


Recheck = Callable[[UnitOfWork, Ground, int, Sequence[Errand]], Sequence[Any]]
"""Of a firm's due errands of one form: a card for each message that is still true and wanted.

At most one errand comes for each point, the newest. Nothing at all means that it is not said.
"""
RenderCard = Callable[[Any, str], View]
"""Such a card in a language ("zh", "en"); pure."""


@dataclass(frozen=True)
class ErrandForm:
    """How the errands of one form are checked again at their moment, and worded."""

    recheck: Recheck
    view: RenderCard


@dataclass(frozen=True)
class Errands:
    """Every form by its name, and how a view is headed for those who have several firms."""

    ground: Ground
    forms: Mapping[str, ErrandForm]
    headed: Callable[[View, str], View]


@dataclass(frozen=True)
class _Audience:
    members: Mapping[int, list[Listener]]
    regions: Mapping[int, str]
    paused: Collection[int]
    names: Mapping[int, str]


@dataclass
class _Decided:
    said: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    postponed: dict[int, datetime] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.said) + len(self.dropped) + len(self.postponed)


def keep_errands(uow: UnitOfWork, firm_id: int, scope: str, wanted: Iterable[Wanted]) -> None:
    """Plan these reminders and no others for a scope of a firm.

    A reminder is known by its point, deadline and stage: one that was sent is not sent again,
    one that is planned is moved if its time changed. Nothing is planned for the past unless it
    may come late (`even_late`). Pauses need no thought: what falls into one is not said.

    Args:
        scope: What is planned together, e.g. `person/12`; scopes share no points.
    """
    hold_book(uow, firm_id)
    replace_errands(uow, firm_id, scope, wanted)


def fire_errands(uow: UnitOfWork, errands: Errands, limit: int = 500) -> int:
    """Say the due errands that are still true and wanted; drop or postpone the others.

    Safe in several processes at once: each holds the books of the firms that it works on.

    Args:
        limit: How many due errands to take up; those of the same firms come along.

    Returns:
        How many were dealt with; 0 when none is due, or all are in another's hand.
    """
    firm_ids = hold_due_firms(uow.connection, uow.now, limit=limit)
    if not firm_ids:
        return 0
    audience, decided = _audience(uow, firm_ids), _Decided()
    for firm_id, due in due_errands(uow.connection, uow.now, firm_ids).items():
        _decide(uow, errands, audience, decided, firm_id, due)
    queue_letters(uow.connection, uow.vault, decided.letters)
    end_errands(uow.connection, decided.said, sent_at=uow.now)
    end_errands(uow.connection, decided.dropped, sent_at=None)
    postpone_errands(uow.connection, decided.postponed)
    return decided.count


def dutiful(members: Iterable[Listener], roles: Mapping[int, Role]) -> list[Listener]:
    """Those of a firm who keep its duties, by the roles of its people."""
    return [person for person in members if may(roles[person.id], Right.DUTY)]


def _audience(uow: UnitOfWork, firm_ids: Collection[int]) -> _Audience:
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
    )


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
    ready: dict[tuple[str, bool], list[Errand]] = {}
    for each in newest:
        turn = turn_of(each.deadline, uow.now, quiet)
        if turn.until is not None:
            decided.postponed[each.id] = turn.until
        else:
            ready.setdefault((each.form, turn.silent), []).append(each)
    for (form, silent), found in ready.items():
        _say(uow, errands, audience, decided, form, found, silent=silent)


def _say(
    uow: UnitOfWork,
    errands: Errands,
    audience: _Audience,
    decided: _Decided,
    form: str,
    due: Sequence[Errand],
    *,
    silent: bool,
) -> None:
    ids, firm_id = [each.id for each in due], due[0].firm_id
    known = errands.forms.get(form)
    cards = known.recheck(uow, errands.ground, firm_id, due) if known is not None else ()
    if known is None or not cards:
        decided.dropped += ids
        return
    decided.said += ids
    for number, card in enumerate(cards):
        views = {
            language: replace(known.view(card, language), silent=silent)
            for language in {person.language for person in audience.members[firm_id]}
        }
        key = f"errand:{min(ids)}:{number}"
        for notice in _notices(errands, audience, firm_id, views, key):
            decided.letters.append(notify(uow.new_uid(), notice))


def _notices(
    errands: Errands, audience: _Audience, firm_id: int, views: Mapping[str, View], key: str
) -> Iterator[Notice]:
    for person in audience.members[firm_id]:
        view = views[person.language]
        if person.several:
            view = errands.headed(view, audience.names[firm_id])
        yield Notice("owner", person.chat_id, view, f"{key}:{person.id}", Lane.REMINDER)
