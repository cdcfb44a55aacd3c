"""Spreadsheets that are bombs: a few kilobytes that would unpack, or expand, to far more."""

import struct
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from bot.domain.file_refusals import SheetCode

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET: Final = "xl/worksheets/sheet1.xml"
HUGE: Final = 16_000_000
CENTRAL: Final = b"PK\x01\x02"

Parts = Mapping[str, str | bytes]


def book(sheet: str | bytes = f'<worksheet xmlns="{MAIN}"/>', more: Parts | None = None) -> Parts:
    """The parts of a workbook with one sheet."""
    relation = f'<Relationship Id="r1" Type="{DOCUMENT}'
    return {
        "_rels/.rels": _relations(f'{relation}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>'
        '<sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            f'{relation}/worksheet" Target="worksheets/sheet1.xml"/>'
        ),
        SHEET: sheet,
        **(more or {}),
    }


def pack(parts: Parts, again: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """A packed file of them."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, part in (*parts.items(), *again):
            archive.writestr(name, part)
    return made.getvalue()


def claiming(content: bytes, part: str, size: int) -> bytes:
    """The same, whose directory claims another unpacked size of a part."""
    entry = content.rindex(CENTRAL, 0, content.rindex(part.encode()))
    made = bytearray(content)
    struct.pack_into("<L", made, entry + 24, size)
    return bytes(made)


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'


def _zeros() -> bytes:
    return pack(book(b"0" * HUGE))


def _claims_much() -> bytes:
    return claiming(pack(book()), SHEET, 2**32 - 2)


def _claims_little() -> bytes:
    return claiming(_zeros(), SHEET, 2_000)


def _many() -> bytes:
    return pack(book(more={f"xl/media/{n}": b"" for n in range(20_000)}))


def _nested() -> bytes:
    return pack(book(more={"xl/embeddings/inner.xlsx": _zeros()}))


def _overlapping() -> bytes:
    """A thousand entries of the directory share one packed block."""
    names = [f"xl/media/{n:03}" for n in range(900)]
    content = pack(book(more={names[0]: b"0" * 4_000, **dict.fromkeys(names[1:], b"")}))
    made = bytearray(content)
    first = content.rindex(CENTRAL, 0, content.rindex(names[0].encode()))
    for name in names[1:]:
        entry = content.rindex(CENTRAL, 0, content.rindex(name.encode()))
        made[entry + 16 : entry + 28] = content[first + 16 : first + 28]
        made[entry + 42 : entry + 46] = content[first + 42 : first + 46]
    return bytes(made)


def _small_and_many() -> bytes:
    """Each part is so small that it may be as tight as it likes: together they are too much."""
    return pack(book(more={f"xl/media/{n}": b"0" * 490_000 for n in range(120)}))


def _laughs() -> bytes:
    """Ten entities of ten entities each, ten times over."""
    made = ['<!ENTITY l0 "ha">']
    made += [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 11)]
    return pack(book(f'<!DOCTYPE x [{"".join(made)}]><worksheet xmlns="{MAIN}">&l10;</worksheet>'))


def _outside() -> bytes:
    """An entity that names a file of the machine that reads."""
    return pack(
        book(f'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet xmlns="{MAIN}">'
             '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&f;</t></is></c></row>'
             "</sheetData></worksheet>")
    )  # fmt: skip


def _linked() -> bytes:
    """Its only sheet lies elsewhere."""
    parts = dict(book())
    parts["xl/_rels/workbook.xml.rels"] = _relations(
        f'<Relationship Id="r1" Type="{DOCUMENT}/worksheet" TargetMode="External" '
        'Target="http://192.0.2.1/sheet1.xml"/>'
    )
    return pack(parts)


def _long_comment() -> bytes:
    """One element that never ends: nothing is given to whoever reads until it does."""
    return pack(book(f'<worksheet xmlns="{MAIN}"><!--{"-" * 400_000}'))


BOMBS: Final[Mapping[str, tuple[Callable[[], bytes], SheetCode, bool]]] = {
    "16 MB of zeros": (_zeros, SheetCode.BOMB, True),
    "4 GB that are only claimed": (_claims_much, SheetCode.BOMB, True),
    "16 MB that claim to be 2 kB": (_claims_little, SheetCode.DAMAGED, False),
    "20,000 entries": (_many, SheetCode.BOMB, True),
    "a bomb inside": (_nested, SheetCode.NESTED, True),
    "900 entries over one block": (_overlapping, SheetCode.BOMB, True),
    "120 parts that are small by themselves": (_small_and_many, SheetCode.TOO_LARGE, True),
    "ten thousand million laughs": (_laughs, SheetCode.DAMAGED, False),
    "a file of the machine": (_outside, SheetCode.DAMAGED, False),
    "a sheet on another machine": (_linked, SheetCode.DAMAGED, False),
    "an element without an end": (_long_comment, SheetCode.DAMAGED, False),
}
"""How each is made, why it is refused, and whether its directory alone is enough to tell."""
