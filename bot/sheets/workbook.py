"""A workbook (.xlsx): which sheets it shows, and what their cells refer to."""

import posixpath
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.sax.xmlreader import AttributesImpl

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from bot.domain.file_refusals import SheetCode, SheetRefusal
from bot.sheets.archive import Archive
from bot.sheets.cells import Manner
from bot.sheets.markup import Elements, attribute, take
from bot.sheets.texts import text_of

BUILT_IN_DATES: Final = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""Number formats that no file writes down; 27-36 and 50-58 are China's own (2022年7月15日)."""
_MACROS: Final = ("vbaproject.bin", "xl/macrosheets/")
_OTHER: Final = frozenset({"mimetype", "xl/workbook.bin"})
_DATE1904: Final = ("1", "true")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet that is shown: what it is called, and its part."""

    title: str
    part: str


@dataclass(frozen=True)
class Workbook:
    """What is needed to read the sheets, in the order of their tabs."""

    leaves: tuple[Leaf, ...]
    manner: Manner


def open_workbook(archive: Archive) -> Workbook:
    """Read everything but the sheets themselves.

    Raises:
        SheetRefusal: MACROS, OTHER_FORMAT, NOT_A_TABLE, DAMAGED or BOMB.
    """
    _judge(archive)
    main = next((r.target for r in _relations(archive, "") if r.kind == "officeDocument"), "")
    if not main.startswith("xl/"):
        raise SheetRefusal(SheetCode.NOT_A_TABLE)
    book, relations = _Book(), _relations(archive, main)
    take(archive, main, book)
    strings, styles = _Strings(), _Styles()
    for kind, elements in (("sharedStrings", strings), ("styles", styles)):
        for relation in relations:
            if relation.kind == kind:
                take(archive, relation.target, elements)
    sheets = {r.id: r.target for r in relations if r.kind == "worksheet"}
    leaves = [Leaf(title, sheets[link]) for title, link in book.shown if link in sheets]
    return Workbook(tuple(leaves), Manner(strings.found, styles.dates(), book.epoch))


def _judge(archive: Archive) -> None:
    names = {name.lower() for name in archive.names}
    if any(mark in name for name in names for mark in _MACROS):
        raise SheetRefusal(SheetCode.MACROS)
    if names & _OTHER:
        raise SheetRefusal(SheetCode.OTHER_FORMAT)


@dataclass(frozen=True, slots=True)
class _Relation:
    """How a part refers to another one."""

    id: str
    kind: str
    target: str


def _relations(archive: Archive, part: str) -> list[_Relation]:
    folder, name = posixpath.split(part)
    file = posixpath.join(folder, "_rels", f"{name}.rels")
    reader = _Relations(folder)
    if file in archive.names:
        take(archive, file, reader)
    return reader.found


class _Relations(Elements):
    def __init__(self, folder: str) -> None:
        super().__init__()
        self.found: list[_Relation] = []
        self._folder = folder

    def begin(self, name: str, attributes: AttributesImpl) -> None:
        if name == "Relationship":
            kind = (attributes.get("Type") or "").rpartition("/")[2]
            target = posixpath.join("/", self._folder, attributes.get("Target") or "")
            plain = posixpath.normpath(target).lstrip("/")
            self.found.append(_Relation(attributes.get("Id") or "", kind, plain))


class _Book(Elements):
    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, str]] = []
        self.epoch: datetime = WINDOWS_EPOCH

    def begin(self, name: str, attributes: AttributesImpl) -> None:
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            title = text_of(attributes.get("name") or "")
            self.shown.append((title, attribute(attributes, "id") or ""))
        elif name == "workbookPr" and attributes.get("date1904") in _DATE1904:
            self.epoch = MAC_EPOCH


class _Strings(Elements):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._reads = False
        self._spoken = 0  # inside a reading aid (rPh), which is no part of the text

    def begin(self, name: str, attributes: AttributesImpl) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._spoken += 1
        elif name == "t":
            self._reads = not self._spoken

    def text(self, text: str) -> None:
        if self._reads:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._reads = False
        elif name == "rPh":
            self._spoken -= 1
        elif name == "si":
            self.found.append(text_of("".join(self._pieces)))


class _Styles(Elements):
    """Which cell styles show a number as a moment."""

    def __init__(self) -> None:
        super().__init__()
        self._own: dict[int, str] = {}
        self._formats: list[int] = []
        self._in_cells = False

    def begin(self, name: str, attributes: AttributesImpl) -> None:
        if name == "cellXfs":
            self._in_cells = True
        elif name == "numFmt" and not self._in_cells:
            self._own[int(attributes.get("numFmtId") or 0)] = attributes.get("formatCode") or ""
        elif name == "xf" and self._in_cells:
            self._formats.append(int(attributes.get("numFmtId") or 0))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def dates(self) -> frozenset[int]:
        """The styles by number, as cells name them."""
        return frozenset(n for n, code in enumerate(self._formats) if self._is_date(code))

    def _is_date(self, code: int) -> bool:
        own = self._own.get(code)
        return code in BUILT_IN_DATES if own is None else is_date_format(own)
