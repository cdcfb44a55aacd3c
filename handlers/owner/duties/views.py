"""要做的事: every duty of the firm in one list, and the card of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from bot.domain.speech import Button, View, rows_of
from bot.services.duties import Duty, FirmDuties
from bot.services.duties_daily import ZERO
from bot.services.duties_items import ItemStatus
from bot.services.duty_status import DutyStatus, Progress
from handlers.notices.duty_lines import duty_line, duty_mark
from handlers.owner.duties.words import (
    back_to_duty,
    back_to_list,
    item_line,
)
from handlers.owner.home_views import navigation
from handlers.owner.policies.words import nature_words, remarks_words
from handlers.phrases import source_words
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.keeping import Form
from policies.verdicts import Source, Verdict
from policies.words import Words

PAGE: Final = 8
OPENS: Final = {Form.SAMPLING: "test:list", Form.PEOPLE: "arrival:list", Form.TRIPS: "trip:list"}
"""Forms whose duties are kept on screens of their own."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list shows.

    Attributes:
        unsure: How many duties of the place an authority has to confirm for this firm first.
        paused: Whether the whole firm is paused now.
        forms: How the duties of the place are kept.
    """

    statuses: Sequence[DutyStatus]
    today: date
    unsure: int = 0
    paused: bool = False
    forms: frozenset[Form] = frozenset()


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
    text = lines(
        t("按您说的情况，我掌握的文件里现在没有确定要您做的事。"),
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
        (
            button(
                f"✅ {t.plain(report.zero)}",
                "duty:report",
                status.duty.record,
                ZERO,
                listed.today.isoformat(),
            ),
        )
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


def items_card(t: Tongue, duties: FirmDuties, duty: Duty, statuses: Sequence[ItemStatus]) -> View:
    """A duty that is kept by items: each with its state, and what can be done about it."""
    zone, stock = duties.zone, any(status.item.unit is not None for status in statuses)
    listed = [
        item_line(
            t,
            status,
            duties.today,
            None if status.last is None else status.last.done_at.astimezone(zone).date(),
        )
        for status in statuses
    ]
    text = lines(*head(t, duty), *listed, *remarks(t, duty.verdict), source_of(t, duty))
    rows = _stock_ways(t, duty) if stock else _note_ways(t, duty, statuses)
    return View(text, (*rows, *_intervals(t, duty, statuses), *common_ways(t, duty)))


def plain_card(t: Tongue, duty: Duty) -> View:
    """A duty that is kept on a screen of its own."""
    text = lines(*head(t, duty), *remarks(t, duty.verdict), source_of(t, duty))
    opened = OPENS.get(duty.keeping.form)
    rows = ((button(t("打开"), opened),),) if opened is not None else ()
    return View(text, (*rows, *common_ways(t, duty)))


def head(t: Tongue, duty: Duty) -> tuple[Html, ...]:
    """What it is, that it is a must, and what it asks in plain words."""
    verdict = duty.verdict
    title = t(
        "📌 <b>{title}</b>（{nature}）",
        title=t.words(verdict.title),
        nature=nature_words(t, verdict.modality),
    )
    return (title, Html(t.words(verdict.gist)))


def remarks(t: Tongue, verdict: Verdict) -> list[Html]:
    """The first note and the first thing that the document leaves open, with who decides."""
    found = []
    if verdict.notes:
        found.append(t("说明：{remarks}。", remarks=remarks_words(t, verdict.notes[:1])))
    if verdict.open:
        found.append(t("未定：{remarks}。", remarks=remarks_words(t, verdict.open[:1])))
    return found


def source_of(t: Tongue, duty: Duty) -> Html:
    """Where it stands."""
    return source_words(t, duty.verdict.source)


def common_ways(t: Tongue, duty: Duty) -> tuple[tuple[Button, ...], ...]:
    """Under every card: what was recorded, the document's words, a human who can help."""
    log = button(t("看记录"), "duty:log", duty.record)
    quote = button(t("看原文"), "duty:quote", duty.record)
    hard = button(t("有困难 → 转属地"), "case:about", duty.record)
    return ((log, quote), (hard,), back_to_list(t))


def _note_ways(
    t: Tongue, duty: Duty, statuses: Sequence[ItemStatus]
) -> tuple[tuple[Button, ...], ...]:
    if len(statuses) == 1:
        return ((button(t("已做好，记一笔"), "duty:note", duty.record, statuses[0].item.id),),)
    buttons = (
        button(
            t("记一笔：{item}", item=t.plain(status.item.label)),
            "duty:note",
            duty.record,
            status.item.id,
        )
        for status in statuses
    )
    return rows_of(*buttons)


def _stock_ways(t: Tongue, duty: Duty) -> tuple[tuple[Button, ...], ...]:
    have = button(t("填现有数量"), "duty:stock", duty.record)
    return ((have, button(t("定目标"), "duty:goal", duty.record)),)


def _intervals(
    t: Tongue, duty: Duty, statuses: Sequence[ItemStatus]
) -> tuple[tuple[Button, ...], ...]:
    if not any(status.may_set_days for status in statuses):
        return ()
    return ((button(t("设提醒间隔"), "duty:every", duty.record),),)


def quotation(t: Tongue, duty: Duty) -> View:
    """看原文: the document's own words, always Chinese, with a gloss in English."""
    verdict = duty.verdict
    text = lines(
        t("<b>{title}</b>的原文：", title=t.words(verdict.title)),
        *(_quoted(t, source) for source in (verdict.source, *verdict.also)),
    )
    return View(text, (back_to_duty(t, duty.record),))


def _quoted(t: Tongue, source: Source) -> Html:
    quoted = source.quotation
    gloss = None if t.language == "zh" else Html(f"<i>{t.words(Words('', quoted.gloss))}</i>")
    body = t("<blockquote>{quote}</blockquote>", quote=quoted.quote)
    return lines(body, gloss, source_words(t, source))
