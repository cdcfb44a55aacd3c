"""What is said of a number that the open question has no use for: kept, left, or not taken."""

from handlers.owner.questions.reading import said
from handlers.tongue import Html, Tongue
from policies.facts import Fact, FactValue

SHOWN = 40


def kept(t: Tongue, text: str, fact: Fact) -> Html:
    """A number of people while something else is asked: kept for its own question."""
    return t(
        "“{text}”我先记着，问到{label}时用。现在先答这一题：",
        text=text[:SHOWN],
        label=t.words(fact.label),
    )


def kept_if_meant(t: Tongue, text: str, fact: Fact) -> Html:
    """A bare number: whether it is one of people is asked when its question comes."""
    return t(
        "“{text}”这一题用不上。如果是{label}，问到时点一下就行。现在先答这一题：",
        text=text[:SHOWN],
        label=t.words(fact.label),
    )


def kept_before(t: Tongue, text: str, fact: Fact, before: str) -> Html:
    """A second number: the first one stays."""
    return t(
        "“{text}”这一题用不上，没有记；刚才说的“{before}”还留着，问到{label}时可以重写。"
        "现在先答这一题：",
        text=text[:SHOWN],
        before=before,
        label=t.words(fact.label),
    )


def kept_already(t: Tongue, fact: Fact, before: str) -> Html:
    """The same number once more."""
    return t(
        "“{before}”已经记着了，问到{label}时用。现在先答这一题：",
        before=before,
        label=t.words(fact.label),
    )


def no_use_for_money(t: Tongue, text: str) -> Html:
    """An amount of money while something else is asked."""
    return t(
        "“{text}”像是钱数，这一题用不上，没有记；问到钱数时再写。现在先答这一题：",
        text=text[:SHOWN],
    )


def refused(t: Tongue, text: str, fact: Fact, bounds: tuple[int, int]) -> Html:
    """A number that cannot be, whatever is asked."""
    low, high = (f"{bound:,}" for bound in bounds)
    return t(
        "“{text}”像是{label}，要在 {low} 到 {high} 之间，我没有记。现在先答这一题：",
        text=text[:SHOWN],
        label=t.words(fact.label),
        low=low,
        high=high,
    )


def rough(t: Tongue, text: str, fact: Fact, bound: int) -> Html:
    """A rough number that will not do when its question comes."""
    return t(
        "“{text}”像是{label}，离界线 {bound} 很近，大概数不够：问到时请给准确数。现在先答这一题：",
        text=text[:SHOWN],
        label=t.words(fact.label),
        bound=f"{bound:,}",
    )


def known(t: Tongue, text: str, fact: Fact, value: FactValue) -> Html:
    """A number that was said already: how to change it."""
    return t(
        "{label}您说过是 {value}。要改就写“{label}改成 {text}”。现在先答这一题：",
        label=t.words(fact.label),
        value=Html(said(t, fact, value)),
        text=text[:SHOWN],
    )
