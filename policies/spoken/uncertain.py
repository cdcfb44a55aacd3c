"""Answers of which somebody is not sure: 大概在册吧, 应该是, 有时候去, probably, it depends."""

import re
from typing import Final

from policies.facts import Fact, FactType
from policies.spoken.choices import read_option, squeezed
from policies.spoken.dialect import common_speech
from policies.spoken.remarks import asks, complains

SHORT: Final = 10
"""So few characters, of Latin ones twice as many, are an answer; more is a story."""
_DOUBT: Final = re.compile(
    r"我?(?:大概|大约|大致|应该|可能|好像|似乎|也许|估计|差不多|没准|八成|多半|兴许|恐怕)就?"
    r"|(?:我|记得|印象中?|听说)?(?:不(?:太|大)?(?:确定|清楚)|拿不准|说不准)[,，、\s]*"
    r"|\b(?:probably|perhaps|maybe|likely|possibly|presumably"
    r"|i (?:think|guess|believe|suppose)(?: so)?"
    r"|i'm not sure(?: but)?|not sure(?: but)?|should be|might be|may be)\b"
)
_SOMETIMES: Final = re.compile(
    r"有的?时候?|偶尔|时不时|间或|隔三差五|有几?次|个别时候|不经常|很少"
    r"|\b(?:sometimes|occasionally|now and then|from time to time|rarely|seldom)\b"
)
_DEPENDS: Final = re.compile(
    r"不一定|看情况|说不定|不好说|有的[是有].*有的|一半一半|\b(?:it depends|depends|it varies)\b"
)


def uncertain(text: str) -> bool:
    """Whether a short text says something without being sure of it."""
    plain = squeezed(text)
    if not plain or len(plain) > SHORT * (1 + plain.isascii()) or asks(text) or complains(text):
        return False
    found = (_DOUBT, _SOMETIMES, _DEPENDS)
    return any(pattern.search(common_speech(text)) for pattern in found)


def comes_and_goes(text: str) -> bool:
    """Whether it is now so and now so: 有时候, 不一定, it depends."""
    said = common_speech(text)
    return _SOMETIMES.search(said) is not None or _DEPENDS.search(said) is not None


def likely_option(fact: Fact, text: str) -> str | bool | None:
    """The option that a text means without being sure: 大概在册吧; sometimes is yes, not no.

    Args:
        fact: A choice of one of several, or yes or no.

    Returns:
        The option's id, or True or False; None if the text names none.
    """
    said = common_speech(text)
    plain = _DOUBT.sub("", said).strip(" ,，。、")
    if plain != said and plain:
        option = read_option(fact, plain)
        if option is not None and not isinstance(option, frozenset):
            return option
    return True if fact.type is FactType.BOOL and _SOMETIMES.search(said) else None
