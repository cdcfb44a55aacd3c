"""A number that was written before it was asked for: kept, and offered when its question comes."""

from collections.abc import Mapping

from handlers.owner.questions import fact_views as views
from handlers.owner.questions.reading import NotExact, OutOfBounds, Understood, read_fact
from handlers.tongue import Html, Tongue
from policies.facts import Fact, Facts, FactType, Scope
from policies.rulebase import RuleBase

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


def taken_early(t: Tongue, rulebase: RuleBase, region: str, fact: Fact, text: str) -> Kept:
    """Read such a number by the rules of its fact: its bounds, and how exact it must be.

    Args:
        region: Where the firm works, as a path.
        fact: For which it is kept.
    """
    read = read_fact(rulebase, region, fact, text)
    match read:
        case Understood():
            return views.early_kept(t, text, fact), True
        case OutOfBounds(low, high):
            return views.early_refused(t, text, fact, (low, high)), False
        case NotExact(bound=int(bound)):
            return views.early_rough(t, text, fact, bound), False
    return views.not_understood(t, fact, text), False
