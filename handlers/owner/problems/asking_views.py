"""What an owner reads who asked what the documents say."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.speech import Button, View
from handlers.notices.outcomes import MARKS
from handlers.owner.home_views import navigation
from handlers.owner.policies.shelves import ordered, turning
from handlers.owner.problems.unheld_views import missing, source
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.documents import Clause, Document
from policies.records import Record
from policies.rulebase import RuleBase
from policies.understanding.entries import Found
from policies.understanding.findings import Findings
from policies.verdicts import Verdict

PAGE: Final = 8
SHOWN: Final = 60
Place = tuple[str, str]
Rows = tuple[tuple[Button, ...], ...]


def prompt(t: Tongue, examples: Sequence[str]) -> View:
    """What is the question?

    Args:
        examples: Questions that a clause of the place answers, in Chinese.
    """
    example = t("、").join(f"“{each}”" for each in examples)
    text = lines(
        t("<b>问政策</b>：想知道什么？直接打字，我找出文件里的原话。"),
        t("例如：{example}", example=example) if example and t.language == "zh" else None,
        t("文件里没有的，我会直说没有。"),
    )
    return View(text, (navigation(t),))


def found(
    t: Tongue,
    rulebase: RuleBase,
    asked: str,
    findings: Findings,
    records: Sequence[Record],
    trouble: int | None = None,
) -> View:
    """Up to three clauses with their own words; honest if there is none.

    Args:
        trouble: The words as a problem, if they name a kind of problem.
    """
    policies = tuple(
        (button(f"📄 {t.plain(record.title)}", "policy:show", record.id),) for record in records
    )
    steps = () if trouble is None else ((button(t("看怎么办"), "prob:new", trouble),),)
    reading = findings.reading
    if not reading.clauses and not reading.beside and not findings.missing:
        return _nothing(t, asked, findings, policies, steps)
    text = lines(
        t("您问：“{asked}”。文件里这样写：", asked=_short(asked))
        if findings.answers
        else t("您问：“{asked}”。", asked=_short(asked)),
        *missing(t, rulebase, findings),
        *_silent(t, findings),
        *_beside(t, findings),
        *(_quoted(t, n, each) for n, each in enumerate(findings.answers, 1)),
        t("下面的按钮是本地的规定，不是{place}的。", place=t.words(findings.elsewhere.place))
        if findings.elsewhere and (findings.related or policies)
        else None,
        *_named(t, findings),
        t("还想问别的，直接打字。")
        if findings.answers or findings.missing or reading.beside
        else t("可以换个说法再问，或者点“找人工”请工作人员答。"),
    )
    cited = tuple(
        (_clause_button(t, rulebase, e, _policies_label(t, e)),)
        for e in (*findings.answers, *reading.beside)
        if e.records
    )
    near = tuple((_clause_button(t, rulebase, e, _reading_label(t, e)),) for e in findings.related)
    return View(text, (*policies, *cited, *near, *steps, navigation(t)))


def clause_card(
    t: Tongue,
    document: Document,
    clause: Clause,
    verdicts: Sequence[Verdict],
    at: tuple[Place, int],
) -> View:
    """One clause: its own words, and what rests on it with this firm's verdicts.

    Args:
        at: The clause as a button carries it, and the page.
    """
    place, page = at
    pages = max(1, -(-len(verdicts) // PAGE))
    page = min(page, pages - 1)
    text = lines(
        t("<b>{heading}</b>", heading=t.words(clause.heading)),
        _words(t, clause.quote, clause),
        source(t, document, clause.number),
        t("对照您的厂，这一条涉及 {count} 项：", count=len(verdicts)) if verdicts else None,
    )
    shown = ordered(verdicts)[page * PAGE : (page + 1) * PAGE]
    rows = tuple(
        (button(f"{MARKS[v.outcome]} {t.plain(v.title)}", "policy:show", v.policy),) for v in shown
    )
    turns = turning(t, ":".join(("ask:clause", *place)), "", page, pages)
    return View(text, (*rows, *turns, navigation(t)))


def _nothing(t: Tongue, asked: str, findings: Findings, policies: Rows, steps: Rows) -> View:
    text = lines(
        t("您问：“{asked}”。", asked=_short(asked)),
        *_silent(t, findings),
        t("收录的文件里没有找到说这件事的条款，我不乱引。")
        if not policies
        else t("没有找到直接回答的条款；这几条可能有关："),
        t("可以换个说法再问，或者点“找人工”请工作人员答。"),
    )
    browse = (button(t("看看有哪些难题"), "prob:browse"),)
    return View(text, (*policies, *steps, browse, navigation(t)))


def _silent(t: Tongue, findings: Findings) -> Iterator[Html]:
    if findings.reading.silence:
        document, silence = findings.reading.silence
        title, what = t.words(document.title), t.words(silence.what)
        yield t("《{document}》收录的条款没有写：{what}。", document=title, what=what)


def _beside(t: Tongue, findings: Findings) -> Iterator[Html]:
    """What the document does state of the thing, where it does not state what was asked."""
    if findings.reading.beside:
        yield t("它只写了：")
    for n, each in enumerate(findings.reading.beside, 1):
        yield _quoted(t, n, each)


def _named(t: Tongue, findings: Findings) -> Iterator[Html]:
    """What may have to do with the question, after a line that says so: nothing is quoted."""
    if not findings.related:
        return
    stated = findings.answers or findings.reading.beside
    nothing = not stated and not findings.missing
    yield t("没有找到直接回答的条款；可能有关的是：") if nothing else t("可能有关：")
    for each in findings.related:
        number, heading = each.clause.number, t.words(each.clause.heading)
        yield t("· {number} {heading}", number=number, heading=heading)


def _quoted(t: Tongue, n: int, each: Found) -> Html:
    head = t("{n}. <b>{heading}</b>", n=n, heading=t.words(each.clause.heading))
    quote = _words(t, each.quote, each.clause)
    return lines(head, quote, source(t, each.document, each.clause.number))


def _words(t: Tongue, quote: str, clause: Clause) -> Html:
    """A document's own words; for who does not read Chinese, what they come to."""
    gloss = None if t.language == "zh" else Html(f"<i>{t.words(clause.summary)}</i>")
    return lines(t("<blockquote>{quote}</blockquote>", quote=quote), gloss)


def _policies_label(t: Tongue, each: Found) -> str:
    return t("看 {clause} 的政策（{count}）", clause=each.clause.number, count=len(each.records))


def _reading_label(t: Tongue, each: Found) -> str:
    return t("看 {clause} 的原文", clause=each.clause.number)


def _clause_button(t: Tongue, rulebase: RuleBase, each: Found, label: str) -> Button:
    document = list(rulebase.documents).index(each.document.id)
    clause = list(each.document.clauses).index(each.clause.number)
    return button(label, "ask:clause", document, clause)


def _short(asked: str) -> str:
    return asked if len(asked) <= SHOWN else asked[: SHOWN - 1] + "…"
