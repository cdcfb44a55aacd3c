"""What becomes of a planned reminder when its turn comes: late, at night, or no longer true."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.quiet import QuietHours
from bot.domain.reminders import LEAST_LEAD, Stage, StageName, order_of

LATE_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Due:
    """A stage whose turn has come; `late` when it says so, after a downtime."""

    stage: Stage
    late: bool


def newest_only(stages: Iterable[Stage], now: datetime) -> Due | None:
    """Pick the one stage of a group to be sent now; the older ones are superseded.

    A duty supersedes an offer, whichever is newer.

    Args:
        stages: Unsent stages of one group, due or not.
        now: The business clock.

    Returns:
        The stage, marked late more than 10 minutes after its time; None if nothing is due.
    """
    due = [stage for stage in stages if stage.fire_on <= now]
    if not due:
        return None
    newest = max(due, key=lambda stage: (stage.name is not StageName.OFFER, *order_of(stage)))
    return Due(newest, late=now - newest.fire_on > LATE_AFTER)


@dataclass(frozen=True, slots=True)
class Pick:
    """What is said now of one kind: one stage, and the deadline that it is about.

    `covers` are the other deadlines whose missing is told by the same message.
    """

    due: Due
    about: datetime
    covers: frozenset[datetime] = frozenset()


def picks(dated: Iterable[tuple[Stage, datetime]], now: datetime) -> list[Pick]:
    """Pick what is said of one group now: of what was missed, of what is ahead, or its offer.

    Of what is ahead the deadline that comes first speaks for all, with its newest stage; an
    offer keeps silent beside a duty.

    Args:
        dated: Unsent stages of the group, due or not, with their deadlines.
        now: The business clock.
    """
    due = [(stage, about) for stage, about in dated if stage.fire_on <= now]
    missed = [each for each in due if each[0].name is StageName.OVERDUE]
    offers = [each for each in due if each[0].name is StageName.OFFER]
    ahead = [each for each in due if each not in missed and each not in offers]
    found = [_pick(kind, now) for kind in (missed, ahead) if kind]
    if missed:
        covers = frozenset(about for _, about in missed) - {found[0].about}
        found[0] = replace(found[0], covers=covers)
    return found or [_pick([max(offers, key=lambda each: each[1])], now) for _ in offers[:1]]


def _pick(dated: list[tuple[Stage, datetime]], now: datetime) -> Pick:
    first = min(about for _, about in dated)
    newest = newest_only((stage for stage, about in dated if about == first), now)
    assert newest is not None  # the caller gives what is due
    return Pick(newest, first)


def still_wanted(
    stage: Stage,
    planned_for: datetime,
    *,
    deadline: datetime | None,
    now: datetime,
    paused: bool,
) -> bool:
    """Check again at firing time that the reminder is true and wanted.

    Args:
        stage: About to be sent.
        planned_for: The deadline that the stage was planned for.
        deadline: The group's deadline as of now: a sampling in between has moved it, and it
            is None when the rhythm no longer applies.
        now: The business clock.
        paused: Reminders of this group are switched off.
    """
    if paused or deadline != planned_for:
        return False
    if stage.name in {StageName.OFFER, StageName.OVERDUE}:
        return now >= planned_for
    return now < planned_for


def at_firing(stage: Stage, now: datetime, deadline: datetime, quiet: QuietHours) -> Stage:
    """Fit a due stage to the hour in which it is really fired: after a downtime, maybe a night.

    Returns:
        The stage to send; or, when its `fire_on` is after now, the stage to keep waiting.
    """
    if not quiet.contains(now):
        return replace(stage, silent=False)
    if stage.silent:
        return stage
    morning = quiet.end_after(now)
    can_wait = stage.name in {StageName.OFFER, StageName.OVERDUE}
    if can_wait or deadline - morning >= LEAST_LEAD:
        return replace(stage, fire_on=morning)
    return replace(stage, silent=True)
