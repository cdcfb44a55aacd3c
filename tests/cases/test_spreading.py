"""What lay at the general desk for want of a unit is at the unit's too as soon as it works."""

import pytest

from bot.domain.case_states import CaseAct
from bot.domain.staff import Appointment, RoleKind
from bot.services.cases.choices import rises
from bot.services.cases.doors import case_for_officer
from bot.services.cases.spreading import spread_in
from tests.cases.county import CALM_TRUCK, URGENT_TRUCK, County
from tests.cases.district import COUNTY, GROUND, TOWN, District


@pytest.mark.parametrize("matter", [CALM_TRUCK, URGENT_TRUCK])
@pytest.mark.parametrize("by_bell", [False, True])
def test_a_unit_that_comes_to_work_gets_what_waits(
    district: District, matter, by_bell: bool
) -> None:
    general = district.appointed(Appointment(RoleKind.UNIT, COUNTY), name="综合台")
    county = County(district, "government")
    case = county.opens(district.speaks_for_firm(region=TOWN), matter)
    top = county.now(case).level
    transport = county.unit("transport_department", "县交通运输局")

    if by_bell:
        county.waits(hours=1)
    else:
        [card] = district.act(lambda uow: spread_in(uow, GROUND, COUNTY))
        assert card.steps[-1].act is CaseAct.JOIN
    now = county.now(case)

    assert {general.chat_id, transport.clerk.chat_id} <= {each.chat_id for each in now.officers}
    assert now.units[0] == "县交通运输局"
    if not by_bell:  # the bell of an urgent case takes it up as well
        assert (now.level, top) == (2, 3 if matter.urgent else 2)
    record = district.act(lambda uow: case_for_officer(uow, transport.clerk, case.id))
    risen = district.act(lambda uow: rises(uow, GROUND.rulebase, record))
    assert risen or now.level == 4, "the government is above"
    assert district.act(lambda uow: spread_in(uow, GROUND, COUNTY)) == []
