"""The daily report as its people see it: today, and the receipts of both answers."""

from collections.abc import Sequence
from datetime import date

from bot.domain.evidence import is_late_entry
from bot.domain.speech import Button, View
from bot.services.duties.daily import EXCEPTION, DayReport, streak
from bot.services.duties.duties import Duty, FirmDuties
from bot.services.duties.status import DutyStatus
from bot.store.duties.evidence import EvidenceCard
from handlers.notices.duty_words import day_words, short_day, zero_button
from handlers.owner.duties.case_of_day_views import CaseOfDay, case_ways, linked_line
from handlers.owner.duties.daily_words import (
    answer_on,
    by_words,
    day_of,
    late_button,
    report_of,
)
from handlers.owner.duties.days_views import two_weeks
from handlers.owner.duties.evidence_views import receipt_ways, ways_on
from handlers.owner.duties.hour_views import hour_line
from handlers.owner.duties.views import common_ways, gist, remarks, source_of, title, written
from handlers.owner.duties.words import back_to_duty
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


def card(
    t: Tongue, duties: FirmDuties, duty: Duty, status: DutyStatus, days: Sequence[DayReport]
) -> View:
    """Today first, then how the last two weeks were."""
    today = days[-1]
    text = lines(
        title(t, duty),
        _today(t, duties, duty, status, today),
        *two_weeks(t, days),
        gist(t, duty),
        hour_line(t, duties),
        *remarks(t, duty.verdict)[-1:],
        *written(t, duty),
    )
    hour = button(t("改提醒时间"), "duty:hour", duty.record)
    past = button(t("看近 14 天"), "duty:cal", duty.record)
    return View(text, (*_answers(t, duty, today), (past, hour), *common_ways(t, duty)))


def reported(
    t: Tongue,
    duties: FirmDuties,
    duty: Duty,
    entry: EvidenceCard,
    days: Sequence[DayReport],
    *,
    new: bool,
    beside: CaseOfDay | None = None,
) -> View:
    """The receipt of a zero report; somebody else's counts for all.

    Args:
        beside: The case of that day that was known, so that it was reported all the same.
    """
    day = day_of(entry)
    late = is_late_entry(entry.point.subject, entry.recorded_at, duties.zone)
    zero = answer_on(t, duty, entry.point.item)
    head_line = (
        t("✅ <b>{day}{zero}，记下了</b>", day=day_words(t, day), zero=zero)
        if new
        else t("✅ {day}已经报过了，不用再报。", day=day_words(t, day))
    )
    count = streak(days)
    text = lines(
        head_line,
        Html(by_words(t, duties, entry, late=late).strip()),
        t("记录里写明：当时知道事项 {number} 还没办完。", number=beside.number)
        if beside is not None and new
        else None,
        t("已连续 {count} 天。", count=count) if count > 1 and day == duties.today else None,
        t("今天不再提醒；同事那边也不再提醒。") if new and day == duties.today else None,
    )
    return View(text, (receipt_ways(t, entry), ways_on(t, entry)))


def exception(
    t: Tongue,
    duties: FirmDuties,
    duty: Duty,
    entry: EvidenceCard,
    *,
    new: bool,
    beside: CaseOfDay | None = None,
) -> View:
    """Something is wrong: what to do first, and a human with one tap.

    Args:
        beside: The open case of that day, which this report belongs to.
    """
    late = is_late_entry(entry.point.subject, entry.recorded_at, duties.zone)
    text = lines(
        t("⚠️ <b>{day}：有异常情况，记下了</b>", day=day_words(t, day_of(entry))),
        None if new else t("（之前已经记过，没有重复记。）"),
        Html(by_words(t, duties, entry, late=late).strip()) if late or not new else None,
        linked_line(t, beside),
        t("请马上做："),
        *(
            t("{n}. {text}（{clause}）", n=n, text=t.words(each.text), clause=each.clause)
            for n, each in enumerate(report_of(duty).on_exception, 1)
        ),
        t("请不要在这里写员工姓名和病情。"),
        source_of(t, duty),
    )
    ways = case_ways(t, beside) if beside is not None else _to_humans(t, duty)
    return View(text, (*ways, receipt_ways(t, entry), ways_on(t, entry)))


def other_day(t: Tongue, duty: Duty, day: date, today: date, answer: str, *, may: bool) -> View:
    """A button of another day: which day is meant?"""
    text = lines(
        t(
            "这个按钮是 {day}的，今天是 {today}。",
            day=day_words(t, day),
            today=day_words(t, today),
        ),
        t("要报哪一天？") if may else t("{day}太久了，不能再补报。", day=short_day(t, day)),
    )
    now = button(
        t("报今天：{answer}", answer=answer_on(t, duty, answer)),
        "duty:report",
        duty.record,
        answer,
        today.isoformat(),
    )
    rows = ((now,), *(((late_button(t, duty, day, answer),),) if may else ()))
    return View(text, (*rows, back_to_duty(t, duty.record)))


def handed_on(t: Tongue, duty: Duty, beside: CaseOfDay) -> View:
    """It is with a human already."""
    number = beside.number
    text = t("已经转过了，紧急事项 <b>{number}</b> 正在办。有新情况请补充到里面。", number=number)
    return View(text, (*case_ways(t, beside), back_to_duty(t, duty.record)))


def urgent_text(t: Tongue, duty: Duty) -> str:
    """What the officer reads beside the duty's name: the answer that was tapped, no more."""
    return t.plain(report_of(duty).exception)


def _to_humans(t: Tongue, duty: Duty) -> tuple[tuple[Button, ...], ...]:
    now = button(t("🚨 马上转给人（紧急）"), "duty:urgent", duty.record)
    words = button(t("写几句再转"), "case:about", duty.record)
    return ((now,), (words,))


def _answers(t: Tongue, duty: Duty, today: DayReport) -> tuple[tuple[Button, ...], ...]:
    report, day = report_of(duty), today.day
    zero = zero_button(t, report, duty.record, day)
    wrong = button(
        t.plain(report.exception), "duty:report", duty.record, EXCEPTION, day.isoformat()
    )
    return ((wrong,),) if today.is_done else ((zero,), (wrong,))


def _today(
    t: Tongue, duties: FirmDuties, duty: Duty, status: DutyStatus, today: DayReport
) -> Html:
    if today.exception is not None:
        return t("⚠️ 今天报了：{answer}", answer=t.words(report_of(duty).exception))
    if today.zero is not None:
        return Html(t("✅ 今天已报") + by_words(t, duties, today.zero, late=False))
    if status.resting and status.overdue:
        return t("⏸ 停产放假，今天不用报。暂停前漏了 {count} 天。", count=status.overdue)
    if status.resting:
        return t("⏸ 停产放假，今天不用报。")
    return t("⏳ 今天还没报（24:00 前）")
