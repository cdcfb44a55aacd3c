"""Test groups as the owner sees them: the overview, one group, and what was recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.reminders import EARLY_LEAD
from bot.domain.speech import Button, View
from bot.services.rhythms import SamplingRules
from bot.services.standing import GroupState, GroupStatus
from bot.services.testing import Recorded
from handlers.notices.sampling_words import (
    every_group,
    group_name,
    group_title,
    last_sampling,
    mark,
    must_by,
    offer_line,
    rhythm,
    source_line,
)
from handlers.owner.home_views import navigation
from handlers.phrases import deadline, duration, moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.verdicts import Outcome, Source, Verdict
from policies.words import Words

PAGE: Final = 6


@dataclass(frozen=True)
class Wording:
    """What every view of this subject needs beside its card.

    Args:
        posts: Post id to what people of that post do.
        sources: Policy id to where it stands.
    """

    t: Tongue
    zone: ZoneInfo
    posts: Mapping[str, Words]
    sources: Mapping[str, Source]

    def name(self, status: GroupStatus) -> Html:
        """物流组."""
        return group_name(self.t, self.posts.get(status.group.post), status.group)

    def title(self, status: GroupStatus) -> Html:
        """物流组(12 人)."""
        return group_title(self.t, self.posts.get(status.group.post), status.group)


def overview(
    say: Wording, rules: SamplingRules, statuses: Sequence[GroupStatus], page: int
) -> View:
    """Every group with what is left of its time; no rhythm is said plainly, with the reason."""
    t = say.t
    why = None if rules.in_force else lines("", no_rhythm(t, rules))
    shown = statuses[page * PAGE : (page + 1) * PAGE]
    text = lines(
        t("<b>采样总览</b>"),
        *(_line(say, status) for status in shown),
        None if statuses or why else t("还没有采样组。一起采样的人编成一组，到期前我按组提醒。"),
        why,
    )
    groups = [(button(say.name(status), "test:show", status.group.id),) for status in shown]
    return View(text, (*groups, *_more(t, statuses, page, rules), navigation(t)))


def no_rhythm(t: Tongue, rules: SamplingRules) -> Html:
    """Why nothing is counted here: never an invented rule."""
    capped = next((verdict for verdict in rules.others if verdict.capped), None)
    if capped is not None:
        return t(
            "采样周期的文件是 {year} 年的，今年是否仍执行须由主管部门确认，"
            "所以现在不计期限、不提醒。",
            year=capped.source.date.year,
        )
    if _asks(rules) is not None:
        return t("还差一项信息，答了才知道您的厂多久采一次样。")
    if any(verdict.outcome is Outcome.CONFIRM for verdict in rules.others):
        return t("当地现在按哪种状态采样，要由工作人员确认；确认以后我就开始提醒。")
    return t("我掌握的文件里，没有对您这里适用的采样周期。不编期限，所以不提醒；可以问包保干部。")


def card(say: Wording, status: GroupStatus, *, before: Html | None = None) -> View:
    """One group: its last sampling, its deadline, its offer, and what can be done."""
    t, group = say.t, status.group
    due = status.due
    text = lines(
        before,
        t("<b>{group}</b>", group=say.title(status)),
        last_sampling(t, group.sampled_at, say.zone),
        *_duty_lines(say, status),
        offer_line(t, status, say.zone),
        source_line(t, say.sources.get(due.ruled.policy)) if due else None,
    )
    return View(text, (*_card_rows(t, status), navigation(t)))


def recorded(say: Wording, done: Recorded) -> View:
    """What was recorded, the next deadline, and the way back for ten minutes."""
    t, status = say.t, done.status
    at = status.group.sampled_at
    text = lines(
        t(
            "✅ 已记下：{group} {at} 采样。",
            group=say.name(status),
            at="" if at is None else moment(t, at, say.zone),
        ),
        _next(say, status),
        offer_line(t, status, say.zone),
    )
    undo = button(t("撤销（10 分钟内）"), "test:undo", done.sampling_id)
    return View(text, ((undo, every_group(t)), navigation(t)))


def undone(say: Wording, status: GroupStatus) -> View:
    """The sampling was taken back; this is how it stands again."""
    t = say.t
    if status.due is None and status.group.sampled_at is None:
        said = t("已撤销。还没有采样记录，记下一次采样以前没有可提醒的。")
    else:
        said = t("已撤销，提醒恢复了。")
    return card(say, status, before=said)


def outdated(say: Wording, status: GroupStatus) -> View:
    """The button was shown before a newer sampling: nothing was done; here is how it stands."""
    t = say.t
    said = t("这条已经过时：之后又有新的采样记录，所以没有重复记。现在是这样：")
    return card(say, status, before=said)


def put_off_outdated(say: Wording, status: GroupStatus) -> View:
    """The reminder is of an older sampling: nothing is left to put off; here is how it stands."""
    said = say.t("这条提醒已经过时：之后又采过样了，不用再推迟。")
    return card(say, status, before=said)


def put_off(say: Wording, status: GroupStatus, until: datetime) -> Html:
    """When the reminder comes back, for a line that flashes up."""
    at = moment(say.t, until, say.zone)
    return say.t("好的，{at} 再提醒：{group}", at=at, group=say.name(status))


def really_remove(say: Wording, status: GroupStatus) -> View:
    """Ask before a group and its reminders go."""
    t, group = say.t, status.group
    text = t("删除{group}？它的提醒也一起停掉。", group=say.title(status))
    yes = button(t("删除"), "test:gone", group.id)
    return View(text, ((yes, button(t("不删"), "test:show", group.id)), navigation(t)))


def _line(say: Wording, status: GroupStatus) -> Html:
    t, title, now, due = say.t, say.title(status), status.now, status.due
    free = Html(" · " + t("🆓 可免费检测")) if status.offer_open else Html("")
    if due is None:
        unknown = status.state is GroupState.UNKNOWN
        said = t("❓ {group}：还没有采样记录", group=title) if unknown else Html(f"➖ {title}")
        return Html(said + free)
    if status.state is GroupState.OVERDUE:
        past = duration(t, now - due.at)
        return t("🔴 {group}：已超过 {past}", group=title, past=past)
    icon = "⏰" if due.at - now <= EARLY_LEAD else "✅"
    by, left = deadline(t, due.at, say.zone), duration(t, due.at - now)
    line = t("{icon} {group}：还剩 {left}（{by} 前）", icon=icon, group=title, left=left, by=by)
    return Html(line + free)


def _more(
    t: Tongue, statuses: Sequence[GroupStatus], page: int, rules: SamplingRules
) -> list[tuple[Button, ...]]:
    turn = []
    if page > 0:
        turn.append(button(t("上一页"), "test:list", page - 1))
    if len(statuses) > (page + 1) * PAGE:
        turn.append(button(t("下一页"), "test:list", page + 1))
    asks = _asks(rules)
    if rules.in_force:
        turn.append(button(t("➕ 新建采样组"), "test:new"))
    elif asks is not None:
        turn.append(button(t("现在回答"), "policy:ask", asks.policy))
    return [tuple(turn)] if turn else []


def _asks(rules: SamplingRules) -> Verdict | None:
    return next((verdict for verdict in rules.others if verdict.missing), None)


def _duty_lines(say: Wording, status: GroupStatus) -> list[Html]:
    t, due, now = say.t, status.due, status.now
    if due is None:
        known = status.state is GroupState.FREE
        return [t("没有必须采样的期限。") if known else t("记下上次采样时间，我就能算期限。")]
    must = must_by(t, due, status.group, say.zone)
    if due.at <= now:
        return [must, t("🔴 已超过 {past}，请尽快采样。", past=duration(t, now - due.at))]
    return [must, t("还剩 {left}", left=duration(t, due.at - now))]


def _card_rows(t: Tongue, status: GroupStatus) -> list[tuple[Button, ...]]:
    group = status.group
    rules = (*group.cycle.duties, *([group.cycle.offer] if group.cycle.offer else []))
    shown = status.due.ruled if status.due else next(iter(rules), None)
    last = [_all(t)]
    if shown is not None:
        last.insert(0, button(t("看原文"), "policy:quote", shown.policy))
    return [
        (
            button(t("✅ 刚刚都采了"), "test:done", group.id, mark(group)),
            button(t("选采样时间"), "test:when", group.id),
        ),
        (
            button(t("改人数"), "test:size", group.id),
            button(t("删除这组"), "test:remove", group.id),
        ),
        tuple(last),
    ]


def _next(say: Wording, status: GroupStatus) -> Html:
    t, due = say.t, status.due
    if due is None:
        return t("没有必须再采的期限。")
    by, every = deadline(t, due.at, say.zone), rhythm(t, due.ruled.rhythm)
    if due.at <= status.now:
        past = duration(t, max(status.now - due.at, timedelta(minutes=1)))
        return t(
            "按这个时间，{by} 就到期了（{every}），已超过 {past}，请尽快再采。",
            by=by,
            every=every,
            past=past,
        )
    return t("下次须在 {by} 前（{every}）。", by=by, every=every)


def _all(t: Tongue) -> Button:
    return button(t("采样总览"), "test:list")
