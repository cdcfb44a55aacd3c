"""Broadcasts as lists, and one that is being written or waits to be approved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.broadcast_lint import faults_of
from bot.domain.broadcasts import BroadcastState, Urgency
from bot.domain.packages import Nothing
from bot.domain.speech import Button, View, rows_of
from bot.services.broadcasts.broadcasts import BroadcastCard
from bot.services.broadcasts.figures import BroadcastLists
from bot.services.files import Taken
from bot.services.packages.counts import PackageCount
from bot.store.broadcasts.broadcasts import BroadcastRecord
from handlers.desk.broadcasts.changing_views import (
    called,
    change_lines,
    half_changed,
    still_paused,
    way_button,
)
from handlers.desk.broadcasts.compose_views import content_lines
from handlers.desk.broadcasts.compose_views import listing as list_button
from handlers.desk.broadcasts.fault_words import fault_lines
from handlers.desk.broadcasts.package_words import count_lines
from handlers.desk.broadcasts.plan_views import approval_lines, plan_lines
from handlers.desk.broadcasts.plans import Plan
from handlers.desk.broadcasts.terms_views import term_lines, terms_button
from handlers.desk.home_views import back
from handlers.notices.broadcast_words import MARKS, line_of, state_words, titled, urgency_words
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

PAGE: Final = 8


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a broadcast is for.

    Attributes:
        words: The audience in words.
        firms: How many firms; None where that is not counted anew.
        persons: How many people get it, as counted when it was chosen or submitted.
        examples: Names of some firms, sorted.
        lists: Of a package, how many firms there are and to how many nothing applies; None
            where that was not counted.
        nothing: Of a package, what becomes of those.
    """

    words: Html
    firms: int | None
    persons: int
    examples: tuple[str, ...]
    lists: PackageCount | None = None
    nothing: Nothing | None = None


def listing(t: Tongue, found: BroadcastLists, zone: ZoneInfo, *, writes: bool) -> View:
    """What waits, what is under way, what is one's own."""
    parts = (
        (t("等您审批："), found.to_approve),
        (t("🚨 紧急发出，等您看过："), found.to_look_over),
        (t("在发："), found.under_way),
        (t("您写的："), found.mine),
    )
    shown = [(head, each[:PAGE]) for head, each in parts if each]
    told = [line for head, each in shown for line in (head, *_lines(t, each, zone))]
    text = lines(
        t("<b>群发</b>：写给一批企业的通知，要另一位审批员批准才发。"),
        *told,
        None if shown else t("现在没有要办的。"),
    )
    one = {it.id: _one(t, it) for _, each in shown for it in each}
    write = ((button(t("✏️ 写群发"), "bc:new"),),) if writes else ()
    past = (button(t("以前的"), "bc:past", 0),) if found.past else ()
    return View(text, (*write, *rows_of(*one.values()), (*past, back(t))))


def past(t: Tongue, found: Sequence[BroadcastRecord], zone: ZoneInfo, page: int) -> View:
    """What is over, the newest first."""
    page = min(page, max(len(found) - 1, 0) // PAGE)
    shown = found[page * PAGE : (page + 1) * PAGE]
    turn = [button(t("上一页"), "bc:past", page - 1)] if page > 0 else []
    if (page + 1) * PAGE < len(found):
        turn.append(button(t("下一页"), "bc:past", page + 1))
    text = lines(t("<b>以前的群发</b>"), *_lines(t, shown, zone), None if shown else t("还没有。"))
    rows = (*rows_of(*(_one(t, each) for each in shown)), *((tuple(turn),) if turn else ()))
    return View(text, (*rows, (list_button(t), back(t))))


def card(
    t: Tongue,
    it: BroadcastCard,
    reach: Reach | None,
    plan: Plan,
    file: Taken | None,
    before: str | None,
) -> View:
    """One that is being written, or waits for its second person."""
    record = it.record
    text = lines(
        before,
        t(
            "{mark} <b>{called}</b> · {place} · {state}",
            mark=MARKS[record.state],
            called=called(t, it),
            place=t.words(record.place),
            state=state_words(t, record.state),
        ),
        *change_lines(t, it),
        None if it.own else t("{name} 写的", name=it.author.name),
        t("↩️ 退回：“{reason}”", reason=record.reason) if record.reason else None,
        *content_lines(t, record.content, file),
        *reach_lines(t, reach),
        urgency_words(t, record.urgency),
        *plan_lines(t, plan),
        *term_lines(t, record, plan),
        *_next(t, it, reach, plan),
    )
    return View(text, (*_acts(t, it, reach, plan), (list_button(t), back(t))))


def reach_lines(t: Tongue, reach: Reach | None) -> Iterator[Html]:
    """Whom it is for, how many that are, and some of them."""
    if reach is None:
        yield t("📣 发给：还没选")
        return
    yield t("📣 发给：{words}", words=reach.words)
    if reach.firms is None:
        yield t("<b>{persons} 人</b>", persons=reach.persons)
    else:
        yield t("<b>{firms} 家，{persons} 人</b>", firms=reach.firms, persons=reach.persons)
    yield from count_lines(t, reach.nothing, reach.lists)
    if reach.examples:
        yield t("例如：{firms}", firms=t("、").join(reach.examples))


def tried(t: Tongue, it: BroadcastCard) -> View:
    """They were sent to oneself only."""
    text = t("上面是企业会收到的样子，只发给了您。企业名称和地区按收到的人换。")
    return View(text, ((button(t("改内容"), "bc:edit", it.record.id), _show(t, it)), (back(t),)))


def dropped(t: Tongue, it: BroadcastCard) -> View:
    """It was given up before anything was sent."""
    text = lines(t("⛔ 这条不发了，没有发给任何人。"), still_paused(t, it))
    return View(text, ((list_button(t), back(t)),))


def _next(t: Tongue, it: BroadcastCard, reach: Reach | None, plan: Plan) -> Iterator[Html]:
    """What is lacking, or whom it waits for."""
    if it.record.state is BroadcastState.SUBMITTED:
        yield from approval_lines(t, it, plan)
        yield _waits(t, it)
        return
    faults = faults_of(it.record.content, it.record.kind)
    if faults or reach is None:
        yield t("还差：")
        yield from fault_lines(t, faults)
        if reach is None:
            yield t("· 选发给谁")
    half = half_changed(t, it)
    if half is not None:
        yield half
    if not faults and reach is not None and not it.approvers:
        yield t("⚠️ 这里还没有别的审批员：请管理员先任命一位，才有人批准。")


def _waits(t: Tongue, it: BroadcastCard) -> Html:
    if it.approves:
        return t("请先看内容，再批准或退回。")
    if not it.approvers:
        return t("⚠️ 这里还没有别的审批员：请管理员先任命一位，才有人批准。")
    names = t("、").join(each.name for each in it.approvers[:3])
    return t("等审批：{names}。现在改了要重新送审。", names=names)


def _acts(
    t: Tongue, it: BroadcastCard, reach: Reach | None, plan: Plan
) -> tuple[tuple[Button, ...], ...]:
    number, submitted = it.record.id, it.record.state is BroadcastState.SUBMITTED
    if it.approves and submitted:
        return ((button(t("看内容，再决定"), "bc:read", number),),)
    if not it.own:
        return ((button(t("看内容"), "bc:read", number),),)
    urgent = it.record.urgency is Urgency.URGENT
    haste = (
        button(t("改成普通"), "bc:haste", number, Urgency.NOTICE)
        if urgent
        else button(t("改成紧急"), "bc:haste", number, Urgency.URGENT)
    )
    whole = reach is not None and not faults_of(it.record.content, it.record.kind)
    ready = whole and not submitted and not plan.passed
    submit = ((button(t("送审"), "bc:submit", number),),) if ready else ()
    edit, to_whom = button(t("改内容"), "bc:edit", number), button(t("发给谁"), "aud:open", number)
    when = button(t("定时…"), "bc:when", number)
    return (
        (edit, way_button(t, it) or to_whom),
        (button(t("试发给我"), "bc:try", number), haste),
        *submit,
        (
            *terms_button(t, it),
            *(() if it.record.change else (when,)),
            button(t("不发了"), "bc:drop", number),
        ),
    )


def _lines(t: Tongue, found: Sequence[BroadcastRecord], zone: ZoneInfo) -> Iterator[Html]:
    return (line_of(t, each, zone) for each in found)


def _one(t: Tongue, it: BroadcastRecord) -> Button:
    return button(f"#{it.id} {titled(t, it.content)}", "bc:show", it.id)


def _show(t: Tongue, it: BroadcastCard) -> Button:
    return button(t("看这条群发"), "bc:show", it.record.id)
