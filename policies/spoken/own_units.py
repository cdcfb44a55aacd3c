"""What a fact counts, in English: 3 gates and 6 workshops are 3 and 6 where they are asked for."""

import re
from functools import cache
from typing import Final

from policies.facts import Fact

_PEOPLE: Final = ("people", "person", "persons", "workers", "worker", "employees", "employee",
                  "staff", "heads", "hands", "men", "women", "ppl")  # fmt: skip
"""Whoever works for a firm is counted by any of these."""
_PLAIN: Final = "people"
"""Behind a number it changes nothing, whatever is counted: see `number_words`."""


def in_plain_unit(fact: Fact, text: str) -> str:
    """A text with one plain English word for what the fact counts; unchanged if it has no unit."""
    return text if fact.unit is None else _words(fact).sub(_PLAIN, text)


def counts_in(fact: Fact, text: str) -> bool:
    """Whether an English text names what the fact counts right behind a number."""
    counted = rf"[0-9a-z][\s-]*(?:{_words(fact).pattern})"
    return fact.unit is not None and re.search(counted, text, re.IGNORECASE) is not None


@cache  # as many as there are facts
def _words(fact: Fact) -> "re.Pattern[str]":
    unit = "" if fact.unit is None else fact.unit.en
    said = [
        name for name in (*fact.said, fact.label.en.lower(), fact.unit_one or "") if name.isascii()
    ]
    names = [unit, *said, *(_PEOPLE if unit in _PEOPLE else ())]
    listed = "|".join(
        re.escape(name) for name in sorted(filter(None, names), key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{listed})\b", re.IGNORECASE)
