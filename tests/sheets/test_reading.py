"""What people fill in is read as they meant it, or the row is named with what is wrong."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.domain.file_refusals import SheetCode, SheetRefusal
from bot.sheets.cells import Cell, Fault, Unreadable
from bot.sheets.columns import Column, Kind
from bot.sheets.reading import BadRow, Reading, Row, Trouble, read_rows
from bot.sheets.values import BadCell, CellCode, read_cell
from tests.sheets.books import by_hand, by_openpyxl, saved

FIRM = Column("firm", ("企业名称", "Firm"))
CODE = Column("code", ("信用代码", "Credit code"), Kind.CODE, longest=18)
PEOPLE = Column("people", ("人数", "People"), Kind.WHOLE, required=False)
PAID = Column("paid", ("金额", "Amount"), Kind.MONEY, required=False)
SINCE = Column("since", ("日期", "Since"), Kind.DATE, required=False)
ALL = (FIRM, CODE, PEOPLE, PAID, SINCE)


def read(content: bytes, columns: tuple[Column, ...] = (FIRM, CODE), most: int = 100) -> Reading:
    return read_rows(content, columns=columns, most_rows=most)


def refused(content: bytes, columns: tuple[Column, ...] = (FIRM, CODE)) -> SheetRefusal:
    with pytest.raises(SheetRefusal) as caught:
        read_rows(content, columns=columns, most_rows=3)
    return caught.value


def test_columns_are_found_by_title_in_any_order_below_a_headline_and_notes() -> None:
    reading = read(
        by_openpyxl(
            ["包保企业花名册"],
            [],
            ["填表说明:带 * 的必填"],
            ["序号", "*统一 信用代码（18位）", "Firm ", "備註"],
            [1, "91 411322ma3x0000 0a", "示例纺织（集团）", "x"],
            [2, None, None, None],
            [],
            [3, "９１４１１３２２ＭＡ３Ｘ００００１Ｂ", " 示例\u200b食品\xa0", None],
        ),
        (FIRM, Column("code", ("统一信用代码",), Kind.CODE)),
    )
    assert reading.rows == (
        Row(5, {"firm": "示例纺织（集团）", "code": "91411322MA3X00000A"}),
        Row(8, {"firm": "示例食品", "code": "91411322MA3X00001B"}),
    )
    assert (reading.sheet, reading.bad) == ("Sheet", ())
    assert reading.extra == ("序号", "備註")


def test_every_bad_row_is_named_with_all_that_is_wrong_and_the_good_ones_stay() -> None:
    reading = read(
        by_openpyxl(
            ["企业名称", "信用代码", "人数", "金额", "日期"],
            ["甲", 914113220000000012345, "约30", -1, "7月15日"],
            ["乙", "A1", "12.5", "一百二", datetime(2022, 7, 15, 8)],  # noqa: DTZ001
            [None, "A2", None, None, None],
            ["丙" * 201, "9.14E+17", 3, None, None],
            ["丁", "A3", "1,200人", "1.2万元", "２０２２年7月5日"],
        ),
        ALL,
    )
    assert reading.bad == (
        BadRow(
            2,
            (
                Trouble(CellCode.DIGITS_LOST, "信用代码", "914113220000000000000"),
                Trouble(CellCode.NOT_A_NUMBER, "人数", "约30"),
                Trouble(CellCode.NOT_A_NUMBER, "金额", "-1"),
                Trouble(CellCode.NOT_A_DATE, "日期", "7月15日"),
            ),
        ),
        BadRow(3, (Trouble(CellCode.NOT_WHOLE, "人数", "12.5"),)),
        BadRow(4, (Trouble(CellCode.MISSING, "企业名称"),)),
        BadRow(
            5,
            (
                Trouble(CellCode.TOO_LONG, "企业名称", "丙" * 60),
                Trouble(CellCode.DIGITS_LOST, "信用代码", "9.14E+17"),
            ),
        ),
    )
    [row] = reading.rows
    assert (row.number, row.text("firm"), row.whole("people")) == (6, "丁", 1200)
    assert (row.money("paid"), row.day("since")) == (Decimal("12000.00"), date(2022, 7, 5))


class Why(StrEnum):
    TWICE = "twice"


def test_rows_can_be_judged_by_what_they_mean_as_well() -> None:
    reading = read(by_openpyxl(["企业名称", "信用代码"], ["甲", "A"], [None, "B"], ["丙", "A"]))
    seen: set[str] = set()

    def judge(row: Row) -> Iterable[Trouble]:
        code = row.text("code")
        if code in seen:
            yield Trouble(Why.TWICE, "信用代码", code)
        seen.add(code)

    judged = reading.judged(judge)
    assert [row.number for row in judged.rows] == [2]
    assert [(row.number, row.troubles[0].code) for row in judged.bad] == [
        (3, CellCode.MISSING),
        (4, Why.TWICE),
    ]
    assert len(reading.rows) == 2  # a dry run changes nothing


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("between", [",", "\t", ";"])
def test_plain_text_is_read_in_every_encoding_of_the_office(encoding: str, between: str) -> None:
    text = "企业名称,信用代码\r\n\r\n“甲”厂,a1\r\n,b\r\n".replace(",", between)
    reading = read(text.encode(encoding))
    assert reading.rows == (Row(3, {"firm": "“甲”厂", "code": "A1"}),)
    assert [row.number for row in reading.bad] == [4]


def test_what_has_no_such_columns_says_which_are_missing() -> None:
    assert refused(by_openpyxl(["名称", "信用代码"], ["甲", "A"])).params == {
        "missing": "企业名称"
    }
    assert refused(by_openpyxl(["x"])).params == {"missing": "企业名称、信用代码"}
    assert refused(b"hello").code is SheetCode.NO_HEADER


def test_two_columns_of_one_meaning_are_refused() -> None:
    twice = refused(by_openpyxl(["企业名称", "信用代码", "Firm"], ["甲", "A", "乙"]))
    assert (twice.code, twice.params) == (SheetCode.TITLE_TWICE, {"title": "企业名称"})


def test_too_many_rows_and_none_at_all_are_refused() -> None:
    head = ["企业名称", "信用代码"]
    assert refused(by_openpyxl(head, *[["甲", "A"]] * 4)).code is SheetCode.TOO_MANY_ROWS
    assert (
        len(
            read_rows(by_openpyxl(head, *[["甲", "A"], []] * 3), columns=(FIRM,), most_rows=3).rows
        )
        == 3
    )
    assert refused(by_openpyxl(head, [], [None, "  "])).code is SheetCode.EMPTY


def test_the_sheet_with_the_columns_is_taken_and_hidden_ones_are_not() -> None:
    book = Workbook()
    for title, state in (("说明", "visible"), ("旧", "hidden"), ("名单", "visible")):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        if title != "说明":
            sheet.append(["企业名称", "信用代码"])
            sheet.append([title, "A"])
    reading = read(saved(book))
    assert (reading.sheet, reading.rows[0].text("firm")) == ("名单", "名单")


HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
TITLES = "<si><t>企业名称</t></si><si><r><t>日</t></r><r><t>期</t></r><rPh><t>rì</t></rPh></si>"
STYLES = (
    '<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="176"/></cellXfs>'
)


def raw(cell: str) -> Reading:
    """A row whose firm is 甲 and whose date is this cell."""
    row = f'<row r="2"><c r="A2" t="inlineStr"><is><t>甲_x000D_</t></is></c>{cell}</row>'
    return read(by_hand(HEAD + row, strings=TITLES, styles=STYLES), (FIRM, SINCE))


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="C2" s="1"><v>44757</v></c>',  # 2022年7月15日, a format that only China's Excel has
        '<c r="C2" s="2"><v>44757.375</v></c>',
        '<c r="C2" t="d"><v>2022-07-15</v></c>',
        '<c r="C2" s="1"><f>TODAY()</f><v>44757</v></c>',
        '<c r="C2" t="str"><f>A1</f><v>2022/7/15</v></c>',
        '<c r="C2"><v>20220715</v></c>',
        '<x:c xmlns:x="a" r="C2" t="inlineStr"><x:is><x:t>2022.7.15</x:t></x:is></x:c>',
    ],
)
def test_a_day_is_read_however_the_file_keeps_it(cell: str) -> None:
    assert raw(cell).rows == (Row(2, {"firm": "甲", "since": date(2022, 7, 15)}),)


@pytest.mark.parametrize(
    ("cell", "code", "shown"),
    [
        ('<c r="C2" s="1"><f>TODAY()</f></c>', CellCode.FORMULA, ""),
        ('<c r="C2" t="e"><f>A9</f><v>#REF!</v></c>', CellCode.ERROR, "#REF!"),
        ('<c r="C2" s="1"><v>1E+20</v></c>', CellCode.ERROR, "1E+20"),
        ('<c r="C2"><v>44757</v></c>', CellCode.NOT_A_DATE, "44757"),
        ('<c r="C2" s="1"><v>0.5</v></c>', CellCode.NOT_A_DATE, "12:00:00"),
        ('<c r="C2" t="b"><v>1</v></c>', CellCode.NOT_A_DATE, "TRUE"),
    ],
)
def test_what_is_no_day_is_not_guessed(cell: str, code: CellCode, shown: str) -> None:
    assert raw(cell).bad == (BadRow(2, (Trouble(code, "日期", shown),)),)


def column(kind: Kind) -> Column:
    return Column("x", ("x",), kind)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (Kind.TEXT, Decimal(13812345678), "13812345678"),
        (Kind.TEXT, datetime(2022, 7, 15), "2022-07-15"),  # noqa: DTZ001
        (Kind.TEXT, "一\r\n二", "一\n二"),
        (Kind.CODE, Decimal(1380000), "1380000"),
        (Kind.WHOLE, Decimal(12), 12),
        (Kind.WHOLE, "１，２００", 1200),
        (Kind.WHOLE, "一千二", 1200),
        (Kind.MONEY, "￥1,234.505", Decimal("1234.51")),
        (Kind.MONEY, Decimal("41.13"), Decimal("41.13")),
        (Kind.DATE, "2022-07-15 00:00:00", date(2022, 7, 15)),
    ],
)
def test_a_cell_is_read_as_its_column_wants_it(kind: Kind, cell: Cell, value: object) -> None:
    assert read_cell(cell, column(kind)) == value


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (Kind.WHOLE, "30-40"),
        (Kind.WHOLE, "1,23"),
        (Kind.WHOLE, "三十多"),
        (Kind.WHOLE, Decimal("1E+300")),
        (Kind.MONEY, "9" * 30),
        (Kind.MONEY, "8折"),
        (Kind.DATE, "2022-02-30"),
        (Kind.DATE, "7/15/2022"),
        (Kind.CODE, datetime(2022, 3, 1)),  # noqa: DTZ001 - 3-1, typed into Excel
        (Kind.TEXT, Unreadable(Fault.ERROR, "#N/A")),
    ],
)
def test_what_could_be_something_else_is_no_value(kind: Kind, cell: Cell) -> None:
    with pytest.raises(BadCell):
        read_cell(cell, column(kind))


@given(
    st.sampled_from(Kind),
    st.text("0123456789,.-+eE年月日/一二十百千万亿点零元人约% ￥１２", max_size=24) | st.text(),
)
def test_any_text_is_a_value_or_a_bad_cell(kind: Kind, text: str) -> None:
    try:
        read_cell(text, column(kind))
    except BadCell as bad:
        assert bad.code in CellCode  # noqa: PT017 - either way is right
