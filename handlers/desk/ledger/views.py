"""政策台账: the list with its filters, a card, what a search found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.policy_ledger import LedgerState
from bot.domain.speech import Button, OutFile, View, rows_of
from bot.services.releases.ledger import LedgerCard, LedgerLine
from handlers.desk.home_views import back
from handlers.desk.ledger.words import (
    MARKS,
    date_words,
    keeper_words,
    level_words,
    state_words,
    until_words,
)
from handlers.notices.case_words import clipped, place
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.documents import Document, Level
from policies.rulebase import RuleBase

PAGE: Final = 8
LABEL: Final = 24
ANY: Final = "-"
UNSAID: Final = "unsaid"
"""The filter for documents whose level nothing says."""
NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where in the ledger somebody is.

    Attributes:
        where: Which of the places whose ledger they read, by its turn.
        state, level: What is shown; `ANY` for all.
    """

    where: int
    state: str = ANY
    level: str = ANY
    page: int = 0

    def takes(self, line: LedgerLine) -> bool:
        """Whether the filters leave it."""
        level = UNSAID if line.document.level is None else line.document.level
        return self.state in {ANY, line.state} and self.level in {ANY, level}

    def button(self, label: str) -> Button:
        """The way there."""
        return button(label, "ledger:all", self.where, self.state, self.level, self.page)


def listing(
    t: Tongue, rulebase: RuleBase, found: Sequence[LedgerLine], at: Shelf, region: str
) -> View:
    """A page of it."""
    pages = max(1, -(-len(found) // PAGE))
    page = min(at.page, pages - 1)
    shown = found[page * PAGE : (page + 1) * PAGE]
    text = lines(
        t(
            "<b>政策台账</b> · {place} · {count} 份",
            place=place(t, rulebase, region),
            count=len(found),
        ),
        t("第 {page}/{pages} 页", page=page + 1, pages=pages) if pages > 1 else None,
        *(_line(t, each) for each in shown),
        None if shown else t("没有这样的文件。换个条件看看。"),
    )
    rows = rows_of(*(_open(t, each, at.where) for each in shown))
    turns = _turns(t, replace(at, page=page), pages)
    sheet = button(t("导出表格"), "ledger:sheet", at.where, at.state, at.level, 0)
    tools = (button(t("搜"), "ledger:find", at.where), sheet)
    return View(text, (*rows, *turns, *_filters(t, at), tools, (_tools(t), back(t))))


def card(
    t: Tongue, rulebase: RuleBase, it: LedgerCard, where: int, day: date, zone: ZoneInfo
) -> View:
    """One document: what it is, how it stands, who keeps it, whom it reaches."""
    line, document = it.line, it.line.document
    text = lines(
        t("{mark} <b>{title}</b>", mark=MARKS[line.state], title=t.words(document.title)),
        t(
            "{level} · {kind} · {date} · <b>{state}</b>",
            level=level_words(t, document.level),
            kind=t.words(document.kind),
            date=date_words(t, document),
            state=state_words(t, line.state),
        ),
        t("发文：{issuer}", issuer=t.words(document.issuer)),
        t("适用地：{place}", place=place(t, rulebase, document.region)) if document.held else None,
        t("责任岗位：{keeper}", keeper=keeper_words(t, it)),
        *_relations(t, rulebase, it),
        until_words(t, document, day) if line.state is LedgerState.PUBLISHED else None,
        *_reach(t, rulebase, it, zone),
    )
    count = button(t("算一算适用多少家"), "ledger:reach", where, document.id)
    first = ((count,),) if line.records else ()
    return View(text, (*first, (Shelf(where).button(t("政策台账")), back(t))))


def ask_words(t: Tongue, where: int) -> View:
    """What to look for?"""
    text = lines(
        t("搜哪份文件？写标题、文号、发文单位里的几个字，空格隔开。"),
        t("例：国务院 12"),
    )
    return View(text, ((Shelf(where).button(t("政策台账")), back(t)),))


def found(t: Tongue, lines_found: Sequence[LedgerLine], words: str, where: int) -> View:
    """What has these words; the question stays open if nothing has."""
    whole = Shelf(where).button(t("政策台账"))
    if not lines_found:
        text = lines(
            t("台账里没有带“{words}”的文件。换几个字再发一次，或看全部。", words=words),
            t("例：国务院 12"),
        )
        return View(text, ((whole, back(t)),))
    shown = lines_found[:PAGE]
    text = lines(
        t("带“{words}”的 {count} 份：", words=words, count=len(lines_found)),
        *(_line(t, each) for each in shown),
    )
    rows = rows_of(*(_open(t, each, where) for each in shown))
    again = button(t("再搜"), "ledger:find", where)
    return View(text, (*rows, (again, whole), (back(t),)))


def sheet(t: Tongue, file: OutFile, count: int, at: Shelf) -> View:
    """The file with its caption."""
    text = t("📎 政策台账 {count} 份。", count=count)
    return View(text, ((replace(at, page=0).button(t("政策台账")), back(t)),), file=file)


def _line(t: Tongue, each: LedgerLine) -> Html:
    return t(
        "{mark} {title}（{level}，{state}）",
        mark=MARKS[each.state],
        title=_short(t, each.document),
        level=level_words(t, each.document.level),
        state=state_words(t, each.state),
    )


def _open(t: Tongue, each: LedgerLine, where: int) -> Button:
    label = f"{MARKS[each.state]} {_short(t, each.document)}"
    return button(label, "ledger:show", where, each.document.id)


def _short(t: Tongue, document: Document) -> str:
    return clipped(t.plain(document.title), LABEL if t.language == "zh" else 2 * LABEL)


def _turns(t: Tongue, at: Shelf, pages: int) -> tuple[tuple[Button, ...], ...]:
    earlier = (replace(at, page=at.page - 1).button(t("‹ 上一页")),) if at.page else ()
    more = at.page + 1 < pages
    later = (replace(at, page=at.page + 1).button(t("下一页 ›")),) if more else ()
    return ((*earlier, *later),) if earlier or later else ()


def _filters(t: Tongue, at: Shelf) -> tuple[tuple[Button, ...], ...]:
    """A tap goes on to the next choice of each filter."""
    states = [ANY, *MARKS]
    levels = [ANY, *Level, UNSAID]
    state = states[(states.index(at.state) + 1) % len(states)]
    level = levels[(levels.index(at.level) + 1) % len(levels)]
    shown = t("全部状态") if at.state == ANY else state_words(t, LedgerState(at.state))
    whose = t("全部级别") if at.level == ANY else _level(t, at.level)
    return (
        (
            replace(at, state=state, page=0).button(t("状态：{state}", state=shown)),
            replace(at, level=level, page=0).button(t("级别：{level}", level=whose)),
        ),
    )


def _level(t: Tongue, level: str) -> Html:
    return level_words(t, None if level == UNSAID else Level(level))


def _relations(t: Tongue, rulebase: RuleBase, it: LedgerCard) -> Iterator[Html]:
    document = it.line.document
    for naming in document.named_in[:1]:
        title = t.words(rulebase.documents[naming.document].title)
        yield t("引用它的：《{title}》{clause}", title=title, clause=naming.clause)
    for each in it.by[:NAMED]:
        yield t("替代它的：《{title}》", title=t.words(each.title))
    for each in it.before[:NAMED]:
        yield t("它替代的：《{title}》", title=t.words(each.title))


def _reach(t: Tongue, rulebase: RuleBase, it: LedgerCard, zone: ZoneInfo) -> Iterator[Html]:
    """To how many firms it applies, how many were told, how many have confirmed that."""
    if not it.line.records:
        return
    yield t("已发布 {count} 条政策、义务", count=len(it.line.records))
    counted = it.line.counted
    if counted is None:
        yield t("适用多少家：还没算")
    else:
        yield t(
            "{place} {firms} 家，适用 <b>{applies}</b>，要确认 {confirms}，还差信息 {asks}",
            place=place(t, rulebase, it.region),
            firms=f"{counted.firms:,}",
            applies=f"{counted.applies:,}",
            confirms=f"{counted.confirms:,}",
            asks=f"{counted.asks:,}",
        )
        yield t("（{when}算的）", when=moment(t, counted.counted_at, zone))
    yield t(
        "推送到 {sent} 家，已读并知晓 {confirmed} 家",
        sent=f"{it.told.sent:,}",
        confirmed=f"{it.told.confirmed:,}",
    )


def _tools(t: Tongue) -> Button:
    return button(t("工具"), "desk:tools")
