"""日汇总 as people read it: the figures of a day, each a button to the cases behind it."""

import html
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.digests import DAY, Bounds, Counts, Figure, Scope, Spread, average
from bot.domain.speech import Button, View, rows_of
from bot.services.digests.cards import DigestCard, UnitFigures
from handlers.notices.case_words import place
from handlers.phrases import day_of, moment
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines, tongue_of
from policies.digests import Daily, Gathering
from policies.rulebase import RuleBase

UNITS_SHOWN: Final = 5
UNITS_LISTED: Final = 20
"""So many where no button leads to the others."""
GENERAL: Final = "g"
_LINES: Final = (
    (Figure.OVERDUE, Figure.TODAY, Figure.NEXT),
    (Figure.NEW, Figure.OPEN, Figure.REOPENED),
    (Figure.UNTAKEN, Figure.FIRM, Figure.CHECK),
)


def daily_of(rulebase: RuleBase, zone: ZoneInfo) -> Callable[[DigestCard, str, bool], View]:
    """How a day is told unasked."""

    def said(card: DigestCard, language: str, late: bool) -> View:
        t = tongue_of(language)
        note = t("（迟到：系统曾停机）") if late else None
        return digest_view(t, rulebase, zone, card, note=note)

    return said


def digest_view(
    t: Tongue,
    rulebase: RuleBase,
    zone: ZoneInfo,
    card: DigestCard,
    *,
    desk: object = 0,
    note: Html | None = None,
) -> View:
    """The figures of a day.

    Args:
        desk: One desk of a region, as buttons name it; 0 for all that the card is about.
    """
    head = t(
        "📋 <b>日汇总 · {whose}</b> · {moment}",
        whose=whose(t, rulebase, card.scope, card.unit, desk),
        moment=moment(t, card.bounds.now, zone),
    )
    if card.is_empty:
        nothing = t("没有未了的诉求，也没有新增。")
        return View(lines(head, note, nothing, _source(t, rulebase, card.daily)), silent=True)
    text = lines(
        head,
        note,
        *(line for line in (_figures(t, card, each) for each in _LINES) if line),
        rated_words(t, card.stars),
        t("共性问题 {count}", count=card.issues) if card.issues else None,
        *_units(t, card),
        _source(t, rulebase, card.daily),
    )
    return View(text, _ways_on(t, card, desk))


def whose(t: Tongue, rulebase: RuleBase, scope: Scope, unit: str | None, desk: object = 0) -> Html:
    """What a digest is about: a unit, a region, or its general desk."""
    if unit is not None:
        return Html(escaped(unit))
    where = place(t, rulebase, scope.region)
    general = desk == GENERAL or not scope.whole
    return t("{place}综合台", place=where) if general else where


def figure_words(t: Tongue, figure: Figure, bounds: Bounds) -> Html:
    """What a figure counts, in a word."""
    if figure is Figure.NEXT and bounds.next_day != bounds.day + DAY:
        return t("截至{day}到期", day=short_day(t, bounds.next_day))
    return {
        Figure.NEW: t("新增"),
        Figure.OPEN: t("在办"),
        Figure.UNTAKEN: t("等人受理"),
        Figure.OVERDUE: t("超期"),
        Figure.TODAY: t("今天到期"),
        Figure.NEXT: t("明天到期"),
        Figure.REOPENED: t("重开"),
        Figure.FIRM: t("等企业"),
        Figure.CHECK: t("待回访核查"),
        Figure.RATED: t("评价"),
    }[figure]


def rated_words(t: Tongue, stars: Sequence[int]) -> Html | None:
    """How many cases were rated, and how on average; None if none was."""
    if not stars:
        return None
    given = average(stars)
    return t("⭐ 评价 {count} 件，平均 {average} 分（满分 5 分）", count=len(stars), average=given)


def day_words(t: Tongue, day: date, zone: ZoneInfo) -> Html:
    """7月16日（周六） / Sat 16 Jul."""
    return day_of(t, datetime.combine(day, time(), zone), zone)


def short_day(t: Tongue, day: date) -> str:
    """7月16日 / 16 Jul: for buttons."""
    return f"{day.month}月{day.day}日" if t.language == "zh" else f"{day:%-d %b}"


def source_words(t: Tongue, rulebase: RuleBase, gathering: Gathering) -> Html:
    """Who says that it comes by this hour: a document, or this product."""
    document = rulebase.documents.get(gathering.document or "")
    by, minutes = f"{gathering.before:%H:%M}", int(gathering.lead.total_seconds()) // 60
    if document is None:
        return t("{by} 前发出（本系统设定）", by=by)
    return t(
        "依据《{document}》{clauses}；赶在 {by} 前 {minutes} 分钟发出，是本系统的理解。",
        by=by,
        document=t.words(document.title),
        clauses=t("、").join(gathering.clauses),
        minutes=minutes,
    )


def _source(t: Tongue, rulebase: RuleBase, daily: Daily | None) -> Html | None:
    return None if daily is None else source_words(t, rulebase, daily)


def _figures(t: Tongue, card: DigestCard, figures: tuple[Figure, ...]) -> Html | None:
    counted = [
        f"{figure_words(t, figure, card.bounds)} {card.counts[figure]}"
        for figure in figures
        if card.counts[figure]
    ]
    mark = "🔴 " if Figure.OVERDUE in figures and card.counts[Figure.OVERDUE] else ""
    return Html(mark + " · ".join(counted)) if counted else None


def _units(t: Tongue, card: DigestCard) -> Iterator[Html]:
    """The desks at which most was not kept in time, where there are several."""
    if len(card.units) < 2:
        return
    most = UNITS_SHOWN if card.opens else UNITS_LISTED
    for each in card.units[:most]:
        yield Html(f"· {unit_line(t, each)}")
    yield from spread_words(t, card.spread)
    more = len(card.units) - most
    if more > 0 and card.opens:
        yield t("还有 {count} 个单位，见“各单位”。", count=more)
    elif more > 0:
        yield t("还有 {count} 个单位。", count=more)


def spread_words(t: Tongue, spread: Spread) -> Iterator[Html]:
    """One line on why the desks together do not make the sum, if they do not."""
    told = (
        t("{count} 件由几个单位同时办，各计一次", count=spread.several)
        if spread.several
        else None,
        t("{count} 件只在干部个人手里，不计入单位", count=spread.personal)
        if spread.personal
        else None,
        t("{count} 件还没有单位接", count=spread.nowhere) if spread.nowhere else None,
    )
    if any(told):
        yield t("（其中 {said}。）", said=Html(t("；").join(filter(None, told))))


def unit_line(t: Tongue, each: UnitFigures) -> Html:
    """A desk with what stands and what was not kept in time."""
    name, counts = desk_label(t, each), each.counts
    if counts[Figure.OVERDUE]:
        return t(
            "{unit}：在办 {open}，超期 {overdue}",
            unit=name,
            open=counts[Figure.OPEN],
            overdue=counts[Figure.OVERDUE],
        )
    return t("{unit}：在办 {open}", unit=name, open=counts[Figure.OPEN])


def desk_label(t: Tongue, each: UnitFigures) -> str:
    """A unit by its name, where nothing is HTML."""
    return str(t("本地综合台")) if each.name is None else each.name


def day_arg(day: date) -> str:
    """A day as buttons name it."""
    return f"{day:%Y%m%d}"


def named(headed: bool, way: str) -> str:
    """The name of a button under a digest: of a desk or region, or of a region that is headed."""
    return f"headed:{way}" if headed else f"digest:{way}"


def _ways_on(t: Tongue, card: DigestCard, desk: object) -> tuple[tuple[Button, ...], ...]:
    if not card.opens:
        return ()
    rows = rows_of(*_figure_buttons(t, card, desk), *_issues_button(t, card))
    if desk != 0:
        return rows
    day = day_arg(card.bounds.day)
    units = button(t("各单位"), named(card.headed, "units"), card.post_id, day)
    sheet = button(t("导出汇总表"), named(card.headed, "sheet"), card.post_id, day)
    return (*rows, (units, sheet) if len(card.units) > 1 else (sheet,))


def _issues_button(t: Tongue, card: DigestCard) -> Iterator[Button]:
    if card.issues and not card.headed:  # whoever heads a region does not dispatch there
        label = html.unescape(t("共性问题 {count}", count=card.issues))
        yield button(label, "issue:menu")


def _figure_buttons(t: Tongue, card: DigestCard, desk: object) -> Iterator[Button]:
    counts: Counts = card.counts
    for figure in (*(each for row in _LINES for each in row), Figure.RATED):
        if counts[figure]:
            label = figure_words(t, figure, card.bounds)
            yield button(
                f"{label} {counts[figure]}",
                named(card.headed, "cases"),
                card.post_id,
                desk,
                figure,
                day_arg(card.bounds.day),
                counts[figure],
            )
