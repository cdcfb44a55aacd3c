"""A changed answer as a firm reads it: what holds now, why, in its own figures, the clause."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from bot.domain.impact import Change
from bot.domain.speech import Button
from bot.services.impact.shifts import Shifted
from handlers.notices.outcomes import MARKS, outcome_words
from handlers.phrases import money, source_words
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.verdicts import AmountLine, Mark, Outcome, Verdict
from policies.words import Words

FIRST: Final = 3
"""So many records are told with all that belongs to them; of more, their titles."""
REASONS: Final = 2


def shift_told(t: Tongue, each: Shifted) -> Html | None:
    """One record: its answer, why, and where it is written."""
    verdict = each.verdict
    if verdict is None:
        title = _title(t, each.before)
        return t("➖ <b>{title}</b>：这条政策已停止执行。", title=title)
    return lines(
        _head(t, each, verdict),
        *_why(t, each.change, verdict, each.before.get("met", ())),
        source_words(t, verdict.source),
    )


def _head(t: Tongue, each: Shifted, verdict: Verdict) -> Html:
    said = {
        "mark": MARKS[verdict.outcome],
        "title": t.words(verdict.title),
        "now": _state(t, verdict),
        "was": _stood(t, each.before, verdict),
    }
    if each.change is Change.TERMS:
        return t("{mark} <b>{title}</b>：要求有变。{gist}", gist=t.words(verdict.gist), **said)
    return t("{mark} <b>{title}：{now}</b>（原来：{was}）", **said)


def _state(t: Tongue, verdict: Verdict) -> Html:
    """The answer, with the sum if there is one."""
    outcome, total = outcome_words(t, verdict.outcome), _sum(verdict)
    if total is None:
        return outcome
    return t("{outcome}，预计 {amount} 元", outcome=outcome, amount=total)


def _stood(t: Tongue, before: Mapping[str, Any], verdict: Verdict) -> Html:
    """The answer before, with the sum if there was one."""
    outcome = outcome_words(t, Outcome(before["outcome"]))
    sums = [line.name for line in _sums(verdict.lines) if line.name in before["amounts"]]
    if not sums:
        return outcome
    amount = money(Decimal(before["amounts"][sums[0]]))
    return t("{outcome}，预计 {amount} 元", outcome=outcome, amount=amount)


def _why(t: Tongue, change: Change, verdict: Verdict, met: Collection[str]) -> list[Html]:
    """The reasons that decide, in the firm's own figures, those first that are new.

    Args:
        met: What spoke for it before, in Chinese.
    """
    decisive = {Change.LOST: Mark.NO, Change.OPEN: Mark.CONFIRM, Change.ASKED: Mark.UNKNOWN}
    mark = decisive.get(change, Mark.YES)
    found = [each for each in verdict.reasons if each.verdict is mark and each.fact is not None]
    found.sort(key=lambda each: each.text.zh in met)  # what was so before explains nothing
    said = [t("· {reason}", reason=t.words(each.text)) for each in found[:REASONS]]
    formulas = [
        t("· {label}：{formula}", label=t.words(line.label), formula=t.words(line.formula))
        for line in verdict.lines[:1]
        if line.name in verdict.amounts
    ]
    return [*said, *formulas]


def _sum(verdict: Verdict) -> str | None:
    sums = _sums(verdict.lines)
    return money(sums[0].value) if sums and verdict.amounts else None


def _sums(amounts: Sequence[AmountLine]) -> list[AmountLine]:
    """The sums of money, whoever bears them, the total first."""
    sums = [line for line in amounts if line.money and line.share is None]
    return sorted(sums, key=lambda line: not line.total_of)


def look(t: Tongue, told: Sequence[Shifted]) -> tuple[tuple[Button, ...], ...]:
    """Each record with its card, or with the question that it takes."""
    rows = []
    for each in told:
        if each.verdict is None:
            continue
        title = t.plain(each.verdict.title)
        asked = each.change is Change.ASKED
        name = "policy:ask" if asked else "policy:show"
        label = t("回答：{title}", title=title) if asked else t("看{title}", title=title)
        rows.append((button(label, name, each.policy),))
    return tuple(rows)


def shift_title(t: Tongue, each: Shifted) -> Html:
    """What the record is called, also one that is not in force any more."""
    return _title(t, each.before) if each.verdict is None else t.words(each.verdict.title)


def _title(t: Tongue, before: Mapping[str, Any]) -> Html:
    return t.words(Words(before["title"]["zh"], before["title"]["en"]))
