"""Reads an audience back from its JSON, and trusts nothing in it."""

import json
from collections.abc import Mapping
from typing import Any

from bot.domain.audience_rules import (
    CaseHeld,
    CaseRule,
    FactRule,
    FactTest,
    PlaceRule,
    Rule,
    TestRule,
    TestState,
    VerdictRule,
)
from bot.domain.audiences import Audience
from bot.domain.members import Role
from bot.domain.staff import covers
from policies.errors import RegionError
from policies.regions import names_of
from policies.verdicts import Outcome


class AudienceError(ValueError):
    """A text says no audience: made by hand, or by rules that are no longer known."""


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
