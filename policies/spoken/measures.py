"""What a number is said to count: people (1200来号人), or money (82000块, 8万2)."""

import re
from typing import Final

from policies.spoken.bare_numbers import answers_with_number
from policies.spoken.number_words import with_common_tens
from policies.spoken.plain import folded
from policies.spoken.reading import names_money, only_counts, read_int, read_money

_THINGS: Final = re.compile(
    r"[0-9零〇一二两三四五六七八九十百]+\s*(?:个|处|家|间|台|辆|样|种|类|片|栋|项|sites?|kinds?|places?)"
)
_NUMERAL: Final = "0-9零〇一二三四五六七八九十百千万亿两"
_PEOPLE: Final = re.compile(
    rf"(?<=[{_NUMERAL}来多几把余个号口位])人(?![民行物])|(?<=[{_NUMERAL}来多几把余])[名口位号](?![a-z一-龥]|$)"
    r"|(?<=[来多几把余])号|职工|工人|员工|people|persons?\b|workers|staff|employees|\bheads\b"
)
_WAN: Final = re.compile(rf"(?<=[{_NUMERAL}])\s*(?:万|wan\b|w\b)")


def counts_people(text: str) -> bool:
    """Whether a number in a text is said to be one of people."""
    return _PEOPLE.search(_plain(text)) is not None


def in_ten_thousands(text: str) -> bool:
    """Whether a number is said in 万, as sums are: 8万2, 8w; and not of people."""
    return _WAN.search(_plain(text)) is not None and not counts_people(text)


def only_an_amount(text: str) -> bool:
    """Whether a text says an amount of money and hardly anything else: 花了82000块, 8万2."""
    if counts_people(text) or read_money(text) is None:
        return False
    said = names_money(text) or in_ten_thousands(text)
    return said and answers_with_number(text, None)


def only_people(text: str) -> bool:
    """Whether a text says a number of people and hardly anything else: 1200来号人."""
    return counts_people(text) and not names_money(text) and read_int(text) is not None


def counts_things(text: str) -> bool:
    """Whether a number counts places or things and no people: 2个, 三处, 2台."""
    return _THINGS.fullmatch(_plain(text).strip()) is not None


def only_a_number(text: str) -> bool:
    """Whether a text is a number of people or an amount of money, and hardly anything else."""
    return (only_counts(text) and not names_money(text)) or only_an_amount(text)


def _plain(text: str) -> str:
    return with_common_tens(folded(text))
