"""Files: which ones are taken, by their first bytes, and what they may be called."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

MOST_BYTES: Final = 20_000_000
"""Of one file that people send: as much as Telegram lets a bot fetch."""
MADE_MOST_BYTES: Final = 10_000_000
"""Of one file that we make: it stands in a row."""
PHOTO_MOST_BYTES: Final = 10_000_000
"""Telegram shows no larger picture as a photo; it goes as a document."""
NAME_MOST: Final = 60
TEXT_LOOK: Final = 4096


class FileKind(StrEnum):
    """What was sent, as Telegram tells it apart."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    VIDEO = "video"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class FileType:
    """A type that is taken: its MIME name and the endings that fit it, the usual one first."""

    mime: str
    endings: tuple[str, ...]


JPEG: Final = FileType("image/jpeg", ("jpg", "jpeg"))
PNG: Final = FileType("image/png", ("png",))
SHOWN_AS_PHOTO: Final = frozenset({JPEG.mime, PNG.mime})
TEXT: Final = FileType("text/plain", ("txt", "csv", "yaml", "yml"))
OFFICE_97: Final = FileType("application/x-ole-storage", ("doc", "xls", "ppt", "wps", "et", "dps"))
TABLE: Final = FileType(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)
)
TABLES: Final = (TABLE, TEXT, OFFICE_97)
"""As which a spreadsheet may come; of an old one its reader says that it is old."""
_HEIC: Final = FileType("image/heic", ("heic", "heif"))
_VIDEO: Final = FileType("video/mp4", ("mp4", "mov", "m4v", "3gp"))
_SOUND: Final = FileType("audio/mp4", ("m4a",))
_STARTS: Final[tuple[tuple[bytes, FileType], ...]] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", FileType("image/gif", ("gif",))),
    (b"GIF89a", FileType("image/gif", ("gif",))),
    (b"%PDF-", FileType("application/pdf", ("pdf",))),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OFFICE_97),
    (b"OggS", FileType("audio/ogg", ("ogg", "oga", "opus"))),
    (b"ID3", FileType("audio/mpeg", ("mp3",))),
    (b"\xff\xfb", FileType("audio/mpeg", ("mp3",))),
    (b"#!AMR", FileType("audio/amr", ("amr",))),
)
_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument."
_PACKED: Final[tuple[tuple[str, FileType], ...]] = (
    ("word/document.xml", FileType(_OPEN_XML + "wordprocessingml.document", ("docx",))),
    ("xl/workbook.xml", TABLE),
    ("ppt/presentation.xml", FileType(_OPEN_XML + "presentationml.presentation", ("pptx",))),
    ("OFD.xml", FileType("application/ofd", ("ofd",))),
)
_BRANDS: Final = {b"heic": _HEIC, b"heix": _HEIC, b"mif1": _HEIC, b"M4A ": _SOUND}
_MARKUP: Final = (b"<", b"#!", b"{\\rtf")
_MACROS: Final = "vbaProject.bin"
_POLICIES: Final = FileType("application/zip", ("zip",))
_POLICY_ENDINGS: Final = (".yaml", ".yml")
_LEFT_BY_SYSTEMS: Final = ("__MACOSX/", ".DS_Store")
_UNWANTED: Final = re.compile(r'[\\/:*?"<>|]+')


def sniff(content: bytes) -> FileType | None:
    """The type by the content, whatever the name says; None for one that is not taken.

    Taken are pictures, PDF and OFD, office documents without macros, plain text, sound and
    video. Programs, web pages, scripts and other archives are not.
    """
    for start, known in _STARTS:
        if content.startswith(start):
            return known
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return FileType("image/webp", ("webp",))
    if content[4:8] == b"ftyp":
        return _BRANDS.get(content[8:12], _VIDEO)
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    return TEXT if _is_text(content) else None


def safe_name(name: str, fallback: str) -> str:
    """A name that shows and saves as what it is: no paths, no signs that hide or turn text."""
    shown = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    plain = " ".join(_UNWANTED.sub("_", shown).split())
    stem, dot, ending = plain.strip("._ ").rpartition(".")
    if not stem:
        stem, dot, ending = ending, "", ""
    room = NAME_MOST - len(dot + ending[:10])
    return stem[:room] + dot + ending[:10] if stem else fallback


def fitting_name(name: str, known: FileType) -> str:
    """The name with an ending that tells the truth: `证明.exe` that is a JPEG gets `.jpg`."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return name if ending in known.endings else f"{name}.{known.endings[0]}"


def photo_of(kind: FileKind, known: FileType, size: int) -> FileKind:
    """How to send it on: a photo only if Telegram would take it as one."""
    if kind is FileKind.PHOTO and (known.mime not in SHOWN_AS_PHOTO or size > PHOTO_MOST_BYTES):
        return FileKind.DOCUMENT
    if kind is FileKind.VOICE and not known.mime.startswith("audio/"):
        return FileKind.DOCUMENT
    return kind


def _packed(content: bytes) -> FileType | None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except BadZipFile:
        return None
    if any(name.endswith(_MACROS) for name in names):
        return None
    if _holds_policies(names):
        return _POLICIES
    return next((known for part, known in _PACKED if part in names), None)


def _holds_policies(names: Sequence[str]) -> bool:
    """Whether an archive has YAML files and nothing else: no other archive is taken."""
    files = [name for name in names if not name.endswith("/")]
    own = [name for name in files if not name.startswith(_LEFT_BY_SYSTEMS)]
    return bool(own) and all(name.lower().endswith(_POLICY_ENDINGS) for name in own)


def _is_text(content: bytes) -> bool:
    """Whether it reads as plain text in an encoding that is used in China, and is no markup."""
    head = content[:TEXT_LOOK]
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not first or first.startswith(_MARKUP):
        return False
    return any(_reads_as(head, encoding) for encoding in ("utf-8", "gb18030"))


def _reads_as(head: bytes, encoding: str) -> bool:
    whole = head if len(head) < TEXT_LOOK else head[: TEXT_LOOK - 4]
    text = whole.decode(encoding, errors="replace")
    # The cut may fall into the last sign, and that one only.
    return not any(_is_garbage(sign) for sign in text[:-1] + text[-1:].replace("\ufffd", ""))


def _is_garbage(sign: str) -> bool:
    return sign == "\ufffd" or (unicodedata.category(sign) == "Cc" and sign not in "\t\r\n")
