"""Who stands on a register, and how much of the region it covers."""

from collections.abc import Sequence
from typing import Final

from bot.domain.speech import View, rows_of
from bot.services.registers.coverage_figures import FigureFile
from bot.services.registers.lists import SHOWN, Covered, Roll, Shelf
from bot.store.firms.firms import FirmCard
from handlers.desk.home_views import back
from handlers.desk.registers.figure_views import figure_lines
from handlers.desk.registers.menu_views import applications_button, in_rows
from handlers.notices.case_words import clipped, place
from handlers.notices.register_words import clause_line, quoted, value_of
from handlers.notices.staff_words import sector_words
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.registers import Coverage
from policies.rulebase import RuleBase

LABEL: Final = 16


def roll(t: Tongue, found: Roll, applied: int) -> View:
    """How many stand how; each is a list."""
    register, fact = found.register, found.register.fact
    counted = [(each, found.count(each)) for each in Shelf]
    text = lines(
        t("<b>{register}</b>（您负责的范围）", register=t.words(fact.label)),
        *(
            t("· {shelf}：{count} 家", shelf=shelf_words(t, found, each), count=count)
            for each, count in counted
            if count or each is Shelf.LISTED
        ),
        t("企业申请：{count} 件等您看", count=applied) if applied else None,
    )
    lists = [
        button(
            t("{shelf}（{count}）", shelf=shelf_words(t, found, each), count=count),
            *("reg:list", fact.id, each, 0),
        )
        for each, count in counted
        if count
    ]
    more = []
    if register.coverage is not None:
        more.append(button(t("覆盖情况"), "reg:cover", fact.id))
    if register.checks is not None:
        more.append(button(t("抽查"), "check:list", fact.id))
    if register.application is not None:
        more.append(applications_button(t, applied))
    ways = (button(t("登记册"), "reg:menu"), back(t))
    return View(text, (*rows_of(*lists), *rows_of(*more), ways))


def by_list(t: Tongue, found: Roll) -> View:
    """Of a register of several lists: how many stand on each."""
    fact, find = found.register.fact, button(t("查企业"), "care:find")
    text = lines(
        t("<b>{register}</b>（您负责的范围）", register=t.words(fact.label)),
        *(
            t("· {list}：{count} 家", list=t.words(fact.options[option]), count=len(firms))
            for option, firms in found.lists.items()
        ),
        t("要加上或去掉一家：点“查企业”，打开后点“登记册”。"),
    )
    named = [
        button(
            t("{list}（{count}）", list=t.plain(fact.options[option]), count=len(firms)),
            *("reg:named", fact.id, option, 0),
        )
        for option, firms in found.lists.items()
        if firms
    ]
    return View(text, (*in_rows(named), (find, button(t("登记册"), "reg:menu"), back(t))))


def named(t: Tongue, rulebase: RuleBase, found: Roll, option: str, page: int) -> View:
    """The firms on one of them."""
    words = t.words(found.register.fact.options[option])
    return _page(t, rulebase, found, words, found.lists[option], ("reg:named", option), page)


def shelf(t: Tongue, rulebase: RuleBase, found: Roll, chosen: Shelf, page: int) -> View:
    """The firms that stand so."""
    words = shelf_words(t, found, chosen)
    return _page(t, rulebase, found, words, found.firms[chosen], ("reg:list", chosen), page)


def _page(
    t: Tongue,
    rulebase: RuleBase,
    found: Roll,
    what: Html,
    firms: Sequence[FirmCard],
    named: tuple[str, str],
    page: int,
) -> View:
    """Some firms; `named` is how buttons name these: by their name, and what they are about."""
    fact, (name, about) = found.register.fact, named
    page = min(page, max(len(firms) - 1, 0) // SHOWN)
    shown = firms[page * SHOWN : (page + 1) * SHOWN]
    text = lines(
        t(
            "<b>{register} · {shelf}（{count} 家）</b>",
            register=t.words(fact.label),
            shelf=what,
            count=len(firms),
        ),
        *(Html(f"· {escaped(each.name)} · {place(t, rulebase, each.region)}") for each in shown),
    )
    rows = rows_of(
        *(button(clipped(each.name, LABEL), "reg:card", fact.id, f"f{each.id}") for each in shown)
    )
    turn = [button(t("上一页"), name, fact.id, about, page - 1)] if page > 0 else []
    if (page + 1) * SHOWN < len(firms):
        turn.append(button(t("下一页"), name, fact.id, about, page + 1))
    ways = (button(t.plain(fact.label), "reg:roll", fact.id), back(t))
    return View(text, (*rows, *((tuple(turn),) if turn else ()), ways))


def coverage(
    t: Tongue,
    rulebase: RuleBase,
    found: Roll,
    covered: Sequence[Covered],
    figures: Sequence[FigureFile],
    before: Html | None = None,
) -> View:
    """Of the firms that are registered here, by count; of output, by the county's own figures.

    Args:
        before: What happened just now.
    """
    aim = found.register.coverage
    assert aim is not None  # asked for only where the document sets one
    listed, everybody = found.count(Shelf.LISTED), found.everybody
    reported = found.count(Shelf.REPORTED)
    value = value_of(t, found.register.fact, found.register.listed)
    text = lines(
        before,
        t("<b>{register}：覆盖情况</b>", register=t.words(found.register.fact.label)),
        t(
            "已核定“{value}” {listed} 家；在本系统登记的企业（项目）{everybody} 家，占 {share}。",
            value=value,
            listed=listed,
            everybody=everybody,
            share=_share(listed, everybody),
        ),
        *(_sector(t, rulebase, each) for each in covered),
        t("另有 {count} 家自报、没有核定，没算进去。", count=reported) if reported else None,
        t(
            "文件的目标：{of}{percent}% 以上（{clause}）。",
            of=t.words(aim.of),
            percent=aim.percent,
            clause=aim.source.clause,
        ),
        _stricter(t, aim),
        *figure_lines(t, rulebase, aim, figures),
        quoted(t, aim.source),
        clause_line(t, rulebase, aim.source),
    )
    fact = found.register.fact
    fill = button(t("填覆盖率"), "cover:fill", fact.id)
    sheet = button(t("导出表格"), "cover:sheet", fact.id)
    return View(text, ((fill, sheet), (button(t.plain(fact.label), "reg:roll", fact.id), back(t))))


def shelf_words(t: Tongue, found: Roll, shelf: Shelf) -> Html:
    """在册, 自报在册 …: in the register's own words for its value."""
    value = value_of(t, found.register.fact, found.register.listed)
    return {
        Shelf.LISTED: t("{value}（已核定）", value=value),
        Shelf.REPORTED: t("{value}（自报）", value=value),
        Shelf.OTHERS: t("核定为其他"),
        Shelf.NOT: t("其他企业"),
    }[shelf]


def _sector(t: Tongue, rulebase: RuleBase, covered: Covered) -> Html:
    name = t("没填行业") if covered.sector is None else sector_words(t, rulebase, covered.sector)
    return t(
        "· {sector}：{listed} / {firms} 家（{share}）",
        sector=name,
        listed=covered.listed,
        firms=covered.firms,
        share=_share(covered.listed, covered.firms),
    )


def _stricter(t: Tongue, aim: Coverage) -> Html | None:
    """Two clauses say it differently: the one that asks more is what counts."""
    if aim.stricter is None:
        return None
    return t(
        "另一处（{clause}）写得更严：{by}超过 {percent}%，正好 {percent}% 不算。",
        clause=aim.stricter.source.clause,
        by=t.words(aim.stricter.by),
        percent=aim.percent,
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "0%"
