"""What a firm hears about its rhythm unprompted: a pause that ends, a state that staff set."""

from collections.abc import Sequence

from bot.domain.speech import Button, View
from bot.domain.testing import Rhythm
from bot.services.testing.cards import DueOnReturn, ReturnCard, RhythmChange
from handlers.notices.duty_words import open_point
from handlers.notices.sampling_words import (
    back_at,
    every_group,
    group_name,
    last_sampling,
    rhythm,
    whom,
)
from handlers.phrases import cited, deadline, moment
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines, tongue_of

MOST = 6


def comes_back(card: ReturnCard, language: str) -> View:
    """The evening before work begins again: what is due then."""
    t = tongue_of(language)
    text = lines(
        _back_head(t, card),
        None if card.firm is None else Html(escaped(card.firm)),
        t("（迟到的提醒：系统曾停机）") if card.late else None,
        *(_due_line(t, card, each) for each in card.dues[:MOST]),
        t("… 还有 {count} 个，见采样总览", count=len(card.dues) - MOST)
        if len(card.dues) > MOST
        else None,
        None if card.dues else t("恢复后 24 小时内没有到期的采样。"),
        t("期间到期的算到恢复时，是本系统的算法。") if card.dues else None,
        *cited(t, (each.source for each in card.dues)),
    )
    return View(text, _ways_on(t))


def changes(card: RhythmChange, language: str) -> View:
    """Staff set another state: what changes, from when, and every clause that says so."""
    t = tongue_of(language)
    text = lines(
        t("📣 <b>采样周期有变：{becomes}</b>", becomes=_rhythms(t, card.becomes)),
        None if card.firm is None else Html(escaped(card.firm)),
        t(
            "工作人员更新了当地状态，从 {since} 起生效；原来是：{was}。",
            since=moment(t, card.since, card.zone),
            was=_rhythms(t, card.was),
        ),
        t("涉及您的 {count} 个采样组，提醒已按新的重新安排。", count=card.groups),
        None
        if card.due is None
        else t("最近一次须在 {by} 前采样。", by=deadline(t, card.due.at, card.zone)),
        open_point(t, card.open),
        t("现在这样区分，是本系统的理解；原文都列在这里：") if card.open else None,
        *cited(t, card.sources),
    )
    return View(text, _ways_on(t))


def _back_head(t: Tongue, card: ReturnCard) -> Html:
    back = back_at(t, card.returns_at, card.zone)
    if card.only is None:
        return t("▶️ <b>{back}恢复上班</b>，恢复前请看采样：", back=back)
    name = group_name(t, card.post, card.only)
    return t("▶️ <b>{group} {back}恢复上班</b>，恢复前请看采样：", group=name, back=back)


def _due_line(t: Tongue, card: ReturnCard, each: DueOnReturn) -> Html:
    due = each.due
    group = whom(t, each.post, each.group, due.people, whole=due.whole)
    every = rhythm(t, due.ruled.rhythm)
    if due.returned:
        last = last_sampling(t, each.group.sampled_at, card.zone)
        return t(
            "· {group}：{last}，已满 {every}，恢复前须再采", group=group, last=last, every=every
        )
    if due.at <= card.now:
        return t("· 🔴 {group}：停产放假前就已超期，恢复前须再采", group=group)
    by = deadline(t, due.at, card.zone)
    return t("· {group}：须在 {by} 前采样（{every}）", group=group, by=by, every=every)


def _rhythms(t: Tongue, said: Sequence[Rhythm]) -> Html:
    if not said:
        return t("没有确定的采样周期")
    return Html(t("、").join(rhythm(t, each) for each in said))


def _ways_on(t: Tongue) -> tuple[tuple[Button, ...], ...]:
    return (
        (button(t("一起记几组"), "test:many", 0, "new"), every_group(t)),
        (button(t("返回"), "home:show"), button(t("找人工"), "case:new")),
    )
