"""Documents that are named but not held (已引用、未收录): whether a question asks for one.

They are known by their title, by what people call them, and by their number however it is typed:
〔〕, [], () or nothing around the year, with or without 号.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from policies.documents import Document
from policies.regions import Standing, standing
from policies.rulebase import RuleBase
from policies.spoken.plain import folded

MOST: Final = 2
LEAST_LETTERS: Final = 4  # a shorter name would be found in ordinary words
TITLE_LETTERS: Final = 8  # a title of so many may be typed with gaps and slips
TITLE_SHARE: Final = 0.75  # so many of its pairs of characters must then occur

_NUMBER = re.compile(r"\(([a-z\u4e00-\u9fff]+)\W*(\d{4})\W*(?:no\. )?(\d+)号?\)")
_TELEGRAM = "明电"  # sent by wire: often left out of the number
_BETWEEN = r"(?:[\W_]|年|第|字|no)*"
_MEASURE = r"(?![\d.]*[\d元万块个人家台天月%])"  # 12块 is no number of a document


@dataclass(frozen=True, eq=False)
class Unheld:
    """A document that is asked for and not held.

    Attributes:
        exact: False if the number that was typed is of another year.
    """

    document: Document
    exact: bool


def find_unheld(rulebase: RuleBase, region: str, text: str) -> tuple[Unheld, ...]:
    """Find the documents that a question asks for and that are only named in a place.

    Args:
        region: Where the firm works.

    Returns:
        At most two, those that are meant exactly first; mostly none.
    """
    named = (
        document
        for document in rulebase.documents.values()
        if not document.held and standing(region, document.region) is Standing.INSIDE
    )
    found = [(document, _meant(document, text)) for document in named]
    asked = [Unheld(document, exact) for document, exact in found if exact is not None]
    return tuple(sorted(asked, key=lambda each: not each.exact)[:MOST])


def _meant(document: Document, text: str) -> bool | None:
    """Whether the very document is meant, or one of another year; None if neither."""
    if _by_name(document, letters_and_digits(text)):
        return True
    years = [years for title in _titles(document) for years in _years(title, text)]
    return max((written is None or written == own for own, written in years), default=None)


def _by_name(document: Document, letters: str) -> bool:
    titles, called = _names(document)
    if any(name in letters for name in (*titles, *called) if len(name) >= LEAST_LETTERS):
        return True
    return any(near_title(title, letters) for title in titles)


@lru_cache(maxsize=256)
def _names(document: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Titles without their numbers, and what people call it: letters and digits alone."""
    titles = (letters_and_digits(_NUMBER.sub("", folded(each))) for each in _titles(document))
    return tuple(titles), tuple(map(letters_and_digits, document.called))


def _years(title: str, text: str) -> Iterable[tuple[str, str | None]]:
    """The document's own year and the one that was typed, wherever its number occurs.

    A year is its last two digits; None if none was typed.
    """
    number = _NUMBER.search(folded(title))
    if number is None:
        return
    issuer, year, serial = number.groups()
    if issuer.endswith(_TELEGRAM):
        issuer = f"{issuer.removesuffix(_TELEGRAM)}(?:{_TELEGRAM})?"
    typed = rf"{issuer}{_BETWEEN}(?:(?:20)?(\d\d){_BETWEEN})?0*{serial}{_MEASURE}"
    for match in re.finditer(typed, folded(text)):
        yield year[-2:], match[1]


def _titles(document: Document) -> tuple[str, str]:
    return document.title.zh, document.title.en


def bears_number(document: Document, text: str) -> bool:
    """Whether a text gives the number of a document, of this year or of another."""
    return any(True for title in _titles(document) for _ in _years(title, text))


def letters_and_digits(text: str) -> str:
    """Letters and digits alone: neither quotation marks nor spaces, nor the 的 that slips in."""
    return re.sub(r"[\W_的]+", "", folded(text))


def near_title(title: str, text: str) -> bool:
    """Whether most of a long title stands in a text; of both the letters and digits alone."""
    pairs = {title[n : n + 2] for n in range(len(title) - 1)}
    long = len(title) >= TITLE_LETTERS
    return long and sum(pair in text for pair in pairs) >= TITLE_SHARE * len(pairs)
