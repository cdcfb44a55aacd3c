"""When a broadcast begins and on whose word, in words; and how its author chooses the moment."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from bot.domain.broadcast_times import hold_of
from bot.domain.broadcasts import BroadcastState
from bot.domain.speech import Button, View, rows_of
from bot.services.broadcasts.broadcasts import BroadcastCard
from handlers.desk.broadcasts.compose_views import to_card
from handlers.desk.broadcasts.plans import Plan
from handlers.desk.home_views import back
from handlers.phrases import day_of, moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

SECONDS: Final = 60
NOW: Final = "now"


def plan_lines(t: Tongue, plan: Plan) -> Iterator[Html]:
    """When it was chosen to begin, if it was."""
    if plan.starts_at is None or plan.comes_at is None:
        return
    when = moment(t, plan.starts_at, plan.zone)
    if plan.passed:
        yield t("⏰ 定的 {when} 已经过了，要重新定时间。", when=when)
    elif plan.comes_at > plan.starts_at:
        yield t(
            "⏰ 定在 {when}，夜里不打扰企业，{then} 才发",
            when=when,
            then=moment(t, plan.comes_at, plan.zone),
        )
    else:
        yield t("⏰ 定在 {when} 发", when=when)


def approval_lines(t: Tongue, card: BroadcastCard, plan: Plan) -> Iterator[Html]:
    """Who has approved it already, and how many are still needed."""
    if card.record.state is not BroadcastState.SUBMITTED or not plan.three:
        return
    if card.approver is None:
        yield t("收的人多，要两位审批员都批准。")
    else:
        yield t("{name} 已批准；收的人多，还要另一位审批员批准。", name=card.approver.name)
    if len(card.approvers) + (card.approver is not None) < 2:
        yield t("⚠️ 这里的审批员不够两位：请管理员先任命一位。")


def hold_words(t: Tongue, card: BroadcastCard, plan: Plan) -> Html:
    """What happens once it is approved."""
    minutes = int(hold_of(card.record.urgency).total_seconds()) // SECONDS
    if plan.starts_at is not None:
        return t("批准后到点才发，这之前还能停。")
    return t("批准后等 {minutes} 分钟再发，这段时间还能停。", minutes=minutes)


def ask_time(t: Tongue, card: BroadcastCard, plan: Plan, offered: Sequence[datetime]) -> View:
    """When? By a button or in words."""
    held = card.record.state is BroadcastState.HELD
    text = lines(
        t("<b>什么时候发</b> · 群发 #{number}", number=card.record.id),
        *plan_lines(t, plan),
        t("点一个时间，或者直接写，例：明天上午九点、7月20日 8:30。"),
        t("改了时间要重新审批，现在的批准就不算了。") if held else None,
    )
    return View(text, (*_times(t, card, plan, offered), (to_card(t, card, t("不改了")), back(t))))


def which_time(t: Tongue, card: BroadcastCard, plan: Plan, found: Sequence[datetime]) -> View:
    """What was written has two readings."""
    return View(
        t("是哪个时间？"),
        (*_times(t, card, plan, found), (to_card(t, card, t("不改了")), back(t))),
    )


def no_time(t: Tongue, card: BroadcastCard, plan: Plan, offered: Sequence[datetime]) -> View:
    """It names no moment to come."""
    text = lines(
        t("没看懂是什么时候，或者已经过了；最远能定 60 天。"),
        t("请写日期和几点，例：明天上午九点、7月20日 8:30。"),
    )
    return View(text, (*_times(t, card, plan, offered), (to_card(t, card, t("不改了")), back(t))))


def ask_hour(t: Tongue, card: BroadcastCard, plan: Plan, offered: Sequence[datetime]) -> View:
    """It names a day only."""
    said = offered[0] if offered else None
    head = t("几点发？") if said is None else t("{day} 几点发？", day=day_of(t, said, plan.zone))
    text = lines(head, t("直接写，例：上午九点、8:30。"))
    return View(text, (*_times(t, card, plan, offered), (to_card(t, card, t("不改了")), back(t))))


def time_kept(t: Tongue, plan: Plan) -> Html:
    """It begins then."""
    if plan.starts_at is None:
        return t("✅ 改成批准后就发。")
    return t("✅ 时间定好了。")


def _times(
    t: Tongue, card: BroadcastCard, plan: Plan, offered: Sequence[datetime]
) -> tuple[tuple[Button, ...], ...]:
    number = card.record.id
    at = [
        button(moment(t, each, plan.zone), "bc:at", number, int(each.timestamp()) // SECONDS)
        for each in offered
    ]
    none = [button(t("批准后就发"), "bc:at", number, NOW)] if plan.starts_at is not None else []
    return rows_of(*at, *none)
