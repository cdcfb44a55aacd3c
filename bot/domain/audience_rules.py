"""What an audience may ask of a firm: one rule a thing."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from policies.verdicts import Outcome


class FactTest(StrEnum):
    """What is asked of a fact."""

    ANY = "any"  # it is one of these; of a set: it has one of these
    BOUNDS = "bounds"  # it is a number within bounds
    STATED = "stated"  # something is known
    UNSTATED = "unstated"  # nobody has said, or they do not know


class TestState(StrEnum):
    """What is asked of a firm's test groups."""

    __test__ = False

    GROUPS = "groups"  # it has some
    OVERDUE = "overdue"  # one has missed its deadline, and is not in a pause
    NEVER = "never"  # of one nobody ever stated a sampling


class CaseHeld(StrEnum):
    """What is asked of a firm's cases."""

    OPEN = "open"  # one is there that it has not confirmed yet
    NONE = "none"  # none is


@dataclass(frozen=True, slots=True)
class FactRule:
    """What is known of a firm, or holds for its place.

    Attributes:
        values: For ANY: options of the fact; "true" and "false" of a yes or no.
        least: For BOUNDS, inclusive, in the fact's unit; None: no bound.
    """

    fact: str
    test: FactTest
    values: frozenset[str] = frozenset()
    least: int | None = None
    most: int | None = None

    def to_json(self) -> dict[str, Any]:
        """As an object; keys without a value are left out."""
        said: dict[str, Any] = {"kind": "fact", "fact": self.fact, "test": self.test.value}
        if self.test is FactTest.ANY:
            said["values"] = sorted(self.values)
        bounds = {"least": self.least, "most": self.most}
        return said | {name: bound for name, bound in bounds.items() if bound is not None}


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """It works in one of these places, or below one."""

    places: frozenset[str]

    def to_json(self) -> dict[str, Any]:
        """As an object."""
        return {"kind": "place", "places": sorted(self.places)}


@dataclass(frozen=True, slots=True)
class TestRule:
    """How its test groups stand."""

    __test__ = False

    state: TestState

    def to_json(self) -> dict[str, Any]:
        """As an object."""
        return {"kind": "testing", "state": self.state.value}


@dataclass(frozen=True, slots=True)
class CaseRule:
    """Whether one of its cases is open."""

    state: CaseHeld

    def to_json(self) -> dict[str, Any]:
        """As an object."""
        return {"kind": "cases", "state": self.state.value}


@dataclass(frozen=True, slots=True)
class VerdictRule:
    """What a record of the rules answers it: one of these."""

    record: str
    outcomes: frozenset[Outcome]

    def to_json(self) -> dict[str, Any]:
        """As an object."""
        outcomes = sorted(each.value for each in self.outcomes)
        return {"kind": "verdict", "record": self.record, "outcomes": outcomes}


Rule: TypeAlias = FactRule | PlaceRule | TestRule | CaseRule | VerdictRule


def key_of(rule: Rule) -> str:
    """What a rule is about: two rules about one thing are one rule with both choices."""
    match rule:
        case FactRule():
            return f"fact:{rule.fact}"
        case VerdictRule():
            return f"verdict:{rule.record}"
        case PlaceRule():
            return "place"
        case TestRule():
            return f"testing:{rule.state.value}"
        case CaseRule():
            return "cases"
