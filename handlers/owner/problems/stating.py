"""Values that words state by the way, beside what the firm said of the same facts before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policies.fact_values import parse_value
from policies.facts import Fact, Facts, FactValue


@dataclass(frozen=True)
class StatedValue:
    """A fact and the value that the words give it.

    Attributes:
        raw: The value as JSON.
        was: What is known of the fact; None if nothing is.
    """

    fact: Fact
    raw: object
    value: FactValue
    was: FactValue | None

    @property
    def is_change(self) -> bool:
        """Whether it would take the place of another value."""
        return self.was is not None and self.was != self.value


def stated_values(
    facts: Mapping[str, Fact], stated: Iterable[tuple[str, object]], known: Facts
) -> list[StatedValue]:
    """What words state, in their order.

    Args:
        stated: Fact id and value as JSON.
        known: What is known of the firm, by fact id.
    """
    return [
        StatedValue(facts[name], raw, parse_value(facts[name], raw), known.get(name))
        for name, raw in stated
    ]
