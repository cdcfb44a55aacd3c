"""What stands in the place of what somebody had erased, and what is struck out of other texts."""

import re
from collections.abc import Iterable
from typing import Final

from bot.domain.phones import ID, MOBILE, is_id, mobiles_in

ERASED: Final = "（企业主已删除资料）"
"""In the place of their own words."""
ERASED_FIRM: Final = "已删除资料的企业"
"""In the place of the name of a firm whose last member went."""
STRUCK: Final = "〔已删除〕"
SHORTEST_NAME: Final = 2
"""A name of one character stands in too many words that do not mean the person."""
SHORTEST_WORDS: Final = 6
"""Characters of their own words by which a copy is known; shorter ones are anybody's."""


def names_of(*names: str) -> tuple[str, ...]:
    """What is struck out, the longest first, so that none leaves half of another."""
    said = {name.strip() for name in names if len(name.strip()) >= SHORTEST_NAME}
    return tuple(sorted(said, key=lambda name: (-len(name), name)))


def words_of(texts: Iterable[str]) -> tuple[str, ...]:
    """By what copies of these texts are known: their lines, and the numbers in them."""
    texts = tuple(texts)
    lines = {line.strip() for text in texts for line in text.splitlines()}
    numbers = {number for text in texts for number in mobiles_in(text)}
    return tuple(sorted({line for line in lines if len(line) >= SHORTEST_WORDS} | numbers))


def numbers_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The mobile numbers in texts."""
    return tuple(sorted({number for text in texts for number in mobiles_in(text)}))


def struck(text: str, names: Iterable[str]) -> str:
    """A text of somebody else without these names and numbers."""
    found = "|".join(re.escape(name) for name in names)
    return re.sub(found, STRUCK, text) if found else text


def without_numbers(text: str) -> str:
    """A text without any mobile or id number."""
    without = ID.sub(lambda found: STRUCK if is_id(found[0]) else found[0], text)
    return MOBILE.sub(STRUCK, without)
