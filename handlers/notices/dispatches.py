"""周调度 as people read it: case by case, and what its handlers are asked before."""

import html
from collections.abc import Callable, Iterator
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.case_states import UNTAKEN
from bot.domain.case_terms import ClockKind
from bot.domain.digests import average
from bot.domain.speech import Button, View, rows_of
from bot.services.cases.cards import CaseCard
from bot.services.digests.dispatches import A_PAGE, AskCard, Awaited, DispatchCard, DispatchLine
from bot.services.digests.turns import DigestClockwork
from bot.services.digests.week_ratings import WeekStars
from bot.services.duties.errands import Ground
from handlers.notices.case_terms import over_words, step_words
from handlers.notices.case_words import card_kind, clipped, status, words
from handlers.notices.digests import daily_of, day_words, named, source_words, whose
from handlers.notices.private import masked
from handlers.phrases import day_of, deadline, moment
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines, tongue_of
from policies.digests import Weekly
from policies.rulebase import RuleBase

SAID: Final = 60
"""Characters of the last answer in a list."""
ASKED_SHOWN: Final = 8


def clockwork_of(ground: Ground) -> DigestClockwork:
    """How digests are worded."""
    rulebase, zone = ground.rulebase, ground.zone
    return DigestClockwork(
        ground, daily_of(rulebase, zone), _weekly_of(rulebase, zone), _ask_of(rulebase, zone)
    )


def dispatch_view(
    t: Tongue, rulebase: RuleBase, zone: ZoneInfo, card: DispatchCard, note: Html | None = None
) -> View:
    """A page of a week's open cases."""
    kinds = (rulebase.problems[name].name for name in card.weekly.categories)
    head = t(
        "🗂 <b>周调度 · {whose}</b> · {day}",
        whose=t("您联系的企业")
        if card.linked is not None
        else whose(t, rulebase, card.scope, card.unit),
        day=day_words(t, card.day, zone),
    )
    what = Html(t("、").join(t.words(kind) for kind in kinds))
    source, stars = _source(t, rulebase, card.weekly), tuple(_stars(t, card.stars))
    if not card.count:
        nothing = t("“{kinds}”没有未了的诉求。", kinds=what)
        return View(lines(head, note, nothing, *stars, source), _rated_way(t, card))
    count = t("“{kinds}”未了 {count} 件，逐件调度：", kinds=what, count=card.count)
    told = [line for each in card.lines for line in ("", *_case(t, rulebase, zone, each))]
    return View(lines(head, note, count, *told, "", *stars, source), _ways_on(t, card))


def _stars(t: Tongue, stars: WeekStars) -> Iterator[Html]:
    """How the cases of a week were rated, in all and for the units that solved them."""
    if not stars.given:
        return
    yield t(
        "⭐ 上次周调度以来评价 {count} 件，平均 {average} 分（满分 5 分）",
        count=len(stars.given),
        average=average(stars.given),
    )
    for name, given in stars.units:
        yield t(
            "· {unit}：评价 {count} 件，平均 {average} 分",
            unit=t("本地综合台") if name is None else name,
            count=len(given),
            average=average(given),
        )


def _source(t: Tongue, rulebase: RuleBase, weekly: Weekly) -> Html:
    """Who wants it every week; no document yet says on which day, or at what hour."""
    document = rulebase.documents.get(weekly.document or "")
    if document is None:
        return source_words(t, rulebase, weekly)
    return t(
        "每周调度依据《{document}》{clauses}；哪天几点，由本系统设定。",
        document=t.words(document.title),
        clauses=t("、").join(weekly.clauses),
    )


def _case(t: Tongue, rulebase: RuleBase, zone: ZoneInfo, line: DispatchLine) -> Iterator[Html]:
    card = line.card
    firm = escaped(clipped(card.firm.name, 16))
    head = Html(f"<b>{card.number}</b>{card_kind(t, rulebase, card)} · {firm}")
    yield Html(f"🔴 {head}") if line.overdue else head
    yield _standing(t, card)
    if line.overdue:
        yield over_words(t, ((each.kind, each.due) for each in card.missed), zone)
    if line.last is None:
        yield t("还没有答复过企业。")
    else:
        yield t(
            "最近答复 {day} {name}：{words}",
            day=day_of(t, line.last.at, zone),
            name=line.last.name or "",
            words=words(t, masked(t, line.last.text or ""), SAID),
        )
    yield _awaited(t, line.awaited, zone)


def _awaited(t: Tongue, awaited: Awaited | None, zone: ZoneInfo) -> Html:
    """The date that runs, by its own name: a first contact is no next answer."""
    if awaited is None:
        return t("没有约好下次答复的时间。")
    due, kind = deadline(t, awaited[0], zone), awaited[1]
    if kind is ClockKind.INTERIM:
        return t("下次答复：{due}前", due=due)
    return t("{step}：{due}前", step=step_words(t, kind), due=due)


def _standing(t: Tongue, card: CaseCard) -> Html:
    """With whom it is; who has yet to take it is named by its status."""
    said = status(t, card)
    if card.status in UNTAKEN or not card.units:
        return said
    return Html(f"{said} · {escaped(t('、').join(card.units))}")


def _ways_on(t: Tongue, card: DispatchCard) -> tuple[tuple[Button, ...], ...]:
    shown = (button(e.card.number, "digest:case", e.card.id) for e in card.lines)
    week = (named(card.headed, "week"), card.post_id)
    if card.linked is not None:
        week = ("linked:week", card.linked)
    turn = [button(t("上一页"), *week, card.page - 1)] if card.page else []
    if (card.page + 1) * A_PAGE < card.count:
        turn.append(button(t("下一页"), *week, card.page + 1))
    if card.linked is not None:
        return (*rows_of(*shown, width=3), *((tuple(turn),) if turn else ()))
    sheet = button(t("导出调度表"), named(card.headed, "table"), card.post_id)
    rows = (*rows_of(*shown, width=3), *((tuple(turn),) if turn else ()))
    return (*rows, *_rated_way(t, card), (sheet,))


def _rated_way(t: Tongue, card: DispatchCard) -> tuple[tuple[Button, ...], ...]:
    count = len(card.stars.given)
    if not count:
        return ()
    label = html.unescape(t("评价 {count}", count=count))
    return ((button(label, named(card.headed, "stars"), card.post_id),),)


def _weekly_of(rulebase: RuleBase, zone: ZoneInfo) -> Callable[[DispatchCard, str, bool], View]:
    def said(card: DispatchCard, language: str, late: bool) -> View:
        t = tongue_of(language)
        note = t("（迟到：系统曾停机）") if late else None
        return dispatch_view(t, rulebase, zone, card, note)

    return said


def _ask_of(rulebase: RuleBase, zone: ZoneInfo) -> Callable[[AskCard, str], View]:
    def said(card: AskCard, language: str) -> View:
        t = tongue_of(language)
        shown = card.lines[:ASKED_SHOWN]
        more = len(card.lines) - ASKED_SHOWN
        text = lines(
            t(
                "🗂 {at} 周调度要用：这 {count} 件本周还没有答复过企业，请更新一下进展。",
                at=moment(t, card.dispatched_at, zone),
                count=len(card.lines),
            ),
            *(
                Html(
                    f"{each.number}{card_kind(t, rulebase, each)} · "
                    f"{escaped(clipped(each.firm, 16))}"
                )
                for each in shown
            ),
            t("还有 {count} 件，见“待办”。", count=more) if more > 0 else None,
        )
        buttons = (button(each.number, "digest:case", each.id) for each in shown)
        return View(text, (*rows_of(*buttons), (button(t("待办"), "case:todo"),)))

    return said
