"""Reminders of test groups: to the people of the firm, and to officers when one is overdue."""

from datetime import timedelta
from functools import cache
from typing import Final

from bot.domain.parts import oldest
from bot.domain.reminders import LEAST_SNOOZE, StageName
from bot.domain.speech import Button, View
from bot.services.standing import status_of
from bot.services.testing_cards import Reminded, ReminderCard
from handlers.notices.sampling_words import (
    care_button,
    every_group,
    last_sampling,
    mark,
    must_by,
    part_line,
    rest_button,
    rhythm,
    whom,
)
from handlers.phrases import deadline, duration, source_line
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines, tongue_of

SNOOZABLE: Final = 2 * LEAST_SNOOZE
MOST: Final = 8
"""So many groups, or parts of one, are listed in one message."""


def remind(message: Reminded, language: str) -> View:
    """To the people of the firm."""
    t = tongue_of(language)
    if message.first.stage.name is StageName.OFFER:
        return _offer(t, message)
    if message.first.stage.name is StageName.OVERDUE:
        return _overdue(t, message)
    return _ahead(t, message)


def report_overdue(message: Reminded, language: str) -> View:
    """To the officers of the region: a firm's groups have missed their deadline."""
    t = tongue_of(language)
    text = lines(
        t("🔴 <b>采样超期</b> · {firm}", firm=message.firm or ""),
        _late(t, message),
        *_missed(t, message),
        _firm_was_told(t, message),
        t("这只是系统按已登记的采样时间推算，请先核实。"),
        *_sources(t, message),
    )
    return View(text, ((button(t("菜单"), "desk:menu"),),))


def _ahead(t: Tongue, message: Reminded) -> View:
    first = message.first
    left = first.due.at - message.now
    text = lines(
        _head_ahead(t, message),
        _firm(message),
        _late(t, message),
        *(_one_ahead(t, message) if message.bundle is None else _each_ahead(t, message)),
        _why_now(t, message),
        *_sources(t, message),
    )
    return View(text, _rows(t, message, snooze=left >= SNOOZABLE))


def _head_ahead(t: Tongue, message: Reminded) -> Html:
    first = message.first
    left = duration(t, first.due.at - message.now)
    if message.bundle is None:
        return t("⏰ <b>{group}还剩 {left}</b>", group=_whom(t, first), left=left)
    return t(
        "⏰ <b>{count} 个组快到期，最急的还剩 {left}</b>", count=len(message.cards), left=left
    )


def _one_ahead(t: Tongue, message: Reminded) -> list[Html]:
    card = message.first
    if len(card.group.parts) > 1:
        return _parts(t, message, card)
    known = card.group.sampled_at
    return [
        last_sampling(t, known, message.zone),
        Html("→ " + must_by(t, card.due, first=known is None, zone=message.zone)),
    ]


def _each_ahead(t: Tongue, message: Reminded) -> list[Html]:
    listed = [
        t(
            "· {group}：还剩 {left}，{must}",
            group=_whom(t, card),
            left=duration(t, card.due.at - message.now),
            must=must_by(t, card.due, first=oldest(card.group.parts) is None, zone=message.zone),
        )
        for card in message.cards[:MOST]
    ]
    return [*listed, *_more(t, len(message.cards))]


def _overdue(t: Tongue, message: Reminded) -> View:
    text = lines(
        *_head_overdue(t, message),
        t("请尽快安排采样。其实采过了？点下面补记就行。"),
        t("干部也收到了这条提醒。") if message.reported else None,
        *_sources(t, message),
    )
    return View(text, _rows(t, message))


def _head_overdue(t: Tongue, message: Reminded) -> list[Html | None]:
    first = message.first
    if message.bundle is not None:
        head = t("🔴 <b>{count} 个组已超过采样期限</b>", count=len(message.cards))
        return [head, _firm(message), _late(t, message), *_missed(t, message)]
    past = _past(t, message, first)
    head = t("🔴 <b>{group}已超过采样期限 {past}</b>", group=_whom(t, first), past=past)
    if len(first.group.parts) > 1:
        return [head, _firm(message), _late(t, message), *_parts(t, message, first)]
    return [head, _firm(message), _late(t, message), _was_due(t, message, first)]


def _offer(t: Tongue, message: Reminded) -> View:
    first = message.first
    every = rhythm(t, first.due.ruled.rhythm)
    groups = [_whom(t, card) for card in message.cards[:MOST]]
    if message.bundle is None:
        head = t("🆓 <b>{group}可以再免费检测一次</b>", group=groups[0])
        which = [last_sampling(t, first.group.sampled_at, message.zone)]
        which = which if len(first.group.parts) == 1 else []
    else:
        head = t("🆓 <b>{count} 个组可以再免费检测一次</b>", count=len(message.cards))
        which = [*(Html(f"· {group}") for group in groups), *_more(t, len(message.cards))]
    text = lines(
        head,
        _firm(message),
        _late(t, message),
        *which,
        t("已满 {every}。文件写的是“可”：用不用由您定，我不催。", every=every),
        *_sources(t, message),
    )
    return View(text, _rows(t, message))


def _rows(t: Tongue, message: Reminded, *, snooze: bool = False) -> tuple[tuple[Button, ...], ...]:
    first, extra = message.first, list[Button]()
    quote, *ways_on = _same_for_all(t, first.due.ruled.policy)
    if snooze:
        extra.append(_button(t, message, t("一小时后再提醒"), "snooze"))
    if first.stage.name is StageName.OFFER:
        extra.append(_button(t, message, t("这类不用再提醒"), "quiet"))
    care = () if message.bundle else (care_button(t, first.group.id),)
    overview, *last = ways_on
    return (
        _record(t, message),
        _some(t, message),
        (*extra, *quote),
        (*care, *overview),
        *last,
    )


def _record(t: Tongue, message: Reminded) -> tuple[Button, ...]:
    if message.bundle is not None:
        done = button(t("✅ 这几组刚刚都采了"), "test:bdone", message.bundle)
        return (done, button(t("选采样时间"), "test:bwhen", message.bundle))
    group = message.first.group
    done = button(t("✅ 刚刚都采了"), "test:done", group.id, mark(group))
    return (done, button(t("选采样时间"), "test:when", group.id))


def _some(t: Tongue, message: Reminded) -> tuple[Button, ...]:
    if message.bundle is not None:
        return (button(t("只采了其中几组"), "test:bpick", message.bundle),)
    group = message.first.group
    some = button(t("只采了一部分"), "test:some", group.id)
    if len(group.parts) == 1:
        return (some,)
    return (rest_button(t, group), some)


def _button(t: Tongue, message: Reminded, label: Html, verb: str) -> Button:
    if message.bundle is not None:
        return button(label, f"test:b{verb}", message.bundle)
    group = message.first.group
    return button(label, f"test:{verb}", group.id, mark(group))


@cache  # thousands of reminders may fall due at one moment; there are few languages and policies
def _same_for_all(t: Tongue, policy: str) -> tuple[tuple[Button, ...], ...]:
    return (
        (button(t("看原文"), "policy:quote", policy),),
        (every_group(t),),
        (button(t("返回"), "home:show"), button(t("找人工"), "case:new")),
    )


def _whom(t: Tongue, card: ReminderCard) -> Html:
    return whom(t, card.post, card.group, card.due.people, whole=card.due.whole)


def _parts(t: Tongue, message: Reminded, card: ReminderCard) -> list[Html]:
    status = status_of(card.group, message.now, message.zone)
    listed = [part_line(t, part, message.now, message.zone) for part in status.parts[:MOST]]
    return [*listed, *_more(t, len(status.parts))]


def _more(t: Tongue, count: int) -> list[Html]:
    return [t("… 还有 {count} 个，见采样总览", count=count - MOST)] if count > MOST else []


def _firm(message: Reminded) -> Html | None:
    return None if message.firm is None else Html(escaped(message.firm))


def _firm_was_told(t: Tongue, message: Reminded) -> Html:
    if message.firm_told:
        return t("企业也收到了提醒。")
    return t("企业已屏蔽机器人，未能送达，请电话联系。")


def _late(t: Tongue, message: Reminded) -> Html | None:
    return t("（迟到的提醒：系统曾停机）") if message.late else None


def _why_now(t: Tongue, message: Reminded) -> Html | None:
    if message.silent:
        return t("期限前没有白天可提醒了，所以夜里静音发给您。")
    early = any(card.before_night for card in message.cards)
    return t("夜里不打扰，所以现在提醒您。") if early else None


def _missed(t: Tongue, message: Reminded) -> list[Html]:
    found: list[Html] = []
    for card in message.cards[:MOST]:
        past = _past(t, message, card)
        found.append(t("{group}已超过期限 {past}", group=_whom(t, card), past=past))
        if len(message.cards) <= 2:
            found.append(_was_due(t, message, card))
    return [*found, *_more(t, len(message.cards))]


def _was_due(t: Tongue, message: Reminded, card: ReminderCard) -> Html:
    by = deadline(t, card.due.at, message.zone)
    every, known = rhythm(t, card.due.ruled.rhythm), card.group.sampled_at
    if known is None:
        return t("应在 {by} 前采样（{every}）", by=by, every=every)
    last = last_sampling(t, known, message.zone)
    if card.due.returned:
        return t("{last}，停产放假期间到期（{every}），恢复前应采样", last=last, every=every)
    return t("{last}，应在 {by} 前再采（{every}）", last=last, by=by, every=every)


def _past(t: Tongue, message: Reminded, card: ReminderCard) -> Html:
    return duration(t, max(message.now - card.due.at, timedelta(minutes=1)))


def _sources(t: Tongue, message: Reminded) -> list[Html]:
    found = (source_line(t, card.source) for card in message.cards)
    return list(dict.fromkeys(line for line in found if line is not None))
