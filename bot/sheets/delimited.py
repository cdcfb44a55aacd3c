"""A table as plain text (.csv), in the encodings that Excel and WPS write in China."""

import codecs
import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from bot.domain.file_refusals import SheetCode, SheetRefusal
from bot.sheets.cells import Cell, Line
from bot.sheets.texts import LONGEST_READ

_LOOK: Final = 4096
_BETWEEN: Final = ",\t;"
_UNICODE_TEXT: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""What Excel's “Unicode text” begins with."""
_MARKUP: Final = ("<", "{\\rtf", "%PDF")


def lines_of_text(content: bytes) -> Iterator[Line]:
    """The rows that hold anything, numbered as a spreadsheet shows them.

    Raises:
        SheetRefusal: NOT_A_TABLE: no text; DAMAGED: quotes that do not end, an endless cell.
    """
    text = _decoded(content)
    separator = max(_BETWEEN, key=text[:_LOOK].count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, row in enumerate(rows, start=1):
            cells: dict[int, Cell] = {
                n: cell[: LONGEST_READ + 1] for n, cell in enumerate(row, start=1) if cell
            }
            if cells:
                yield number, cells
    except csv.Error as error:
        raise SheetRefusal(SheetCode.DAMAGED) from error


def _decoded(content: bytes) -> str:
    text = _text(content)
    if "\0" in text or text.lstrip()[:8].startswith(_MARKUP):
        raise SheetRefusal(SheetCode.NOT_A_TABLE)
    return text


def _text(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(_UNICODE_TEXT) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetRefusal(SheetCode.NOT_A_TABLE)
