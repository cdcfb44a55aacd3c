"""待办 as a spreadsheet: what people wrote stays words."""

from io import BytesIO

from openpyxl import load_workbook

from bot.services.case_lists import cases_to_do
from bot.sheets.writing import write_book
from handlers.desk.case_export import sheet_of
from handlers.tongue import Tongue
from tests.cases.district import CHINA, RULES, District

TRAP = '=HYPERLINK("http://example.invalid","看") 13812345678'


def test_a_request_cannot_act_and_shows_no_phone_number(district: District) -> None:
    officer = district.officer()
    district.opens(district.speaks_for_firm(), TRAP)
    found = district.act(lambda uow: cases_to_do(uow, officer, limit=500))

    book = write_book([sheet_of(Tongue("zh"), RULES, found)], zone=CHINA, made_at=district.now)

    header, row = load_workbook(BytesIO(book)).active.iter_rows()
    assert [cell.value for cell in header][:4] == ["事项号", "紧急", "类别", "企业名称"]
    assert row[0].value == "F-0715-001"
    assert row[-1].data_type == "s"
    assert str(row[-1].value).startswith("=HYPERLINK")
    assert "13812345678" not in str(row[-1].value)
