"""What a person typed, as a value of the fact that was asked."""

from dataclasses import dataclass
from decimal import Decimal

from handlers.tongue import Tongue
from policies.errors import FactError
from policies.fact_values import parse_value
from policies.fact_words import about_words
from policies.facts import NOTHING, Fact, FactType, FactValue, Scope
from policies.planning import near_bound
from policies.rulebase import RuleBase
from policies.spoken.bare_numbers import answers_with_number
from policies.spoken.choices import read_option, squeezed
from policies.spoken.counted import only_count, says_none
from policies.spoken.measures import counts_people, in_ten_thousands, only_people
from policies.spoken.own_units import in_plain_unit
from policies.spoken.ranges import range_in
from policies.spoken.reading import Reading, names_money, read_int, read_money
from policies.spoken.second_thoughts import second_thought
from policies.spoken.uncertain import comes_and_goes, likely_option, uncertain


@dataclass(frozen=True, slots=True)
class Understood:
    """A value, and whether the person meant it only roughly."""

    value: FactValue
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Nothing that could be an answer."""


@dataclass(frozen=True, slots=True)
class OutOfBounds:
    """A number that no firm has; both bounds are included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class NotExact:
    """A rough number too near to a bound on which something depends."""

    value: FactValue
    bound: int | None


@dataclass(frozen=True, slots=True)
class TooSmall:
    """An amount so small that a unit such as 万 was probably left out."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class OtherKind(NotUnderstood):
    """A number of something else.

    Args:
        money: An amount, where people or things are counted; otherwise people, where it is money.
    """

    money: bool


@dataclass(frozen=True, slots=True)
class Unlikely:
    """A count in 万, as sums are said: asked whether it is really so many."""

    value: FactValue


@dataclass(frozen=True, slots=True)
class Between:
    """A number between two ends of which a bound that decides is too near."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A choice of which the person is not sure; None if they name no option: 有时候, 不一定."""

    value: FactValue | None


Read = (
    Understood | NotUnderstood | OutOfBounds | NotExact | TooSmall | Unlikely | Between | Doubtful
)
LEAST_YUAN = Decimal(100)
"""Below this an owner is asked whether they meant 万: nothing that rules pay for is cheaper."""


def read_fact(rulebase: RuleBase, region: str, fact: Fact, text: str) -> Read:
    """Read a typed answer.

    An amount must be exact, because sums are computed from it; any other number only if it is
    near a bound that decides.
    """
    text = second_thought(text) if fact.type is FactType.INT else text
    ends = range_in(text) if fact.type is FactType.INT else None
    if ends is not None:
        return _read_range(rulebase, region, fact, ends)
    if fact.type is FactType.INT:
        none = says_none(text) and may_be_none(fact)
        return Understood(0) if none else _read_number(rulebase, region, fact, only_count(text))
    if fact.type is FactType.MONEY:
        return _read_number(rulebase, region, fact, text)
    if fact.type is FactType.TEXT:
        return Understood(text.strip()) if text.strip() else NotUnderstood()
    return _read_choice(fact, text)


def _read_choice(fact: Fact, text: str) -> Understood | Doubtful | NotUnderstood:
    option = _read_nothing(fact, text) or read_option(fact, text)
    several = fact.type is FactType.SET  # ticks say the rest
    if fact.options and uncertain(text) and not (several and option is not None):
        option = likely_option(fact, text) if option is None and not several else option
        if option is not None or comes_and_goes(text) or read_int(text) is None:
            return Doubtful(None if option is None else parse_value(fact, option))
    return NotUnderstood() if option is None else Understood(parse_value(fact, option))


def _read_nothing(fact: Fact, text: str) -> str | None:
    """Nothing at all, of a set where that is an answer: 都不缺."""
    if fact.nothing is None:
        return None
    ways = (fact.nothing.zh, fact.nothing.en, *fact.aliases.get(NOTHING, ()))
    return NOTHING if squeezed(text) in {squeezed(way) for way in ways} else None


def _read_range(rulebase: RuleBase, region: str, fact: Fact, ends: tuple[int, int]) -> Read:
    """About the middle, unless something depends on where between the ends it is."""
    low, high = ends
    try:
        parse_value(fact, low), parse_value(fact, high)
    except FactError:
        least, most = fact.minimum, fact.maximum
        return NotUnderstood() if least is None or most is None else OutOfBounds(least, most)
    if near_bound(rulebase, region, fact.id, low, high) is not None:
        return Between(low, high)
    return Understood((low + high) // 2, approximate=True)


def _read_number(rulebase: RuleBase, region: str, fact: Fact, text: str) -> Read:
    bare = in_plain_unit(fact, text)
    reading = read_int(bare) if fact.type is FactType.INT else read_money(text)
    other = _other_kind(fact, text)
    if other is not None:
        return other
    if reading is None or not answers_with_number(bare, unit_of(fact), names_of(fact)):
        return NotUnderstood()
    try:
        value = parse_value(fact, reading.value)
    except FactError:
        # Its sentence is written for whoever keeps the rules.
        low, high = fact.minimum, fact.maximum
        return NotUnderstood() if low is None or high is None else OutOfBounds(low, high)
    if isinstance(value, Decimal):
        return _amount(fact, reading, value)
    if in_ten_thousands(text):
        return Unlikely(value)
    return _exact_enough(rulebase, region, fact, reading, value)


def _other_kind(fact: Fact, text: str) -> OtherKind | None:
    """82000块 where people are counted, 1200人 where money is asked for."""
    if fact.type is FactType.INT:
        by_name = names_money(text) and not counts_people(text)
        is_amount = by_name and answers_with_number(text, None, names_of(fact))
        return OtherKind(money=True) if is_amount else None
    return OtherKind(money=False) if only_people(text) else None


def may_be_none(fact: Fact) -> bool:
    """Whether 没有 counts as 0: of things, and of a part of the people, but of no whole firm."""
    return fact.minimum == 0 and (fact.scope is Scope.CASE or fact.at_most is not None)


def unit_of(fact: Fact) -> str | None:
    """What a number of this fact counts; None for money."""
    return fact.unit.zh if fact.unit else None


def names_of(fact: Fact) -> tuple[str, ...]:
    """What a fact is called: its label, and what people say."""
    return (fact.label.zh, fact.label.en.lower(), *fact.said)


def _amount(fact: Fact, reading: Reading, value: Decimal) -> Understood | NotExact | TooSmall:
    if value < LEAST_YUAN and not (value == 0 and fact.minimum == 0):
        return TooSmall(value)
    return NotExact(value, None) if reading.approximate else Understood(value)


def _exact_enough(
    rulebase: RuleBase, region: str, fact: Fact, reading: Reading, value: FactValue
) -> Understood | NotExact:
    if reading.approximate and isinstance(value, int | Decimal):
        bound = near_bound(rulebase, region, fact.id, value, reading.most)
        if bound is not None:
            return NotExact(value, bound)
    return Understood(value, reading.approximate)


def said(t: Tongue, fact: Fact, value: FactValue, *, rough: bool = False) -> str:
    """The value as the person reads it: 1,200 人, or 约 1,200 人."""
    return t.words(about_words(fact, value, rough=rough))
