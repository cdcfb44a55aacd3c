"""What the screens of the daily report say in the same words: answers, marks, who and when."""

from datetime import date

from bot.domain.evidence import day_in
from bot.domain.members import Role
from bot.domain.speech import Button
from bot.services.duties.daily import ZERO, DayReport
from bot.services.duties.duties import Duty, FirmDuties
from bot.store.duties.evidence import EvidenceCard
from handlers.notices.duty_words import short_day, undated
from handlers.notices.member_words import role_words
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue
from policies.keeping import Report
from policies.words import Words

LATE = "late"
KNOWN = "known"
"""Flags behind a report's button: it is made up; the case of the day was named."""


def report_of(duty: Duty) -> Report:
    """The words of its two answers."""
    assert duty.keeping.report is not None  # the loader wants them of every daily report
    return duty.keeping.report


def answer_words(duty: Duty, answer: str) -> Words:
    """One of the two answers as the record words it."""
    report = report_of(duty)
    return report.zero if answer == ZERO else report.exception


def answer_on(t: Tongue, duty: Duty, answer: str) -> str:
    """The same for a day that is named beside it: 零报告."""
    return undated(t.plain(answer_words(duty, answer)))


def late_button(t: Tongue, duty: Duty, day: date, answer: str) -> Button:
    """补报: the day is named, and that it is late."""
    said = answer_on(t, duty, answer)
    label = t("补报 {day}：{answer}", day=short_day(t, day), answer=said)
    return button(label, "duty:report", duty.record, answer, day.isoformat(), LATE)


def mark(each: DayReport, today: date) -> str:
    """The sign of one day."""
    if each.exception is not None:
        return "⚠️"
    if each.zero is not None:
        return "✅"
    if not each.counted:
        return "➖"
    return "⏳" if each.day == today else "❗"


def by_words(t: Tongue, duties: FirmDuties, entry: EvidenceCard, *, late: bool) -> Html:
    """Who, by role, and when; a late entry is called one."""
    at, role = moment(t, entry.recorded_at, duties.zone), role_words(t, Role(entry.role))
    if late:
        return t("（补报，{role} {at} 补）", role=role, at=at)
    return t("（{role} {at} 报）", role=role, at=at)


def day_of(entry: EvidenceCard) -> date:
    """The day that an entry is about."""
    day = day_in(entry.point.subject)
    assert day is not None  # an entry of a daily report is always about a day
    return day
