"""Packing a workbook in memory, the same bytes each time.

The library would write each sheet into a file on disk first, unsealed, and pack the wall clock
into the result.
"""

from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""Of the parts: a packed file knows no earlier moment."""


def pack(book: Workbook, made_at: datetime) -> bytes:
    """The workbook as a file.

    Args:
        made_at: Naive UTC: the file's own date.
    """
    book.properties.created = book.properties.modified = made_at
    parts = _Parts()
    _Writer(book, parts).save()
    return parts.made.getvalue()


class _Parts:
    """What `ExcelWriter` asks of an archive."""

    def __init__(self) -> None:
        self.made = BytesIO()
        self._packed = ZipFile(self.made, "w", ZIP_DEFLATED)

    def writestr(self, name: str, part: str | bytes) -> None:
        info = ZipInfo(name, _EPOCH)
        info.compress_type = ZIP_DEFLATED
        self._packed.writestr(info, part)

    def namelist(self) -> list[str]:
        return self._packed.namelist()

    def close(self) -> None:
        self._packed.close()


class _Writer(ExcelWriter):  # type: ignore[misc]
    def write_worksheet(self, sheet: Worksheet) -> None:
        sheet._drawing = SpreadsheetDrawing()  # none, which is what saving looks for
        writer = WorksheetWriter(sheet, BytesIO())
        writer.write()
        sheet._rels = writer._rels
        self._archive.writestr(sheet.path[1:], writer.read())
        self.manifest.append(sheet)
