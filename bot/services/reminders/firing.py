"""Reminders whose time has come: checked again, then queued; thousands at once if need be."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.cycles import Deadline, deadlines, openings
from bot.domain.firing import Pick, at_firing, picks, still_wanted
from bot.domain.pauses import pause_at
from bot.domain.quiet import QuietHours
from bot.domain.reminders import StageName
from bot.domain.stages import duty_stages
from bot.services.reminders.audience import Audience, audience_of
from bot.services.reminders.gathering import gather
from bot.services.reminders.reminding import Said, told_of
from bot.services.reminders.telling import Told
from bot.services.reminders.wording import Render
from bot.store.reminders.reminders import DueReminder, Planned, add_plans, planned_deadlines
from bot.store.reminders.reminders_due import (
    due_reminders,
    end_reminders,
    lock_due_groups,
    postpone_reminders,
)
from bot.store.testing.testing import GroupCard, begin_new_day
from bot.store.uow import UnitOfWork


@dataclass
class Decided:
    """What becomes of each due reminder, by its id.

    `covered` are told by another's message; `missed` are groups whose day is over.
    """

    sent: dict[int, Said] = field(default_factory=dict)
    covered: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    postponed: dict[int, datetime] = field(default_factory=dict)
    missed: list[GroupCard] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many reminders were dealt with."""
        told = len(self.sent) + len(self.covered)
        return told + len(self.dropped) + len(self.postponed)


def decide_due(uow: UnitOfWork, render: Render, limit: int) -> tuple[int, list[Told]]:
    """Word the due reminders that are still true and wanted; close or postpone the others.

    Safe to run in several processes at once: each holds the groups that it works on. Of one
    group only the newest stage of each kind is sent, and what a firm would hear of its groups
    in one part of the day comes together. Everything is read and written in bulk.

    Args:
        limit: How many due reminders to take up; those of the same groups come along.

    Returns:
        How many were dealt with, 0 when none is due or all are in another's hand; and what is
        to be said.
    """
    groups = lock_due_groups(uow.connection, uow.now, limit=limit)
    if not groups:
        return 0, []
    due = due_reminders(uow.connection, uow.now, groups.keys())
    audience = audience_of(uow, render, {group.firm_id for group in groups.values()})
    moved = gather(uow, audience, groups, due)
    if moved:
        due = due_reminders(uow.connection, uow.now, groups.keys())
    decided = Decided()
    for group_id, reminders in due.items():
        _decide(decided, groups[group_id], reminders, uow.now, audience)
    told = told_of(uow, render, audience, list(decided.sent.values()))
    end_reminders(uow.connection, [*decided.sent, *decided.covered], sent_at=uow.now)
    end_reminders(uow.connection, decided.dropped, sent_at=None)
    postpone_reminders(uow.connection, decided.postponed)
    _begin_new_days(uow, audience, decided.missed)
    return decided.count or moved, told


def _decide(
    decided: Decided,
    group: GroupCard,
    reminders: Iterable[DueReminder],
    now: datetime,
    audience: Audience,
) -> None:
    quiet = audience.quiet_of(group.firm_id)
    dues = _what_is_due(group, quiet)
    paused = pause_at(group.pauses, now) is not None
    wanted = [each for each in reminders if _is_wanted(each, dues, now, paused=paused)]
    said: set[int] = set()
    for pick in picks(((each.stage, each.deadline) for each in wanted), now):
        said |= _carry_out(decided, audience, group, pick, wanted, dues)
    decided.dropped += [each.id for each in reminders if each.id not in said]
    closed = (each for each in reminders if each.id not in decided.postponed)
    if any(_closes_day(each, dues) for each in closed):
        decided.missed.append(group)


def _carry_out(
    decided: Decided,
    audience: Audience,
    group: GroupCard,
    pick: Pick,
    wanted: Collection[DueReminder],
    dues: Mapping[tuple[bool, datetime], Deadline],
) -> set[int]:
    """Say it now, or keep all that it speaks for waiting; returns the reminders dealt with."""
    chosen = next(
        each for each in wanted if (each.stage, each.deadline) == (pick.due.stage, pick.about)
    )
    covered = [each.id for each in wanted if each.deadline in pick.covers and _is_note(each)]
    now, quiet = audience.now, audience.quiet_of(group.firm_id)
    stage = at_firing(chosen.stage, now, chosen.deadline, quiet)
    if stage.fire_on > now:
        decided.postponed |= dict.fromkeys([chosen.id, *covered], stage.fire_on)
    else:
        due = dues[chosen.offer, chosen.deadline]
        _say(decided, audience, chosen.id, Said(group, stage, due, pick.due.late))
        decided.covered += covered
    return {chosen.id, *covered}


def _is_note(reminder: DueReminder) -> bool:
    return reminder.stage.name is StageName.OVERDUE


def _say(decided: Decided, audience: Audience, reminder_id: int, said: Said) -> None:
    """Officers hear of a missed deadline even if nobody of the firm can be reached."""
    reachable = audience.members.get(said.group.firm_id)
    if reachable or said.stage.name is StageName.OVERDUE:
        decided.sent[reminder_id] = said
    else:
        decided.dropped.append(reminder_id)


def _what_is_due(group: GroupCard, quiet: QuietHours) -> dict[tuple[bool, datetime], Deadline]:
    """What each reminder of the group may be about as of now: (is it an offer, its moment)."""
    dues = {(False, due.at): due for due in deadlines(group.course, quiet.zone)}
    return dues | {(True, each.at): each for each in openings(group.course, quiet.zone)}


def _is_wanted(
    reminder: DueReminder,
    dues: Mapping[tuple[bool, datetime], Deadline],
    now: datetime,
    *,
    paused: bool,
) -> bool:
    is_true = (reminder.offer, reminder.deadline) in dues
    return still_wanted(
        reminder.stage,
        reminder.deadline,
        deadline=reminder.deadline if is_true else None,
        now=now,
        paused=paused,
    )


def _closes_day(reminder: DueReminder, dues: Mapping[tuple[bool, datetime], Deadline]) -> bool:
    """Whether it is the last word on a day that was missed."""
    due = dues.get((reminder.offer, reminder.deadline))
    overdue = reminder.stage.name is StageName.OVERDUE
    return overdue and due is not None and due.ruled.rhythm.daily


def _begin_new_days(uow: UnitOfWork, audience: Audience, missed: list[GroupCard]) -> None:
    """After a missed day the next one has its own deadline and reminders."""
    if not missed:
        return
    ids = {group.id for group in missed}
    begin_new_day(uow.connection, ids, uow.now)
    known = planned_deadlines(uow.connection, ids)
    planned: list[Planned] = []
    for group in missed:
        quiet = audience.quiet_of(group.firm_id)
        today = replace(group.course, cycle=replace(group.cycle, daily_since=uow.now))
        planned += [
            Planned(group.id, stage, at, offer=False)
            for stage, at in duty_stages(today, uow.now, quiet, {})
            if at > uow.now and (group.id, at) not in known
        ]
    add_plans(uow.connection, planned)
