"""Values that a message states by the way: “自己弄了个采样屋，花了8万”."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from policies.amounts import missing_for_amounts
from policies.fact_values import parse_value
from policies.facts import Fact, FactType, FactValue
from policies.needs import facts_tested
from policies.records import Record
from policies.spoken.choices import mentioned_options
from policies.spoken.reading import read_money

LEAST_YUAN = Decimal(100)
"""A smaller amount is rather a count, or said without its unit."""


@dataclass(frozen=True)
class Stated:
    """What a message says towards one record.

    Attributes:
        facts: Fact id → typed value; an amount of money and what it was spent on.
        words: The pieces of the message that say so, in reading order.
    """

    record: Record
    facts: Mapping[str, FactValue]
    words: tuple[str, ...]


def stated_in(facts: Mapping[str, Fact], records: Iterable[Record], text: str) -> Stated | None:
    """Find the record whose sums a message gives a number for, together with what it is for.

    Args:
        facts: All facts by id.
        records: Those that may be meant, the likeliest first.

    Returns:
        The record of which most is stated; None if no message's amount belongs to any.
    """
    amount = read_money(text)
    if amount is None or not isinstance(amount.value, Decimal) or amount.value < LEAST_YUAN:
        return None
    if amount.approximate:
        return None
    found = [
        Stated(record, {**choices, money: amount.value}, _in_order(text, [*words, amount.text]))
        for record in records
        for money in _sum_of(facts, record)
        for choices, words in [_choices(facts, record, text)]
        if choices
    ]
    return max(found, key=lambda stated: len(stated.facts), default=None)


def _sum_of(facts: Mapping[str, Fact], record: Record) -> Iterator[str]:
    """The one amount that the sums of a record are computed from."""
    needed = [n for n in missing_for_amounts(record, {}) if facts[n].type is FactType.MONEY]
    if len(needed) == 1:
        yield needed[0]


def _choices(
    facts: Mapping[str, Fact], record: Record, text: str
) -> tuple[dict[str, FactValue], list[str]]:
    """The options that the message names of the facts that the record asks about."""
    values: dict[str, FactValue] = {}
    words: list[str] = []
    for name in facts_tested(record):
        fact = facts[name]
        options = mentioned_options(fact, text) if fact.type is FactType.ENUM else {}
        word = _word(fact, next(iter(options)), text) if len(options) == 1 else None
        if word is not None:
            values[name] = parse_value(fact, next(iter(options)))
            words.append(word)
    return values, words


def _word(fact: Fact, option: str, text: str) -> str | None:
    """The longest name of an option that stands in the message."""
    names = (fact.options[option].zh, *fact.aliases.get(option, ()))
    return max((name for name in names if name in text), key=len, default=None)


def _in_order(text: str, words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: text.find(word) % (len(text) + 1)))
