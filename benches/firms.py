"""Firms drawn by chance: what each would answer, and the form that asks in a fixed order."""

import math
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from policies.expressions import Expression, evaluate
from policies.fact_values import parse_value
from policies.facts import CHINA, Fact, Facts, FactType, FactValue, Scope
from policies.grammar import parse_condition
from policies.rulebase import RuleBase
from policies.samples import sample_values
from policies.truth import Truth

FILE = Path(__file__).resolve().parent / "firms.yaml"
SEED = 20220622


@dataclass(frozen=True)
class Draw:
    """How one fact is drawn for the firms of which `when` holds."""

    fact: Fact
    when: Expression | None
    how: Mapping[str, Any]


class County:
    """Draws firms by the weights of firms.yaml; the same ones every time."""

    def __init__(self, rulebase: RuleBase, seed: int = SEED) -> None:
        self.rulebase = rulebase
        self.region = max(rulebase.regions.places, key=len)
        self.today = _first_summer_day(rulebase)
        self.chance = random.Random(seed)
        self._written = yaml.safe_load(FILE.read_text(encoding="utf-8"))
        self._draws = [_draw(rulebase, item) for item in self._written["firms"]]

    def firms(self, count: int) -> list[Facts]:
        """Draw firms; of each, every fact of the file is known."""
        return [self._firm() for _ in range(count)]

    def even_firms(self, count: int) -> list[Facts]:
        """Draw firms of which every answer is as likely as any other; staff's facts as above."""
        return [{**self._firm(), **self._even()} for _ in range(count)]

    def form(self, scopes: Collection[Scope]) -> tuple[str, ...]:
        """The questions of the form in their order; the rule base does not know them all."""
        written = self._written["form"]
        items = [item.split() for item in (*written["onboarding"], *written["rest"])]
        return tuple(name for scope, name in items if Scope(scope) in scopes)

    def _firm(self) -> dict[str, FactValue]:
        facts: dict[str, FactValue] = {}
        for draw in self._draws:
            if draw.fact.id not in facts and _holds(draw.when, facts):
                [way] = _WAYS.keys() & draw.how.keys()
                facts[draw.fact.id] = parse_value(draw.fact, _WAYS[way](self, draw, facts))
        return facts

    def _even(self) -> dict[str, FactValue]:
        records = list(self.rulebase.records.values())
        facts = {draw.fact.id: draw.fact for draw in self._draws}
        return {
            name: self.chance.choice(sample_values(fact, records))
            for name, fact in facts.items()
            if fact.scope is not Scope.STAFF
        }


def _first_summer_day(rulebase: RuleBase) -> date:
    """A day in the year of the newest document, a few weeks after it."""
    newest = max(document.date for document in rulebase.documents.values() if document.date)
    return newest + timedelta(days=23)


def _draw(rulebase: RuleBase, item: Mapping[str, Any]) -> Draw:
    when = item.get("when")
    test = parse_condition(when, rulebase.facts) if when else None
    return Draw(rulebase.facts[item["fact"]], test, item)


def _holds(when: Expression | None, facts: Facts) -> bool:
    return when is None or evaluate(when, facts) is Truth.YES


def _weighted(county: County, draw: Draw, facts: Facts) -> object:
    weights: Mapping[str, float] = draw.how["weights"]
    [option] = county.chance.choices(list(weights), weights=list(weights.values()))
    return option == "true" if draw.fact.type is FactType.BOOL else option


def _ranged(county: County, draw: Draw, facts: Facts) -> object:
    ranges: Sequence[tuple[int, int, float]] = draw.how["ranges"]
    [(low, high, _)] = county.chance.choices(ranges, weights=[each[2] for each in ranges])
    magnitude = county.chance.uniform(math.log(low + 1), math.log(high + 2))
    number = min(high, math.floor(math.exp(magnitude)) - 1)
    return Decimal(number) if draw.fact.type is FactType.MONEY else number


def _part(county: County, draw: Draw, facts: Facts) -> object:
    whole, (low, high) = facts[draw.how["part_of"]], draw.how["between"]
    assert isinstance(whole, int)
    return round(whole * county.chance.uniform(low, high))


def _chosen(county: County, draw: Draw, facts: Facts) -> object:
    chances: Mapping[str, float] = draw.how["chances"]
    chosen = [option for option, chance in chances.items() if county.chance.random() < chance]
    otherwise = draw.how.get("otherwise")
    return [otherwise] if otherwise and not chosen else chosen


def _ago(county: County, draw: Draw, facts: Facts) -> object:
    low, high = draw.how["hours_ago"]
    morning = datetime(county.today.year, county.today.month, county.today.day, 7, tzinfo=CHINA)
    return morning - timedelta(hours=county.chance.randint(low, high))


_WAYS: Mapping[str, Callable[[County, Draw, Facts], object]] = {
    "weights": _weighted,
    "ranges": _ranged,
    "part_of": _part,
    "chances": _chosen,
    "hours_ago": _ago,
}
