"""A file that is no table, or far more than one, is refused with its reason before it costs."""

import struct
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from random import Random
from zipfile import ZIP_BZIP2, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.file_refusals import SheetCode, SheetRefusal
from bot.sheets.archive import MOST_PARTS, open_archive
from bot.sheets.cells import lines_of
from bot.sheets.columns import Column, Kind
from bot.sheets.reading import LONGEST_SHOWN, read_rows
from bot.sheets.values import CellCode
from bot.sheets.workbook import open_workbook
from tests.sheets.books import (
    DOCUMENT,
    MAIN,
    PLAIN,
    RELATIONS,
    by_hand,
    by_openpyxl,
    packed,
    unpacked,
)

MOST = 1_000_000
COLUMNS = (Column("firm", ("企业名称",)),)
SHEET = "xl/worksheets/sheet1.xml"
GOOD = by_openpyxl(["企业名称"], ["示例纺织"])
CENTRAL = b"PK\x01\x02"


def refused(content: bytes, most_bytes: int = MOST) -> SheetCode:
    with pytest.raises(SheetRefusal) as caught:
        read_rows(content, columns=COLUMNS, most_rows=100, most_bytes=most_bytes)
    return SheetCode(caught.value.code)


def with_parts(**more: bytes | str) -> bytes:
    return packed({**unpacked(GOOD), **{name.replace("__", "/"): p for name, p in more.items()}})


def patched(content: bytes, part: str, at: int, form: str, value: int) -> bytes:
    """The same with one field of a part's entry in the directory replaced."""
    entry = content.rindex(CENTRAL, 0, content.rindex(part.encode()))
    made = bytearray(content)
    struct.pack_into(form, made, entry + at, value)
    return bytes(made)


def packed_otherwise() -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_BZIP2) as archive:
        archive.writestr(SHEET, b"x" * 1000)
    return made.getvalue()


def overlapping() -> bytes:
    """Two entries of the directory share one packed block."""
    two = with_parts(first=b"x" * 500, second=b"y" * 500)
    entry = two.rindex(CENTRAL, 0, two.rindex(b"first"))
    [place] = struct.unpack_from("<L", two, entry + 42)
    return patched(two, "second", 42, "<L", place)


TIGHT = with_parts(**{"xl__media__a.xml": b"0" * 900_000})
LARGE = with_parts(**{"xl__media__a.xml": Random(1).randbytes(600_000).hex().encode()})
TALL = by_openpyxl(["企业名称"], *([f"企业{n}"] for n in range(2000)))
MANY = packed({f"{n}": b"" for n in range(MOST_PARTS + 1)})
REFUSED = {
    "no bytes": (b"", SheetCode.EMPTY),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", SheetCode.NOT_A_TABLE),
    "a web page called .xls": (b"<html><table><tr><td>1", SheetCode.NOT_A_TABLE),
    "a document": (packed({"word/document.xml": "<w/>"}), SheetCode.NOT_A_TABLE),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), SheetCode.OLD_FORMAT),
    "a workbook with a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        SheetCode.ENCRYPTED,
    ),
    "a packed file with a password": (
        patched(GOOD, SHEET, 8, "<H", 1),
        SheetCode.ENCRYPTED,
    ),
    "macros": (with_parts(**{"xl__vbaProject.bin": b"x"}), SheetCode.MACROS),
    "macros of 1992": (with_parts(**{"xl__macrosheets__sheet1.xml": b"<x/>"}), SheetCode.MACROS),
    "LibreOffice's own": (packed({"mimetype": "application/vnd"}), SheetCode.OTHER_FORMAT),
    "Excel's binary": (with_parts(**{"xl__workbook.bin": b"x"}), SheetCode.OTHER_FORMAT),
    "another workbook inside": (
        with_parts(**{"xl__embeddings__a.xlsx": b"x"}),
        SheetCode.NESTED,
    ),
    "a part that is packed too tightly": (TIGHT, SheetCode.BOMB),
    "parts that are too much together": (LARGE, SheetCode.TOO_LARGE),
    "too many parts": (MANY, SheetCode.BOMB),
    "parts that overlap": (overlapping(), SheetCode.BOMB),
    "a part twice": (with_parts(**{"XL__workbook.xml": b"x"}), SheetCode.DAMAGED),
    "another way of packing": (packed_otherwise(), SheetCode.DAMAGED),
    "a place outside": (patched(GOOD, SHEET, 42, "<L", 2**31), SheetCode.DAMAGED),
    "cut off": (GOOD[:-30], SheetCode.DAMAGED),
    "only a beginning": (b"PK\x03\x04", SheetCode.DAMAGED),
    "a size that lies low": (patched(GOOD, SHEET, 24, "<L", 20), SheetCode.DAMAGED),
    "another part under its name": (patched(GOOD, SHEET, 42, "<L", 0), SheetCode.BOMB),
    "no XML": (packed({**PLAIN, SHEET: "企业名称"}), SheetCode.DAMAGED),
    "an entity": (
        packed(
            {
                **PLAIN,
                SHEET: f'<!DOCTYPE a [<!ENTITY b "c">]><worksheet {MAIN}>&b;</worksheet>',
            }
        ),
        SheetCode.DAMAGED,
    ),
    "a text that is not there": (
        by_hand('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
        SheetCode.DAMAGED,
    ),
    "a row that cannot be": (by_hand('<row r="99999999"/>'), SheetCode.DAMAGED),
    "a column that cannot be": (by_hand('<row><c r="ZZZ1"/></row>'), SheetCode.DAMAGED),
    "no number": (by_hand("<row><c><v>nan</v></c></row>"), SheetCode.DAMAGED),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_is_refused_with_its_reason(name: str) -> None:
    content, code = REFUSED[name]
    assert refused(content) is code


def test_a_size_that_is_only_claimed_is_refused_unread() -> None:
    """Nothing of that size is packed: only the directory can have told."""
    with pytest.raises(SheetRefusal, match="bomb"):
        open_archive(patched(GOOD, SHEET, 24, "<L", 2**32 - 2), MOST)


def test_no_more_is_unpacked_than_the_directory_says() -> None:
    archive = open_archive(patched(TALL, SHEET, 24, "<L", 20), MOST)
    manner, before = open_workbook(archive).manner, archive.inflated
    with pytest.raises(SheetRefusal, match="damaged"):
        list(lines_of(archive, SHEET, manner))
    assert archive.inflated - before <= 20


def test_one_part_that_is_named_often_is_unpacked_only_so_often() -> None:
    relations = "".join(
        f'<Relationship Id="s{n}" Type="{DOCUMENT}/sharedStrings" Target="sharedStrings.xml"/>'
        for n in range(100)
    )
    parts = {
        **PLAIN,
        "xl/sharedStrings.xml": f"<sst {MAIN}>{'<si><t>x</t></si>' * 4000}</sst>",
        "xl/_rels/workbook.xml.rels": f"<Relationships {RELATIONS}>{relations}</Relationships>",
    }
    archive = open_archive(packed(parts), MOST)
    with pytest.raises(SheetRefusal, match="bomb"):
        open_workbook(archive)
    assert archive.inflated == MOST + 1


def test_one_long_text_in_every_cell_costs_no_more_than_a_short_one() -> None:
    rows = "".join(f'<row r="{n}"><c t="s"><v>1</v></c></row>' for n in range(2, 5000))
    head = '<row r="1"><c t="s"><v>0</v></c></row>'
    strings = f"<si><t>企业名称</t></si><si><t>{Random(1).randbytes(200_000).hex()}</t></si>"
    content = by_hand(head + rows, strings=strings)
    reading = read_rows(content, columns=COLUMNS, most_rows=5000, most_bytes=2 * MOST)
    assert {row.troubles[0].code for row in reading.bad} == {CellCode.TOO_LONG}
    assert {len(row.troubles[0].shown) for row in reading.bad} == {LONGEST_SHOWN}


SMALL = by_openpyxl(["企业名称", "日期"], ["示例纺织", datetime(2022, 7, 15)], ["=1+1", 12.5])  # noqa: DTZ001
PARTS = unpacked(SMALL)
TWO = (*COLUMNS, Column("day", ("日期",), Kind.DATE, required=False))


@settings(deadline=None)
@given(place=st.integers(0, len(SMALL) - 1), byte=st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(place: int, byte: int) -> None:
    made = bytearray(SMALL)
    made[place] = byte
    with suppress(SheetRefusal):
        read_rows(bytes(made), columns=TWO, most_rows=10)


@settings(deadline=None)
@given(st.data())
def test_whatever_the_parts_say_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([name for name in PARTS if name.startswith("xl/")]))
    part = PARTS[name]
    place = data.draw(st.integers(0, len(part) - 1))
    until = data.draw(st.integers(place, min(place + 5, len(part))))
    between = data.draw(
        st.sampled_from([b"", b"9", b"-1", b"99999999999", b"<", b"&#0;", b"\xff"])
    )
    made = part[:place] + between + part[until:]
    with suppress(SheetRefusal):
        read_rows(packed({**PARTS, name: made}), columns=TWO, most_rows=10)
