"""The statistics of a broadcast as a chart: in words, ready to be drawn."""

from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Final
from zoneinfo import ZoneInfo

from bot.charts.drawing import Bar, Chart, Curve
from bot.domain.broadcasts import RecipientState
from bot.services.broadcasts.statistics import Statistics
from handlers.notices.broadcast_words import state_labels, titled
from handlers.phrases import moment
from handlers.tongue import Tongue

BLUE, GREEN, AMBER, RED, GREY = "#3b82c4", "#2f9e62", "#d97706", "#c2410c", "#8a96a3"
COLOURS: Final = {
    RecipientState.SENT: BLUE,
    RecipientState.BLOCKED: AMBER,
    RecipientState.FAILED: RED,
    RecipientState.UNKNOWN: AMBER,
}
ALWAYS: Final = frozenset({RecipientState.SENT, RecipientState.BLOCKED, RecipientState.FAILED})
"""Shown also where it happened to nobody."""


def chart_of(t: Tongue, found: Statistics, zone: ZoneInfo) -> Chart:
    """Bars of what became of it, curves of how it arrived and was confirmed."""
    it, begun = found.record, found.record.begun_at or found.now
    title = f"{t('群发 #{number}', number=it.id)}　{titled(t, it.content)}"
    subtitle = t(
        "{place} · {begun} 开始发 · 截至 {now}",
        place=t.words(it.place),
        begun=moment(t, begun, zone),
        now=moment(t, found.now, zone),
    )
    return Chart(
        unescape(title),
        unescape(subtitle),
        tuple(_bars(t, found)),
        tuple(_curves(t, found, begun)),
        tuple(_ticks(t, begun, found.now, zone)),
    )


def _bars(t: Tongue, found: Statistics) -> Iterator[Bar]:
    for state, label in state_labels(t).items():
        count = found.figures.get(state, 0)
        if count or state in ALWAYS:
            yield Bar(unescape(label), count, COLOURS.get(state, GREY))
    if found.record.content.terms.receipt:
        yield Bar(unescape(t("已确认（企业）")), found.firms, GREEN)
    if found.link is not None:
        yield Bar(unescape(t("从链接打开")), found.openings.people, GREY)


def _curves(t: Tongue, found: Statistics, begun: datetime) -> Iterator[Curve]:
    sent = tuple((_place(at, begun, found.now), count) for at, count in found.sent)
    yield Curve(unescape(t("已送达（人）")), sent, BLUE)
    if found.record.content.terms.receipt:
        each = enumerate(found.confirmed_at, start=1)
        grown = tuple((_place(at, begun, found.now), count) for count, at in each)
        yield Curve(unescape(t("已确认（企业）")), grown, GREEN)


def _ticks(
    t: Tongue, begun: datetime, now: datetime, zone: ZoneInfo
) -> Iterator[tuple[float, str]]:
    yield 0.0, unescape(moment(t, begun, zone))
    yield 1.0, unescape(moment(t, now, zone))


def _place(at: datetime, begun: datetime, now: datetime) -> float:
    whole = (now - begun).total_seconds()
    return min(max((at - begun).total_seconds() / whole, 0.0), 1.0) if whole else 1.0
