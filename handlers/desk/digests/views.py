"""The screens under a digest: the cases behind a figure, and the desks of a region."""

import html
from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.digests import Figure, Scope, scope_of
from bot.domain.speech import Button, View, rows_of
from bot.services.cases.lists import CaseLine
from bot.services.digests.cards import Asked, DigestCard, FigureList, UnitFigures
from bot.services.digests.digests import A_PAGE
from bot.services.digests.dispatches import DispatchCard
from bot.store.cases.ratings import RatingCard
from bot.store.staff.staff import PostCard
from handlers.desk.home_views import back
from handlers.notices.case_words import card_kind, clipped, own_words, short_status
from handlers.notices.digests import (
    GENERAL,
    day_arg,
    day_words,
    desk_label,
    figure_words,
    named,
    spread_words,
    unit_line,
    whose,
)
from handlers.phrases import deadline
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

NAME: Final = 16


def which(t: Tongue, rulebase: RuleBase, posts: Sequence[tuple[PostCard, str | None]]) -> View:
    """Of which post?"""
    choices = (
        button(
            html.unescape(whose(t, rulebase, scope_of(post.appointment), unit)),
            "digest:show",
            post.id,
        )
        for post, unit in posts
    )
    return View(t("看哪一处的汇总？"), (*rows_of(*choices, width=1), (back(t),)))


def with_ways(t: Tongue, view: View, *more: Button) -> View:
    """A digest that somebody asked for, with the way back."""
    return View(view.html, (*view.rows, (*more, back(t))))


def week_button(t: Tongue, post_id: int, *, headed: bool = False) -> Button:
    """To what is gone through every week."""
    return button(t("周调度"), named(headed, "week"), post_id, 0)


def region_button(t: Tongue, rulebase: RuleBase, post_id: int, headed: Scope) -> Button:
    """To the figures of all of the region that a unit heads."""
    where = whose(t, rulebase, headed, None)
    return button(html.unescape(t("{place}汇总", place=where)), "digest:region", post_id)


def day_button(t: Tongue, post_id: int) -> Button:
    """To the day as it is now."""
    return button(t("今日汇总"), "digest:show", post_id)


def cases(
    t: Tongue,
    rulebase: RuleBase,
    zone: ZoneInfo,
    card: DigestCard,
    asked: Asked,
    then: int,
    found: FigureList,
) -> View:
    """The cases behind a figure; that they are fewer or more by now is said."""
    desk = desk_arg(asked.desk)
    head = t(
        "<b>{figure} · {whose}</b>（{day}日汇总）",
        figure=figure_words(t, asked.figure, card.bounds),
        whose=whose(t, rulebase, card.scope, card.unit, desk),
        day=day_words(t, asked.day, zone),
    )
    moved = None
    if then != found.count:
        moved = t("汇总时 {then} 件，现在 {now} 件。", then=then, now=found.count)
    listed, buttons = _listed(t, rulebase, found, zone)
    turn = _turn(t, asked, then, found)
    show = _day_again(t, rulebase, card)
    rows = (*rows_of(*buttons), *((turn,) if turn else ()), (show, back(t)))
    return View(lines(head, moved, *listed), rows)


def rated(
    t: Tongue, rulebase: RuleBase, zone: ZoneInfo, card: DispatchCard, found: FigureList
) -> View:
    """The rated cases of a week, with what their firms said."""
    head = t(
        "<b>评价 · {whose}</b>（{day}周调度）",
        whose=whose(t, rulebase, card.scope, card.unit),
        day=day_words(t, card.day, zone),
    )
    none = None if found.lines else t("上次周调度以来没有评价。")
    listed, buttons = _listed(t, rulebase, found, zone)
    way = named(card.headed, "stars")
    turn = [button(t("上一页"), way, card.post_id, found.page - 1)] if found.page else []
    if (found.page + 1) * A_PAGE < found.count:
        turn.append(button(t("下一页"), way, card.post_id, found.page + 1))
    last = (week_button(t, card.post_id, headed=card.headed), back(t))
    rows = (*rows_of(*buttons), *((tuple(turn),) if turn else ()), last)
    return View(lines(head, none, *listed), rows)


def units(t: Tongue, rulebase: RuleBase, card: DigestCard, page: int) -> View:
    """Every desk of a region, what was not kept in time first."""
    head = t("<b>各单位 · {whose}</b>", whose=whose(t, rulebase, card.scope, None))
    shown = card.units[page * A_PAGE : (page + 1) * A_PAGE]
    day, why = day_arg(card.bounds.day), spread_words(t, card.spread)
    buttons = (
        button(
            clipped(desk_label(t, each), NAME),
            named(card.headed, "unit"),
            card.post_id,
            desk_arg(each.unit_id),
            day,
        )
        for each in shown
    )
    way = named(card.headed, "units")
    turn = [button(t("上一页"), way, card.post_id, day, page - 1)] if page else []
    if (page + 1) * A_PAGE < len(card.units):
        turn.append(button(t("下一页"), way, card.post_id, day, page + 1))
    show = _day_again(t, rulebase, card)
    return View(
        lines(head, *(_unit(t, each) for each in shown), *why),
        (*rows_of(*buttons), *((tuple(turn),) if turn else ()), (show, back(t))),
    )


def all_units(t: Tongue, card: DigestCard) -> Button:
    """Back from one desk to all."""
    way = named(card.headed, "units")
    return button(t("各单位"), way, card.post_id, day_arg(card.bounds.day), 0)


def desk_arg(unit_id: int | None) -> object:
    """A desk as buttons name it."""
    return GENERAL if unit_id is None else unit_id


def _listed(
    t: Tongue, rulebase: RuleBase, found: FigureList, zone: ZoneInfo
) -> tuple[list[Html], list[Button]]:
    listed = [
        lines(_line(t, rulebase, line, zone), _rating(t, found.ratings.get(line.id)))
        for line in found.lines
    ]
    return listed, [button(line.number, "digest:case", line.id) for line in found.lines]


def _unit(t: Tongue, each: UnitFigures) -> Html:
    new = each.counts[Figure.NEW]
    line = unit_line(t, each)
    return t("· {unit}，新增 {new}", unit=line, new=new) if new else Html(f"· {line}")


def _line(t: Tongue, rulebase: RuleBase, line: CaseLine, zone: ZoneInfo) -> Html:
    kind, firm = card_kind(t, rulebase, line), escaped(clipped(line.firm, NAME))
    said = f"{line.number}{kind} · {short_status(t, line.status)} · {firm}"
    if line.due is None:
        return Html(said)
    return Html(said + " · " + t("{due}前", due=deadline(t, line.due, zone)))


def _rating(t: Tongue, rating: RatingCard | None) -> Html | None:
    """⭐⭐⭐⭐ “很快”."""
    if rating is None:
        return None
    said = Html(f" {own_words(t, rating.words)}") if rating.words else Html("")
    return Html("⭐" * rating.stars + said)


def _day_again(t: Tongue, rulebase: RuleBase, card: DigestCard) -> Button:
    """To the day as it is now, of what the card is about."""
    if card.headed:
        return region_button(t, rulebase, card.post_id, card.scope)
    return day_button(t, card.post_id)


def _turn(t: Tongue, asked: Asked, then: int, found: FigureList) -> tuple[Button, ...]:
    way, desk = named(asked.headed, "cases"), desk_arg(asked.desk)
    args = (asked.post_id, desk, asked.figure, day_arg(asked.day), then)
    turn = []
    if found.page:
        turn.append(button(t("上一页"), way, *args, found.page - 1))
    if (found.page + 1) * A_PAGE < found.count:
        turn.append(button(t("下一页"), way, *args, found.page + 1))
    return tuple(turn)
