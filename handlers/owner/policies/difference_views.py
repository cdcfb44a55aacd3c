"""Verdicts that another value would change, in the same words wherever they are told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from handlers.notices.outcomes import MARKS
from handlers.notices.verdict_words import state_words, total_of
from handlers.phrases import money
from handlers.tongue import Html, Tongue
from policies.facts import Fact
from policies.verdicts import Outcome, Verdict
from policies.words import joined

NAMED: Final = 3
"""So many are named beside an answer that was changed; the list of policies has them all."""

Pair = tuple[Verdict, Verdict]
"""A verdict as it is, and as it would be."""


def different(now: Sequence[Verdict], then: Sequence[Verdict]) -> list[Pair]:
    """The verdicts whose answer or sums differ, the most important first.

    Args:
        now: Of some records.
        then: Of the same records, in the same order.
    """
    pairs = [pair for pair in zip(now, then, strict=True) if _answers_differ(*pair)]
    return sorted(pairs, key=lambda pair: pair[1].priority)


def told(t: Tongue, pairs: Sequence[Pair], facts: Mapping[str, Fact]) -> Iterable[Html]:
    """The first of them by name, and how many more."""
    for now, then in pairs[:NAMED]:
        yield line(t, now, then, facts)
    if len(pairs) > NAMED:
        yield t("……另有 {count} 项", count=len(pairs) - NAMED)


def line(t: Tongue, now: Verdict, then: Verdict, facts: Mapping[str, Fact]) -> Html:
    """One verdict: from what to what."""
    return t(
        "· {was} → {will} {title}：{state}",
        was=MARKS[now.outcome],
        will=MARKS[then.outcome],
        title=t.words(then.title),
        state=_difference(t, now, then, facts),
    )


def _answers_differ(now: Verdict, then: Verdict) -> bool:
    """What is open before and after is no change: only what has still to be known is another."""
    if now.outcome is then.outcome is Outcome.NEED_INFO:
        return False
    return (now.outcome, now.lines) != (then.outcome, then.lines)


def _difference(t: Tongue, now: Verdict, then: Verdict, facts: Mapping[str, Fact]) -> Html:
    if then.missing:
        names = joined([facts[name].label for name in then.missing if name in facts])
        return t("还要知道{names}", names=t.words(names))
    before, after = total_of(now), total_of(then)
    if now.amounts and then.amounts and before is not None and after is not None:
        sums = {"before": money(before.value), "after": money(after.value)}
        return t("{before} → {after} 元", **sums)
    return state_words(t, then)
