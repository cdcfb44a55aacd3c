"""Reminders of test groups: to the people of the firm, and to officers when one is overdue."""

from datetime import timedelta
from functools import cache
from typing import Final

from bot.domain.cycles import Deadline
from bot.domain.reminders import LEAST_SNOOZE, StageName
from bot.domain.speech import Button, View
from bot.services.reminding import ReminderCard
from handlers.notices.sampling_words import (
    every_group,
    group_title,
    last_sampling,
    mark,
    must_by,
    rhythm,
    source_line,
)
from handlers.phrases import deadline, duration
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines, tongue_of

SNOOZABLE: Final = 2 * LEAST_SNOOZE


def remind(card: ReminderCard, language: str) -> View:
    """To the people of the firm."""
    t = tongue_of(language)
    if card.stage.name is StageName.OFFER:
        return _offer(t, card)
    return _overdue(t, card) if card.stage.name is StageName.OVERDUE else _ahead(t, card)


def report_overdue(card: ReminderCard, language: str) -> View:
    """To the officers of the region: a firm's group has missed its deadline."""
    t = tongue_of(language)
    text = lines(
        t("🔴 <b>采样超期</b> · {firm}", firm=card.firm or ""),
        _late(t, card),
        t("{group}已超过期限 {past}", group=_title(t, card), past=_past(t, card)),
        _was_due(t, card),
        _firm_was_told(t, card),
        t("这只是系统按已登记的采样时间推算，请先核实。"),
        _source(t, card),
    )
    return View(text, ((button(t("菜单"), "desk:menu"),),))


def _ahead(t: Tongue, card: ReminderCard) -> View:
    left = card.deadline - card.now
    text = lines(
        t("⏰ <b>{group}还剩 {left}</b>", group=_title(t, card), left=duration(t, left)),
        _firm(card),
        _late(t, card),
        last_sampling(t, card.group.sampled_at, card.zone),
        Html("→ " + must_by(t, Deadline(card.deadline, card.ruled), card.group, card.zone)),
        _why_now(t, card),
        _source(t, card),
    )
    snooze = button(t("一小时后再提醒"), "test:snooze", card.group.id, mark(card.group))
    return View(text, _rows(t, card, snooze if left >= SNOOZABLE else None))


def _overdue(t: Tongue, card: ReminderCard) -> View:
    text = lines(
        t("🔴 <b>{group}已超过采样期限 {past}</b>", group=_title(t, card), past=_past(t, card)),
        _firm(card),
        _late(t, card),
        _was_due(t, card),
        t("请尽快安排采样。其实采过了？点下面补记就行。"),
        t("包保干部也收到了这条提醒。") if card.reported else None,
        _source(t, card),
    )
    return View(text, _rows(t, card))


def _offer(t: Tongue, card: ReminderCard) -> View:
    text = lines(
        t("🆓 <b>{group}可以再免费检测一次</b>", group=_title(t, card)),
        _firm(card),
        _late(t, card),
        last_sampling(t, card.group.sampled_at, card.zone),
        t("已满 {every}。文件写的是“可”：用不用由您定。", every=rhythm(t, card.ruled.rhythm)),
        _source(t, card),
    )
    return View(text, _rows(t, card))


def _rows(
    t: Tongue, card: ReminderCard, snooze: Button | None = None
) -> tuple[tuple[Button, ...], ...]:
    group = card.group
    done = button(t("✅ 刚刚都采了"), "test:done", group.id, mark(group))
    when = button(t("选采样时间"), "test:when", group.id)
    quote, *ways_on = _same_for_all(t, card.ruled.policy)
    return ((done, when), (snooze, *quote) if snooze else quote, *ways_on)


@cache  # thousands of reminders may fall due at one moment; there are few languages and policies
def _same_for_all(t: Tongue, policy: str) -> tuple[tuple[Button, ...], ...]:
    return (
        (button(t("看原文"), "policy:quote", policy),),
        (every_group(t),),
        (button(t("返回"), "home:show"), button(t("找人工"), "case:new")),
    )


def _title(t: Tongue, card: ReminderCard) -> Html:
    return group_title(t, card.post, card.group)


def _firm(card: ReminderCard) -> Html | None:
    return None if card.firm is None else Html(escaped(card.firm))


def _firm_was_told(t: Tongue, card: ReminderCard) -> Html:
    if card.firm_told:
        return t("企业也收到了提醒。")
    return t("企业已屏蔽机器人，未能送达，请电话联系。")


def _late(t: Tongue, card: ReminderCard) -> Html | None:
    return t("（迟到的提醒：系统曾停机）") if card.late else None


def _why_now(t: Tongue, card: ReminderCard) -> Html | None:
    if card.stage.silent:
        return t("期限前没有白天可提醒了，所以夜里静音发给您。")
    return t("夜里不打扰，所以现在提醒您。") if card.before_night else None


def _was_due(t: Tongue, card: ReminderCard) -> Html:
    by = deadline(t, card.deadline, card.zone)
    every = rhythm(t, card.ruled.rhythm)
    if card.group.sampled_at is None:
        return t("应在 {by} 前采样（{every}）", by=by, every=every)
    last = last_sampling(t, card.group.sampled_at, card.zone)
    return t("{last}，应在 {by} 前再采（{every}）", last=last, by=by, every=every)


def _past(t: Tongue, card: ReminderCard) -> Html:
    return duration(t, max(card.now - card.deadline, timedelta(minutes=1)))


def _source(t: Tongue, card: ReminderCard) -> Html | None:
    return source_line(t, card.source)
