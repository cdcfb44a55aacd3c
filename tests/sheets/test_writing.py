"""A made workbook opens everywhere, shows what was given, and no text in it can act."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.sheets.columns import Column
from bot.sheets.reading import read_rows
from bot.sheets.texts import LONGEST, LONGEST_READ, seen
from bot.sheets.titles import sheet_titles
from bot.sheets.writing import OutSheet, Shown, write_book
from tests.sheets.books import unpacked

SHANGHAI = ZoneInfo("Asia/Shanghai")
MADE = datetime(2022, 7, 15, 1, 30, tzinfo=UTC)
SHEET = "xl/worksheets/sheet1.xml"
ACTS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1+1",
    '=HYPERLINK("http://x","y")',
    "#N/A",
    "TRUE",
    "20220715",
    "1E5",
)


def made(*rows: tuple[Shown, ...], header: tuple[str, ...] = ("x",)) -> bytes:
    return write_book([OutSheet("事项", header, rows)], zone=SHANGHAI, made_at=MADE)


def test_every_text_is_a_text_cell_and_shows_as_it_was_written() -> None:
    content = made(*((text,) for text in ACTS))
    page = load_workbook(BytesIO(content)).active
    cells = [row[0] for row in page.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [text.replace("\r", "\n") for text in ACTS]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
    assert [cell.quotePrefix for cell in cells] == [True] * 11 + [False] * 4
    assert b"<f" not in unpacked(content)[SHEET]


@settings(deadline=None)
@given(st.lists(st.text(min_size=1) | st.sampled_from(ACTS), min_size=1, max_size=5))
def test_any_text_comes_back_as_that_text(texts: list[str]) -> None:
    content = made(*(("", text) for text in texts), header=("甲", "乙"))
    assert b"<f" not in unpacked(content)[SHEET]
    columns = (Column("text", ("乙",), required=False, longest=LONGEST_READ),)
    wanted = [clean for text in texts if (clean := seen(re.sub("[\ud800-\udfff]", "", text)))]
    if wanted:
        reading = read_rows(content, columns=columns, most_rows=5)
        assert [row.text("text") for row in reading.rows] == wanted


def test_numbers_and_days_are_what_they_are_and_no_digit_is_lost() -> None:
    row = (
        12,
        Decimal("1234.50"),
        91411322000000000123,
        Decimal("NaN"),
        date(2022, 7, 15),
        datetime(2022, 7, 15, 16, 30, tzinfo=UTC),
        date(1899, 1, 1),
        None,
        "",
    )
    page = load_workbook(BytesIO(made(row, header=tuple("abcdefghi")))).active
    cells = [(cell.value, cell.number_format) for cell in page[2]]
    assert cells == [
        (12, "0"),
        (1234.5, "0.00"),
        ("91411322000000000123", "@"),
        ("NaN", "@"),
        (datetime(2022, 7, 15), "yyyy-mm-dd"),  # noqa: DTZ001 - a sheet knows no zones
        (datetime(2022, 7, 16, 0, 30), "yyyy-mm-dd hh:mm"),  # noqa: DTZ001
        ("1899-01-01", "@"),
        (None, "General"),
        (None, "General"),
    ]


def test_the_header_stays_in_sight_and_columns_are_as_wide_as_their_words() -> None:
    page = load_workbook(BytesIO(made(("示例纺织有限公司", "a" * 99), header=("企", "b")))).active
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:B2")
    assert [page.column_dimensions[name].width for name in "AB"] == [18, 50]
    assert [cell.font.bold for row in page.iter_rows() for cell in row] == [
        True,
        True,
        False,
        False,
    ]


def test_the_same_rows_give_the_same_bytes() -> None:
    first, second = made(("a", 1), header=("x", "y")), made(("a", 1), header=("x", "y"))
    assert first == second
    assert b"2022-07-15T01:30:00Z" in unpacked(first)["docProps/core.xml"]
    assert set(unpacked(first)) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/theme/theme1.xml",
        "xl/workbook.xml",
        SHEET,
    }


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    text = load_workbook(BytesIO(made(("😀" * LONGEST,)))).active["A2"].value
    assert len(text.encode("utf-16-le")) <= 2 * LONGEST
    assert text.endswith("😀…")


def test_an_export_without_rows_still_has_its_header() -> None:
    page = load_workbook(BytesIO(made(header=("企业", "编号")))).active
    assert [cell.value for cell in page[1]] == ["企业", "编号"]


def test_titles_of_sheets_are_what_excel_takes() -> None:
    wanted = ["A/B:[C]*?", "甲" * 40, "甲" * 40, "history", "'x'", "X", "", "a\x00b"]
    assert sheet_titles(wanted) == [
        "A_B__C___",
        "甲" * 31,
        "甲" * 27 + " (2)",
        "history_",
        "x",
        "X (2)",
        "Sheet7",
        "ab",
    ]
    book = write_book(
        [OutSheet(title, ("x",), ()) for title in wanted], zone=SHANGHAI, made_at=MADE
    )
    assert load_workbook(BytesIO(book)).sheetnames == sheet_titles(wanted)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("one",), "a row of 1 under 2 columns"),
        (("a", datetime(2022, 7, 15)), "a moment without its zone"),  # noqa: DTZ001
    ],
)
def test_a_row_that_does_not_fit_is_a_bug(row: tuple[Shown, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        made(row, header=("x", "y"))


def test_nothing_is_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    assert made(("示例纺织",))
