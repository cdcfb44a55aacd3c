"""What a test group is told and when, over all its clocks and around its pauses."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.cycles import Course, Deadline, deadlines, deadlines_of, openings
from bot.domain.pauses import Pause, after_pauses, pause_at
from bot.domain.quiet import QuietHours
from bot.domain.reminders import MERGE_WITHIN, Stage, StageName, order_of, plan

Dated = tuple[Stage, datetime]
"""A stage and the deadline (for an offer, the opening) that it is about."""

Sent = Mapping[datetime, Collection[StageName]]
"""Which stages were sent already, by the deadline that they were about."""

AFTER_RETURN = timedelta(hours=1)
"""What ran out in a pause is not noted as missed before an hour of work has passed."""


def duty_stages(course: Course, now: datetime, quiet: QuietHours, sent: Sent) -> list[Dated]:
    """Lay out what is to be said about the duties, in the order in which it fires.

    One sampling meets all duties of a part, so only its nearest deadline ahead is announced, and
    a later one once that has passed; each that has passed is noted, once. Nothing is said in a
    pause, and of parts that fall due within half an hour of each other the first announcement
    and the last note speak for all.
    """
    told_from = _told_from(course, now, quiet.zone)
    stages = [
        (stage, due.at)
        for due in deadlines(course, quiet.zone)
        for planned in _stages_of(due, now, quiet, sent.get(due.at, ()))
        if planned.fire_on >= told_from[due.at]
        if (stage := _at_work(planned, course.pauses, quiet)) is not None
    ]
    return _for_all(stages)


def offer_stages(
    course: Course, now: datetime, quiet: QuietHours, sent: Sent, duty: Collection[Dated]
) -> list[Dated]:
    """Lay out what is to be said about the offer, beside what is said about the duties."""
    said = [stage for stage, _ in duty]
    stages = [
        (stage, opening.at)
        for opening in openings(course, quiet.zone)
        for stage in plan(
            opening.at,
            opening.ruled.rhythm,
            now,
            quiet,
            already=sent.get(opening.at, ()),
            duty=said,
        )
        if pause_at(course.pauses, stage.fire_on) is None
    ]
    return sorted(_last_for_all(stages), key=lambda dated: order_of(dated[0]))


def _told_from(course: Course, now: datetime, zone: ZoneInfo) -> dict[datetime, datetime]:
    """From when each deadline is spoken of: one that follows another waits for it to pass."""
    told: dict[datetime, datetime] = {}
    for part in course.parts:
        before = now
        for at in (due.at for due in deadlines_of(course, part, zone)):
            told[at] = min(told.get(at, before), before)
            before = max(at, now)
    return told


def _stages_of(
    due: Deadline, now: datetime, quiet: QuietHours, already: Collection[StageName]
) -> tuple[Stage, ...]:
    if not due.returned:
        return plan(due.at, due.ruled.rhythm, now, quiet, already=already)
    # The return was announced on the evening before it, or when it was said.
    noted = max(now, _at_work_again(due.at, quiet))
    return plan(due.at, due.ruled.rhythm, noted, quiet, already=already)


def _at_work(stage: Stage, pauses: tuple[Pause, ...], quiet: QuietHours) -> Stage | None:
    """The stage, if it comes outside of pauses; what was missed before one is noted after it."""
    if pause_at(pauses, stage.fire_on) is None:
        return stage
    back = after_pauses(pauses, stage.fire_on)
    if back is None or stage.name is not StageName.OVERDUE:
        return None
    return replace(stage, fire_on=_at_work_again(back, quiet))


def _at_work_again(back: datetime, quiet: QuietHours) -> datetime:
    """When a first hour of work has passed after a return, awake."""
    morning = quiet.end_after(back) if quiet.contains(back) else back
    at = morning + AFTER_RETURN
    return quiet.end_after(at) if quiet.contains(at) else at


def _for_all(stages: Iterable[Dated]) -> list[Dated]:
    """Of what several parts are told at nearly the same moment, one message is enough."""
    ordered = sorted(stages, key=lambda dated: (dated[1], order_of(dated[0])))
    notes = [dated for dated in ordered if dated[0].name is StageName.OVERDUE]
    ahead: list[Dated] = []
    for stage, at in ordered:
        covered = (_is_near(other, stage) and at - by <= MERGE_WITHIN for other, by in ahead)
        if stage.name is not StageName.OVERDUE and not any(covered):
            ahead.append((stage, at))
    return sorted([*ahead, *_last_for_all(notes)], key=lambda dated: order_of(dated[0]))


def _last_for_all(stages: Iterable[Dated]) -> list[Dated]:
    """Of stages about moments within half an hour only the last, which lists them all."""
    kept: list[Dated] = []
    for stage, at in sorted(stages, key=lambda dated: dated[1], reverse=True):
        if not any(_is_near(stage, other) and by - at <= MERGE_WITHIN for other, by in kept):
            kept.append((stage, at))
    return kept


def _is_near(one: Stage, other: Stage) -> bool:
    """Whether the same stage comes within half an hour after this one."""
    near = timedelta() <= other.fire_on - one.fire_on <= MERGE_WITHIN
    return near and one.name is other.name
