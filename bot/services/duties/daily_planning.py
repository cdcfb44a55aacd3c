"""Reminders of the daily report: at the firm's hour, before the night, and when it was missed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.duties import (
    DAY,
    LOOK_BACK,
    DailyStage,
    daily_stages,
    end_of,
    report_moment,
)
from bot.domain.errands import Errand, Wanted
from bot.domain.evidence import Point, day_in, subject_of
from bot.domain.pauses import Pause
from bot.services.duties.daily import asked, firm_pauses, is_counted, report_of_day
from bot.services.duties.duties import Duty, FirmDuties
from bot.services.duties.errands import Ground, keep_errands
from bot.services.testing.rhythms import source_of
from bot.store.duties.book import books_of
from bot.store.duties.errands import said_points
from bot.store.duties.evidence import points_done
from bot.store.uow import UnitOfWork
from policies.keeping import Report
from policies.verdicts import Source
from policies.words import Words

FORM: Final = "daily"
SCOPE: Final = subject_of("form", FORM)
AT_LEAST_AHEAD: Final = 60
"""So many days ahead a first day of work is looked for."""


@dataclass(frozen=True, slots=True)
class DailyReminder:
    """What a reminder of the daily report says.

    Attributes:
        days: The open days, the oldest first; today is the last one unless all are over.
        own_hour: Whether the firm chose the hour itself.
    """

    record: str
    title: Words
    report: Report
    source: Source | None
    stage: DailyStage
    days: tuple[date, ...]
    late: bool
    own_hour: bool
    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class _Known:
    """The pauses of a firm, and of which missed days it was told."""

    pauses: Sequence[Pause]
    told: Collection[Point]


def plan_daily(uow: UnitOfWork, duties: FirmDuties, daily: Sequence[Duty]) -> None:
    """Plan the reminders of every daily report; see `Planner`."""
    since = duties.now - (LOOK_BACK + 1) * DAY
    told = said_points(uow.connection, duties.firm_id, FORM, DailyStage.MISSED, since)
    known = _Known(firm_pauses(uow, duties.firm_id), told)
    wanted = [each for duty in daily for each in _wanted(duties, duty, known)]
    keep_errands(uow, duties.firm_id, SCOPE, wanted)


def recheck_daily(
    uow: UnitOfWork, ground: Ground, firm_id: int, due: Sequence[Errand]
) -> Sequence[DailyReminder]:
    """What is still open of the days that these errands are about: one card for each report."""
    subjects = {errand.point.subject for errand in due}
    done = points_done(uow.connection, [firm_id], subjects)
    still = [each for each in due if (firm_id, each.point.record, each.point.subject) not in done]
    records = dict.fromkeys(errand.point.record for errand in still)
    found = (_reminder(uow, ground, [e for e in still if e.point.record == r]) for r in records)
    return [card for card in found if card is not None]


def _wanted(duties: FirmDuties, duty: Duty, known: _Known) -> Iterator[Wanted]:
    """Notes of missed days, and everything about today and the days that come next.

    What falls into a pause is not said, so that today and tomorrow need no thought of one:
    work may begin again at any hour.
    """
    past = (duties.today - back * DAY for back in range(LOOK_BACK, 0, -1))
    for day in past:
        if is_counted(duties, known.pauses, day):
            yield from _of_day(duties, duty, known, day, {DailyStage.MISSED})
    for day in _days_ahead(duties, known.pauses):
        yield from _of_day(duties, duty, known, day, set(DailyStage))


def _days_ahead(duties: FirmDuties, pauses: Sequence[Pause]) -> Sequence[date]:
    near = [duties.today, duties.today + DAY]
    later = (duties.today + ahead * DAY for ahead in range(2, AT_LEAST_AHEAD))
    work = (day for day in later if is_counted(duties, pauses, day))
    return [*near, *islice(work, 1)]


def _of_day(
    duties: FirmDuties, duty: Duty, known: _Known, day: date, stages: Collection[DailyStage]
) -> Iterator[Wanted]:
    if report_of_day(duties, duty, (), day).is_done:
        return
    point, over = asked(duty.record, day), end_of(day, duties.zone)
    for each in daily_stages(day, duties.report_at, duties.quiet):
        missed = each.stage is DailyStage.MISSED
        at = _noted_on(duties, duty, known, day, each.at) if missed else each.at
        if each.stage in stages:
            yield Wanted(FORM, point, each.stage, over, at, even_late=missed)


def _noted_on(
    duties: FirmDuties, duty: Duty, known: _Known, day: date, morning: datetime
) -> datetime:
    """When a missed day is noted: in the morning, or with that day's reminder if they are silent.

    Whoever was told of the day before, and did not make it up, knows.
    """
    before = report_of_day(duties, duty, known.pauses, day - DAY)
    silent = not before.is_done and asked(duty.record, day - DAY) in known.told
    if not silent or day >= duties.today:
        return morning
    return max(morning, report_moment(day + DAY, duties.report_at, duties.zone))


def _reminder(uow: UnitOfWork, ground: Ground, errands: Sequence[Errand]) -> DailyReminder | None:
    """Of one record's open days; None if the rules know no such report any more."""
    record = ground.rulebase.records.get(errands[0].point.record)
    days = [day for errand in errands if (day := day_in(errand.point.subject)) is not None]
    if record is None or record.keeping is None or record.keeping.report is None or not days:
        return None
    book = books_of(uow.connection, [errands[0].firm_id])[errands[0].firm_id]
    newest = max(errands, key=lambda errand: errand.deadline)
    return DailyReminder(
        record=record.id,
        title=record.title,
        report=record.keeping.report,
        source=source_of(ground.rulebase, record.id),
        stage=DailyStage(newest.stage),
        days=tuple(sorted(days)),
        late=any(errand.late for errand in errands),
        own_hour=book.report_at is not None,
        now=uow.now,
        zone=ground.zone,
    )
