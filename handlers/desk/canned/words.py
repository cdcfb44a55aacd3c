"""Blanks of canned answers in words, and what a case puts into them."""

import html
from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.canned import Blank
from bot.domain.case_terms import ClockKind
from bot.services.cases.cards import CaseCard
from handlers.desk.context import Clerk
from handlers.notices.case_words import clipped, place
from handlers.phrases import deadline
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase

LINE: Final = 36


def values_of(
    who: Clerk, rulebase: RuleBase, case: CaseCard, unit: str | None, zone: ZoneInfo
) -> dict[Blank, str | None]:
    """What a case says for each blank; None for what it does not know.

    Args:
        unit: Where the officer works; None at a general desk, which is named by its place.
    """
    general = who.t("{place}综合台", place=place(who.t, rulebase, who.officer.region))
    record, due = rulebase.records.get(case.about or ""), case.due(ClockKind.HANDLING)
    return {
        Blank.FIRM: case.firm.name,
        Blank.CASE: case.number,
        Blank.OFFICER: who.officer.name,
        Blank.UNIT: unit or html.unescape(general),
        Blank.DUE: html.unescape(deadline(who.t, due, zone)) if due else None,
        Blank.POLICY: who.t.plain(record.title) if record else None,
        Blank.CLAUSE: record.source.clause if record else None,
    }


def blanks(t: Tongue) -> Html:
    """Every blank that there is, with what it stands for."""
    return lines(*_blanks(t))


def titled_line(t: Tongue, title: str, text: str) -> Html:
    """The title, and how the text begins."""
    short = escaped(clipped(" ".join(text.split()), LINE))
    return t("{label}：{value}", label=Html(f"<b>{escaped(title)}</b>"), value=Html(short))


def _blanks(t: Tongue) -> Iterator[Html]:
    yield t("{{企业}} 企业名称 · {{事项号}} 事项号")
    yield t("{{经办人}} 您的名字 · {{单位}} 您的单位")
    yield t("{{期限}} 办理期限 · {{政策}} 政策名称 · {{条款}} 第几条")
