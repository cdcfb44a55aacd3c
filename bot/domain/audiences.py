"""受众: whom a broadcast reaches, as rules that people read and databases ask.

A firm of the region is in it if every rule holds for it and none of the excluded ones does. It
holds no personal data: the same JSON is kept, shown, hashed and asked.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.domain.audience_rules import Rule, VerdictRule, key_of
from bot.domain.members import Role

RULES_MOST: Final = 12
"""So many rules, asked for or excluded, are one screen that a second person can still check."""


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


def _ordered(rules: tuple[Rule, ...]) -> list[dict[str, Any]]:
    said = (rule.to_json() for rule in rules)
    return sorted(said, key=lambda each: json.dumps(each, ensure_ascii=False, sort_keys=True))
