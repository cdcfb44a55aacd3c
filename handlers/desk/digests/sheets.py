"""A day and a week as spreadsheets."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.digests import Figure, average
from bot.domain.speech import OutFile, View
from bot.services.digests.cards import DigestCard
from bot.services.digests.digests import digest_of
from bot.services.digests.dispatches import Awaited, DispatchCard
from bot.services.digests.headquarters import headed_scope
from bot.services.digests.posts import digest_post
from bot.services.digests.tables import DayRow, TableRow, WeekRow, day_rows, week_rows
from bot.sheets.writing import OutSheet, Shown, write_book
from bot.store.uow import UnitOfWork
from handlers.desk.context import Clerk, Desk
from handlers.desk.home_views import back
from handlers.notices.case_terms import step_words
from handlers.notices.case_words import place, short_status
from handlers.notices.digests import desk_label, figure_words
from handlers.notices.private import masked
from handlers.tongue import Html, Tongue
from policies.rulebase import RuleBase

MOST: Final = 500
"""So many cases are made into rows within an act; the figures are always of all."""


def day_file(
    desk: Desk, uow: UnitOfWork, who: Clerk, post_id: int, day: date, *, headed: bool = False
) -> View:
    """导出汇总表: the figures desk by desk, and the cases behind them."""
    rows = day_rows(uow, desk.ground, who.officer, post_id, day, MOST, headed=headed)
    post = digest_post(uow, who.officer, post_id)
    scope = headed_scope(uow, desk.ground, post) if headed else None
    card = digest_of(uow, desk.ground, post, day, headed=scope)
    t = who.t
    sheets = [
        figures_sheet(t, card),
        cases_sheet(t, desk.rulebase, card, rows),
    ]
    return _file(desk, uow, t, t("日汇总"), day, sheets, len(rows))


def week_file(desk: Desk, uow: UnitOfWork, who: Clerk, card: DispatchCard) -> View:
    """导出调度表: the open cases that are gone through every week, and how others were rated."""
    post_id, headed, t = card.post_id, card.headed, who.t
    rows = week_rows(uow, desk.ground, who.officer, post_id, MOST, headed=headed)
    sheets = [week_sheet(t, desk.rulebase, rows)]
    if card.stars.given:
        sheets.append(stars_sheet(t, card))
    return _file(desk, uow, t, t("周调度"), card.day, sheets, len(rows))


def figures_sheet(t: Tongue, card: DigestCard) -> OutSheet:
    """One row a desk under the sum; a case at several desks counts in each."""
    labels = [str(figure_words(t, figure, card.bounds)) for figure in Figure]
    named = [(card.unit or str(t("合计")), card.counts, card.stars)]
    named += [(desk_label(t, each), each.counts, each.stars) for each in card.units]
    rows: list[Sequence[Shown]] = [
        (name, *(counts[figure] for figure in Figure), average(stars))
        for name, counts, stars in named
    ]
    if len(card.units) > 1:
        rows.append((str(t("一件在几个单位的，各单位都算。")), *("" for _ in (*labels, ""))))
    header = (str(t("单位")), *labels, str(t("平均评价")))
    return OutSheet(str(t("日汇总")), header, rows)


def cases_sheet(
    t: Tongue, rulebase: RuleBase, card: DigestCard, rows: Sequence[DayRow]
) -> OutSheet:
    """One row a case, with the figures that it counts in."""
    header = (*_header(t), t("评价"), t("评价内容"), t("属于"), t("诉求"))
    labels = {figure: str(figure_words(t, figure, card.bounds)) for figure in Figure}
    said = [
        (
            *_cells(t, rulebase, each.row),
            each.rating.stars if each.rating else "",
            masked(t, each.rating.words or "") if each.rating else "",
            str(t("、")).join(labels[figure] for figure in Figure if figure in each.figures),
            masked(t, each.row.line.text),
        )
        for each in rows
    ]
    return OutSheet(str(t("事项")), tuple(map(str, header)), said)


def week_sheet(t: Tongue, rulebase: RuleBase, rows: Sequence[WeekRow]) -> OutSheet:
    """One row a case, with what was said last and when the firm hears again."""
    own = (t("超期"), t("最近答复时间"), t("最近答复"), t("下一步"), t("下一步限期"), t("诉求"))
    said = [
        (
            *_cells(t, rulebase, each.row),
            str(t("是")) if each.overdue else "",
            each.said_at,
            masked(t, each.said or ""),
            *_awaited(t, each.awaited),
            masked(t, each.row.line.text),
        )
        for each in rows
    ]
    return OutSheet(str(t("周调度")), tuple(map(str, (*_header(t), *own))), said)


def stars_sheet(t: Tongue, card: DispatchCard) -> OutSheet:
    """One row a unit under the sum: how many cases were rated since the last dispatch, and how."""
    named = [(card.unit or str(t("合计")), card.stars.given)]
    named += [(name or str(t("本地综合台")), given) for name, given in card.stars.units]
    rows = [(name, len(given), average(given)) for name, given in named]
    header = (str(t("单位")), str(t("评价")), str(t("平均评价")))
    return OutSheet(str(t("评价")), header, rows)


def _awaited(t: Tongue, awaited: Awaited | None) -> tuple[Shown, Shown]:
    """首次联系, 阶段性答复 or 企业补充, and until when."""
    return ("", None) if awaited is None else (str(step_words(t, awaited[1])), awaited[0])


def _header(t: Tongue) -> tuple[Html, ...]:
    return (
        t("事项号"),
        t("紧急"),
        t("类别"),
        t("企业名称"),
        t("所在地"),
        t("状态"),
        t("所在单位"),
        t("经办人"),
        t("登记时间"),
        t("到期"),
    )


def _cells(t: Tongue, rulebase: RuleBase, row: TableRow) -> tuple[Shown, ...]:
    line = row.line
    category = rulebase.problems.get(line.category or "")
    return (
        line.number,
        str(t("是")) if line.urgent else "",
        "" if category is None else t.plain(category.name),
        line.firm,
        str(place(t, rulebase, row.region)),
        str(short_status(t, line.status)),
        str(t("、")).join(row.units),
        row.holder or "",
        line.opened_at,
        line.due,
    )


def _file(
    desk: Desk,
    uow: UnitOfWork,
    t: Tongue,
    title: Html,
    day: date,
    sheets: Sequence[OutSheet],
    count: int,
) -> View:
    content = write_book(sheets, zone=desk.zone, made_at=uow.now)
    text = t("📎 {title} {day}：{count} 件。", title=title, day=day.isoformat(), count=count)
    if count >= MOST:
        text = t(
            "📎 {title} {day}：最急的 {count} 件，后面还有；合计是全部的。",
            title=title,
            day=day.isoformat(),
            count=count,
        )
    file = OutFile(f"{title} {day.isoformat()}.xlsx", content)
    return View(text, ((back(t),),), file=file)
