"""Who may do what to a case at the desk: by post, by desk, and for who is away."""

from datetime import timedelta

import pytest

from bot.domain.case_refusals import CaseCode, CaseRefusal
from bot.domain.case_states import CaseStatus
from bot.domain.errors import AccessCode, NotYours
from bot.domain.staff import Appointment, RoleKind
from bot.services import case_closing, case_handling, case_lists, cases
from bot.services.case_absence import cases_in_hand, place_waiting
from bot.services.case_doors import case_for_officer
from bot.services.case_moves import Said
from bot.store.absences import add_absence
from bot.store.officers import OfficerCard
from bot.store.units import add_unit
from tests.cases.county import County
from tests.cases.district import CITY, COUNTY, ELSEWHERE, GROUND, TOWN, District

WORK = {
    "claim": lambda uow, who, case: cases.claim_case(uow, GROUND, who, case),
    "answer": lambda uow, who, case: cases.answer_case(uow, GROUND, who, case, Said("好")),
    "solve": lambda uow, who, case: cases.solve_case(uow, GROUND, who, case, Said("好")),
    "ask": lambda uow, who, case: case_handling.ask_firm(uow, GROUND, who, case, "车牌？"),
    "hand up": lambda uow, who, case: case_handling.escalate_case(uow, GROUND, who, case, "跨县"),
}


def away(district: District, officer: OfficerCard, deputy: OfficerCard | None) -> None:
    deputy_id = None if deputy is None else deputy.id
    until = district.now + timedelta(days=3)
    district.act(
        lambda uow: add_absence(
            uow, officer.id, uow.now, until, deputy_id, reason="leave", made_by=officer.id
        )
    )


@pytest.mark.parametrize("act", WORK)
@pytest.mark.parametrize("kind", [RoleKind.INSPECTOR, RoleKind.DISPATCHER])
def test_who_only_checks_or_dispatches_does_not_work_on_cases(
    county: County, kind: RoleKind, act: str
) -> None:
    case = county.opens(county.district.speaks_for_firm(region=TOWN))
    other = county.district.appointed(Appointment(kind, COUNTY))

    assert county.district.act(lambda uow: case_for_officer(uow, other, case.id))
    with pytest.raises(NotYours) as refused:
        county.district.act(lambda uow: WORK[act](uow, other, case.id))
    assert refused.value.code is AccessCode.ROLE


def test_who_had_a_case_sees_it_and_hears_that_it_has_gone(county: County) -> None:
    case = county.opens(county.district.speaks_for_firm(region=TOWN))
    clerk = county.transport.clerk
    county.district.claims(clerk, case)
    county.district.act(
        lambda uow: case_handling.return_case(
            uow, GROUND, clerk, case.id, "归商务局", county.trade.id
        )
    )

    with pytest.raises(CaseRefusal) as refused:
        county.district.answers(clerk, case, "好")

    assert refused.value.code is CaseCode.ELSEWHERE


def test_an_inspector_in_a_unit_checks_like_any_other(county: County) -> None:
    district, owner = county.district, county.district.speaks_for_firm(region=TOWN)
    group = district.act(lambda uow: add_unit(uow, COUNTY, "follow_up_group", "督导检查组"))
    inspector = district.appointed(Appointment(RoleKind.INSPECTOR, COUNTY, unit_id=group.id))
    case = county.opens(owner)
    district.claims(county.transport.clerk, case)
    district.solves(county.transport.clerk, case)
    waiting = district.confirms(owner, case)

    listed = district.act(lambda uow: case_lists.cases_to_do(uow, inspector))
    closed = district.act(
        lambda uow: case_closing.close_case(uow, GROUND, inspector, case.id, "问过了")
    )

    assert inspector.chat_id in {each.chat_id for each in waiting.inspectors}
    assert [line.id for line in listed.lines] == [case.id]
    assert closed.status is CaseStatus.CLOSED


@pytest.mark.parametrize("region", [COUNTY, CITY, ELSEWHERE])
def test_an_inspector_checks_only_what_lies_in_their_region(county: County, region: str) -> None:
    district, owner = county.district, county.district.speaks_for_firm(region=TOWN)
    case = county.opens(owner)
    district.claims(county.transport.clerk, case)
    district.solves(county.transport.clerk, case)
    district.confirms(owner, case)
    inspector = district.appointed(Appointment(RoleKind.INSPECTOR, region))

    def check(uow):
        return case_closing.close_case(uow, GROUND, inspector, case.id, "问过了")

    if region == ELSEWHERE:
        with pytest.raises(NotYours):
            district.act(check)
    else:
        assert district.act(check).status is CaseStatus.CLOSED


def test_a_deputy_of_another_unit_has_the_desk_of_who_is_away(county: County) -> None:
    district, absent, deputy = county.district, county.transport.clerk, county.government.clerk
    away(district, absent, deputy)

    case = county.opens(district.speaks_for_firm(region=TOWN))

    assert deputy.chat_id in {each.chat_id for each in case.officers}
    assert absent.chat_id not in {each.chat_id for each in case.officers}
    listed = district.act(lambda uow: case_lists.unclaimed_cases(uow, deputy))
    assert [line.id for line in listed.lines] == [case.id]
    assert district.claims(deputy, case).holder.id == deputy.id


def test_a_case_in_hand_goes_to_the_deputy_with_its_dates(county: County) -> None:
    district, holder = county.district, county.transport.clerk
    unit = Appointment(RoleKind.UNIT, COUNTY, unit_id=county.transport.id)
    deputy = district.appointed(unit, name="王干部")
    case = county.opens(district.speaks_for_firm(region=TOWN))
    taken = district.claims(holder, case)
    away(district, holder, deputy)

    held = district.act(lambda uow: cases_in_hand(uow, GROUND, holder.id))
    now = county.now(case)
    solved = district.solves(deputy, case)

    assert [each.id for each in held] == [case.id]
    assert now.holder is not None
    assert (now.holder.id, now.holder.deputy) == (holder.id, "王干部")
    assert [each.chat_id for each in now.officers] == [deputy.chat_id]
    assert dict(now.clocks) == dict(taken.clocks)
    assert solved.holder is not None
    assert solved.holder.id == deputy.id


def test_a_dispatcher_has_in_their_list_what_waits_for_a_ruling(county: County) -> None:
    district = county.district
    dispatcher = district.appointed(Appointment(RoleKind.DISPATCHER, COUNTY))
    case = county.opens(district.speaks_for_firm(region=TOWN))
    offices = (county.transport, county.trade)
    for office, other in zip(offices, reversed(offices), strict=True):
        ruling = district.act(
            lambda uow, office=office, other=other: case_handling.return_case(
                uow, GROUND, office.clerk, case.id, "不是我们的", other.id
            )
        )

    listed = district.act(lambda uow: case_lists.cases_to_do(uow, dispatcher))

    assert [line.status for line in listed.lines] == [CaseStatus.RULING]
    assert {each.chat_id for each in ruling.deciders} == {
        county.headquarters.clerk.chat_id,
        county.epidemic.clerk.chat_id,
    }


def test_whoever_comes_first_gets_what_waited_for_somebody(district: District) -> None:
    case = district.opens(district.speaks_for_firm(region=TOWN))
    office = County(district, "town")

    placed = district.act(lambda uow: place_waiting(uow, GROUND, TOWN))

    assert (case.status, case.officers) == (CaseStatus.OPEN, ())
    assert [(each.id, each.status) for each in placed] == [(case.id, CaseStatus.ASSIGNED)]
    assert [each.chat_id for each in placed[0].officers] == [office.town.clerk.chat_id]
    assert district.act(lambda uow: place_waiting(uow, GROUND, TOWN)) == []
