"""Values of facts as people read them."""

from datetime import date, datetime
from decimal import Decimal

from policies.facts import CHINA, Fact, FactValue
from policies.words import Words, joined, number_text, yuan_text


def value_words(fact: Fact, value: FactValue) -> Words:
    """Say a value as people read it: `1,200 人`, `80,000.00 元`, `自行配置`."""
    if isinstance(value, bool):
        return fact.options[str(value).lower()]
    if isinstance(value, Decimal):
        return Words(f"{yuan_text(value)} 元", f"{yuan_text(value)} yuan")
    if isinstance(value, int):
        unit = fact.unit
        text = number_text(value)
        return Words(f"{text} {unit.zh}", f"{text} {unit.en}") if unit else Words(text, text)
    if isinstance(value, frozenset):
        chosen = [words for option, words in fact.options.items() if option in value]
        return joined(chosen) if chosen else Words("无", "none")
    if isinstance(value, tuple):
        return Words(f"{len(value)} 条", f"{len(value)} entries")
    return _day_or_text(fact, value)


def _day_or_text(fact: Fact, value: str | date) -> Words:
    if isinstance(value, datetime):
        local = value.astimezone(CHINA)
        return Words(f"{local:%Y-%m-%d %H:%M}", f"{local:%Y-%m-%d %H:%M}")
    if isinstance(value, date):
        return Words(value.isoformat(), value.isoformat())
    return fact.options.get(value, Words(value, value))
