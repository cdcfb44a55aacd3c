"""Reading a spreadsheet that people filled in: every row good or named, nothing half done.

    columns = (Column("firm", ("企业名称", "Firm")), Column("since", ("日期", "Date"), Kind.DATE))
    reading = read_rows(content, columns=columns, most_rows=5000)
    reading = reading.judged(lambda row: troubles of what the row means)
    if not reading.bad: …

It takes seconds for thousands of rows and touches no database: read outside of transactions, in
a thread.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bot.domain.file_refusals import SheetCode, SheetRefusal
from bot.sheets.archive import LOCAL, open_archive
from bot.sheets.cells import Cell, Line, lines_of
from bot.sheets.columns import Column, Header, HeaderSearch
from bot.sheets.delimited import lines_of_text
from bot.sheets.values import BadCell, Value, is_filled, read_cell, shown
from bot.sheets.workbook import open_workbook

MOST_BYTES: Final = 16_000_000
LONGEST_SHOWN: Final = 60
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD: Final = "EncryptedPackage".encode("utf-16-le")

__all__ = ["BadRow", "Reading", "Row", "Trouble", "read_rows"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be taken.

    Args:
        number: As the spreadsheet shows it, from 1.
        values: By the names of the columns; None where an optional cell is empty.
    """

    number: int
    values: Mapping[str, Value | None]

    def text(self, name: str) -> str:
        """The value of a TEXT or CODE column; empty if there is none."""
        value = self.values[name]
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{name} is no text")
        return value or ""

    def whole(self, name: str) -> int | None:
        """The value of a WHOLE column."""
        value = self.values[name]
        if value is not None and not isinstance(value, int):
            raise TypeError(f"{name} is no whole number")
        return value

    def money(self, name: str) -> Decimal | None:
        """The value of a MONEY column, in yuan."""
        value = self.values[name]
        if value is not None and not isinstance(value, Decimal):
            raise TypeError(f"{name} is no amount")
        return value

    def day(self, name: str) -> date | None:
        """The value of a DATE column."""
        value = self.values[name]
        if value is not None and not isinstance(value, date):
            raise TypeError(f"{name} is no day")
        return value

    def shown(self) -> dict[str, str]:
        """What it says, by the names of the columns; what is empty is absent."""
        return {name: str(value) for name, value in self.values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a row.

    Args:
        code: A `CellCode`, or whoever judges the rows' own.
        column: The column's title; empty if it is about the whole row.
        shown: What stands in the cell, cut to 60 characters.
    """

    code: StrEnum
    column: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be taken: its number in the spreadsheet, and all that is wrong with it.

    Args:
        shown: What stands in its cells, by the names of the columns; empty ones are absent.
        values: What could be read of it, so that whoever judges rows can say all at once.
    """

    number: int
    troubles: tuple[Trouble, ...]
    shown: Mapping[str, str] = field(default_factory=dict, compare=False)
    values: Mapping[str, Value | None] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Reading:
    """What a spreadsheet says: a dry run, that is all.

    Args:
        sheet: The title of the sheet that was read; empty for plain text.
        rows: Those that can be taken, in order.
        bad: Those that cannot, in order.
        extra: Titles of columns that were not read.
    """

    sheet: str
    rows: tuple[Row, ...]
    bad: tuple[BadRow, ...]
    extra: tuple[str, ...]

    def judged(self, judge: Callable[[Row], Iterable[Trouble]]) -> "Reading":
        """The same after each row was judged by what it means: those with troubles are bad."""
        judged = [(row, tuple(judge(row))) for row in self.rows]
        good = tuple(row for row, troubles in judged if not troubles)
        new = [BadRow(row.number, troubles, row.shown()) for row, troubles in judged if troubles]
        bad = tuple(sorted((*self.bad, *new), key=lambda row: row.number))
        return Reading(self.sheet, good, bad, self.extra)


def read_rows(
    content: bytes, *, columns: Sequence[Column], most_rows: int, most_bytes: int = MOST_BYTES
) -> Reading:
    """Read the first sheet with these columns: .xlsx, or .csv in UTF-8, GB 18030 or UTF-16.

    What it is, is seen by its content; its name does not matter. Formulas count as the value
    that was saved with them. Hidden sheets and empty rows are passed over.

    Args:
        most_rows: Below the header, empty ones not counted.
        most_bytes: Of the file, and of what it unpacks to.

    Raises:
        SheetRefusal: It is no such table; its code says why. A `SheetCode` each.
    """
    if not content:
        raise SheetRefusal(SheetCode.EMPTY)
    if len(content) > most_bytes:
        raise SheetRefusal(SheetCode.TOO_LARGE, most=most_bytes)
    missing: tuple[str, ...] | None = None
    for sheet, lines in _sheets(content, most_bytes):
        search = HeaderSearch(columns)
        header = _header(search, lines)
        if header is not None:
            return _read(sheet, header, lines, columns, most_rows)
        missing = search.missing if missing is None else min(missing, search.missing, key=len)
    raise SheetRefusal(SheetCode.NO_HEADER, missing="、".join(missing or ()))


def _sheets(content: bytes, most_bytes: int) -> Iterator[tuple[str, Iterator[Line]]]:
    if content.startswith(_OLE):
        code = SheetCode.ENCRYPTED if _PASSWORD in content else SheetCode.OLD_FORMAT
        raise SheetRefusal(code)
    if not content.startswith(LOCAL):
        yield "", lines_of_text(content)
        return
    archive = open_archive(content, most_bytes)
    book = open_workbook(archive)
    for leaf in book.leaves:
        yield leaf.title, lines_of(archive, leaf.part, book.manner)


def _header(search: HeaderSearch, lines: Iterator[Line]) -> Header | None:
    for number, cells in lines:
        header = search.look(number, cells)
        if header is not None or search.is_over:
            return header
    return None


def _read(
    sheet: str,
    header: Header,
    lines: Iterator[Line],
    columns: Sequence[Column],
    most_rows: int,
) -> Reading:
    read: list[Row | BadRow] = []
    for number, cells in lines:
        found = {c.name: cells.get(header.places.get(c.name, 0)) for c in columns}
        if not any(map(is_filled, found.values())):
            continue
        if len(read) == most_rows:
            raise SheetRefusal(SheetCode.TOO_MANY_ROWS, most=most_rows)
        read.append(_row(number, found, columns))
    if not read:
        raise SheetRefusal(SheetCode.EMPTY)
    rows = tuple(row for row in read if isinstance(row, Row))
    bad = tuple(row for row in read if isinstance(row, BadRow))
    return Reading(sheet, rows, bad, header.extra)


def _row(number: int, cells: Mapping[str, Cell | None], columns: Sequence[Column]) -> Row | BadRow:
    values: dict[str, Value | None] = {}
    troubles: list[Trouble] = []
    for column in columns:
        cell = cells[column.name]
        try:
            values[column.name] = read_cell(cell, column)
        except BadCell as bad:
            said = shown(cell)[:LONGEST_SHOWN]
            troubles.append(Trouble(bad.code, column.titles[0], said))
    if not troubles:
        return Row(number, values)
    there = {name: shown(cell) for name, cell in cells.items() if is_filled(cell)}
    return BadRow(number, tuple(troubles), there, values)
