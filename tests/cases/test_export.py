"""待办, a day and a week as spreadsheets: what people wrote stays words."""

from io import BytesIO

from openpyxl import load_workbook

from bot.domain.staff import Appointment, RoleKind
from bot.services.cases.lists import cases_to_do
from bot.services.cases.opening import Matter, open_case
from bot.services.digests.digests import digest_of, today_of
from bot.services.digests.posts import posts_to_read
from bot.services.digests.tables import day_rows, week_rows
from bot.sheets.writing import write_book
from bot.store.uow import UnitOfWork
from handlers.desk.cases.export import sheet_of
from handlers.desk.digests.sheets import cases_sheet, figures_sheet, week_sheet
from handlers.tongue import Tongue
from tests.cases.county import County
from tests.cases.district import CHINA, COUNTY, GROUND, RULES, TOWN, District

TRAP = '=HYPERLINK("http://example.invalid","看") 13812345678'


def test_a_request_cannot_act_and_shows_no_phone_number(district: District) -> None:
    officer = district.officer()
    district.opens(district.speaks_for_firm(), TRAP)
    found = district.act(lambda uow: cases_to_do(uow, officer, limit=500))

    book = write_book(
        [sheet_of(Tongue("zh"), RULES, found, CHINA)], zone=CHINA, made_at=district.now
    )

    header, row = load_workbook(BytesIO(book)).active.iter_rows()
    assert [cell.value for cell in header][:4] == ["事项号", "紧急", "类别", "企业名称"]
    assert row[0].value == "F-0715-001"
    assert row[-1].data_type == "s"
    assert str(row[-1].value).startswith("=HYPERLINK")
    assert "13812345678" not in str(row[-1].value)


def test_a_day_and_a_week_as_spreadsheets_say_what_the_screens_say(county: County) -> None:
    district = county.district
    chief = district.appointed(Appointment(RoleKind.DISPATCHER, COUNTY))
    owner, matter = district.speaks_for_firm(region=TOWN), Matter(category="project")
    case = district.act(lambda uow: open_case(uow, GROUND, owner, TRAP, matter))
    district.claims(county.town.clerk, case)
    district.answers(county.town.clerk, case, TRAP)
    [post] = district.act(lambda uow: posts_to_read(uow, chief))
    day = today_of(GROUND, district.now)
    zh = Tongue("zh")

    def made(uow: UnitOfWork) -> bytes:
        rows = day_rows(uow, GROUND, chief, post.id, day, 500)
        week = week_rows(uow, GROUND, chief, post.id, 500)
        card = digest_of(uow, GROUND, post, day)
        sheets = [
            figures_sheet(zh, card),
            cases_sheet(zh, RULES, card, rows),
            week_sheet(zh, RULES, week),
        ]
        return write_book(sheets, zone=CHINA, made_at=uow.now)

    figures, cases, week = load_workbook(BytesIO(district.act(made))).worksheets

    header, total, first = (list(row) for row in list(figures.values)[:3])
    assert (header[0], total[0], first[0]) == ("单位", "合计", "示例镇政府")
    assert dict(zip(header, total, strict=True))["在办"] == 1
    assert [cell.value for cell in cases[2]][:8] == [
        *("F-0715-001", None, "重大项目与审批", "示例纺织", "方城县 示例镇", "办理中"),
        *("示例镇政府", "示例镇政府经办"),
    ]
    assert cases[2][-2].value == "新增、在办"
    words = [cell for cell in (*cases[2], *week[2]) if str(cell.value).startswith("=")]
    assert len(words) == 3, "the request twice, and the answer"
    assert {cell.data_type for cell in words} == {"s"}
    assert not [cell for cell in words if "13812345678" in str(cell.value)]
