"""The daily report (日报告、零报告): one for the whole firm each day, whoever makes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain.duties import (
    DAY,
    LOOK_BACK,
    end_of,
    first_day,
    report_moment,
)
from bot.domain.errors import Stale, StaleCode
from bot.domain.evidence import Point, day_subject, is_late_entry
from bot.domain.pauses import Pause, pause_at
from bot.services.duties.duties import Duty, FirmDuties
from bot.services.duties.evidence import record_evidence
from bot.store.duties.errands import silence
from bot.store.duties.evidence import EvidenceCard, NewEvidence
from bot.store.firms.people import PersonCard
from bot.store.testing.pauses import pauses_of_firms
from bot.store.uow import UnitOfWork

ZERO: Final = "zero"
EXCEPTION: Final = "exception"
ANSWERS: Final = (ZERO, EXCEPTION)
"""The items of a daily report: its two answers."""
SHOWN_DAYS: Final = 14
MINUTE: Final = timedelta(minutes=1)
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
        report_of_day(duties, duty, pauses, duties.today - back * DAY)
        for back in range(days - 1, -1, -1)
    )


def rest_of_today(uow: UnitOfWork, duties: FirmDuties) -> Pause | None:
    """The pause of the whole firm because of which nothing is to be reported today."""
    at = report_moment(duties.today, duties.report_at, duties.zone)
    return pause_at(firm_pauses(uow, duties.firm_id), at)


def missed_days(uow: UnitOfWork, duties: FirmDuties, duty: Duty) -> int:
    """How many reports are missing of the last week; in a pause, of the week before it."""
    pauses, rest = firm_pauses(uow, duties.firm_id), rest_of_today(uow, duties)
    begins = duties.now if rest is None else min(rest.starts_at, duties.now)
    last = begins.astimezone(duties.zone).date()
    week = (last - back * DAY for back in range(LOOK_BACK + 1))
    days = (report_of_day(duties, duty, pauses, day) for day in week if day < duties.today)
    return sum(each.counted and not each.is_done for each in days)


@dataclass(frozen=True, slots=True)
class Beside:
    """The case of the same day that a report belongs to, and what is kept as words with it."""

    case_id: int
    words: str


def report_day(
    uow: UnitOfWork,
    person: PersonCard,
    duties: FirmDuties,
    duty: Duty,
    answer: str,
    day: date,
    beside: Beside | None = None,
) -> tuple[EvidenceCard, bool]:
    """Keep a day's report; the same answer twice is kept once, and it silences everybody.

    Args:
        answer: One of `ANSWERS`.
        day: Today, or up to a week back: that is a late entry and is shown as one.
        beside: The case that it belongs to; None if to none.

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
    words, case_id = ("", None) if beside is None else (beside.words, beside.case_id)
    new = NewEvidence(duty.point(answer, day_subject(day)), done_at, words, case_id=case_id)
    made = record_evidence(uow, person, duties.firm_id, new)
    silence(uow.connection, duties.firm_id, asked(duty.record, day))
    return made, True


def may_report(duties: FirmDuties, day: date) -> bool:
    """Whether a day can be reported now: today, or one that is not too long past."""
    return 0 <= (duties.today - day).days <= MAKE_UP


def firm_pauses(uow: UnitOfWork, firm_id: int) -> tuple[Pause, ...]:
    """The pauses of the whole firm, past ones too."""
    cards = pauses_of_firms(uow.connection, [firm_id]).get(firm_id, [])
    return tuple(card.span for card in cards if card.group_id is None)


def asked(record: str, day: date) -> Point:
    """What the errands of a day are about: either answer will do."""
    return Point(record, "", day_subject(day))


def report_of_day(duties: FirmDuties, duty: Duty, pauses: Sequence[Pause], day: date) -> DayReport:
    """What was reported of one day."""
    zero, exception = (duties.latest.get(duty.point(a, day_subject(day))) for a in ANSWERS)
    found = exception or zero
    late = found is not None and is_late_entry(found.point.subject, found.recorded_at, duties.zone)
    return DayReport(day, zero, exception, is_counted(duties, pauses, day), late)


def is_counted(duties: FirmDuties, pauses: Sequence[Pause], day: date) -> bool:
    """Whether a report of this day is to be expected."""
    begun = first_day(duties.book.opened_at, duties.report_at, duties.zone)
    at = report_moment(day, duties.report_at, duties.zone)
    return begun <= day and pause_at(pauses, at) is None
