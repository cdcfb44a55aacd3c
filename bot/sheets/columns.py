"""What a table must have: columns, known by their titles in either language and in any order."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bot.domain.file_refusals import SheetCode, SheetRefusal
from bot.sheets.cells import Cell

HEADER_WITHIN: Final = 20
"""Among so many rows with anything in them the header stands: titles and notes come before."""
LONGEST_TITLE: Final = 100
_REMARK: Final = re.compile(r"\(.*?\)|\[.*?\]|【.*?】|[\s*:]")


class Kind(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"  # → str as written, without what nobody sees
    CODE = "code"  # → str in half width and capitals without spaces: codes, phone numbers
    WHOLE = "whole"  # → int from 0: 1,200 or 一千二 or 12人
    MONEY = "money"  # → Decimal in yuan, to the fen
    DATE = "date"  # → date


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read.

    Args:
        name: Its key in `Row.values`.
        titles: What it may be called; the first is how messages call it. Case, spaces, width,
            `*` and remarks in brackets do not matter.
        required: The column must be there, and filled in every row; otherwise None stands for
            what is not there.
        longest: Characters of a text or code, at most 4,000.
    """

    name: str
    titles: tuple[str, ...]
    kind: Kind = Kind.TEXT
    required: bool = True
    longest: int = 200


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns are in one sheet, counted from 1, and what else is there."""

    row: int
    places: Mapping[str, int]
    extra: tuple[str, ...]


@dataclass
class HeaderSearch:
    """Looks for the header among the first rows of a sheet."""

    columns: Sequence[Column]
    looked_at: int = 0
    missing: tuple[str, ...] = field(init=False)
    """Titles that the row that came closest lacks."""
    known: Mapping[str, Column] = field(init=False)

    def __post_init__(self) -> None:
        self.missing = self._missing(set())
        self.known = {_plain(title): column for column in self.columns for title in column.titles}

    @property
    def is_over(self) -> bool:
        """Whether so much was looked at that there will be none."""
        return self.looked_at >= HEADER_WITHIN

    def look(self, number: int, cells: Mapping[int, Cell]) -> Header | None:
        """The header, if this row is it.

        Raises:
            SheetRefusal: TITLE_TWICE: two columns claim to be the same one.
        """
        self.looked_at += 1
        titles = {n: cell for n, cell in cells.items() if isinstance(cell, str)}
        named = {n: known for n, title in titles.items() if (known := self._column(title))}
        missing = self._missing({column.name for column in named.values()})
        if missing:
            self.missing = min(self.missing, missing, key=len)
            return None
        _no_title_twice(named.values())
        extra = tuple(title.strip() for n, title in titles.items() if n not in named)
        return Header(number, {column.name: n for n, column in named.items()}, extra)

    def _column(self, title: str) -> Column | None:
        return self.known.get(_plain(title)) if len(title) <= LONGEST_TITLE else None

    def _missing(self, found: set[str]) -> tuple[str, ...]:
        return tuple(c.titles[0] for c in self.columns if c.required and c.name not in found)


def _no_title_twice(named: Iterable[Column]) -> None:
    [(column, count)] = Counter(named).most_common(1)
    if count > 1:
        raise SheetRefusal(SheetCode.TITLE_TWICE, title=column.titles[0])


def _plain(title: str) -> str:
    return _REMARK.sub("", unicodedata.normalize("NFKC", title).casefold())
