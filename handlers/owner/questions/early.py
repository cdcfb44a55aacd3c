"""A number that was written before it was asked for: kept, and offered when its question comes."""

from collections.abc import Mapping

from handlers.owner.questions import early_views
from handlers.owner.questions.reading import NotExact, OutOfBounds, Understood, read_fact
from handlers.tongue import Html, Tongue
from policies.facts import Fact, Facts, FactType, Scope
from policies.rulebase import RuleBase
from policies.spoken.measures import counts_people, only_an_amount
from policies.spoken.reading import read_int

LONGEST = 40
"""Characters of such a number that are kept."""

Kept = tuple[Html, bool]
"""What is said of such a number, and whether it is kept."""


def takes_early(fact: Fact) -> bool:
    """Whether a bare number may be meant for this fact: a whole one of the firm itself."""
    return fact.type is FactType.INT and fact.scope is Scope.PROFILE and fact.at_most is None


def early_fact(facts: Mapping[str, Fact], known: Facts) -> Fact | None:
    """The fact that a bare number is kept for; None if all such are known."""
    wanted = (fact for fact in facts.values() if takes_early(fact))
    return next((fact for fact in wanted if known.get(fact.id) is None), None)


def taken_early(
    t: Tongue, rulebase: RuleBase, region: str, fact: Fact, text: str, kept: str = ""
) -> Kept | None:
    """Read such a number by the rules of its fact: its bounds, and how exact it must be.

    Args:
        region: Where the firm works, as a path.
        fact: For which it is kept.
        kept: A number that is kept for it already; another one does not take its place.

    Returns:
        None if it is no such number.
    """
    if only_an_amount(text):
        return early_views.no_use_for_money(t, text), False
    read = read_fact(rulebase, region, fact, text)
    match read:
        case Understood():
            return _understood(t, fact, text, kept)
        case OutOfBounds(low, high):
            return early_views.refused(t, text, fact, (low, high)), False
        case NotExact(bound=int(bound)):
            return early_views.rough(t, text, fact, bound), False
    return None


def _understood(t: Tongue, fact: Fact, text: str, kept: str) -> Kept:
    if kept and _same(kept, text):
        return early_views.kept_already(t, fact, kept), False
    if _stays(kept, text):
        return early_views.kept_before(t, text, fact, kept), False
    if counts_people(text):
        return early_views.kept(t, text, fact), True
    return early_views.kept_if_meant(t, text, fact), True


def _same(kept: str, text: str) -> bool:
    """Whether it is the number that waits already: 1,200人, and 1200 after it."""
    before, now = read_int(kept), read_int(text)
    return before is not None and now is not None and before.value == now.value


def _stays(kept: str, text: str) -> bool:
    """Whether the number that is kept stays: only one that names people takes its place."""
    named_now = counts_people(text) and not counts_people(kept)
    return bool(kept) and kept != text and not named_now
