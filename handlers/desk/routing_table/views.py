"""The routing table as a dispatcher sees it."""

from collections.abc import Iterable, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.markup import unmarked
from bot.domain.speech import Button, View, rows_of
from bot.services.assignments.assignments import REASON_MOST
from bot.services.cases.rules import ladder_of
from bot.services.staff.route_keeping import Effect, Example
from bot.store.cases.route_changes import RouteChange, RouteLine
from bot.store.cases.routes import RouteCard
from bot.store.staff.units import UnitCard
from handlers.desk.home_views import back
from handlers.desk.routing_table.draft import ALL, Draft, token
from handlers.notices.case_words import clipped, place
from handlers.notices.staff_words import sector_words
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

PAGE: Final = 8
NAME: Final = 16


def regions(t: Tongue, rulebase: RuleBase, named: Sequence[tuple[str, str]]) -> View:
    """Of which region?"""
    choices = (
        button(clipped(unmarked(place(t, rulebase, path)), NAME), "route:table", name)
        for name, path in named
    )
    return View(t("看哪里的分派表？"), (*rows_of(*choices), (_tools(t), back(t))))


def table(
    t: Tongue,
    rulebase: RuleBase,
    region: str,
    found: Sequence[RouteCard],
    page: int,
    before: str | None = None,
) -> View:
    """The lines of a region."""
    page = min(page, max(len(found) - 1, 0) // PAGE)
    shown = found[page * PAGE : (page + 1) * PAGE]
    first = page * PAGE + 1
    text = lines(
        before,
        t("<b>分派表 · {place}</b>", place=place(t, rulebase, region)),
        t("写得越具体的越先：分了类别的，先于只分行业的。没写到的，按文件的分工。"),
        *(
            Html(f"{number}. {_line(t, rulebase, _of(each), each.unit.name)}")
            for number, each in enumerate(shown, first)
        ),
        None if found else t("还没有写，全部按文件的分工。"),
    )
    choices = (
        button(t("删第 {number} 行", number=number), "route:line", each.id)
        for number, each in enumerate(shown, first)
    )
    turn = [button(t("上一页"), "route:table", token(region), page - 1)] if page > 0 else []
    if (page + 1) * PAGE < len(found):
        turn.append(button(t("下一页"), "route:table", token(region), page + 1))
    acts = (
        button(t("添加"), "route:add", token(region)),
        button(t("试一试"), "route:try", token(region)),
        button(t("历史"), "route:past", token(region)),
    )
    turns = (tuple(turn),) if turn else ()
    return View(text, (*rows_of(*choices), *turns, acts, (_tools(t), back(t))))


def categories(t: Tongue, rulebase: RuleBase, draft: Draft, page: int) -> View:
    """For which kind of problem?"""
    named = sorted(rulebase.problems.values(), key=lambda each: each.order)
    shown = named[page * PAGE : (page + 1) * PAGE]
    choices = [button(clipped(t.plain(e.name), NAME), "route:kind", e.id) for e in shown]
    turn = [button(t("上一页"), "route:kind", "page", page - 1)] if page > 0 else []
    if (page + 1) * PAGE < len(named):
        turn.append(button(t("下一页"), "route:kind", "page", page + 1))
    head = t("试哪一类诉求？") if draft.tries else t("哪一类诉求？")
    every = (button(t("所有类别"), "route:kind", ALL),)
    turns = (tuple(turn),) if turn else ()
    return View(head, (*rows_of(*choices), *turns, every, _cancel(t, draft.region)))


def sectors(t: Tongue, rulebase: RuleBase, draft: Draft, values: Sequence[str]) -> View:
    """Of firms of which sector?"""
    choices = [button(sector_words(t, rulebase, each), "route:sector", each) for each in values]
    every = (button(t("不分行业"), "route:sector", ALL),)
    return View(t("哪个行业的企业？"), (*rows_of(*choices), every, _cancel(t, draft.region)))


def levels(t: Tongue, rulebase: RuleBase, draft: Draft, values: Sequence[int]) -> View:
    """At which rung?"""
    named = ((each, clipped(str(_rung(t, rulebase, draft.region, each)), NAME)) for each in values)
    choices = [
        button(t("第 {number} 级：{who}", number=each, who=Html(who)), "route:level", each)
        for each, who in named
    ]
    text = t("到哪一级时用这一行？事项一级一级往上走，每一级可以不同。")
    return View(text, (*rows_of(*choices, width=1), _cancel(t, draft.region)))


def units(t: Tongue, draft: Draft, found: Sequence[UnitCard], page: int) -> View:
    """To which unit?"""
    shown = found[page * PAGE : (page + 1) * PAGE]
    choices = (button(clipped(each.name, NAME), "route:unit", each.id) for each in shown)
    turn = [button(t("上一页"), "route:unit", "page", page - 1)] if page > 0 else []
    if (page + 1) * PAGE < len(found):
        turn.append(button(t("下一页"), "route:unit", "page", page + 1))
    text = t("分给哪个单位？") if found else t("这里还没有设单位。请管理员先在“人员”里设。")
    turns = (tuple(turn),) if turn else ()
    return View(text, (*rows_of(*choices), *turns, _cancel(t, draft.region)))


def effect(
    t: Tongue, rulebase: RuleBase, line: RouteLine, unit: str, what: Effect, *, add: bool
) -> View:
    """What it does, before it is done; the reason carries it out."""
    head = t("<b>添加这一行？</b>") if add else t("<b>删除这一行？</b>")
    text = lines(
        head,
        _line(t, rulebase, line, unit),
        t(
            "同类诉求最近 30 天有 {opened} 件；没办完的 {unsolved} 件留在原处，不动。",
            opened=what.opened,
            unsolved=what.unsolved,
        ),
        t("到这一级的，现在分给：{names}", names=_names(t, what.before.at(line.level))),
        t("改了以后分给：{names}", names=_names(t, what.after.at(line.level))),
        t("写一句原因和依据，写完就生效。例：县助企办 7月15日分工表"),
    )
    usual = (button(t("按日常分工"), "route:usual"),)
    return View(text, (usual, _cancel(t, line.region)))


def example(
    t: Tongue,
    rulebase: RuleBase,
    region: str,
    category: str | None,
    sector: str | None,
    what: Example,
) -> View:
    """Where such a case goes, rung by rung."""
    kind = _kind(t, rulebase, category, sector)
    text = lines(
        t("<b>试一试：{kind}</b>", kind=kind),
        *(
            t(
                "第 {number} 级（{who}）：{names}",
                number=level,
                who=_rung(t, rulebase, region, level),
                names=_names(t, names),
            )
            for level, names in what.rungs
        ),
        None if any(names for _, names in what.rungs) else t("都没有单位在岗：先到综合台。"),
        t("企业有自己的包保干部的，他们也会收到。"),
    )
    again = button(t("再试一类"), "route:try", token(region))
    show = button(t("分派表"), "route:table", token(region))
    return View(text, ((again, show), (back(t),)))


def history(
    t: Tongue,
    rulebase: RuleBase,
    named: str,
    found: Sequence[tuple[RouteChange, str, str]],
    zone: ZoneInfo,
) -> View:
    """What was changed at the desk, the newest first."""
    text = lines(
        t("<b>分派表的历史</b>（新的在前）"),
        *(_change(t, rulebase, *each, zone) for each in found),
        None if found else t("还没有人在工作台改过。"),
    )
    return View(text, ((button(t("分派表"), "route:table", named), back(t)),))


def bad_reason(t: Tongue, named: str) -> View:
    """It says nothing, or too much; it is asked for still."""
    text = t("原因要写 1 到 {most} 字。请再写一次。", most=REASON_MOST)
    return View(text, ((button(t("取消"), "route:table", named), back(t)),))


def _change(
    t: Tongue, rulebase: RuleBase, change: RouteChange, unit: str, name: str, zone: ZoneInfo
) -> Html:
    when, line = moment(t, change.at, zone), _line(t, rulebase, change.line, unit)
    did = t("添加") if change.added else t("删除")
    head = t("{when} {name} {did}：{line}", when=when, name=name, did=did, line=line)
    return lines(head, t("↳ 原因：{reason}", reason=change.reason))


def _line(t: Tongue, rulebase: RuleBase, line: RouteLine, unit: str) -> Html:
    return t(
        "{kind} · 第 {number} 级 → {unit}",
        kind=_kind(t, rulebase, line.category, line.sector),
        number=line.level,
        unit=unit,
    )


def _kind(t: Tongue, rulebase: RuleBase, category: str | None, sector: str | None) -> Html:
    known = rulebase.problems.get(category or "")
    kind = t.words(known.name) if known else t("所有类别")
    every = t("不分行业")
    return Html(f"{kind} · {every if sector is None else sector_words(t, rulebase, sector)}")


def _rung(t: Tongue, rulebase: RuleBase, region: str, level: int) -> Html:
    """Who stands on a rung by the documents."""
    ladder, near = ladder_of(rulebase, region), rulebase.regions.nearest(region)
    rung = next((each for each in ladder.rungs if each.level == level), None) if ladder else None
    roles = near.roles if near else {}
    named = [t.words(roles[role]) for role in rung.roles if role in roles] if rung else []
    return Html(t("、").join(named)) if named else t("综合台")


def _names(t: Tongue, names: Iterable[str]) -> Html:
    said = Html(t("、").join(escaped(name) for name in names))
    return said or t("这一级没有单位在岗，往上一级走")


def _of(card: RouteCard) -> RouteLine:
    return RouteLine(card.region, card.level, card.unit.id, card.category, card.sector)


def _tools(t: Tongue) -> Button:
    return button(t("工具"), "desk:tools")


def _cancel(t: Tongue, region: str) -> tuple[Button, ...]:
    return (button(t("取消"), "route:table", token(region)), back(t))
