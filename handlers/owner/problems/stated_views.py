"""Asking whether words mean a policy, and whether what they state is to be kept."""

from collections.abc import Sequence

from bot.domain.speech import View
from bot.store.problems import ProblemCard
from handlers.owner.problems.frame import Around, screen, without_records
from handlers.owner.problems.pieces import seen_words
from handlers.owner.problems.stating import StatedValue
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.fact_words import value_words

KEEP = "keep"
"""In a button: what is known stays, and only what was not known is kept."""


def stated(t: Tongue, problem: ProblemCard, values: Sequence[StatedValue], around: Around) -> View:
    """The words state values of a record: is it that one, and do they replace what is known?"""
    record = around.records[0]
    new, changes = _apart(values)
    text = lines(
        seen_words(t, problem, problem.told.proposals[0]),
        t("您想问<b>{policy}</b>，对吗？", policy=t.words(record.title)),
        t("我记下：{values}。不对可以再改。", values=listed(t, new)) if new else None,
        *(_change(t, each) for each in changes),
    )
    no = button(t("不是，我想问…"), "prob:not", problem.id)
    yes = button(t("对，改成新的") if changes else t("对"), "prob:yes", problem.id)
    as_it_was = button(t("对，但不改"), "prob:yes", problem.id, KEEP)
    rows = ((yes, as_it_was), (no,)) if changes else ((yes, no),)
    return screen(t, text, rows, problem, without_records(around))


def noted(t: Tongue, values: Sequence[StatedValue]) -> View:
    """What was kept, and what it was before."""
    new, changes = _apart(values)
    return View(
        lines(
            t("记下了：{values}。", values=listed(t, new)) if new else None,
            *(_changed(t, each) for each in changes),
            None if values else t("没有改动。"),
        )
    )


def listed(t: Tongue, values: Sequence[StatedValue]) -> Html:
    """采样屋来源：自行配置；采样屋费用：80,000.00 元."""
    said = (
        t("{label}：{value}", label=t.words(each.fact.label), value=_value(t, each))
        for each in values
    )
    return Html(t("；").join(said))


def _apart(values: Sequence[StatedValue]) -> tuple[list[StatedValue], list[StatedValue]]:
    changes = [each for each in values if each.is_change]
    return [each for each in values if not each.is_change], changes


def _change(t: Tongue, each: StatedValue) -> Html:
    return t(
        "{label}现在记的是 {was}，改成 <b>{value}</b>吗？",
        label=t.words(each.fact.label),
        was=_was(t, each),
        value=_value(t, each),
    )


def _changed(t: Tongue, each: StatedValue) -> Html:
    return t(
        "已改：{label} {value}（原来：{was}）。",
        label=t.words(each.fact.label),
        value=_value(t, each),
        was=_was(t, each),
    )


def _value(t: Tongue, each: StatedValue) -> Html:
    return Html(t.words(value_words(each.fact, each.value)))


def _was(t: Tongue, each: StatedValue) -> Html:
    assert each.was is not None  # it is a change
    return Html(t.words(value_words(each.fact, each.was)))
