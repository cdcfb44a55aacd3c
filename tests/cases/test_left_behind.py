"""Who takes over what somebody had who has left hears when it goes on without them."""

from bot.domain.case_states import CaseAct
from bot.domain.staff import Appointment, RoleKind
from bot.services.staff.departures import depart
from handlers.notices.case_rings import tell_of
from tests.cases.county import County
from tests.cases.district import CHINA, COUNTY, RULES, TOWN, District


def test_an_heir_hears_that_a_case_has_gone_up(district: District) -> None:
    county, owner = County(district, "town", "headquarters"), district.speaks_for_firm(region=TOWN)
    by = district.appointed(Appointment(RoleKind.ADMINISTRATOR, COUNTY), name="管理员")
    elsewhere = county.unit("finance_department", "县财政局").clerk
    case = county.opens(owner)
    district.claims(county.town.clerk, case)
    district.act(lambda uow: depart(uow, by, county.town.clerk.id, elsewhere.id))
    assert {each.chat_id for each in county.now(case).officers} == {elsewhere.chat_id}

    county.waits(days=3)

    moved = next(each for each in county.rang if each.act is CaseAct.ESCALATE)
    told = list(tell_of(RULES, CHINA)([moved], "x"))
    assert [each.chat_id for each in moved.left] == [elsewhere.chat_id]
    assert [each.key for each in told if each.chat_id == elsewhere.chat_id] == [
        f"left:x:{case.id}:{elsewhere.chat_id}"
    ]


def test_a_firm_reads_only_of_desks_that_could_be_reminded(district: District) -> None:
    county, owner = County(district, "town", "transport"), district.speaks_for_firm(region=TOWN)
    case = county.opens(owner)
    assert set(county.now(case).staffed) == {"示例镇政府", "县交通运输局"}

    district.blocks_the_desk(county.town.clerk)
    county.ticks()

    assert set(county.now(case).units) == {"示例镇政府", "县交通运输局"}
    assert county.now(case).staffed == ("县交通运输局",)
