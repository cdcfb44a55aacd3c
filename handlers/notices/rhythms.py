"""What a firm hears about its rhythm unprompted: a pause that ends."""

from bot.domain.speech import Button, View
from bot.services.testing.cards import DueOnReturn, ReturnCard
from handlers.notices.sampling_words import (
    back_at,
    every_group,
    group_name,
    last_sampling,
    rhythm,
    whom,
)
from handlers.phrases import cited, deadline
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


def _ways_on(t: Tongue) -> tuple[tuple[Button, ...], ...]:
    return (
        (button(t("一起记几组"), "test:many", 0, "new"), every_group(t)),
        (button(t("返回"), "home:show"), button(t("找人工"), "case:new")),
    )
