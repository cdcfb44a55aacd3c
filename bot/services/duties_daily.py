"""The daily report (日报告、零报告): one for the whole firm each day, whoever makes it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.duties import (
    DAY,
    LOOK_BACK,
    DailyStage,
    daily_stages,
    end_of,
    first_day,
    report_moment,
)
from bot.domain.errands import Errand, Wanted
from bot.domain.errors import Stale, StaleCode
from bot.domain.evidence import Point, day_in, day_subject, is_late_entry, subject_of
from bot.domain.pauses import Pause, pause_at
from bot.services.duties import Duty, FirmDuties
from bot.services.errands import Ground, keep_errands
from bot.services.evidence import record_evidence
from bot.services.rhythms import source_of
from bot.store.duty_book import books_of
from bot.store.errands import silence
from bot.store.evidence import EvidenceCard, NewEvidence, points_done
from bot.store.pauses import pauses_of_firms
from bot.store.people import PersonCard
from bot.store.uow import UnitOfWork
from policies.keeping import Report
from policies.verdicts import Source
from policies.words import Words

FORM: Final = "daily"
SCOPE: Final = subject_of("form", FORM)
ZERO: Final = "zero"
EXCEPTION: Final = "exception"
ANSWERS: Final = (ZERO, EXCEPTION)
"""The items of a daily report: its two answers."""
SHOWN_DAYS: Final = 14
MINUTE: Final = timedelta(minutes=1)
AT_LEAST_AHEAD: Final = 60
"""So many days ahead a first day of work is looked for."""
MAKE_UP: Final = LOOK_BACK
"""So many days back a report may be made up."""


@dataclass(frozen=True, slots=True)
class DayReport:
    """One day of the calendar: what was reported, if anything.

    Attributes:
        counted: Whether a report was to be expected: not before the firm began, nor in a pause.
        late: Whether it was only made up after the day was over.
    """

    day: date
    zero: EvidenceCard | None
    exception: EvidenceCard | None
    counted: bool
    late: bool = False

    @property
    def is_done(self) -> bool:
        """Whether there is a report of it."""
        return self.zero is not None or self.exception is not None


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


def streak(days: Sequence[DayReport]) -> int:
    """How many days in a row were reported up to the last; a day that is not over may be open.

    Args:
        days: The oldest first; days of a pause neither count nor end it, what was made up ends
            it.
    """
    count = 0
    for back, each in enumerate(reversed(days)):
        if each.is_done and not each.late:
            count += 1
        elif back and (each.counted or each.late):
            break
    return count


def calendar(
    uow: UnitOfWork, duties: FirmDuties, duty: Duty, days: int = SHOWN_DAYS
) -> tuple[DayReport, ...]:
    """The last days up to today, the oldest first."""
    pauses = firm_pauses(uow, duties.firm_id)
    return tuple(
        _day_report(duties, duty, pauses, duties.today - back * DAY)
        for back in range(days - 1, -1, -1)
    )


def report_day(
    uow: UnitOfWork, person: PersonCard, duties: FirmDuties, duty: Duty, answer: str, day: date
) -> tuple[EvidenceCard, bool]:
    """Keep a day's report; the same answer twice is kept once, and it silences everybody.

    Args:
        answer: One of `ANSWERS`.
        day: Today, or up to a week back: that is a late entry and is shown as one.

    Returns:
        The entry, and whether it is new.

    Raises:
        NotYours: The person may not keep duties of this firm.
        Stale: It is a day that cannot be reported, or no such answer.
    """
    if answer not in ANSWERS or not may_report(duties, day):
        raise Stale(StaleCode.CHANGED)
    known = duties.latest.get(duty.point(answer, day_subject(day)))
    if known is not None:
        return known, False
    # What was made up counts for the last minute of its own day.
    done_at = min(duties.now, end_of(day, duties.zone) - MINUTE)
    new = NewEvidence(duty.point(answer, day_subject(day)), done_at)
    made = record_evidence(uow, person, duties.firm_id, new)
    silence(uow.connection, duties.firm_id, _asked(duty.record, day))
    return made, True


def may_report(duties: FirmDuties, day: date) -> bool:
    """Whether a day can be reported now: today, or one that is not too long past."""
    return 0 <= (duties.today - day).days <= MAKE_UP


def plan_daily(uow: UnitOfWork, duties: FirmDuties, daily: Sequence[Duty]) -> None:
    """Plan the reminders of every daily report; see `Planner`."""
    pauses = firm_pauses(uow, duties.firm_id)
    wanted = [each for duty in daily for each in _wanted(duties, duty, pauses)]
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


def firm_pauses(uow: UnitOfWork, firm_id: int) -> tuple[Pause, ...]:
    """The pauses of the whole firm, past ones too."""
    cards = pauses_of_firms(uow.connection, [firm_id]).get(firm_id, [])
    return tuple(card.span for card in cards if card.group_id is None)


def _asked(record: str, day: date) -> Point:
    """What the errands of a day are about: either answer will do."""
    return Point(record, "", day_subject(day))


def _day_report(duties: FirmDuties, duty: Duty, pauses: Sequence[Pause], day: date) -> DayReport:
    zero, exception = (duties.latest.get(duty.point(a, day_subject(day))) for a in ANSWERS)
    found = exception or zero
    late = found is not None and is_late_entry(found.point.subject, found.recorded_at, duties.zone)
    return DayReport(day, zero, exception, _is_counted(duties, pauses, day), late)


def _is_counted(duties: FirmDuties, pauses: Sequence[Pause], day: date) -> bool:
    begun = first_day(duties.book.opened_at, duties.report_at, duties.zone)
    at = report_moment(day, duties.report_at, duties.zone)
    return begun <= day and pause_at(pauses, at) is None


def _wanted(duties: FirmDuties, duty: Duty, pauses: Sequence[Pause]) -> Iterator[Wanted]:
    """Notes of missed days, and everything about today and the days that come next.

    What falls into a pause is not said, so that today and tomorrow need no thought of one:
    work may begin again at any hour.
    """
    past = (duties.today - back * DAY for back in range(LOOK_BACK, 0, -1))
    for day in past:
        if _is_counted(duties, pauses, day):
            yield from _of_day(duties, duty, day, {DailyStage.MISSED})
    for day in _days_ahead(duties, pauses):
        yield from _of_day(duties, duty, day, set(DailyStage))


def _days_ahead(duties: FirmDuties, pauses: Sequence[Pause]) -> Sequence[date]:
    near = [duties.today, duties.today + DAY]
    later = (duties.today + ahead * DAY for ahead in range(2, AT_LEAST_AHEAD))
    work = (day for day in later if _is_counted(duties, pauses, day))
    return [*near, *islice(work, 1)]


def _of_day(
    duties: FirmDuties, duty: Duty, day: date, stages: Collection[DailyStage]
) -> Iterator[Wanted]:
    if _day_report(duties, duty, (), day).is_done:
        return
    point, over = _asked(duty.record, day), end_of(day, duties.zone)
    for each in daily_stages(day, duties.report_at, duties.quiet):
        missed = each.stage is DailyStage.MISSED
        if each.stage in stages:
            yield Wanted(FORM, point, each.stage, over, each.at, even_late=missed)


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
