"""What went up is worked on above; who rules sits above who refused."""

import pytest

from bot.domain.case_refusals import CaseCode, CaseRefusal
from bot.domain.staff import Appointment, RoleKind
from bot.services.cases import handling as case_handling
from bot.services.cases.cards import CaseCard
from bot.services.cases.deciding import superior_desks
from bot.services.cases.doors import case_for_officer
from tests.cases.county import County
from tests.cases.district import COUNTY, GROUND, TOWN, District


def handed_up(county: County, how: str) -> CaseCard:
    district, clerk = county.district, county.transport.clerk
    owner = district.speaks_for_firm(region=TOWN)
    case = county.opens(owner)
    district.claims(clerk, case)
    if how == "denied":
        district.solves(clerk, case)
        return district.denies(owner, case)
    return district.act(
        lambda uow: case_handling.escalate_case(uow, GROUND, clerk, case.id, "跨县，协调不了")
    )


@pytest.mark.parametrize("how", ["escalated", "denied"])
def test_what_went_up_is_taken_above_and_helped_from_below(county: County, how: str) -> None:
    district, case = county.district, handed_up(county, how)

    for below in (county.transport.clerk, county.town.clerk):
        with pytest.raises(CaseRefusal) as refused:
            district.claims(below, case)
        assert refused.value.code is CaseCode.HANDED_UP
    district.answers(county.town.clerk, case, "司机在南环卡口等")

    above = county.headquarters.clerk
    assert district.claims(above, case).holder.id == above.id


def test_what_is_given_back_may_be_taken_below_again(county: County) -> None:
    district, case = county.district, handed_up(county, "escalated")
    chief = district.appointed(Appointment(RoleKind.DISPATCHER, COUNTY), name="调度")
    clerk = county.transport.clerk

    district.act(
        lambda uow: case_handling.assign_case(uow, GROUND, chief, case.id, county.transport.id)
    )

    assert district.claims(clerk, case).holder.id == clerk.id


def test_no_general_desk_rules_on_what_a_unit_refused(district: District) -> None:
    district.appointed(Appointment(RoleKind.UNIT, TOWN), name="镇综合台")
    county = County(district, "transport")
    case = county.opens(district.speaks_for_firm(region=TOWN))
    record = district.act(lambda uow: case_for_officer(uow, county.transport.clerk, case.id))

    def rulers() -> list[int | None]:
        desks = district.act(lambda uow: superior_desks(uow, GROUND.rulebase, record))
        return [desk.officer_id for desk in desks]

    assert rulers() == []
    chief = district.appointed(Appointment(RoleKind.DISPATCHER, COUNTY), name="调度")
    assert rulers() == [chief.id]
