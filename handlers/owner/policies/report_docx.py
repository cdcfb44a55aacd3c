"""The report as a Word file that Word, WPS and LibreOffice show with its Chinese."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from handlers.owner.policies.report_text import Paragraph, Style

STYLES: Final[Mapping[Style, str]] = {
    Style.TITLE: "Title",
    Style.GROUP: "Heading 1",
    Style.RECORD: "Heading 2",
    Style.PLAIN: "Normal",
    Style.LABEL: "Body Text",
    Style.POINT: "List Bullet",
    Style.QUOTE: "Quote",
    Style.SOURCE: "Caption",
}
SIZES: Final = {
    "Title": 20,
    "Heading 1": 15,
    "Heading 2": 12,
    "Normal": 10.5,
    "Body Text": 10.5,
    "List Bullet": 10.5,
    "Quote": 10.5,
    "Caption": 9,
    "Footer": 9,
}
HEADS: Final = ("Title", "Heading 1", "Heading 2", "Body Text")
INSET: Final = ("Quote", "Caption")
LATIN: Final = "Times New Roman"
SONG: Final = "宋体"
HEI: Final = "黑体"
"""Faces that every Chinese system has, or has a stand-in for."""
BLACK: Final = RGBColor(0, 0, 0)
NOON: Final = time(12)


def rendered(paragraphs: Iterable[Paragraph], title: str, language: str, made_on: date) -> bytes:
    """Set the report as a .docx.

    Args:
        title: For the file's properties.
        language: `zh` or `en`, for spelling and hyphenation.
        made_on: The business date, kept as the day on which it was made.
    """
    document = begun(language)
    write(document, paragraphs)
    return finished(document, title, made_on)


def begun(language: str) -> Docx:
    """An empty page in our faces, for `zh` or `en`."""
    document = Document()
    _page(document)
    for name in SIZES:
        _face(document, name, language)
    return document


def write(document: Docx, paragraphs: Iterable[Paragraph]) -> None:
    """Add paragraphs at the end."""
    ids = {style: document.styles[name].style_id for style, name in STYLES.items()}
    for each in paragraphs:
        # Named to the library, a style is looked up anew for each paragraph: seven times slower.
        document.add_paragraph(writable(each.text))._p.style = ids[each.style]


def finished(document: Docx, title: str, made_on: date) -> bytes:
    """The whole file; `made_on` is kept as the day on which it was made."""
    _number_pages(document)
    about = document.core_properties
    about.title, about.author, about.comments = writable(title), "助企通", ""
    about.created = about.modified = datetime.combine(made_on, NOON)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def writable(text: str) -> str:
    """Without what XML cannot hold: a name may carry control signs and halves of pairs."""
    return "".join(
        sign for sign in text if unicodedata.category(sign) not in {"Cc", "Cs", "Cn", "Cf"}
    )


def _page(document: Docx) -> None:
    [section] = document.sections
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)


def _face(document: Docx, name: str, language: str) -> None:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()  # a theme's face would win over the one that is named
    east = HEI if name in HEADS else SONG
    faces = {"w:ascii": LATIN, "w:hAnsi": LATIN, "w:cs": LATIN, "w:eastAsia": east}
    for attribute, face in faces.items():
        fonts.set(qn(attribute), face)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "en-US" if language == "en" else "zh-CN")
    spoken.set(qn("w:eastAsia"), "zh-CN")
    properties.append(spoken)
    style.font.size, style.font.color.rgb = Pt(SIZES[name]), BLACK
    style.font.italic = False
    style.font.bold = name in HEADS
    style.paragraph_format.space_after = Pt(3)
    style.paragraph_format.keep_with_next = name in HEADS
    if name in INSET:
        style.paragraph_format.left_indent = Cm(0.8)


def _number_pages(document: Docx) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)  # the library has no call for a field
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
