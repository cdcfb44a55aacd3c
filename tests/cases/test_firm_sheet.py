"""An officer sees who said what of a firm; what nobody said is not put into anybody's mouth."""

from bot.services.regions import set_region_fact
from bot.store.firms.firms import put_facts
from handlers.desk.cases.views import card, firm
from handlers.desk.context import Clerk
from handlers.tongue import Tongue
from tests.cases.district import CHINA, COUNTY, RULES, District

ZH = Tongue("zh")


def test_each_fact_stands_with_who_said_it(district: District) -> None:
    person = district.speaks_for_firm(headcount=1200, headcount_own=1100, sector="industry")
    district.act(lambda uow: _staff(uow, person.firm_id))

    case = district.opens(person)
    lines = firm(ZH, RULES, case, CHINA).html.replace("<b>", "").replace("</b>", "").splitlines()

    assert lines[2:] == [
        "企业说的",
        "行业领域：工业生产；用工人数：1,200 人；本单位职工人数：1,100 人",
        "工作人员记录的",
        "“四保”白名单：在册",
        "当地统一的",
        "所在地防控状态：应急状态",
    ]


def test_a_card_begins_with_what_an_officer_has_to_know(district: District) -> None:
    person = district.speaks_for_firm(
        subject_type="enterprise", headcount=1200, headcount_own=1100, whitelist_status="applied"
    )
    clerk = Clerk(district.officer(), ZH)
    text = card(clerk, RULES, district.opens(person), CHINA).html

    known = "用工人数：1,200 人 · 本单位职工人数：1,100 人 · “四保”白名单：申报中（自报）"
    assert text.splitlines()[2] == known


def test_what_is_not_known_is_named(district: District) -> None:
    case = district.opens(district.speaks_for_firm(headcount=8))
    said = firm(ZH, RULES, case, CHINA).html

    assert "还没有人说过：行业领域、本单位职工人数、“四保”白名单" in said
    assert "闭环" not in said


def _staff(uow, firm_id: int) -> None:
    put_facts(uow, firm_id, {"whitelist_status": "listed"}, by_staff=True)
    set_region_fact(uow, COUNTY, "area_state", "emergency", actor="test")
    set_region_fact(uow, COUNTY, "closed_loop", False, actor="test")
