"""What cannot wait about somebody who comes: what authorities found, what to do, whom we told."""

import html

from bot.domain.speech import View, rows_of
from bot.services.arrivals.standing import ArrivalStatus
from bot.services.cases.cards import CaseCard
from handlers.notices.arrival_words import (
    all_arrivals,
    due_line,
    duty_lines,
    finding_words,
    task_buttons,
    who_words,
)
from handlers.notices.case_buttons import follow_buttons
from handlers.owner.arrivals.card_views import out, undo_row
from handlers.owner.duties.urgent import told_words
from handlers.owner.home_views import navigation
from handlers.owner.policies.words import remarks_words, step_back
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.facts import Fact
from policies.records import Record, Remark


def findings(t: Tongue, status: ArrivalStatus, field: Fact) -> View:
    """What did authorities find about them?"""
    notes = [note for record in status.of.records if _is_urgent(record) for note in record.notes]
    text = lines(
        t("<b>{who}</b>：{label}？", who=who_words(t, status), label=t.words(field.label)),
        t("查出要马上报告的，点了我就同时转给工作人员，夜里也转。"),
        *(t("· {text}", text=remarks_words(t, (note,))) for note in notes),
    )
    options = rows_of(
        *(
            button(t.plain(words), "arrival:state", status.card.id, field.id, option)
            for option, words in field.options.items()
        )
    )
    some = button(t("不是所有人，先分开记"), "arrival:split", status.card.id)
    apart = ((some,),) if status.card.count > 1 else ()
    return View(text, (*options, *apart, step_back(t, "arrival:show", status.card.id)))


def urgent(t: Tongue, status: ArrivalStatus, case: CaseCard | None) -> View:
    """What to do at once, and that humans know."""
    duty = status.urgent
    steps = () if duty is None else duty.verdict.steps
    text = lines(
        _head(t, status),
        *(_step(t, number, step) for number, step in enumerate(steps, 1)),
        _left_open(t, status),
        told_words(t, case) if case is not None else t("这件事已经有事项在办。"),
    )
    number = case.id if case is not None else status.card.case_id
    follow = (follow_buttons(t, number),) if number is not None else ()
    tasks = rows_of(*task_buttons(t, status), width=1)
    return View(text, (*tasks, *follow, *undo_row(t, status), *out(t)))


def case_text(t: Tongue, status: ArrivalStatus) -> str:
    """What humans are told: no more of the person than the firm's own label."""
    found = t(
        "来访（返回）人员被判定为{finding}：{who}。",
        finding=finding_words(t, status),
        who=who_words(t, status),
    )
    where = due_line(t, status) or t("人已经到了。")
    return f"{_plain(found)}{_plain(where)}"


def colleagues_told(t: Tongue, status: ArrivalStatus, case: CaseCard) -> View:
    """To the others of the firm: a colleague has said so, humans know."""
    text = lines(
        _head(t, status),
        t("您的同事刚报的，已转给工作人员，事项号 <b>{number}</b>。", number=case.number),
        duty_lines(t, status),
    )
    opened = button(t("打开"), "arrival:show", status.card.id, "new")
    return View(text, ((opened, all_arrivals(t)), follow_buttons(t, case.id), navigation(t)))


def _step(t: Tongue, number: int, step: Remark) -> Html:
    text = t.words(step.text)
    if step.clause is None:
        return t("{n}. {text}", n=number, text=text)
    return t("{n}. {text}（{clause}）", n=number, text=text, clause=step.clause)


def _left_open(t: Tongue, status: ArrivalStatus) -> Html | None:
    duty = status.urgent
    if duty is None or not duty.verdict.open:
        return None
    return t("未定：{remarks}。", remarks=remarks_words(t, duty.verdict.open[:1]))


def _is_urgent(record: Record) -> bool:
    return record.keeping is not None and record.keeping.urgent


def _plain(text: Html) -> str:
    return html.unescape(text)


def _head(t: Tongue, status: ArrivalStatus) -> Html:
    who, finding = who_words(t, status), finding_words(t, status)
    return t("🚨 <b>{who}：{finding}</b>", who=who, finding=finding)
