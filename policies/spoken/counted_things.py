"""Several counts in one sentence: 俺厂有3个大门，2个食堂."""

import re
from collections.abc import Iterable
from typing import Final

from policies.facts import Fact, FactType
from policies.spoken.dialect import common_speech
from policies.spoken.reading import read_int
from policies.spoken.remarks import asks, complains

PEOPLE: Final = "人"
LONGEST: Final = 40
"""Characters; a longer text tells a story."""
_NUMERAL: Final = r"[0-9]{1,5}|[一二三四五六七八九十两]{1,3}"
_PIECE: Final = re.compile(
    rf"(?:我们|厂里?|公司|单位|一共|总共|还|也|有|,|，|、|和|\s)*(?P<count>{_NUMERAL})\s*(?:个|处|间|道|座)"
    r"(?P<what>[^0-9一二三四五六七八九十两,，、。.;；\s]{1,8})[。.;；]?"
)


def counted_things(text: str) -> list[tuple[str, int]]:
    """Each thing with how many there are of it; empty if the text says anything else."""
    said, found, place = common_speech(text), [], 0
    if len(said) > LONGEST or asks(text) or complains(text):
        return []
    while place < len(said):
        piece = _PIECE.match(said, place)
        read = None if piece is None else read_int(piece["count"])
        if piece is None or read is None:
            return []
        found.append((piece["what"], int(read.value)))
        place = piece.end()
    return found


def counted_instead(facts: Iterable[Fact], fact: Fact, text: str) -> Fact | None:
    """Another fact that counts what a text names: 4个车间, where areas are asked for."""
    said = common_speech(text).lower()
    if any(name in said for name in _names(fact)):
        return None
    others = (each for each in facts if each.type is FactType.INT and each.id != fact.id)
    foreign = (each for each in others if not (each.unit == fact.unit and _is_people(each)))
    return next((each for each in foreign if any(name in said for name in _names(each))), None)


def _names(fact: Fact) -> tuple[str, ...]:
    return (fact.label.zh, fact.label.en.lower(), *fact.said)


def _is_people(fact: Fact) -> bool:
    return fact.unit is not None and fact.unit.zh == PEOPLE


def fact_counting(facts: Iterable[Fact], what: str) -> Fact | None:
    """The one fact that counts such things: by its names, or by the examples of its hint."""
    every = tuple(facts)
    named = [fact for fact in every if any(what in name for name in (fact.label.zh, *fact.said))]
    shown = [fact for fact in every if fact.hint is not None and what in fact.hint.zh]
    found = named or shown
    return found[0] if len(found) == 1 else None
