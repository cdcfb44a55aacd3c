"""The cells of a sheet, row by row, as what they say: text, number, day, or nothing usable."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias
from xml.sax.xmlreader import AttributesImpl

from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601

from bot.sheets.archive import Archive
from bot.sheets.markup import Elements, taking
from bot.sheets.texts import text_of

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
SIGNIFICANT: Final = 15
"""Digits of a number that Excel keeps, and shows."""


class Fault(StrEnum):
    """Why a cell says nothing that could be read."""

    FORMULA = "formula"  # that was never worked out: there is no value beside it
    ERROR = "error"  # #N/A, #REF! …


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell with something in it that is no value."""

    fault: Fault
    shown: str


Cell: TypeAlias = str | Decimal | datetime | Unreadable
Line: TypeAlias = tuple[int, Mapping[int, Cell]]
"""A row's number as Excel shows it, and its cells by column from 1; empty cells are absent."""


@dataclass(frozen=True)
class Manner:
    """What the cells of a workbook refer to.

    Args:
        strings: The texts that cells name by number.
        dates: The cell styles under which a number is a moment.
        epoch: The day that Excel's day 0 stands for here.
    """

    strings: Sequence[str]
    dates: frozenset[int]
    epoch: datetime


def lines_of(archive: Archive, name: str, manner: Manner) -> Iterator[Line]:
    """The rows of a sheet that hold anything, in order.

    Raises:
        SheetRefusal: DAMAGED, or BOMB.
    """
    reader = _Sheet(manner)
    for _ in taking(archive, name, reader):
        yield from reader.lines
        reader.lines.clear()


@dataclass
class _Open:
    """The cell that is being read."""

    column: int
    kind: str
    style: int
    is_formula: bool = False
    has_value: bool = False
    pieces: list[str] = field(default_factory=list)


class _Sheet(Elements):
    def __init__(self, manner: Manner) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._manner = manner
        self._row = self._column = 0
        self._cells: dict[int, Cell] = {}
        self._cell: _Open | None = None
        self._reads = False
        self._spoken = 0  # inside a reading aid (rPh), which is no part of the text

    def begin(self, name: str, attributes: AttributesImpl) -> None:
        if name == "row":
            self._begin_row(attributes)
        elif name == "c":
            self._begin_cell(attributes)
        elif self._cell is not None:
            self._begin_inside(self._cell, name)

    def text(self, text: str) -> None:
        if self._reads and self._cell is not None:
            self._cell.pieces.append(text)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._reads = False
        elif name == "rPh":
            self._spoken -= 1
        elif name == "c" and self._cell is not None:
            value = _value_of(self._cell, self._manner)
            if value not in (None, ""):
                self._cells[self._cell.column] = value
            self._cell = None
        elif name == "row" and self._cells:
            self.lines.append((self._row, self._cells))

    def _begin_row(self, attributes: AttributesImpl) -> None:
        self._row = int(attributes.get("r") or self._row + 1)
        if not 1 <= self._row <= LAST_ROW:
            raise ValueError("no such row")
        self._column, self._cells = 0, {}

    def _begin_cell(self, attributes: AttributesImpl) -> None:
        letters = (attributes.get("r") or "").rstrip("0123456789")
        self._column = column_index_from_string(letters) if letters else self._column + 1
        if self._column > LAST_COLUMN:
            raise ValueError("no such column")
        kind, style = attributes.get("t") or "n", int(attributes.get("s") or 0)
        self._cell = _Open(self._column, kind, style)

    def _begin_inside(self, cell: _Open, name: str) -> None:
        if name == "f":
            cell.is_formula = True
        elif name == "v":
            cell.has_value = self._reads = True
        elif name == "rPh":
            self._spoken += 1
        elif name == "t":
            self._reads = not self._spoken


def _value_of(cell: _Open, manner: Manner) -> Cell | None:
    raw = "".join(cell.pieces)
    if cell.is_formula and not cell.has_value:
        return Unreadable(Fault.FORMULA, "")
    if cell.kind in _TEXTS:
        return text_of(raw)
    if not raw.strip():
        return None
    return _KINDS.get(cell.kind, _number)(raw, cell.style, manner)


def _shared(raw: str, _: int, manner: Manner) -> Cell:
    return manner.strings[int(raw)]


def _error(raw: str, _: int, __: Manner) -> Cell:
    return Unreadable(Fault.ERROR, raw)


def _truth(raw: str, _: int, __: Manner) -> Cell:
    return "TRUE" if raw.strip() == "1" else "FALSE"


def _iso(raw: str, _: int, __: Manner) -> Cell:
    return _moment(from_ISO8601(raw))


def _number(raw: str, style: int, manner: Manner) -> Cell:
    value = float(raw)
    number = Decimal(f"{value:.{SIGNIFICANT}g}")
    if not number.is_finite():
        raise ValueError("no number")
    if style not in manner.dates:
        return number
    try:
        return _moment(from_excel(value, manner.epoch))
    except OverflowError:
        return Unreadable(Fault.ERROR, raw)


def _moment(found: object) -> Cell:
    """A moment of the calendar; a mere time of day or length of time is what it reads as."""
    if isinstance(found, datetime):
        return found
    return datetime.combine(found, time()) if isinstance(found, date) else str(found)


_TEXTS: Final = ("str", "inlineStr")
_KINDS: Final = {"s": _shared, "e": _error, "b": _truth, "d": _iso}
"""By `t` of a cell; anything else is a number."""
