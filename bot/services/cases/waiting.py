"""Cases that can wait and that nobody takes: each half hour of office time one message an officer.

The message takes the place of the former one, and rings only when something in it is new. Which
cases it is about is asked at that moment: what somebody took is not in it any more.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from bot.domain.case_bells import is_office_time, next_bell
from bot.domain.case_states import UNTAKEN
from bot.domain.speech import Lane, Notice, View
from bot.domain.workdays import is_working_day
from bot.domain.worktime import WorkTime
from bot.services.cases.access import reach_of
from bot.services.cases.lists import SHOWN, CaseLine, line_of
from bot.services.cases.routing import dispatchers_for, people_at
from bot.services.duties.errands import Ground
from bot.services.staff.absences import stands_in
from bot.store.cases.bells import (
    Bell,
    Waited,
    call,
    due_bells,
    end_bell,
    note_rung,
    put_off,
    rung_among,
    waits_of,
)
from bot.store.cases.cases import CaseRecord
from bot.store.cases.desks import desks_of
from bot.store.cases.inbox import Wanted, case_ids, inbox
from bot.store.firms.firms import load_firm
from bot.store.outbox import Letter, queue_letters
from bot.store.replacing import Arrived, take_back
from bot.store.staff.officers import OfficerCard, find_officer, officer_by_id
from bot.store.uow import UnitOfWork
from bot.telegram import delete, edit, notify

COUNTED: Final = 300
"""Cases of one officer that are looked through."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an officer may take and nobody has.

    Attributes:
        lines: The first few of them, the longest wait first.
        count: All of them.
        oldest: How long the first of them has waited.
        loud: One of them was not in the message before.
    """

    officer: OfficerCard
    lines: tuple[CaseLine, ...]
    count: int
    oldest: timedelta
    loud: bool


@dataclass(frozen=True)
class Bells:
    """How bells for what can wait ring.

    Attributes:
        say: What still waits.
        over: Nothing does any more, in a language ("zh", "en").
        aside: A newer message says it now; for one that is too old to be deleted.
    """

    ground: Ground
    say: Callable[[Waiting], View]
    over: Callable[[str], View]
    aside: Callable[[str], View]


def fire_bells(uow: UnitOfWork, bells: Bells, limit: int = 100) -> int:
    """Let the due bells of some officers ring, or end where nothing waits any more.

    Safe in several processes at once: each bell is held while it is worked on.

    Returns:
        How many were dealt with; 0 when none is due.
    """
    due = due_bells(uow.connection, uow.now, limit=limit)
    for bell in due:
        queue_letters(uow.connection, uow.vault, _fire(uow, bells, bell))
    return len(due)


def settle(uow: UnitOfWork, case: CaseRecord) -> None:
    """Somebody took a case: whoever has nothing left to take is told so with the next tick."""
    region = load_firm(uow, case.firm_id).region
    people = [each for desk in desks_of(uow.connection, case.id) for each in people_at(uow, desk)]
    chats = {each.chat_id: each for each in (*people, *dispatchers_for(uow, region, case.sector))}
    for chat_id in rung_among(uow.connection, chats):
        if not _rung_for(uow, chats[chat_id]):
            put_off(uow.connection, chat_id, until=uow.now)


def waiting_for(uow: UnitOfWork, officer: OfficerCard, *, loud: bool) -> Waiting | None:
    """What an officer may take, can wait, and was rung for in vain; None if there is nothing."""
    rung = sorted(_rung_for(uow, officer), key=lambda each: each.waited.since)
    if not rung:
        return None
    first = [each.case_id for each in rung[:SHOWN]]
    found = inbox(uow, replace(_takeable(uow, officer), ids=first), limit=SHOWN)
    lines = {each.case.id: line_of(uow, each.case) for each in found}
    shown = tuple(lines[each] for each in first if each in lines)  # else it was just taken
    return Waiting(officer, shown, len(rung), uow.now - rung[0].waited.since, loud)


@dataclass(frozen=True, slots=True)
class _Rung:
    case_id: int
    waited: Waited


def _rung_for(uow: UnitOfWork, officer: OfficerCard) -> list[_Rung]:
    """Of what an officer may take and can wait, what was rung for in vain, earliest due first."""
    ids = case_ids(uow.connection, _takeable(uow, officer), limit=COUNTED)
    waits = waits_of(uow.connection, ids)
    return [_Rung(each, waits[each]) for each in ids if each in waits and waits[each].bells]


def _takeable(uow: UnitOfWork, officer: OfficerCard) -> Wanted:
    return Wanted(reach_of(uow, officer), UNTAKEN, held=False, urgent=False)


def _fire(uow: UnitOfWork, bells: Bells, bell: Bell) -> list[Letter]:
    officer = _who_is_there(uow, bell)
    if officer is None:
        end_bell(uow.connection, bell.chat_id)
        return []
    work = WorkTime(bells.ground.zone, is_working_day)
    waiting = waiting_for(uow, officer, loud=bell.loud)
    if waiting is None:  # at any hour: an edit makes no sound
        end_bell(uow.connection, bell.chat_id)
        return _ended(uow, bell, bells.over(officer.language))
    quiet = bells.ground.quiet_of(officer.region).contains(uow.now)
    if quiet or not (bell.loud or is_office_time(uow.now, work)):
        put_off(uow.connection, bell.chat_id, until=next_bell(uow.now, work))
        return []
    return _rung(uow, bells, bell, waiting, work)


def _who_is_there(uow: UnitOfWork, bell: Bell) -> OfficerCard | None:
    """Whose bell it is; if they are away, whoever stands in for them is rung instead."""
    officer = find_officer(uow, bell.chat_id)
    if officer is None or officer.blocked:
        return None
    there = stands_in(uow, officer.id, uow.now)
    if there == officer.id:
        return officer
    if there is not None:
        call(uow.connection, [officer_by_id(uow, there).chat_id], uow.now, loud=True)
    return None


def _rung(
    uow: UnitOfWork, bells: Bells, bell: Bell, waiting: Waiting, work: WorkTime
) -> list[Letter]:
    key, officer = f"bell:{uow.new_uid()}", waiting.officer
    again = next_bell(uow.now, work)
    note_rung(uow.connection, bell.chat_id, key, uow.now, again=again)
    notice = Notice("desk", bell.chat_id, bells.say(waiting), key, Lane.REMINDER)
    aside = _replaced(uow, bell, bells.aside(officer.language))
    return [notify(uow.new_uid(), notice), *aside]


def _replaced(uow: UnitOfWork, bell: Bell, aside: View) -> list[Letter]:
    """The message before goes; what is too old for that is cut to a line."""
    there = _former(uow, bell)
    if there is None:
        return []
    if there.deletable:
        return [delete(uow.new_uid(), "desk", bell.chat_id, there.message_id, Lane.REMINDER)]
    return [_edited(uow, bell, there.message_id, aside)]


def _ended(uow: UnitOfWork, bell: Bell, over: View) -> list[Letter]:
    there = _former(uow, bell)
    return [] if there is None else [_edited(uow, bell, there.message_id, over)]


def _former(uow: UnitOfWork, bell: Bell) -> Arrived | None:
    return None if bell.letter is None else take_back(uow.connection, bell.letter)


def _edited(uow: UnitOfWork, bell: Bell, message_id: int, view: View) -> Letter:
    letter = edit(uow.new_uid(), "desk", bell.chat_id, message_id, view)
    return replace(letter, lane=Lane.REMINDER)
