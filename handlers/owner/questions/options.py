"""What the buttons of a question stand for; what they carry is untrusted."""

from typing import Final

from bot.domain.errors import Stale, StaleCode
from handlers.owner.scene import Scene
from policies.errors import FactError
from policies.fact_values import parse_value
from policies.facts import Fact, FactType, FactValue, Scope

ALL: Final = "="
"""Stands in a button for 全部都是."""
NOBODY_KNOWS: Final = "-"
"""Stands in a button for 不清楚."""
_KEPT_ELSEWHERE: Final = {FactType.DATE, FactType.DATETIME}
"""Moments belong to a group or a trip, and are asked there."""


def askable(scene: Scene, name: str) -> Fact:
    """The fact that a button names.

    Raises:
        Stale: There is none, or none that owners are asked by a question of its own.
    """
    fact = scene.rulebase.facts.get(name)
    if fact is None or fact.scope is Scope.STAFF or fact.type in _KEPT_ELSEWHERE:
        raise Stale(StaleCode.CHANGED)
    if fact.id in scene.rulebase.regions.levels:  # where a firm works is asked on its own way
        raise Stale(StaleCode.CHANGED)
    return fact


def given_by(scene: Scene, fact: Fact, option: str) -> FactValue | None:
    """The value that a button stands for; None for 不清楚.

    Raises:
        Stale: The fact has no such option any more.
    """
    if option == NOBODY_KNOWS:
        return None
    if option == ALL:
        whole = scene.profile.facts.get(fact.at_most or "")
        if whole is None:
            raise Stale(StaleCode.CHANGED)
        return whole
    try:
        return parse_value(fact, _raw(fact, option))
    except FactError as error:
        raise Stale(StaleCode.CHANGED) from error


def _raw(fact: Fact, option: str) -> object:
    if fact.type is FactType.BOOL:
        return option == "true"
    return int(option) if fact.type is FactType.INT and option.isdecimal() else option
