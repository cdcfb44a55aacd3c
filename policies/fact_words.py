"""Values of facts as people read them."""

from datetime import date, datetime
from decimal import Decimal

from policies.facts import CHINA, Fact, FactValue
from policies.words import Words, joined, quantity_words


def about_words(fact: Fact, value: FactValue, *, rough: bool) -> Words:
    """Say a value, and whether it is only about so much: `约 1,200 人`."""
    exact = value_words(fact, value)
    return Words(f"约 {exact.zh}", f"about {exact.en}") if rough else exact


def value_words(fact: Fact, value: FactValue) -> Words:
    """Say a value as people read it: `1,200 人`, `80,000.00 元`, `自行配置`."""
    if isinstance(value, bool):
        return fact.options[str(value).lower()]
    if isinstance(value, int | Decimal):
        return quantity_words(value, fact.unit, fact.unit_one)
    if isinstance(value, frozenset):
        chosen = [words for option, words in fact.options.items() if option in value]
        return joined(chosen) if chosen else fact.nothing or Words("无", "none")
    if isinstance(value, tuple):
        said = next((option for option, ready in fact.ready.items() if ready == value), None)
        if said is not None:
            return fact.options[said]
        return quantity_words(len(value), Words("条", "entries"), "entry")
    return _day_or_text(fact, value)


def _day_or_text(fact: Fact, value: str | date) -> Words:
    if isinstance(value, datetime):
        local = value.astimezone(CHINA)
        return Words(f"{local:%Y-%m-%d %H:%M}", f"{local:%Y-%m-%d %H:%M}")
    if isinstance(value, date):
        return Words(value.isoformat(), value.isoformat())
    return fact.options.get(value, Words(value, value))
