"""Writing a spreadsheet that Excel, WPS and LibreOffice open, and in which no text can act.

    sheet = OutSheet("事项", ("编号", "企业", "登记时间"), rows)
    content = write_book([sheet], zone=zone, made_at=uow.now)

A formula that came in as somebody's words goes out as those words: every text is a text cell in
text format, and one that a program might still take for a formula once somebody edits it has
the mark that Excel gives to what is typed after an apostrophe. It shows as it was written.
Saving such a book as plain text (.csv) would lose that.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.sheets.cells import SIGNIFICANT
from bot.sheets.packing import pack
from bot.sheets.texts import cell_text
from bot.sheets.titles import sheet_titles

Shown: TypeAlias = str | int | Decimal | date | datetime | None
"""What a cell shows: a datetime is aware; a Decimal keeps its places (`Decimal("12.50")`)."""

WIDEST: Final = 50
NARROWEST: Final = 8
_LOOKED_AT: Final = 200
_FIRST_YEAR: Final = 1900
_ACTS: Final = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
_TEXT: Final = "@"
_DAY: Final = "yyyy-mm-dd"
_MOMENT: Final = "yyyy-mm-dd hh:mm"
_HEAD: Final = Font(bold=True)
_SHADE: Final = PatternFill("solid", fgColor="E8EEF7")
_WRAP: Final = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class OutSheet:
    """One sheet: a header that stays in sight, and rows as wide as it."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Shown]]


def write_book(sheets: Sequence[OutSheet], *, zone: ZoneInfo, made_at: datetime) -> bytes:
    """A workbook (.xlsx) with these sheets, at least one.

    The same arguments give the same bytes.

    Args:
        zone: Of the wall clock by which moments are shown.
        made_at: Aware; the file's own date.

    Raises:
        ValueError: A row is not as wide as its header, or a datetime is naive.
    """
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "助企通"
    for sheet, title in zip(sheets, sheet_titles(sheet.title for sheet in sheets), strict=True):
        _write(book.create_sheet(title), sheet, zone)
    return pack(book, made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0))


def _write(page: Worksheet, sheet: OutSheet, zone: ZoneInfo) -> None:
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.header))}{len(sheet.rows) + 1}"
    page.append([_head(page, text) for text in sheet.header])
    for row in sheet.rows:
        if len(row) != len(sheet.header):
            raise ValueError(f"a row of {len(row)} under {len(sheet.header)} columns")
        page.append([_cell(page, value, zone) for value in row])
    for number, width in enumerate(_widths(sheet), start=1):
        page.column_dimensions[get_column_letter(number)].width = width


def _head(page: Worksheet, text: str) -> Cell:
    cell = _text_cell(page, text)
    cell.font, cell.fill = _HEAD, _SHADE
    return cell


def _cell(page: Worksheet, value: Shown, zone: ZoneInfo) -> Cell | None:
    match value:
        case None | "":
            return None
        case datetime():
            return _moment_cell(page, value, zone)
        case date():
            plain = value.year >= _FIRST_YEAR
            return _shown(page, value, _DAY) if plain else _text_cell(page, value.isoformat())
        case int() | Decimal():
            return _number_cell(page, Decimal(value))
        case _:
            return _text_cell(page, value)


def _moment_cell(page: Worksheet, value: datetime, zone: ZoneInfo) -> Cell:
    if value.tzinfo is None:
        raise ValueError("a moment without its zone")
    return _shown(page, value.astimezone(zone).replace(tzinfo=None), _MOMENT)


def _number_cell(page: Worksheet, value: Decimal) -> Cell:
    """A number; as text if Excel would drop digits of it."""
    _, digits, exponent = value.as_tuple()
    if len(digits) > SIGNIFICANT or not isinstance(exponent, int):
        return _text_cell(page, f"{value:f}")
    places = max(-exponent, 0)
    return _shown(page, value, "0." + "0" * places if places else "0")


def _text_cell(page: Worksheet, text: str) -> Cell:
    cell = _shown(page, cell_text(text), _TEXT)
    cell.data_type = "s"  # whatever it looks like
    cell.alignment = _WRAP
    if _ACTS.match(text):
        cell.quotePrefix = True
    return cell


def _shown(page: Worksheet, value: object, number_format: str) -> Cell:
    cell = WriteOnlyCell(page, value)
    cell.number_format = number_format
    return cell


def _widths(sheet: OutSheet) -> list[float]:
    """Widths in characters: Chinese ones count twice."""
    rows = [sheet.header, *sheet.rows[:_LOOKED_AT]]
    columns = ((row[n] for row in rows) for n in range(len(sheet.header)))
    return [min(max(map(_width, column)) + 2, WIDEST) for column in columns]


def _width(value: Shown) -> int:
    if isinstance(value, datetime):
        return len(_MOMENT)
    lines = str("" if value is None else value).split("\n")
    wide = max(len(line) + sum(map(_is_wide, line[:WIDEST])) for line in lines)
    return max(wide, NARROWEST)


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"
