"""A chart as a picture: bars under each other, and below them curves over time.

It is plain data in words that are said already; drawing takes some 0.1 s and is done in a thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.charts.canvas import PALE, RULE, Canvas, Point, clipped, width_of

WIDTH: Final = 1080
MARGIN: Final = 48
LABELS: Final = 300
"""Where bars begin."""
BAR: Final = 34
STEP: Final = 56
HEAD: Final = 150
PLOT: Final = 360
FOOT: Final = 120
TITLE, PLAIN, SMALL = 38, 26, 22


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is, how many, in which colour (as "#rrggbb")."""

    label: str
    count: int
    colour: str


@dataclass(frozen=True, slots=True)
class Curve:
    """How something grew: (when, how many), `when` from 0.0 at the left to 1.0 at the right."""

    label: str
    points: tuple[tuple[float, int], ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn.

    Attributes:
        ticks: Words under the curves, and where: 0.0 to 1.0.
    """

    title: str
    subtitle: str
    bars: tuple[Bar, ...]
    curves: tuple[Curve, ...]
    ticks: tuple[tuple[float, str], ...]


def draw(chart: Chart) -> bytes:
    """The chart as a PNG."""
    bars = HEAD + STEP * len(chart.bars)
    plotted = any(curve.points for curve in chart.curves)
    canvas = Canvas(WIDTH, bars + (PLOT + FOOT + 2 * STEP if plotted else MARGIN))
    room = WIDTH - 2 * MARGIN
    canvas.text((MARGIN, 56), clipped(chart.title, TITLE, room), size=TITLE)
    canvas.text((MARGIN, 106), clipped(chart.subtitle, SMALL, room), size=SMALL, colour=PALE)
    _draw_bars(canvas, chart.bars)
    if plotted:
        _draw_curves(canvas, chart, bars + STEP)
    return canvas.png()


def round_up(count: int) -> int:
    """The next of 1, 2, 5, 10, 20, 50 …: where an axis ends."""
    step = 1
    while True:
        for each in (1, 2, 5):
            if each * step >= count:
                return each * step
        step *= 10


def _draw_bars(canvas: Canvas, bars: Sequence[Bar]) -> None:
    longest = max((bar.count for bar in bars), default=0) or 1
    numbers = max((width_of(f"{bar.count:,}", PLAIN) for bar in bars), default=0.0) + 12
    room = WIDTH - LABELS - MARGIN - numbers
    for place, bar in enumerate(bars):
        middle = HEAD + STEP * place + BAR / 2
        label = clipped(bar.label, PLAIN, LABELS - MARGIN - 16)
        canvas.text((LABELS - 16, middle), label, side="right")
        width = room * bar.count / longest
        if bar.count:
            canvas.bar((LABELS, middle - BAR / 2), width, BAR, bar.colour)
        canvas.text((LABELS + width + 12, middle), f"{bar.count:,}")


def _draw_curves(canvas: Canvas, chart: Chart, top: float) -> None:
    most = round_up(max(count for curve in chart.curves for _, count in curve.points))
    left = MARGIN + width_of(f"{most:,}", SMALL) + 16
    right, bottom = WIDTH - MARGIN, top + STEP + PLOT
    _draw_axes(canvas, chart, (left, right), (top + STEP, bottom), most)
    at = left
    for curve in chart.curves:
        canvas.bar((at, top - 8), 28, 16, curve.colour)
        canvas.text((at + 38, top), curve.label, size=SMALL)
        at += 38 + width_of(curve.label, SMALL) + 40
        if curve.points:
            scale = (left, right - left, bottom, PLOT / most)
            canvas.line(_stairs(curve, scale), curve.colour, width=5)


def _draw_axes(canvas: Canvas, chart: Chart, across: Point, down: Point, most: int) -> None:
    (left, right), (top, bottom) = across, down
    for part in (0, 1, 2):
        height = bottom - (bottom - top) * part / 2
        canvas.line([(left, height), (right, height)], RULE, width=2)
        if most * part % 2 == 0:
            words = f"{most * part // 2:,}"
            canvas.text((left - 12, height), words, size=SMALL, colour=PALE, side="right")
    for place, words in chart.ticks:
        half = width_of(words, SMALL) / 2
        at = min(max(left + (right - left) * place, left + half), right - half)
        canvas.text((at, bottom + 30), words, size=SMALL, colour=PALE, side="middle")


def _stairs(curve: Curve, scale: tuple[float, float, float, float]) -> list[Point]:
    """Up at the moment at which something happened, and level until the next."""
    left, width, bottom, height = scale
    points: list[Point] = []
    level = bottom
    for place, count in curve.points:
        at = left + width * place
        points += [(at, level), (at, level := bottom - height * count)]
    return [*points, (left + width, level)]
