"""Workbooks made by hand, part by part, as no decent program would write them."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
PLAIN = {
    "_rels/.rels": f'<Relationships {RELATIONS}><Relationship Id="r1" '
    f'Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{DOCUMENT}"><sheets>'
    '<sheet name="一" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f"<Relationships {RELATIONS}>"
    f'<Relationship Id="r1" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{DOCUMENT}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    f'<Relationship Id="r3" Type="{DOCUMENT}/styles" Target="styles.xml"/>'
    "</Relationships>",
    "xl/sharedStrings.xml": f"<sst {MAIN}/>",
    "xl/styles.xml": f"<styleSheet {MAIN}/>",
}


def by_hand(cells: str, **parts: str) -> bytes:
    """A workbook whose only sheet has these rows, as XML; `strings` and `styles` are inner XML."""
    data = f"<sheetData>{cells}</sheetData>"
    made = {
        **PLAIN,
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}>{data}</worksheet>",
        "xl/sharedStrings.xml": f"<sst {MAIN}>{parts.get('strings', '')}</sst>",
        "xl/styles.xml": f"<styleSheet {MAIN}>{parts.get('styles', '')}</styleSheet>",
    }
    return packed(made)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def by_openpyxl(*rows: list[object]) -> bytes:
    """What a program writes that people use."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    made = BytesIO()
    book.save(made)
    return made.getvalue()
