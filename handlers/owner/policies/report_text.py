"""The report in words: what applies, on what grounds, what is open, and what the document says."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.services.packages.packages import deciders_of
from handlers.notices.outcomes import ORDER, outcome_words
from handlers.notices.verdict_words import state_words
from handlers.owner.policies.card_words import CardOf, missing_names, near_words
from handlers.owner.policies.words import (
    day_words,
    nature_words,
    remarks_words,
    unheld_words,
    value_text,
)
from handlers.phrases import source_words
from handlers.tongue import Html, Tongue
from policies.verdicts import AmountLine, Mark, Outcome, Reason, Source, Verdict
from policies.words import Words

_TAG = re.compile(r"<[^>]+>")


class Style(StrEnum):
    """How a paragraph is set."""

    TITLE = "title"
    GROUP = "group"
    RECORD = "record"
    PLAIN = "plain"
    LABEL = "label"  # what the points below it are about
    POINT = "point"
    QUOTE = "quote"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, in plain text."""

    style: Style
    text: str


@dataclass(frozen=True, slots=True)
class About:
    """Whose report it is, of which place, and of which business day."""

    firm: str
    region: str
    today: date


def report(t: Tongue, title: str, about: About, cards: Sequence[CardOf]) -> list[Paragraph]:
    """Write the report.

    Args:
        title: Its heading.
        cards: Verdicts in the order in which they are shown.
    """
    return [
        Paragraph(Style.TITLE, bare(title)),
        *heading(t, about, cards),
        *(piece for group in ORDER for piece in _group(t, group, cards)),
    ]


def heading(t: Tongue, about: About, cards: Sequence[CardOf]) -> Iterator[Paragraph]:
    """Whose it is, of which day, and what must be read before it."""
    yield _plain(t("企业（项目）：{firm}", firm=about.firm))
    yield _plain(t("经营所在地：{region}", region=about.region))
    yield _plain(t("对照日期：{day}", day=day_words(t, about.today)))
    yield Paragraph(Style.LABEL, bare(t("请先看这几句")))
    yield _point(
        t(
            "这份清单由“助企通”按企业（项目）自己说的情况和工作人员的记录自动对照，"
            "不是行政决定，也不是承诺。能不能享受、给多少，以主管部门核定为准。"
        )
    )
    named = dict.fromkeys(_document(t, card.verdict.source) for card in cards)
    for document in named:
        yield _point(t("依据的文件：{document}", document=document))
    yield _point(
        t(
            "这是历史文件，括号里是它的性质和发布日期，不是法律条文全文。"
            "现在是否仍然执行，以主管部门答复为准。"
        )
    )


def _document(t: Tongue, source: Source) -> str:
    return t(
        "《{document}》（{kind}，{date}）",
        document=t.words(source.document),
        kind=t.words(source.kind),
        date=source.date.isoformat(),
    )


def _group(t: Tongue, group: Outcome, cards: Sequence[CardOf]) -> Iterator[Paragraph]:
    found = sorted(
        (card for card in cards if card.verdict.outcome is group),
        key=lambda card: card.verdict.priority,
    )
    if found:
        heading = t("{outcome}（{count} 项）", outcome=outcome_words(t, group), count=len(found))
        yield Paragraph(Style.GROUP, bare(heading))
    for number, card in enumerate(found, 1):
        yield from record(t, number, card)


def record(t: Tongue, number: int, card: CardOf) -> Iterator[Paragraph]:
    """One record: the answer, why, what is open and who decides it, and its clauses."""
    verdict = card.verdict
    head = t(
        "{n}. {title}：{state}",
        n=number,
        title=t.words(verdict.title),
        state=state_words(t, verdict),
    )
    yield Paragraph(Style.RECORD, bare(head))
    nature = t("（{nature}）", nature=nature_words(t, verdict.modality))
    yield _plain(t.words(verdict.gist) + nature)
    yield from _amounts(t, verdict)
    yield from _reasons(t, verdict)
    if len(verdict.near_miss) > 1:
        yield _plain(t("还差 {count} 样，要都满足：", count=len(verdict.near_miss)))
    yield from (_plain(near_words(t, near)) for near in verdict.near_miss)
    names = missing_names(t, card)
    if names is not None:
        yield _plain(t("还差：{names}", names=names))
    if verdict.outcome is Outcome.NO_MATCH and not verdict.near_miss:
        yield Paragraph(Style.SOURCE, bare(source_words(t, verdict.source)))
    else:
        yield from _rest(t, verdict)


def _rest(t: Tongue, verdict: Verdict) -> Iterator[Paragraph]:
    """What matters of a record that concerns the firm, or may."""
    yield from _steps(t, verdict)
    if verdict.open:
        yield _plain(t("未定：{remarks}。", remarks=remarks_words(t, verdict.open)))
    deciders = deciders_of(verdict)
    if deciders:
        named = Html(t("、").join(t.words(each) for each in deciders))
        yield _plain(t("责任（确认）单位：{units}", units=named))
    if verdict.notes:
        yield _plain(t("说明：{remarks}。", remarks=remarks_words(t, verdict.notes)))
    unheld = unheld_words(t, verdict.relies_on)
    if unheld is not None:
        yield _plain(unheld)
    yield from _quotations(t, (verdict.source, *verdict.also))


def _amounts(t: Tongue, verdict: Verdict) -> Iterator[Paragraph]:
    if verdict.if_granted:
        yield _plain(t("以下只是<b>如获认定</b>的算法，不是承诺："))
    yield from (_point(_amount(t, line)) for line in verdict.lines)


def _amount(t: Tongue, line: AmountLine) -> str:
    label, formula = t.words(line.label), t.words(line.formula)
    return t("{label} {value}（{formula}）", label=label, value=value_text(line), formula=formula)


def _reasons(t: Tongue, verdict: Verdict) -> Iterator[Paragraph]:
    if verdict.reasons:
        told = Html(t("；").join(_reason(t, reason) for reason in verdict.reasons))
        yield _plain(t("为什么：{reasons}", reasons=told))


def _reason(t: Tongue, reason: Reason) -> str:
    words = {
        Mark.YES: t("符合"),
        Mark.NO: t("不符合"),
        Mark.UNKNOWN: t("还不清楚"),
        Mark.CONFIRM: t("须主管部门确认"),
    }
    return t("{text}（{mark}）", text=t.words(reason.text), mark=words[reason.verdict])


def _steps(t: Tongue, verdict: Verdict) -> Iterator[Paragraph]:
    if verdict.steps:
        yield Paragraph(Style.LABEL, bare(t("需要做什么")))
    for step in verdict.steps:
        text = t.words(step.text)
        cited = step.clause is not None
        yield _point(t("{text}（{clause}）", text=text, clause=step.clause) if cited else text)


def _quotations(t: Tongue, sources: Iterable[Source]) -> Iterator[Paragraph]:
    for source in sources:
        quote = t("原文：{quote}", quote=source.quotation.quote)
        yield Paragraph(Style.QUOTE, bare(quote))
        if t.language != "zh":
            yield Paragraph(Style.SOURCE, bare(t.words(Words("", source.quotation.gloss))))
        yield Paragraph(Style.SOURCE, bare(source_words(t, source.alone)))


def _plain(text: str) -> Paragraph:
    return Paragraph(Style.PLAIN, bare(text))


def _point(text: str) -> Paragraph:
    return Paragraph(Style.POINT, bare(text))


def bare(text: str) -> str:
    """What was written for a chat, without its markup."""
    return html.unescape(_TAG.sub("", text))
