"""Reminders whose time has come: checked again, then queued; thousands at once if need be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.cycles import Ruled, deadlines, opens_at
from bot.domain.firing import at_firing, newest_only, still_wanted
from bot.domain.quiet import QuietHours
from bot.domain.reminders import StageName, plan
from bot.services.reminding import Audience, Render, Said, audience_of, letters_of
from bot.store.outbox import queue_letters
from bot.store.reminders import (
    DueReminder,
    Planned,
    add_plans,
    due_reminders,
    end_reminders,
    lock_due_groups,
    postpone_reminders,
)
from bot.store.testing import GroupCard, begin_new_day
from bot.store.uow import UnitOfWork


@dataclass
class Decided:
    """What becomes of each due reminder, by its id; `missed` are groups whose day is over."""

    sent: dict[int, Said] = field(default_factory=dict)
    dropped: list[int] = field(default_factory=list)
    postponed: dict[int, datetime] = field(default_factory=dict)
    missed: list[GroupCard] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many reminders were dealt with."""
        return len(self.sent) + len(self.dropped) + len(self.postponed)


def fire_due(uow: UnitOfWork, render: Render, limit: int = 500) -> int:
    """Send the due reminders that are still true and wanted; close or postpone the others.

    Safe to run in several processes at once: each holds the groups that it works on. Of one
    group only the newest stage is sent. Everything is read and written in bulk.

    Args:
        limit: How many due reminders to take up; those of the same groups come along.

    Returns:
        How many were dealt with; 0 when none is due, or all are in another's hand.
    """
    groups = lock_due_groups(uow.connection, uow.now, limit=limit)
    if not groups:
        return 0
    due = due_reminders(uow.connection, uow.now, groups.keys())
    audience = audience_of(uow, render, {group.firm_id for group in groups.values()})
    decided = Decided()
    for group_id, reminders in due.items():
        _decide(decided, groups[group_id], reminders, uow.now, audience)
    queue_letters(
        uow.connection, uow.vault, letters_of(uow, render, audience, list(decided.sent.values()))
    )
    end_reminders(uow.connection, list(decided.sent), sent_at=uow.now)
    end_reminders(uow.connection, decided.dropped, sent_at=None)
    postpone_reminders(uow.connection, decided.postponed)
    _begin_new_days(uow, audience, decided.missed)
    return decided.count


def _decide(
    decided: Decided,
    group: GroupCard,
    reminders: Iterable[DueReminder],
    now: datetime,
    audience: Audience,
) -> None:
    quiet = audience.quiet_of(group.firm_id)
    rules = _rules_by_deadline(group, quiet)
    wanted = [each for each in reminders if _is_wanted(each, rules, now)]
    newest = newest_only((each.stage for each in wanted), now)
    chosen = next((each for each in wanted if newest and each.stage == newest.stage), None)
    decided.dropped += [each.id for each in reminders if each is not chosen]
    if newest is not None and chosen is not None:
        stage = at_firing(newest.stage, now, chosen.deadline, quiet)
        if stage.fire_on > now:
            decided.postponed[chosen.id] = stage.fire_on
        else:
            ruled = rules[chosen.offer, chosen.deadline]
            said = Said(group, stage, chosen.deadline, ruled, newest.late)
            _say(decided, audience, chosen.id, said)
    closed = (each for each in reminders if each.id not in decided.postponed)
    if any(_closes_day(each, rules) for each in closed):
        decided.missed.append(group)


def _say(decided: Decided, audience: Audience, reminder_id: int, said: Said) -> None:
    """Officers hear of a missed deadline even if nobody of the firm can be reached."""
    reachable = audience.members.get(said.group.firm_id)
    if reachable or said.stage.name is StageName.OVERDUE:
        decided.sent[reminder_id] = said
    else:
        decided.dropped.append(reminder_id)


def _rules_by_deadline(group: GroupCard, quiet: QuietHours) -> dict[tuple[bool, datetime], Ruled]:
    """What each reminder of the group may be about as of now: (is it an offer, its moment)."""
    cycle, sampled_at = group.cycle, group.sampled_at
    dues = deadlines(cycle, sampled_at, quiet.zone)
    rules = {(False, due.at): due.ruled for due in reversed(dues)}
    opens = opens_at(cycle, sampled_at, quiet.zone)
    if opens is not None and cycle.offer is not None:
        rules[True, opens] = cycle.offer
    return rules


def _is_wanted(
    reminder: DueReminder, rules: Mapping[tuple[bool, datetime], Ruled], now: datetime
) -> bool:
    is_true = (reminder.offer, reminder.deadline) in rules
    return still_wanted(
        reminder.stage,
        reminder.deadline,
        deadline=reminder.deadline if is_true else None,
        now=now,
        paused=False,
    )


def _closes_day(reminder: DueReminder, rules: Mapping[tuple[bool, datetime], Ruled]) -> bool:
    """Whether it is the last word on a day that was missed."""
    ruled = rules.get((reminder.offer, reminder.deadline))
    overdue = reminder.stage.name is StageName.OVERDUE
    return overdue and ruled is not None and ruled.rhythm.daily


def _begin_new_days(uow: UnitOfWork, audience: Audience, missed: Iterable[GroupCard]) -> None:
    """After a missed day the next one has its own deadline and reminders."""
    planned: list[Planned] = []
    for group in missed:
        quiet = audience.quiet_of(group.firm_id)
        today = replace(group.cycle, hourly=None, daily_since=uow.now)
        for due in deadlines(today, group.sampled_at, quiet.zone):
            stages = plan(due.at, due.ruled.rhythm, uow.now, quiet)
            planned += [Planned(group.id, stage, due.at, offer=False) for stage in stages]
    begin_new_day(uow.connection, {each.group_id for each in planned}, uow.now)
    add_plans(uow.connection, planned)
