"""要做的事: every duty of the firm in one list, the most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from bot.domain.speech import Button, View
from bot.services.duties.status import DutyStatus, Progress
from handlers.notices.duty_lines import duty_line, duty_mark
from handlers.notices.duty_words import zero_button
from handlers.owner.home_views import navigation
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.keeping import Form

PAGE: Final = 8


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list shows.

    Attributes:
        unsure: How many duties of the place an authority has to confirm for this firm first.
        paused: Whether the whole firm is paused now.
        forms: How the duties of the place are kept.
        held: Whether any document of the place is.
    """

    statuses: Sequence[DutyStatus]
    today: date
    unsure: int = 0
    paused: bool = False
    forms: frozenset[Form] = frozenset()
    held: bool = True


def listing(t: Tongue, listed: Listed, page: int = 0) -> View:
    """What is overdue or due today, what is not there yet, what is done."""
    if not listed.statuses:
        return _nothing(t, listed)
    pages = -(-len(listed.statuses) // PAGE)
    page = min(page, pages - 1)
    shown = listed.statuses[page * PAGE : (page + 1) * PAGE]
    text = lines(
        _head(t, listed),
        t("⏸ 停产放假期间不提醒。") if listed.paused else None,
        *(duty_line(t, status, listed.today) for status in shown),
        t("（第 {page}/{pages} 页）", page=page + 1, pages=pages) if pages > 1 else None,
        t("另有 {count} 项，要先补充情况，或由主管部门确认。", count=listed.unsure)
        if listed.unsure and page + 1 == pages
        else None,
    )
    rows = (*_report_now(t, listed, page), *((_entry(t, status),) for status in shown))
    return View(text, (*rows, *_turning(t, page, pages), *_tools(t, listed), navigation(t)))


def _nothing(t: Tongue, listed: Listed) -> View:
    none = t("按您说的情况，我掌握的文件里现在没有确定要您做的事。")
    if not listed.held:
        none = t(
            "您那里的文件还没有收录，哪些事必须做我不知道，也不乱说；"
            "请问当地主管部门，或者点“找人工”。"
        )
    text = lines(
        none,
        t("另有 {count} 项，要先补充情况，或由主管部门确认。", count=listed.unsure)
        if listed.unsure
        else None,
    )
    every = (button(t("看全部政策"), "policy:list"),)
    return View(text, (*_tools(t, listed), every, navigation(t)))


def _head(t: Tongue, listed: Listed) -> Html:
    counts = {
        progress: len(list(group))
        for progress, group in groupby(listed.statuses, key=lambda each: each.progress)
    }
    due = counts.get(Progress.OVERDUE, 0) + counts.get(Progress.TODAY, 0)
    parts = [
        t("今天要办 {count} 件", count=due) if due else None,
        t("还没有的 {count} 件", count=counts[Progress.OPEN]) if Progress.OPEN in counts else None,
        t("已做好 {count} 件", count=counts[Progress.DONE]) if Progress.DONE in counts else None,
    ]
    said = t("，").join(part for part in parts if part is not None)
    return t("<b>要做的事：{counts}</b>", counts=Html(said))


def _report_now(t: Tongue, listed: Listed, page: int) -> list[tuple[Button, ...]]:
    """One tap for the daily report, while it is open."""
    return [
        (zero_button(t, report, status.duty.record, listed.today),)
        for status in listed.statuses
        if page == 0 and status.progress is not Progress.DONE
        if (report := status.duty.keeping.report) is not None
    ]


def _entry(t: Tongue, status: DutyStatus) -> Button:
    label = f"{duty_mark(status)} {t.plain(status.duty.verdict.title)}"
    return button(label, "duty:show", status.duty.record)


def _turning(t: Tongue, page: int, pages: int) -> tuple[tuple[Button, ...], ...]:
    earlier = (button(t("‹ 上一页"), "duty:list", page - 1),) if page else ()
    later = (button(t("下一页 ›"), "duty:list", page + 1),) if page + 1 < pages else ()
    return ((*earlier, *later),) if earlier or later else ()


def _tools(t: Tongue, listed: Listed) -> tuple[tuple[Button, ...], ...]:
    lists = (
        *((button(t("来人报备"), "arrival:list"),) if Form.PEOPLE in listed.forms else ()),
        *((button(t("货车出车"), "trip:list"),) if Form.TRIPS in listed.forms else ()),
    )
    more = (button(t("补充情况"), "fact:next"),) if listed.unsure else ()
    export = (*more, button(t("导出履职记录"), "duty:export"))
    return (lists, export) if lists else (export,)
