"""Broadcasts in words: what they are called, how they stand, how they go, how far they are."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.broadcasts import OVER, BroadcastState, Content, RecipientState, Urgency
from bot.domain.markup import plain_text
from bot.domain.speech import Button
from bot.services.broadcasts.broadcasts import BroadcastCard
from bot.store.broadcasts.broadcasts import BroadcastRecord
from handlers.notices.case_words import clipped
from handlers.phrases import day_of, moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

TITLE: Final = 20
"""Characters of a Chinese title; English ones are half as wide."""
_BLANK: Final = re.compile(r"\{\w+\}")
CELLS: Final = 10
MARKS: Final = {
    BroadcastState.DRAFT: "✏️",
    BroadcastState.SUBMITTED: "⏳",
    BroadcastState.HELD: "🕙",
    BroadcastState.SENDING: "📤",
    BroadcastState.PAUSED: "⏸",
    BroadcastState.DONE: "✅",
    BroadcastState.CANCELLED: "⛔",
}


def titled(t: Tongue, content: Content) -> str:
    """What it is called: its first words, in the reader's language if they are written."""
    texts = ((content.zh, TITLE), (content.en, 2 * TITLE))
    for markup, most in texts if t.language == "zh" else reversed(texts):
        words = " ".join(_BLANK.sub("…", plain_text(markup)).split()).lstrip("…：:，,！! ")
        if words:
            return clipped(words, most)
    return t("（还没写）")


def state_words(t: Tongue, state: BroadcastState) -> Html:
    """How it stands."""
    return {
        BroadcastState.DRAFT: t("草稿"),
        BroadcastState.SUBMITTED: t("等审批"),
        BroadcastState.HELD: t("已批准，还没开始发"),
        BroadcastState.SENDING: t("正在发"),
        BroadcastState.PAUSED: t("暂停中"),
        BroadcastState.DONE: t("已发完"),
        BroadcastState.CANCELLED: t("已取消"),
    }[state]


def urgency_words(t: Tongue, urgency: Urgency) -> Html:
    """When it goes, and whether it is heard."""
    if urgency is Urgency.URGENT:
        return t("🚨 紧急：批准后夜里也发，会响铃")
    return t("普通：夜里不发，白天送到，不响铃")


def starts_at(it: BroadcastRecord) -> datetime | None:
    """When it begins to go out, after its hold and the night; None if it is not approved."""
    moments = [each for each in (it.hold_until, it.quiet_until) if each is not None]
    return max(moments, default=None)


def starts_words(t: Tongue, it: BroadcastRecord, zone: ZoneInfo) -> Html | None:
    """From when on it goes out, and until when it can be stopped."""
    at = starts_at(it)
    if at is None:
        return None
    if it.quiet_until is not None:
        return t("夜里不打扰企业，{when} 开始发；这之前可以停。", when=moment(t, at, zone))
    return t("{when} 开始发；这之前可以停。", when=moment(t, at, zone))


def line_of(t: Tongue, it: BroadcastRecord, zone: ZoneInfo) -> Html:
    """One of a list."""
    return t(
        "{mark} <b>#{number}</b> {title} · {place} · {state}{when}",
        mark=MARKS[it.state],
        number=it.id,
        title=titled(t, it.content),
        place=t.words(it.place),
        state=state_words(t, it.state),
        when=_ended(t, it, zone),
    )


def approval_words(t: Tongue, card: BroadcastCard, zone: ZoneInfo) -> Html:
    """Who wrote it, and who approved it when."""
    if card.approver is None or card.record.approved_at is None:
        return t("{name} 写的", name=card.author.name)
    approved = t(
        "{author} 写的，{approver} {when} 批准",
        author=card.author.name,
        approver=card.approver.name,
        when=moment(t, card.record.approved_at, zone),
    )
    return lines(approved, _third_words(t, card, zone))


def _third_words(t: Tongue, card: BroadcastCard, zone: ZoneInfo) -> Html | None:
    """Who approved it as the third, or looked at it after it went urgently; or that nobody did."""
    it = card.record
    urgent = it.urgency is Urgency.URGENT
    if card.third is None or it.third_at is None:
        unseen = urgent and it.begun_at is not None
        return t("🚨 走的紧急通道，还没有第三人看过") if unseen else None
    said = {"name": card.third.name, "when": moment(t, it.third_at, zone)}
    return t("{name} {when} 看过", **said) if urgent else t("{name} {when} 也批准", **said)


def figures_words(t: Tongue, card: BroadcastCard, zone: ZoneInfo) -> Iterator[Html]:
    """From when on it goes, or how far it is, or what became of it."""
    it = card.record
    if it.state is BroadcastState.HELD:
        starts = starts_words(t, it, zone)
        if starts is not None:
            yield starts
    elif it.state in OVER:
        if it.finished_at is not None:
            yield t("{when} 结束", when=moment(t, it.finished_at, zone))
        yield figure_line(t, card.figures) if card.figures else t("没有发给任何人。")
    else:
        yield progress_lines(t, card.figures)
    doubt = doubt_words(t, card.figures)
    if doubt is not None:
        yield doubt


def steering(t: Tongue, card: BroadcastCard) -> tuple[tuple[Button, ...], ...]:
    """What its reader can do about it now."""
    number = card.record.id
    if not card.steers:
        return ()
    match card.record.state:
        case BroadcastState.HELD:
            when = button(t("改时间…"), "bc:when", number)
            plain = card.record.change is None
            move = (when,) if card.own and plain else ()
            return ((button(t("⛔ 停发"), "bc:stop", number), *move),)
        case BroadcastState.SENDING:
            pause, halt = button(t("⏸ 暂停"), "bc:pause", number), _halt(t, number)
            return ((pause, halt), (button(t("刷新"), "bc:show", number),))
        case BroadcastState.PAUSED:
            return ((button(t("▶️ 继续"), "bc:resume", number), _halt(t, number)),)
    return ()


def progress_lines(t: Tongue, figures: Mapping[RecipientState, int]) -> Html:
    """How far it is: a bar, and what became of it for how many."""
    total = sum(figures.values())
    settled = total - figures.get(RecipientState.WAITING, 0)
    cells = CELLS * settled // total if total else 0
    return lines(
        Html("▓" * cells + "░" * (CELLS - cells)),
        t("{settled} / {total} 人", settled=settled, total=total),
        figure_line(t, figures),
    )


def state_labels(t: Tongue) -> dict[RecipientState, Html]:
    """What each fate is called, in the order in which they are told."""
    return {
        RecipientState.SENT: t("已送达"),
        RecipientState.BLOCKED: t("屏蔽了机器人"),
        RecipientState.FAILED: t("没送成"),
        RecipientState.UNKNOWN: t("不确定"),
        RecipientState.OPTED_OUT: t("不收这一类"),
        RecipientState.LEFT_OUT: t("没有适用的、没发"),
        RecipientState.LATER: t("后来登记、补发"),
        RecipientState.WAITING: t("还没发"),
        RecipientState.CANCELLED: t("取消没发"),
    }


def figure_line(t: Tongue, figures: Mapping[RecipientState, int]) -> Html:
    """What became of it for how many; what happened to nobody is left out."""
    words = state_labels(t)
    there = {state: figures.get(state, 0) for state in words}
    shown = [state for state, count in there.items() if count or state is RecipientState.SENT]
    return Html(" · ".join(t("{what} {count}", what=words[s], count=there[s]) for s in shown))


def doubt_words(t: Tongue, figures: Mapping[RecipientState, int]) -> Html | None:
    """What is meant by unknown, where there is any."""
    if not figures.get(RecipientState.UNKNOWN):
        return None
    return t("“不确定”：网络断了，没有等到回执，对方可能已经收到；没有再发第三次。")


def _halt(t: Tongue, number: int) -> Button:
    return button(t("取消剩下的…"), "bc:halt", number)


def _ended(t: Tongue, it: BroadcastRecord, zone: ZoneInfo) -> Html:
    at = it.finished_at
    return Html("") if at is None else t("（{day}）", day=day_of(t, at, zone))
