"""Reminders of one firm's groups within one part of a day come in one message.

What is announced long ahead comes a little earlier, with what is said now; an offer, which
nobody waits for, comes with the last one of the part. The last call before a deadline and the
note of a missed one are never moved.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.day_parts import part_end
from bot.domain.reminders import StageName
from bot.services.reminders.audience import Audience
from bot.store.reminders.reminders import DueReminder
from bot.store.reminders.reminders_due import lock_upcoming, postpone_reminders
from bot.store.testing.responsible import responsible_for
from bot.store.testing.testing import GroupCard
from bot.store.uow import UnitOfWork

ANNOUNCED: Final = frozenset({StageName.EARLY, StageName.EVENING})
"""Stages that may come earlier."""
MOVABLE: Final = ANNOUNCED | {StageName.OFFER}
LONGEST: Final = timedelta(hours=12)
"""No part of a day lasts longer."""

Due = Mapping[int, list[DueReminder]]


def gather(uow: UnitOfWork, audience: Audience, groups: dict[int, GroupCard], due: Due) -> int:
    """Move reminders within this part of the day, so that fewer messages are sent.

    Args:
        groups: Held, with something due; those that come along are added.
        due: What is due of them.

    Returns:
        How many were moved; what is due must then be read again.
    """
    cards, upcoming = _soon(uow, audience, groups)
    care = responsible_for(uow.connection, {*groups, *cards}) if upcoming else {}
    firms = _by_firm(groups | cards, care)
    early = _coming_early(firms, due, upcoming, uow.now)
    late = _waiting(firms, due, upcoming)
    groups |= {group_id: cards[group_id] for group_id in cards if group_id not in groups}
    postpone_reminders(uow.connection, early | late)
    return len(early) + len(late)


def _soon(
    uow: UnitOfWork, audience: Audience, groups: Mapping[int, GroupCard]
) -> tuple[dict[int, GroupCard], list[DueReminder]]:
    """What these firms hear later in this part of the day, by day only."""
    ends = {
        group.firm_id: part_end(uow.now, quiet.zone)
        for group in groups.values()
        if not (quiet := audience.quiet_of(group.firm_id)).contains(uow.now)
    }
    if not ends:
        return {}, []
    until = uow.now + LONGEST
    cards, found = lock_upcoming(uow.connection, ends.keys(), MOVABLE, uow.now, until)
    return cards, [e for e in found if e.stage.fire_on < ends[cards[e.group_id].firm_id]]


Whose = tuple[int, int | None]
"""A firm, and who looks after the group if it is somebody's in particular."""


def _by_firm(groups: Mapping[int, GroupCard], care: Mapping[int, int]) -> dict[int, Whose]:
    return {number: (group.firm_id, care.get(number)) for number, group in groups.items()}


def _coming_early(
    whose: Mapping[int, Whose], due: Due, upcoming: Iterable[DueReminder], now: datetime
) -> dict[int, datetime]:
    """What is only announced comes along with what its people are told of deadlines now."""
    told = {
        whose[each.group_id]
        for reminders in due.values()
        for each in reminders
        if not each.offer and each.stage.name is not StageName.OVERDUE and each.deadline > now
    }
    return {
        each.id: now
        for each in upcoming
        if each.stage.name in ANNOUNCED and whose[each.group_id] in told
    }


def _waiting(
    whose: Mapping[int, Whose], due: Due, upcoming: Iterable[DueReminder]
) -> dict[int, datetime]:
    """An offer waits for the last one that its people hear of in this part of the day."""
    last: dict[Whose, datetime] = {}
    for each in upcoming:
        if each.offer:
            moment = each.stage.fire_on
            last[whose[each.group_id]] = max(moment, last.get(whose[each.group_id], moment))
    return {
        each.id: last[whose[each.group_id]]
        for reminders in due.values()
        for each in reminders
        if each.offer and whose[each.group_id] in last
    }


def come_along(uow: UnitOfWork, zone: ZoneInfo, firm_ids: Collection[int]) -> None:
    """Let what is only announced of groups come with what these firms hear of other duties."""
    if not firm_ids:
        return
    end = part_end(uow.now, zone)
    _, soon = lock_upcoming(uow.connection, firm_ids, ANNOUNCED, uow.now, end)
    postpone_reminders(uow.connection, dict.fromkeys((each.id for each in soon), uow.now))
