"""What is said to an answer: what was understood of it, or why it will not do."""

from decimal import Decimal
from typing import Final

from bot.domain.speech import Button
from handlers.owner.questions.reading import said
from handlers.phrases import money
from handlers.press import button
from handlers.tongue import Html, Tongue
from policies.fact_values import dump_value
from policies.fact_words import value_words
from policies.facts import Fact, FactType, FactValue

EXAMPLES: Final = 2
"""So many of the answers are named where one was not understood."""


def noted(t: Tongue, fact: Fact, value: FactValue, *, approximate: bool) -> Html:
    """Repeat what was understood, so that a wrong one is seen."""
    label, own = t.words(fact.label), Html(said(t, fact, value))
    if approximate:
        return t("记下了：{label}约 {value}（大概数就够）。", label=label, value=own)
    return t("记下了：{label} {value}。", label=label, value=own)


def size_unused(t: Tongue, word: str, counted: Fact, known: FactValue | None) -> Html:
    """A word about size is not kept; the number of people counts, said already or to come."""
    label = t.words(counted.label)
    if known is None:
        return t("“{word}”没有记：规模看{label}，问到时请写个数。", word=word, label=label)
    return t(
        "“{word}”没有记：规模看{label}，您说过是 {value}。",
        word=word,
        label=label,
        value=Html(said(t, counted, known)),
    )


def settled(t: Tongue, fact: Fact, value: FactValue) -> Html:
    """Staff have said it: their word counts."""
    return t(
        "{label}已经由工作人员核定为“{value}”，以核定的为准。不对的话请找人工。",
        label=t.words(fact.label),
        value=t.words(value_words(fact, value)),
    )


def skipped(t: Tongue, fact: Fact) -> Html:
    """They do not know: no harm done."""
    return t("没关系，{label}先空着，以后可以补。", label=t.words(fact.label))


def not_understood(t: Tongue, fact: Fact, text: str) -> Html:
    """What was read, and what is needed: a number, some of the answers, or the buttons."""
    if fact.type in {FactType.INT, FactType.MONEY}:
        return t("没看懂“{text}”。请写一个数。", text=text[:40])
    if not fact.options:
        return t("没看懂“{text}”。请点下面的按钮。", text=text[:40])
    examples = Html(t("、").join(t.words(each) for each in list(fact.options.values())[:EXAMPLES]))
    if fact.type is FactType.SET:
        return t(
            "没看懂“{text}”。例如：{examples}，可以写几样；也可以点按钮。",
            text=text[:40],
            examples=examples,
        )
    return t("没看懂“{text}”。例如：{examples}；也可以点按钮。", text=text[:40], examples=examples)


def out_of_bounds(t: Tongue, text: str, bounds: tuple[int, int]) -> Html:
    """A number that cannot be."""
    low, high = (f"{bound:,}" for bound in bounds)
    return t(
        "您写的是“{text}”。请写 {low} 到 {high} 之间的数。", text=text[:40], low=low, high=high
    )


def none_ticked(t: Tongue) -> Html:
    """Nothing was chosen."""
    return t("还没选：先点一项或几项，再点“选好了”；说不准就点“不清楚”。")


def too_small(t: Tongue, value: Decimal) -> Html:
    """An amount that probably lacks its 万."""
    return t(
        "您写的是 {value} 元，好像少了单位。几万元请写成“8.5万”，或写全数字“85000”。",
        value=money(value),
    )


def other_kind(t: Tongue, fact: Fact, text: str, *, money: bool) -> Html:
    """An amount where people are counted, or the other way round."""
    label, written = t.words(fact.label), text[:40]
    if money:
        return t("“{text}”是钱数，这里要的是{label}，没有记。", text=written, label=label)
    return t("“{text}”是人数，这里要的是钱数（{label}），没有记。", text=written, label=label)


def unlikely(t: Tongue, fact: Fact, text: str, value: FactValue) -> Html:
    """So many people, in the way in which sums are said."""
    return t(
        "“{text}”就是 {value}，像是钱数。{label}真有这么多，就点下面的按钮；不是就重新写。",
        text=text[:40],
        value=Html(said(t, fact, value)),
        label=t.words(fact.label),
    )


def as_another(t: Tongue, fact: Fact, other: Fact, text: str) -> Html:
    """A number that another question was answered with already."""
    return t(
        "“{text}”和您说过的{other}一样多。{label}真有这么多，就点下面的按钮；不是就重新写。",
        text=text[:40],
        other=t.words(other.label),
        label=t.words(fact.label),
    )


def counts_else(t: Tongue, fact: Fact, other: Fact, text: str) -> Html:
    """A number of other things than those that are asked for."""
    return t(
        "“{text}”说的是{other}，这里问的是{label}。{label}真有这么多，就点下面的按钮；不是就重新写。",
        text=text[:40],
        other=t.words(other.label),
        label=t.words(fact.label),
    )


def between(t: Tongue, text: str) -> Html:
    """A range across which something changes: which end shall it be?"""
    return t("“{text}”正好在一条界线附近。按多少记？点一个，或写准确数。", text=text[:40])


def doubtful(t: Tongue, text: str, value: FactValue | None) -> Html:
    """They are not sure: the likely answer is one tap, and nothing is kept without it."""
    if value is None:
        return t(
            "您写的是“{text}”，还没记。点最接近的一个；拿不准就点“不清楚”，问清了再改。",
            text=text[:40],
        )
    return t(
        "您写的是“{text}”，还没记。是就点第一个按钮；拿不准就点“不清楚”，问清了再改。",
        text=text[:40],
    )


def as_many(t: Tongue, fact: Fact, value: int) -> Button:
    """One end of a range."""
    own = Html(t.plain(value_words(fact, value)))
    return button(t("按 {value} 记", value=own), "fact:pick", fact.id, str(value))


def as_likely(t: Tongue, fact: Fact, value: FactValue) -> Button:
    """The option that they named without being sure."""
    own, option = Html(t.plain(value_words(fact, value))), str(dump_value(fact, value)).lower()
    return button(t("按“{value}”记", value=own), "fact:pick", fact.id, option)


def really_so_many(t: Tongue, fact: Fact, value: FactValue) -> Button:
    """It is really so many."""
    own = Html(t.plain(value_words(fact, value)))
    return button(t("就是 {value}", value=own), "fact:pick", fact.id, str(value))


def not_exact(t: Tongue, fact: Fact, value: FactValue, bound: int | None) -> Html:
    """A rough number will not do here, and why."""
    if bound is None:
        return t(
            "您说大约 {value}。补多少要按这个数算，请给准确数（比如看发票）。",
            value=Html(said(t, fact, value)),
        )
    return t(
        "您说大约 {value}，离界线 {bound} 很近，差一点结果就不同。请给准确数（比如看工资表）。",
        value=Html(said(t, fact, value)),
        bound=f"{bound:,}",
    )
