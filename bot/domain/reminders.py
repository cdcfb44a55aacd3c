"""Reminder plans: when a group hears about its next sampling, and when it must not.

The documents set the windows, not the reminders; every lead below is a rule of this product.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from bot.domain.quiet import QuietHours
from bot.domain.sampling_refusals import SnoozeCode, SnoozeRefusal
from bot.domain.testing import Rhythm, RhythmKind

EARLY_LEAD = timedelta(hours=12)
LATE_LEAD = timedelta(hours=2)
LEAST_LEAD = timedelta(hours=1)  # less than this before the deadline helps nobody
BEFORE_NIGHT = timedelta(minutes=30)
MERGE_WITHIN = timedelta(minutes=30)
SNOOZE = timedelta(hours=1)
LEAST_SNOOZE = timedelta(minutes=10)
DAILY_MORNING = time(9)  # the sampling points of the day are open
DAILY_EVENING = time(18)  # and the day shift has not gone home everywhere


class StageName(StrEnum):
    """The stages of a plan. At most one of each a deadline, except SNOOZED."""

    OFFER = "offer"
    EARLY = "early"
    EVENING = "evening"
    LATE = "late"
    SNOOZED = "snoozed"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Stage:
    """One reminder to be sent.

    Attributes:
        name: Which one; OVERDUE is told to the firm and to its officer.
        fire_on: Aware UTC.
        silent: Delivered without a sound, because no awake moment was left.
    """

    name: StageName
    fire_on: datetime
    silent: bool = False


_URGENCY = {name: rank for rank, name in enumerate(StageName)}


def order_of(stage: Stage) -> tuple[datetime, int]:
    """Sort key: by time, and at one time by urgency."""
    return stage.fire_on, _URGENCY[stage.name]


def plan(
    deadline: datetime,
    rhythm: Rhythm,
    planned_at: datetime,
    quiet: QuietHours,
    *,
    already: Collection[StageName] = (),
    duty: Iterable[Stage] = (),
) -> tuple[Stage, ...]:
    """Lay out the reminders for one deadline of one group.

    A duty of hours is announced 12 h and 2 h before; a daily one at 09:00, at 18:00 and 2 h
    before midnight, which quiet hours move to 21:30. Both are noted when overdue. What falls
    into quiet hours moves to their end if 2 h are left then, or else to half an hour before
    they begin; if that has passed too, the last duty stage is sent silently in the night.
    No two reminders before the deadline are within 30 minutes of each other.

    An offer is made once, in awake hours, and is left out if a duty stage would come first.

    Args:
        deadline: Aware; for an offer, the moment from which it is open again.
        rhythm: What the deadline comes from.
        planned_at: Now; nothing is planned for the past.
        quiet: When nothing may ring.
        already: Stages that were sent for this same deadline, as after an undo.
        duty: For an offer: the stages planned for the same group's duty.

    Returns:
        Stages in the order in which they fire, in UTC.
    """
    if rhythm.kind is RhythmKind.OFFER:
        stages = _offer(deadline, planned_at, quiet, duty)
    else:
        stages = _ladder(deadline, rhythm, planned_at, quiet)
    return _merged(stage for stage in stages if stage.name not in already)


def snooze(
    pending: Iterable[Stage], now: datetime, deadline: datetime, quiet: QuietHours
) -> tuple[Stage, ...]:
    """Put a duty reminder off by an hour, but not past the last useful moment.

    That moment is an hour before the deadline or, when this is hardly ahead, half of the time
    left. At night it waits for the morning if that is early enough, or else comes silently:
    the person asked for it.

    Args:
        pending: The group's unsent stages for this deadline.
        now: The business clock.
        deadline: Of the duty, aware.
        quiet: When nothing may ring.

    Returns:
        What is pending afterwards, with one SNOOZED in place of the stages that would have
        come before it or within 30 minutes after it.

    Raises:
        SnoozeRefusal: The deadline is over or less than 20 minutes away.
    """
    snoozed = _put_off(now, deadline, quiet)
    covered = snoozed.fire_on + MERGE_WITHIN
    kept = (s for s in pending if s.name is StageName.OVERDUE or s.fire_on > covered)
    return (snoozed, *sorted(kept, key=order_of))


def _offer(
    opens: datetime, planned_at: datetime, quiet: QuietHours, duty: Iterable[Stage]
) -> list[Stage]:
    at = quiet.end_after(opens) if quiet.contains(opens) else opens.astimezone(UTC)
    told_anyway = any(stage.fire_on <= at + MERGE_WITHIN for stage in duty)
    return [] if told_anyway or at < planned_at else [Stage(StageName.OFFER, at)]


def _ladder(
    deadline: datetime, rhythm: Rhythm, planned_at: datetime, quiet: QuietHours
) -> list[Stage]:
    stages = [
        Stage(name, at)
        for name, raw in _announcements(deadline, rhythm, quiet)
        if (at := _awake(raw, deadline, quiet)) >= planned_at
    ]
    if planned_at < deadline:
        stages.append(_late(deadline, planned_at, quiet))
    return [*stages, _overdue(max(deadline, planned_at), quiet)]


def _announcements(
    deadline: datetime, rhythm: Rhythm, quiet: QuietHours
) -> list[tuple[StageName, datetime]]:
    if not rhythm.daily:
        return [(StageName.EARLY, deadline - EARLY_LEAD)]
    # The deadline is the midnight after the day that it closes.
    day = deadline.astimezone(quiet.zone).date() - timedelta(days=1)
    walls = ((StageName.EARLY, DAILY_MORNING), (StageName.EVENING, DAILY_EVENING))
    return [(name, datetime.combine(day, wall, tzinfo=quiet.zone)) for name, wall in walls]


def _awake(raw: datetime, deadline: datetime, quiet: QuietHours) -> datetime:
    if not quiet.contains(raw):
        return raw.astimezone(UTC)
    morning = quiet.end_after(raw)
    return morning if deadline - morning >= LATE_LEAD else quiet.start_before(raw) - BEFORE_NIGHT


def _late(deadline: datetime, planned_at: datetime, quiet: QuietHours) -> Stage:
    """The last call: it may come early, or silently, but it always comes."""
    raw = max(deadline - LATE_LEAD, planned_at).astimezone(UTC)
    if not quiet.contains(raw):
        return Stage(StageName.LATE, raw)
    evening = max(quiet.start_before(raw) - BEFORE_NIGHT, planned_at)
    if not quiet.contains(evening):
        return Stage(StageName.LATE, evening.astimezone(UTC))
    morning = quiet.end_after(raw)
    if deadline - morning >= LEAST_LEAD:
        return Stage(StageName.LATE, morning)
    return Stage(StageName.LATE, raw, silent=True)


def _overdue(at: datetime, quiet: QuietHours) -> Stage:
    awake = quiet.end_after(at) if quiet.contains(at) else at.astimezone(UTC)
    return Stage(StageName.OVERDUE, awake)


def _put_off(now: datetime, deadline: datetime, quiet: QuietHours) -> Stage:
    left = deadline - now
    if left <= timedelta():
        raise SnoozeRefusal(SnoozeCode.OVERDUE, deadline=deadline, now=now)
    if left < 2 * LEAST_SNOOZE:
        raise SnoozeRefusal(SnoozeCode.TOO_NEAR, deadline=deadline, now=now)
    in_time = left - LEAST_LEAD
    at = (now + min(SNOOZE, in_time if in_time >= LEAST_SNOOZE else left / 2)).astimezone(UTC)
    if not quiet.contains(at):
        return Stage(StageName.SNOOZED, at)
    morning = quiet.end_after(at)
    if deadline - morning >= LEAST_LEAD:
        return Stage(StageName.SNOOZED, morning)
    return Stage(StageName.SNOOZED, at, silent=True)


def _merged(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """Let the later of two near stages stand for both; overdue is another message and stays."""
    kept: list[Stage] = []
    for stage in sorted(stages, key=order_of):
        near = bool(kept) and stage.fire_on - kept[-1].fire_on <= MERGE_WITHIN
        if near and stage.name is not StageName.OVERDUE:
            kept.pop()
        kept.append(stage)
    return tuple(kept)
