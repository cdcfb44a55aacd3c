"""How a duty stands, in one line: for the firm's own list, and for its officers."""

from datetime import date
from typing import Final

from bot.services.duties.status import DutyStatus, Progress
from handlers.notices.coverage_words import coverage_short
from handlers.tongue import Html, Tongue
from policies.keeping import Form

MARKS: Final = {
    Progress.OVERDUE: "❗",
    Progress.TODAY: "⏳",
    Progress.OPEN: "❗",
    Progress.DONE: "✅",
}


def duty_mark(status: DutyStatus) -> str:
    """The sign before a duty: what recurs and is kept has its own, and so has a pause."""
    if status.progress is not Progress.DONE:
        return MARKS[status.progress]
    if status.resting:
        return "⏸"
    return "🔁" if status.next_day is not None else MARKS[status.progress]


def duty_line(t: Tongue, status: DutyStatus, today: date) -> Html:
    """One duty with its state."""
    return t(
        "{mark} {title}：{state}",
        mark=duty_mark(status),
        title=t.words(status.duty.verdict.title),
        state=_state(t, status, today),
    )


def state_line(t: Tongue, status: DutyStatus, today: date) -> Html | None:
    """The state alone, under a duty's title; who is in no group is said in a line of its own."""
    counted = status.coverage is not None
    state = _groups(t, status) if counted else _state(t, status, today)
    return None if state is None else t("{mark} {state}", mark=duty_mark(status), state=state)


def _state(t: Tongue, status: DutyStatus, today: date) -> Html:
    match status.duty.keeping.form:
        case Form.DAILY:
            return _daily(t, status)
        case Form.SAMPLING:
            return _sampling(t, status)
        case Form.CODES:
            return _codes(t, status)
        case Form.PEOPLE:
            return _people(t, status)
        case Form.TRIPS:
            return _trips(t, status)
    return _items(t, status, today)


def _daily(t: Tongue, status: DutyStatus) -> Html:
    if status.resting:
        missed = t("；暂停前漏了 {count} 天", count=status.overdue) if status.overdue else ""
        return Html(t("停产放假，今天不用报") + missed)
    missed = t("；近 7 天漏了 {count} 天", count=status.overdue) if status.overdue else Html("")
    if status.progress is Progress.DONE:
        return Html(t("今天已报") + missed)
    return Html(t("今天 24:00 前") + missed)


def _sampling(t: Tongue, status: DutyStatus) -> Html:
    """What is overdue, or how the groups stand; then who is in no group."""
    lacking = coverage_short(t, status.coverage)
    groups = _groups(t, status)
    said = [groups, lacking] if groups is not None else [lacking or t("见采样总览")]
    return Html(t("；").join(each for each in said if each is not None))


def _groups(t: Tongue, status: DutyStatus) -> Html | None:
    if status.overdue and status.resting:
        return t("暂停前已有 {count} 个组超期", count=status.overdue)
    if status.overdue:
        return t("{count} 个组已超期", count=status.overdue)
    if status.resting:
        return t("停产放假，期间不算超期")
    if not status.total:
        return t("还没有采样组")
    if status.progress is Progress.TODAY:
        return t("今天有组到期")
    without = status.total - status.done
    return t("{count} 个组还没有采样时间", count=without) if without else None


def _codes(t: Tongue, status: DutyStatus) -> Html:
    if not status.total:
        return t("还没算出要几个")
    return t("{total} 个里已张贴 {done} 个", total=status.total, done=status.done)


def _people(t: Tongue, status: DutyStatus) -> Html:
    left = status.total - status.done
    if not left:
        return t("{total} 批都办好了", total=status.total)
    return t("{total} 批里还有 {left} 批没办好", total=status.total, left=left)


def _trips(t: Tongue, status: DutyStatus) -> Html:
    left = status.total - status.done
    if left:
        return t("{total} 趟里有 {left} 趟司乘核酸不够", total=status.total, left=left)
    return t("{total} 趟司乘核酸都够", total=status.total) if status.total else t("没有在走的车")


def _items(t: Tongue, status: DutyStatus, today: date) -> Html:
    if status.overdue:
        return t("{count} 样过期或不足", count=status.overdue)
    if status.progress is Progress.TODAY:
        return t("今天到日子")
    if status.progress is Progress.OPEN:
        if status.total == 1 or not status.done:
            return t("还没有")
        left = status.total - status.done
        return t(
            "已有 {done}/{total}，还差 {left} 样", done=status.done, total=status.total, left=left
        )
    if status.next_day is None or status.days is None:
        return t("已有")
    return every(t, status.days, status.next_day, today)


def every(t: Tongue, days: int, due: date, today: date) -> Html:
    """每 30 天，还剩 5 天."""
    return t("每 {days} 天，还剩 {left} 天", days=days, left=(due - today).days)
