"""The daily report as its people see it: today, two weeks, what to do when something is wrong."""

import html
from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.duties import report_moment
from bot.domain.evidence import day_in, is_late_entry
from bot.domain.members import Role
from bot.domain.speech import Button, View, rows_of
from bot.services.duties import Duty, FirmDuties
from bot.services.duties_daily import EXCEPTION, ZERO, DayReport, may_report, streak
from bot.store.evidence import EvidenceCard
from handlers.notices.duty_words import day_words, hour_words, short_day, undated
from handlers.notices.member_words import role_words
from handlers.owner.duties.evidence_views import receipt_ways, ways_on
from handlers.owner.duties.views import common_ways, head, source_of
from handlers.owner.duties.words import back_to_duty
from handlers.owner.policies.words import remarks_words
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.keeping import Report

HOURS: Final = (10 * 60, 14 * 60, 17 * 60, 18 * 60, 20 * 60)
WEEK: Final = 7
MADE_UP: Final = 4


def card(t: Tongue, duties: FirmDuties, duty: Duty, days: Sequence[DayReport]) -> View:
    """Today first, then how the last two weeks were."""
    today = days[-1]
    text = lines(
        *head(t, duty),
        _today(t, duties, duty, today),
        *_two_weeks(t, days),
        _hour(t, duties),
        t("未定：{remarks}。", remarks=remarks_words(t, duty.verdict.open[:1])),
        source_of(t, duty),
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
) -> View:
    """The receipt of a zero report; somebody else's counts for all."""
    day, zero = _day_of(entry), undated(t.plain(report_of(duty).zero))
    late = is_late_entry(entry.point.subject, entry.recorded_at, duties.zone)
    head_line = (
        t("✅ <b>{day}{zero}，记下了</b>", day=day_words(t, day), zero=zero)
        if new
        else t("✅ {day}已经报过了，不用再报。", day=day_words(t, day))
    )
    count = streak(days)
    text = lines(
        head_line,
        Html(_by(t, duties, entry, late=late).strip()),
        t("已连续 {count} 天。", count=count) if count > 1 and day == duties.today else None,
        t("今天不再提醒；同事那边也不再提醒。") if new and day == duties.today else None,
    )
    return View(text, (receipt_ways(t, entry), ways_on(t, entry)))


def exception(
    t: Tongue, duties: FirmDuties, duty: Duty, entry: EvidenceCard, *, new: bool
) -> View:
    """Something is wrong: what to do first, and a human with one tap."""
    late = is_late_entry(entry.point.subject, entry.recorded_at, duties.zone)
    text = lines(
        t("⚠️ <b>{day}：有异常情况，记下了</b>", day=day_words(t, _day_of(entry))),
        None if new else t("（之前已经记过，没有重复记。）"),
        Html(_by(t, duties, entry, late=late).strip()) if late or not new else None,
        t("请马上做："),
        *(
            t("{n}. {text}（{clause}）", n=n, text=t.words(each.text), clause=each.clause)
            for n, each in enumerate(report_of(duty).on_exception, 1)
        ),
        t("请不要在这里写员工姓名和病情。"),
        source_of(t, duty),
    )
    now = button(t("🚨 马上转给人（紧急）"), "duty:urgent", duty.record)
    words = button(t("写几句再转"), "case:about", duty.record)
    return View(text, ((now,), (words,), receipt_ways(t, entry), ways_on(t, entry)))


def other_day(t: Tongue, duty: Duty, day: date, today: date, answer: str, *, may: bool) -> View:
    """A button of another day: which day is meant?"""
    report = report_of(duty)
    words = report.zero if answer == ZERO else report.exception
    text = lines(
        t(
            "这个按钮是 {day}的，今天是 {today}。",
            day=day_words(t, day),
            today=day_words(t, today),
        ),
        t("要报哪一天？") if may else t("{day}太久了，不能再补报。", day=short_day(t, day)),
    )
    now = button(
        t("报今天：{answer}", answer=undated(t.plain(words))),
        "duty:report",
        duty.record,
        answer,
        today.isoformat(),
    )
    rows = ((now,), *(((late_button(t, duty, day, answer),),) if may else ()))
    return View(text, (*rows, back_to_duty(t, duty.record)))


def past_days(t: Tongue, duties: FirmDuties, duty: Duty, days: Sequence[DayReport]) -> View:
    """The last two weeks day by day; what was missed in the last week can be made up."""
    text = lines(
        t("<b>{title}：近 14 天</b>", title=t.words(duty.verdict.title)),
        *(_day_line(t, duties, each) for each in reversed(_begun(days))),
    )
    open_days = [
        each.day
        for each in reversed(days[:-1])
        if not each.is_done and each.counted and may_report(duties, each.day)
    ]
    rows = [(late_button(t, duty, day, ZERO),) for day in open_days[:MADE_UP]]
    return View(text, (*rows, back_to_duty(t, duty.record)))


def ask_hour(
    t: Tongue,
    duties: FirmDuties,
    duty: Duty,
    *,
    wrong: str | None = None,
    understood: int | None = None,
) -> View:
    """When to remind each day?"""
    text = lines(
        _not_so(t, duties, wrong, understood),
        t("每天几点提醒您报？现在是 {hour}。", hour=hour_words(duties.report_at)),
        t("点按钮，或直接写，例：17:30。夜里不打扰。"),
    )
    buttons = [
        button(hour_words(minutes), "duty:at", duty.record, minutes)
        for minutes in HOURS
        if may_remind(duties, minutes)
    ]
    return View(text, (*rows_of(*buttons, width=3), back_to_duty(t, duty.record)))


def hour_set(t: Tongue, duty: Duty, minutes: int) -> View:
    """From now on at this hour."""
    text = lines(
        t("好，每天 {hour} 提醒您；到晚上还没报，再提醒一次。", hour=hour_words(minutes)),
        t("报过了就不提醒。"),
    )
    return View(text, (back_to_duty(t, duty.record),))


def may_remind(duties: FirmDuties, minutes: int) -> bool:
    """Whether something may ring at that minute of the day."""
    return not duties.quiet.contains(report_moment(duties.today, minutes, duties.zone))


def handed_on(t: Tongue, duty: Duty, case_id: int, number: str) -> View:
    """It is with a human already."""
    text = t("已经转过了，紧急事项 <b>{number}</b> 正在办。有新情况请补充到里面。", number=number)
    more = button(t("补充说明"), "case:note", case_id)
    see = button(t("查看进度"), "case:show", case_id, "new")
    return View(text, ((more, see), back_to_duty(t, duty.record)))


def urgent_text(t: Tongue, duty: Duty, today: date) -> str:
    """What the officer reads; the firm adds words if it wants."""
    said = t(
        "{day} {title}：有异常情况，请尽快联系企业。",
        day=day_words(t, today),
        title=t.words(duty.verdict.title),
    )
    return html.unescape(said)


def late_button(t: Tongue, duty: Duty, day: date, answer: str) -> Button:
    """补报: the day is named, and that it is late."""
    report = report_of(duty)
    words = report.zero if answer == ZERO else report.exception
    label = t("补报 {day}：{answer}", day=short_day(t, day), answer=undated(t.plain(words)))
    return button(label, "duty:report", duty.record, answer, day.isoformat(), "late")


def report_of(duty: Duty) -> Report:
    """The words of its two answers."""
    assert duty.keeping.report is not None  # the loader wants them of every daily report
    return duty.keeping.report


def _answers(t: Tongue, duty: Duty, today: DayReport) -> tuple[tuple[Button, ...], ...]:
    report, day = report_of(duty), today.day.isoformat()
    zero = button(f"✅ {t.plain(report.zero)}", "duty:report", duty.record, ZERO, day)
    wrong = button(t.plain(report.exception), "duty:report", duty.record, EXCEPTION, day)
    return ((wrong,),) if today.is_done else ((zero,), (wrong,))


def _today(t: Tongue, duties: FirmDuties, duty: Duty, today: DayReport) -> Html:
    if today.exception is not None:
        return t("⚠️ 今天报了：{answer}", answer=t.words(report_of(duty).exception))
    if today.zero is not None:
        return Html(t("✅ 今天已报") + _by(t, duties, today.zero, late=False))
    return t("⏳ 今天还没报（24:00 前）")


def _two_weeks(t: Tongue, days: Sequence[DayReport]) -> list[Html]:
    shown = _begun(days)
    weeks = (shown[start : start + WEEK] for start in range(0, len(shown), WEEK))
    found = [
        t(
            "{first}起：{marks}",
            first=short_day(t, week[0].day),
            marks="".join(_mark(each, days[-1].day) for each in week),
        )
        for week in weeks
    ]
    count = streak(days)
    if count > 1:
        found.append(t("已连续 {count} 天。", count=count))
    return found


def _begun(days: Sequence[DayReport]) -> Sequence[DayReport]:
    """The days since the firm began; the last one at the least."""
    counted = [place for place, each in enumerate(days) if each.counted or each.is_done]
    return days[counted[0] if counted else -1 :]


def _day_line(t: Tongue, duties: FirmDuties, each: DayReport) -> Html:
    entry = each.exception or each.zero
    mark, day = _mark(each, duties.today), day_words(t, each.day)
    if entry is None:
        return Html(f"{mark} {day}")
    return Html(f"{mark} {day}{_by(t, duties, entry, late=each.late)}")


def _mark(each: DayReport, today: date) -> str:
    if each.exception is not None:
        return "⚠️"
    if each.zero is not None:
        return "✅"
    if not each.counted:
        return "➖"
    return "⏳" if each.day == today else "❗"


def _by(t: Tongue, duties: FirmDuties, entry: EvidenceCard, *, late: bool) -> Html:
    """Who, by role, and when; a late entry is called one."""
    at, role = moment(t, entry.recorded_at, duties.zone), role_words(t, Role(entry.role))
    if late:
        return t("（补报，{role} {at} 补）", role=role, at=at)
    return t("（{role} {at} 报）", role=role, at=at)


def _hour(t: Tongue, duties: FirmDuties) -> Html:
    hour = hour_words(duties.report_at)
    if duties.book.report_at is None:
        return t("每天 {hour} 提醒（本系统设定，可改）。", hour=hour)
    return t("每天 {hour} 提醒（您自己定的）。", hour=hour)


def _not_so(
    t: Tongue, duties: FirmDuties, wrong: str | None, understood: int | None
) -> Html | None:
    if wrong is None:
        return None
    if understood is None:
        return t("“{text}”没看懂是几点。", text=wrong[:40])
    return t(
        "{hour} 是夜里，不打扰（{start}-{end}）。请选白天的时间。",
        hour=hour_words(understood),
        start=f"{duties.quiet.start:%H:%M}",
        end=f"{duties.quiet.end:%H:%M}",
    )


def _day_of(entry: EvidenceCard) -> date:
    day = day_in(entry.point.subject)
    assert day is not None  # an entry of a daily report is always about a day
    return day
