"""The overview of test groups: every deadline at a glance, the most urgent first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.pauses import Pause
from bot.domain.reminders import EARLY_LEAD
from bot.domain.speech import Button, View, rows_of
from bot.services.testing.coverage import Coverage, coverage_of
from bot.services.testing.rhythms import SamplingRules
from bot.services.testing.standing import GroupState, GroupStatus
from bot.store.testing.pauses import PauseCard
from handlers.notices.coverage_words import coverage_button, coverage_line
from handlers.notices.offer_words import offer_name
from handlers.notices.sampling_words import (
    LEAST,
    back_at,
    before_pause,
    group_name,
    group_title,
    mark,
    pause_line,
    pause_span,
    whom,
)
from handlers.owner.home_views import navigation
from handlers.phrases import deadline, duration
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.verdicts import Outcome, Source, Verdict
from policies.words import Words

PAGE: Final = 8


@dataclass(frozen=True)
class Wording:
    """What every view of this subject needs beside its card.

    Args:
        posts: Post id to what people of that post do.
        sources: Policy id to where it stands.
        offers: Policy id to what its offer is called.
    """

    t: Tongue
    zone: ZoneInfo
    posts: Mapping[str, Words]
    sources: Mapping[str, Source]
    offers: Mapping[str, Words]

    def name(self, status: GroupStatus) -> Html:
        """物流组."""
        return group_name(self.t, self.posts.get(status.group.post), status.group)

    def title(self, status: GroupStatus) -> Html:
        """物流组(12 人)."""
        return group_title(self.t, self.posts.get(status.group.post), status.group)

    def late(self, status: GroupStatus) -> Html | None:
        """That it was overdue before its pause."""
        return before_pause(self.t, self.posts.get(status.group.post), status, self.zone)

    def called(self, status: GroupStatus) -> Words | None:
        """What its offer is called; None without one."""
        offer = status.group.cycle.offer
        return None if offer is None else self.offers.get(offer.policy)


@dataclass(frozen=True)
class FirmPause:
    """The pause of the whole firm that runs or will, at one moment."""

    card: PauseCard
    now: datetime

    def line(self, say: Wording) -> Html:
        """That nobody works, and until when."""
        return pause_line(say.t, self.card.span, self.now, say.zone)


def overview(
    say: Wording,
    rules: SamplingRules,
    statuses: Sequence[GroupStatus],
    page: int,
    paused: FirmPause | None = None,
) -> View:
    """Who is in no group, then every group with what is left of its time.

    That no rhythm is in force is said plainly, with the reason.

    Args:
        statuses: The most urgent first.
        paused: The pause of the whole firm that runs or will.
    """
    t, coverage = say.t, coverage_here(rules, statuses)
    why = None if rules.in_force else lines("", no_rhythm(t, rules))
    shown = statuses[page * PAGE : (page + 1) * PAGE]
    text = lines(
        t("<b>采样总览</b>"),
        None if paused is None else t("全厂 {pause}", pause=paused.line(say)),
        coverage_line(t, coverage),
        *(_line(say, status, paused) for status in shown),
        None if statuses or why else t("还没有采样组。一起采样的人编成一组，到期前我按组提醒。"),
        why,
    )
    groups = rows_of(*(button(say.name(each), "test:show", each.group.id) for each in shown))
    count = coverage_button(t, coverage)
    ways = (*_record(say, shown), *groups, *_more(t, statuses, page, rules))
    return View(text, (*ways, *(((count,),) if count else ()), navigation(t)))


def coverage_here(rules: SamplingRules, statuses: Sequence[GroupStatus]) -> Coverage | None:
    """How many people the duties in force find in a group."""
    groups = (status.group for status in statuses if status.group.cycle.duties)
    return coverage_of(rules.staff, groups)


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
    return t("我掌握的文件里，没有对您这里适用的采样周期。不编期限，所以不提醒；点“找人工”问。")


def _record(say: Wording, shown: Sequence[GroupStatus]) -> list[tuple[Button, ...]]:
    """One tap for what is most urgent, and for several at once."""
    t, found = say.t, list[Button]()
    first = shown[0] if shown else None
    if first is not None and (first.is_late or first.state is GroupState.ON_TIME):
        label = t("✅ {group}刚刚都采了", group=say.name(first))
        found.append(button(label, "test:done", first.group.id, mark(first.group)))
    if len(shown) > 1:
        found.append(button(t("一起记几组"), "test:many", 0))
    return [(each,) for each in found]


def _line(say: Wording, status: GroupStatus, of_firm: FirmPause | None) -> Html:
    t, title, now, due = say.t, say.title(status), status.now, status.due
    if status.pause is not None:
        return say.late(status) or _paused_line(say, status, status.pause, of_firm)
    free = _offer_now(say, status)
    if due is None:
        unknown = status.state is GroupState.UNKNOWN
        said = t("❓ {group}：还没有采样记录", group=title) if unknown else Html(f"➖ {title}")
        return Html(said + free)
    post = say.posts.get(status.group.post)
    who = whom(t, post, status.group, due.people, whole=due.whole)
    if status.state is GroupState.OVERDUE:
        past = duration(t, max(now - due.at, LEAST))
        return Html(t("🔴 {group}：已超过 {past}", group=who, past=past) + _rest(t, status))
    icon = "⏰" if due.at - now <= EARLY_LEAD else "✅"
    if due.returned:
        back = back_at(t, due.at, say.zone)
        return t("✅ {group}：须在 {back}恢复前采样", group=who, back=back)
    by, left = deadline(t, due.at, say.zone), duration(t, due.at - now)
    line = t("{icon} {group}：还剩 {left}（{by} 前）", icon=icon, group=who, left=left, by=by)
    return Html(line + _rest(t, status) + free)


def _rest(t: Tongue, status: GroupStatus) -> Html:
    """People of the group of whom no sampling is known, behind those who have a clock."""
    rest = status.unknown
    if rest is None or status.due is None or status.parts[-1].due == status.due:
        return Html("")
    if rest.size is None:
        return t("；其余的人还没有采样记录")
    return t("；另外 {people} 人还没有采样记录", people=f"{rest.size:,}")


def _paused_line(
    say: Wording, status: GroupStatus, pause: Pause, of_firm: FirmPause | None
) -> Html:
    t, title = say.t, say.title(status)
    if of_firm is not None and pause == of_firm.card.span:
        return Html(f"⏸ {title}")
    span = pause_span(t, pause, status.now, say.zone)
    return t("⏸ {group}：停产放假，{span}", group=title, span=span)


def _offer_now(say: Wording, status: GroupStatus) -> Html:
    """What may be used now, behind what is owed."""
    if not status.offer_open:
        return Html("")
    offer = offer_name(say.t, say.called(status))
    return Html(" · " + say.t("🔹 可以{offer}", offer=offer))


def _more(
    t: Tongue, statuses: Sequence[GroupStatus], page: int, rules: SamplingRules
) -> list[tuple[Button, ...]]:
    turn = []
    if page > 0:
        turn.append(button(t("上一页"), "test:list", page - 1))
    if len(statuses) > (page + 1) * PAGE:
        turn.append(button(t("下一页"), "test:list", page + 1))
    answer = answer_now(t, rules)
    if rules.in_force:
        turn.append(button(t("➕ 新建采样组"), "test:new"))
        turn += [button(t("停产、放假"), "test:pause", 0)] if statuses else []
    elif answer is not None:
        turn.append(answer)
    return [tuple(turn)] if turn else []


def answer_now(t: Tongue, rules: SamplingRules) -> Button | None:
    """The way to what has to be answered before a rhythm is known."""
    asks = _asks(rules)
    return None if asks is None else button(t("现在回答"), "policy:ask", asks.policy)


def _asks(rules: SamplingRules) -> Verdict | None:
    return next((verdict for verdict in rules.others if verdict.missing), None)
