"""What an audience asks of a fact, as a condition: the firm's own value, else its place's."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Float, and_, cast, false, func, or_, select

from bot.domain.audience_rules import FactRule, FactTest
from bot.store.firms.firms import FIRM, FIRM_FACT
from bot.store.regions import REGION_FACT
from policies.facts import Fact, FactType

NULL: Final = "null"
NUMBERS: Final = frozenset({FactType.INT, FactType.MONEY})
CHOICES: Final = frozenset({FactType.BOOL, FactType.ENUM, FactType.SET})


def fact_holds(fact: Fact, rule: FactRule) -> ColumnElement[bool]:
    """A condition on FIRM; never null, so that it can be turned round."""
    value = _value(fact)
    match rule.test:
        case FactTest.STATED:
            return value != NULL
        case FactTest.UNSTATED:
            return value == NULL
        case FactTest.BOUNDS:
            return func.coalesce(_within(value, rule), false())
        case FactTest.ANY if fact.type is FactType.SET:
            has = (value.contains(f'"{each}"', autoescape=True) for each in sorted(rule.values))
            return or_(*has)
        case FactTest.ANY:
            plain = fact.type is FactType.BOOL
            return value.in_([each if plain else f'"{each}"' for each in sorted(rule.values)])


def _value(fact: Fact) -> ColumnElement[str]:
    """What is known of a firm as JSON; its own goes before its place's, as for the rules."""
    mine = and_(FIRM_FACT.c.firm_id == FIRM.c.id, FIRM_FACT.c.fact == fact.id)
    own = select(FIRM_FACT.c.value).where(mine).correlate(FIRM)
    there = select(REGION_FACT.c.value).where(REGION_FACT.c.fact == fact.id, _covers())
    nearest = there.order_by(func.length(REGION_FACT.c.region).desc()).limit(1).correlate(FIRM)
    return func.coalesce(own.scalar_subquery(), nearest.scalar_subquery(), NULL)


def _covers() -> ColumnElement[bool]:
    """Whether a firm works in the place of a row, or below it."""
    below: ColumnElement[str] = REGION_FACT.c.region + "/"
    start = func.substr(FIRM.c.region, 1, func.length(below))
    return or_(FIRM.c.region == REGION_FACT.c.region, start == below)


def _within(value: ColumnElement[str], rule: FactRule) -> ColumnElement[bool]:
    """Null if there is no number. Money is a text in JSON."""
    number: ColumnElement[Any] = cast(func.nullif(func.replace(value, '"', ""), NULL), Float(53))
    if rule.least is None:
        return number <= rule.most
    return number >= rule.least if rule.most is None else number.between(rule.least, rule.most)
