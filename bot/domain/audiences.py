"""受众: whom a broadcast reaches, as rules that people read and databases ask.

A firm of the region is in it if every rule holds for it and none of the excluded ones does. It
holds no personal data: the same JSON is kept, shown, hashed and asked.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, TypeAlias

from bot.domain.members import Role
from bot.domain.staff import covers
from policies.errors import RegionError
from policies.regions import names_of
from policies.verdicts import Outcome

RULES_MOST: Final = 12
"""So many rules, asked for or excluded, are one screen that a second person can still check."""


class AudienceError(ValueError):
    """A text says no audience: made by hand, or by rules that are no longer known."""


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


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a broadcast reaches.

    Attributes:
        region: Nothing outside of it is ever in the audience.
        rules: Every one must hold.
        excluded: None may hold.
        roles: Which of a firm's people; none named: all of them.
    """

    region: str
    rules: tuple[Rule, ...] = ()
    excluded: tuple[Rule, ...] = ()
    roles: frozenset[Role] = frozenset()

    @property
    def verdicts(self) -> tuple[tuple[VerdictRule, bool], ...]:
        """Its rules that only judging each firm can answer, and whether they are to hold."""
        asked = ((each, True) for each in self.rules if isinstance(each, VerdictRule))
        without = ((each, False) for each in self.excluded if isinstance(each, VerdictRule))
        return (*asked, *without)

    def every(self) -> Iterator[Rule]:
        """All its rules, those that are to hold first."""
        yield from (*self.rules, *self.excluded)

    def rule_about(self, key: str, *, excluded: bool) -> Rule | None:
        """Its rule about something (`key_of`) on one of both sides."""
        side = self.excluded if excluded else self.rules
        return next((each for each in side if key_of(each) == key), None)

    def with_rule(self, rule: Rule, *, excluded: bool) -> "Audience":
        """The same with a rule, in the place of another about the same thing."""
        left = self.without(key_of(rule), excluded=excluded)
        if excluded:
            return replace(left, excluded=(*left.excluded, rule))
        return replace(left, rules=(*left.rules, rule))

    def without(self, key: str, *, excluded: bool) -> "Audience":
        """The same without what one side says about something."""
        side = self.excluded if excluded else self.rules
        left = tuple(each for each in side if key_of(each) != key)
        return replace(self, excluded=left) if excluded else replace(self, rules=left)

    def to_json(self) -> dict[str, Any]:
        """As an object in one way only; `read_audience` gives it back."""
        return {
            "region": self.region,
            "rules": _ordered(self.rules),
            "excluded": _ordered(self.excluded),
            "roles": sorted(each.value for each in self.roles),
        }

    def dumps(self) -> str:
        """The same as a text for a row or a hash."""
        return json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True)


def read_audience(raw: str | Mapping[str, Any]) -> Audience:
    """What `to_json` or `dumps` made.

    Raises:
        AudienceError: It is no audience, a rule is of no known kind, or a place lies elsewhere.
    """
    try:
        said = json.loads(raw) if isinstance(raw, str) else raw
        audience = Audience(
            region=_place(said["region"]),
            rules=tuple(_rule(each) for each in said["rules"]),
            excluded=tuple(_rule(each) for each in said["excluded"]),
            roles=frozenset(Role(each) for each in said["roles"]),
        )
    except (KeyError, TypeError, ValueError, RegionError) as error:
        raise AudienceError(str(error)) from error
    for rule in audience.every():
        if isinstance(rule, PlaceRule) and not all(
            covers(audience.region, each) for each in rule.places
        ):
            raise AudienceError("a place outside of the region")
    return audience


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


def _rule(said: Mapping[str, Any]) -> Rule:
    match said["kind"]:
        case "fact":
            return _fact_rule(said)
        case "place":
            return PlaceRule(_filled(frozenset(_place(each) for each in said["places"])))
        case "testing":
            return TestRule(TestState(said["state"]))
        case "cases":
            return CaseRule(CaseHeld(said["state"]))
        case "verdict":
            outcomes = _filled(frozenset(Outcome(each) for each in said["outcomes"]))
            return VerdictRule(_text(said["record"]), outcomes)
    raise AudienceError("a rule of no known kind")


def _fact_rule(said: Mapping[str, Any]) -> FactRule:
    test = FactTest(said["test"])
    values = frozenset(_text(each) for each in said["values"]) if test is FactTest.ANY else None
    least, most = _bound(said.get("least")), _bound(said.get("most"))
    if test is FactTest.BOUNDS and least is None and most is None:
        raise AudienceError("a number without a bound")
    if values is not None:
        return FactRule(_text(said["fact"]), test, _filled(values))
    return FactRule(_text(said["fact"]), test, least=least, most=most)


def _filled(values: frozenset[Any]) -> frozenset[Any]:
    if not values:
        raise AudienceError("a rule without a choice")
    return values


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw:
        raise AudienceError("no text")
    return raw


def _place(raw: object) -> str:
    return "/".join(names_of(_text(raw)))


def _bound(raw: object) -> int | None:
    if raw is not None and (isinstance(raw, bool) or not isinstance(raw, int) or raw < 0):
        raise AudienceError("no bound")
    return raw


def _ordered(rules: tuple[Rule, ...]) -> list[dict[str, Any]]:
    said = (rule.to_json() for rule in rules)
    return sorted(said, key=lambda each: json.dumps(each, ensure_ascii=False, sort_keys=True))
