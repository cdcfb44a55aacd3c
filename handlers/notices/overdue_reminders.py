"""A missed deadline of test groups: to the people of the firm, and to officers."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.domain.speech import Button, View
from bot.services.testing.cards import Reminded, ReminderCard
from handlers.notices.case_words import clipped
from handlers.notices.reminder_parts import (
    MOST,
    and_more,
    firm_line,
    late_line,
    named,
    parts_of,
    rows,
    sources,
)
from handlers.notices.sampling_words import last_sampling, rhythm
from handlers.phrases import deadline, duration
from handlers.press import button
from handlers.tongue import Html, Tongue, lines, tongue_of

NAME: Final = 16


def overdue(t: Tongue, message: Reminded) -> View:
    """To the people of the firm."""
    text = lines(
        *_head_overdue(t, message),
        t("请尽快安排采样。其实采过了？点下面补记就行。"),
        t("工作人员也收到了这条提醒。") if message.reported else None,
        *sources(t, message),
    )
    return View(text, rows(t, message))


def report_overdue(messages: Sequence[Reminded], language: str) -> View:
    """To an officer: groups of one firm, or of several, have missed their deadline.

    Args:
        messages: One a firm and kind, the longest overdue first.
    """
    t = tongue_of(language)
    if len(messages) == 1:
        return _of_one_firm(t, messages[0])
    by_firm: dict[int, list[Reminded]] = {}
    for message in messages:
        by_firm.setdefault(message.first.group.firm_id, []).append(message)
    shown, more = list(by_firm.values())[:MOST], len(by_firm) - MOST
    deaf = sum(not each[0].firm_told for each in by_firm.values())
    text = lines(
        t("🔴 <b>采样超期：{count} 家企业</b>（超得最久的在前）", count=len(by_firm)),
        late_line(t, messages[0]) if all(each.late for each in messages) else None,
        *(_firm(t, each) for each in shown),
        t("… 还有 {count} 家，见名单。", count=more) if more > 0 else None,
        t("企业也都收到了提醒。")
        if not deaf
        else t("其中 {count} 家已屏蔽机器人，未能送达，请电话联系。", count=deaf),
        t("这只是系统按已登记的采样时间推算，请先核实。"),
        *dict.fromkeys(line for message in messages for line in sources(t, message)),
    )
    return View(text, ((late_list(t),), (button(t("菜单"), "desk:menu"),)))


def late_list(t: Tongue) -> Button:
    """The way to all firms that are overdue now."""
    return button(t("采样超期名单"), "late:list", 0)


def late_firm(t: Tongue, firm: str, first: Html, past: Html, groups: int) -> Html:
    """One firm of several.

    Args:
        first: Its group that is overdue longest, and by how much.
        groups: How many are overdue.
    """
    name = clipped(firm, NAME)
    if groups == 1:
        return t("· {firm}：{group}已超过 {past}", firm=name, group=first, past=past)
    return t("· {firm}：{count} 个组，最久的已超过 {past}", firm=name, count=groups, past=past)


def _firm(t: Tongue, messages: Sequence[Reminded]) -> Html:
    first, groups = messages[0], sum(len(each.cards) for each in messages)
    past = _past(t, first, first.first)
    return late_firm(t, first.firm or "", named(t, first.first), past, groups)


def _of_one_firm(t: Tongue, message: Reminded) -> View:
    text = lines(
        t("🔴 <b>采样超期</b> · {firm}", firm=message.firm or ""),
        late_line(t, message),
        *_missed(t, message),
        _firm_was_told(t, message),
        t("这只是系统按已登记的采样时间推算，请先核实。"),
        *sources(t, message),
    )
    firm = button(t("看企业"), "firm:show", message.first.group.firm_id)
    return View(text, ((firm, late_list(t)), (button(t("菜单"), "desk:menu"),)))


def _head_overdue(t: Tongue, message: Reminded) -> list[Html | None]:
    first = message.first
    if message.bundle is not None:
        head = t("🔴 <b>{count} 个组已超过采样期限</b>", count=len(message.cards))
        return [head, firm_line(message), late_line(t, message), *_missed(t, message)]
    past = _past(t, message, first)
    head = t("🔴 <b>{group}已超过采样期限 {past}</b>", group=named(t, first), past=past)
    if len(first.group.parts) > 1:
        return [head, firm_line(message), late_line(t, message), *parts_of(t, message, first)]
    return [head, firm_line(message), late_line(t, message), _was_due(t, message, first)]


def _firm_was_told(t: Tongue, message: Reminded) -> Html:
    if message.firm_told:
        return t("企业也收到了提醒。")
    return t("企业已屏蔽机器人，未能送达，请电话联系。")


def _missed(t: Tongue, message: Reminded) -> list[Html]:
    found: list[Html] = []
    for card in message.cards[:MOST]:
        past = _past(t, message, card)
        found.append(t("{group}已超过期限 {past}", group=named(t, card), past=past))
        if len(message.cards) <= 2:
            found.append(_was_due(t, message, card))
    return [*found, *and_more(t, len(message.cards))]


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
