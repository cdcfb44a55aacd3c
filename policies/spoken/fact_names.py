"""Which fact a few words name: its label, or what people call it."""

import re
from collections.abc import Iterable
from typing import Final

from policies.facts import Fact
from policies.spoken.choices import squeezed

_FILLING: Final = re.compile(
    r"[这那]?一?[项条题]|我们?|你们?|厂里?|公司|企业|单位|项目|店里?|登记|填|写|报|说|记|选|刚才|刚刚|之前|前面|上面|原来|那个?|这个?"
    r"|把|将|的|里|上|了|现在|目前|一共|总共|情况|信息|资料|是|都|得|要|想|再|也"
    r"|给|下|一"
    r"|\b(?:my|our|the|of|we|i|firm|company|number)\b|\s"
)
_SIGNS: Final = re.compile(r"[\W_]+")


def ways_to_name(fact: Fact) -> tuple[str, ...]:
    """What a fact is called, as `squeezed` writes it and without signs, the longest first."""
    names = {_plain(name) for name in (fact.label.zh, fact.label.en, *fact.said)}
    return tuple(sorted(names, key=len, reverse=True))


def fact_named(facts: Iterable[Fact], about: str) -> Fact | None:
    """The one fact that some words name, and hardly anything else: 我们厂的用工人数.

    Returns:
        None if they name none, several that are named equally well, or say something else too.
    """
    plain = _plain(about)
    hits = [(name, fact) for fact in facts for name in ways_to_name(fact) if name in plain]
    longest = max((len(name) for name, _ in hits), default=0)
    best = {fact.id: (name, fact) for name, fact in hits if len(name) == longest}
    if len(best) != 1:
        return None
    name, fact = next(iter(best.values()))
    return None if _SIGNS.sub("", _FILLING.sub("", plain.replace(name, " ", 1))) else fact


def facts_named(facts: Iterable[Fact], about: str) -> tuple[Fact, ...]:
    """All facts that some words may name: 职工人数 is the whole staff, or 本单位职工人数.

    Returns:
        The one of `fact_named` first; behind it those that are a part of it and whose label
        holds these words, while its own does not. Empty if there is none.
    """
    every = tuple(facts)
    whole = fact_named(every, about)
    if whole is None:
        return ()
    plain = _FILLING.sub("", _plain(about))
    parts = (each for each in every if each.at_most == whole.id)
    own = not plain or _holds(whole.label.zh, plain)
    return (whole, *(part for part in parts if not own and _holds(part.label.zh, plain)))


def _holds(label: str, words: str) -> bool:
    """Whether a label has these characters in this order: 本单位职工人数 has 职工数."""
    rest = iter(label)
    return all(sign in rest for sign in words)


def fact_mentioned(facts: Iterable[Fact], text: str) -> tuple[Fact, str] | None:
    """The one fact that a sentence mentions, with the words for it; the longest name wins."""
    plain = squeezed(text)
    hits = [(name, fact) for fact in facts for name in ways_to_name(fact) if name in plain]
    longest = max((len(name) for name, _ in hits), default=0)
    best = [(fact, name) for name, fact in hits if len(name) == longest]
    return best[0] if len(best) == 1 else None


def named_in_full(facts: Iterable[Fact], about: str) -> bool:
    """Whether some words hold the whole label of a fact: 用工人数, and not 人数 alone."""
    plain = _plain(about)
    return any(_plain(fact.label.zh) in plain for fact in facts)


def _plain(name: str) -> str:
    return re.sub(r"[^\w\s]+", "", squeezed(name))
