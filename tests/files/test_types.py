"""What a file is, by its bytes, and what it may be called."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from bot.domain.files import (
    JPEG,
    PHOTO_MOST_BYTES,
    PNG,
    FileKind,
    fitting_name,
    photo_of,
    safe_name,
    sniff,
)
from tests.conversations.pictures import PIXEL


def packed(*names: str) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (PIXEL, "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"%PDF-1.7 rest", "application/pdf"),
        (b"OggS rest", "audio/ogg"),
        (b"\0\0\0\x18ftypisom rest", "video/mp4"),
        (b"\0\0\0\x18ftypheic rest", "image/heic"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "application/x-ole-storage"),
        (packed("OFD.xml", "Doc_0/Document.xml"), "application/ofd"),
        ("姓名,采样时间\n张三,7月15日\n".encode("gb18030"), "text/plain"),
        (("工" * 3000).encode(), "text/plain"),
    ],
)
def test_what_an_office_uses_is_taken(content: bytes, mime: str) -> None:
    known = sniff(content)

    assert known is not None
    assert known.mime == mime


def test_a_word_file_is_taken_unless_it_has_macros() -> None:
    known = sniff(packed("[Content_Types].xml", "word/document.xml"))

    assert known is not None
    assert known.endings == ("docx",)
    assert sniff(packed("word/document.xml", "word/vbaProject.bin")) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00\x03\x00",
        b"\x7fELF\x02\x01",
        b"#!/bin/sh\nrm",
        b"  <html><script>",
        packed("classes.dex", "AndroidManifest.xml"),
        b"PK\x03\x04 no archive",
        b"words and \x00 zeros",
    ],
)
def test_programs_pages_and_archives_are_not(content: bytes) -> None:
    assert sniff(content) is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("核酸 证明.pdf", "核酸 证明.pdf"),
        ("../../etc/passwd", "etc_passwd"),
        ("C:\\Users\\a.doc", "C_Users_a.doc"),
        ("附件\u202egpj.exe", "附件gpj.exe"),
        ("一\n二.pdf", "一二.pdf"),
        ("长" * 200 + ".xlsx", "长" * 55 + ".xlsx"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_a_name_shows_and_saves_as_what_it_is(given: str, kept: str) -> None:
    assert safe_name(given, "file") == kept


def test_an_ending_tells_the_truth() -> None:
    assert fitting_name("证明.jpeg", JPEG) == "证明.jpeg"
    assert fitting_name("证明.exe", JPEG) == "证明.exe.jpg"
    assert fitting_name("证明", PNG) == "证明.png"


def test_only_what_telegram_shows_as_a_photo_goes_as_one() -> None:
    webp = sniff(b"RIFF\0\0\0\0WEBPrest")
    assert webp is not None
    assert photo_of(FileKind.PHOTO, JPEG, 10) is FileKind.PHOTO
    assert photo_of(FileKind.PHOTO, webp, 10) is FileKind.DOCUMENT
    assert photo_of(FileKind.PHOTO, JPEG, PHOTO_MOST_BYTES + 1) is FileKind.DOCUMENT
    assert photo_of(FileKind.VOICE, JPEG, 10) is FileKind.DOCUMENT
