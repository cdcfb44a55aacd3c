"""Who may do what to a case at the desk: by post, by desk, and for who is away."""

from datetime import timedelta

import pytest

from bot.domain.case_refusals import CaseCode, CaseRefusal
from bot.domain.case_states import CaseAct, CaseStatus, CheckWay
from bot.domain.case_terms import ClockKind
from bot.domain.errors import AccessCode, NotYours
from bot.domain.staff import Appointment, RoleKind
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.services.cases import cases
from bot.services.cases import closing as case_closing
from bot.services.cases import handling as case_handling
from bot.services.cases import lists as case_lists
from bot.services.cases.absence import cases_in_hand, place_left, place_waiting
from bot.services.cases.doors import case_for_officer
from bot.services.cases.moves import Said
from bot.services.cases.returning import Returned, take_back_cases
from bot.services.staff.departures import depart, undo_departure
from bot.services.staff.files import staff_list
from bot.services.staff.units import close_unit
from bot.store.staff.absences import add_absence
from bot.store.staff.departures import DepartureCard
from bot.store.staff.officers import OfficerCard
from bot.store.staff.units import add_unit
from tests.cases.county import County
from tests.cases.district import CITY, COUNTY, ELSEWHERE, GROUND, TOWN, District

WORK = {
    "claim": lambda uow, who, case: cases.claim_case(uow, GROUND, who, case),
    "answer": lambda uow, who, case: cases.answer_case(uow, GROUND, who, case, Said("好")),
    "solve": lambda uow, who, case: cases.solve_case(uow, GROUND, who, case, Said("已放行")),
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
        lambda uow: case_closing.close_case(
            uow, GROUND, inspector, case.id, CheckWay.PHONE, "问过企业，已经放行"
        )
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
        return case_closing.close_case(
            uow, GROUND, inspector, case.id, CheckWay.PHONE, "问过企业，已经放行"
        )

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


def test_the_deputy_of_a_deputy_has_the_desk_too(county: County) -> None:
    district, last = county.district, county.government.clerk
    away(district, county.transport.clerk, county.trade.clerk)
    away(district, county.trade.clerk, last)

    case = county.opens(district.speaks_for_firm(region=TOWN))

    assert last.chat_id in {each.chat_id for each in case.officers}
    listed = district.act(lambda uow: case_lists.unclaimed_cases(uow, last))
    assert [line.id for line in listed.lines] == [case.id]
    assert district.claims(last, case).holder.id == last.id


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


@pytest.mark.parametrize("claimed", [False, True])
def test_what_the_last_of_a_unit_leaves_goes_to_the_general_desk(
    district: District, claimed: bool
) -> None:
    county, by = County(district, "transport"), administrator(district)
    general = district.appointed(Appointment(RoleKind.UNIT, COUNTY), name="综合台")
    case = county.opens(district.speaks_for_firm(region=TOWN))
    before = district.claims(county.transport.clerk, case) if claimed else case

    leaves(district, by, county.transport.clerk)
    [moved] = district.act(lambda uow: place_left(uow, GROUND, county.transport.clerk.id))
    listed = district.act(lambda uow: case_lists.unclaimed_cases(uow, general))

    assert (moved.status, moved.holder, moved.units) == (CaseStatus.ASSIGNED, None, ())
    assert moved.due(ClockKind.HANDLING) == before.due(ClockKind.HANDLING)
    assert (moved.steps[-1].act, moved.steps[-1].by_clock) == (CaseAct.ASSIGN, True)
    assert [line.id for line in listed.lines] == [case.id]
    assert district.claims(general, case).holder.id == general.id


def test_what_nobody_has_is_found_by_a_bell_and_by_whoever_comes(district: District) -> None:
    county, by = County(district, "transport"), administrator(district)
    owner = district.speaks_for_firm(region=TOWN)
    first, second = county.opens(owner), county.opens(owner)
    district.claims(county.transport.clerk, first)
    leaves(district, by, county.transport.clerk)
    county.waits(days=3)
    assert all(each.card.officers == () for each in county.rang)
    dispatcher = district.appointed(Appointment(RoleKind.DISPATCHER, COUNTY), name="调度")
    todo = district.act(lambda uow: case_lists.cases_to_do(uow, dispatcher))
    assert [line.id for line in todo.lines] == [first.id]

    district.appointed(Appointment(RoleKind.UNIT, COUNTY), name="综合台")
    county.waits(days=3)
    placed = district.act(lambda uow: place_waiting(uow, GROUND, COUNTY))

    assert placed == [], "the bells have found them"
    for case in (first, second):
        now = county.now(case)
        assert (now.status, now.holder) == (CaseStatus.ASSIGNED, None)
        assert now.officers


@pytest.mark.parametrize("asked", [None, False, True])
def test_an_undone_departure_brings_back_what_it_moved(
    district: District, asked: bool | None
) -> None:
    county, by = County(district, "transport"), administrator(district)
    district.appointed(Appointment(RoleKind.UNIT, COUNTY), name="综合台")
    clerk = county.transport.clerk
    case = county.opens(district.speaks_for_firm(region=TOWN))
    before = case if asked is None else district.claims(clerk, case)
    if asked:
        before = district.act(
            lambda uow: case_handling.ask_firm(uow, GROUND, clerk, case.id, "发来车牌")
        )
    county.waits(days=1)
    departure = leaves(district, by, clerk)
    [moved] = district.act(lambda uow: place_left(uow, GROUND, clerk.id))
    district.wait(minutes=1)

    [back] = undone(district, by, departure)

    after = back.after
    assert (moved.holder, moved.units) == (None, ())
    assert (after.status, after.units, after.level) == (before.status, before.units, before.level)
    assert after.holder == before.holder
    assert set(after.clocks) == set(before.clocks)
    assert after.due(ClockKind.SUPPLY) == before.due(ClockKind.SUPPLY)
    assert after.steps[-1].act is CaseAct.RESTORE
    assert [each.chat_id for each in after.officers] == [clerk.chat_id]


def test_an_undone_departure_leaves_what_somebody_has_taken_meanwhile(district: District) -> None:
    county, by = County(district, "transport"), administrator(district)
    general = district.appointed(Appointment(RoleKind.UNIT, COUNTY), name="综合台")
    case = county.opens(district.speaks_for_firm(region=TOWN))
    departure = leaves(district, by, county.transport.clerk)
    district.act(lambda uow: place_left(uow, GROUND, county.transport.clerk.id))
    district.wait(minutes=1)
    district.claims(general, case)

    assert undone(district, by, departure) == []
    assert county.now(case).holder.id == general.id


def test_a_unit_is_not_closed_over_a_case_that_lies_nowhere_else(district: District) -> None:
    county, by = County(district, "transport"), administrator(district)
    case = county.opens(district.speaks_for_firm(region=TOWN))
    leaves(district, by, county.transport.clerk)

    def close(uow):
        return close_unit(uow, county.transport.id, actor="operator")

    with pytest.raises(StaffRefusal) as refused:
        district.act(close)
    district.appointed(Appointment(RoleKind.UNIT, COUNTY), name="综合台")
    district.act(lambda uow: place_waiting(uow, GROUND, COUNTY))
    district.act(close)

    assert refused.value.code is StaffCode.UNIT_HAS_CASES
    assert len(county.now(case).officers) == 1


@pytest.mark.parametrize("region", [ELSEWHERE, CITY])
def test_where_nobody_checks_a_confirmed_case_waits_with_who_dispatches(
    district: District, region: str
) -> None:
    officer, owner = district.officer(region=region), district.speaks_for_firm(region=region)
    case = district.opens(owner)
    district.claims(officer, case)
    district.solves(officer, case)
    waits = district.confirms(owner, case)
    by = district.appointed(Appointment(RoleKind.ADMINISTRATOR, region))

    listed = district.act(lambda uow: case_lists.cases_to_do(uow, officer))
    staff = district.act(lambda uow: staff_list(uow, by, 0))

    assert waits.status is CaseStatus.CONFIRMED
    assert [each.chat_id for each in waits.deciders] == [officer.chat_id]
    assert [line.id for line in listed.lines] == [case.id]
    assert staff.unchecked == 1
    inspector = district.appointed(Appointment(RoleKind.INSPECTOR, region))
    closed = district.act(
        lambda uow: case_closing.close_case(
            uow, GROUND, inspector, case.id, CheckWay.PHONE, "问过企业，已经放行"
        )
    )
    assert closed.status is CaseStatus.CLOSED


def administrator(district: District) -> OfficerCard:
    return district.appointed(Appointment(RoleKind.ADMINISTRATOR, COUNTY), name="管理员")


def leaves(district: District, by: OfficerCard, officer: OfficerCard) -> DepartureCard:
    leaving = district.act(lambda uow: depart(uow, by, officer.id, None))
    assert leaving.departure is not None
    return leaving.departure


def undone(district: District, by: OfficerCard, departure: DepartureCard) -> list[Returned]:
    def act(uow):
        undo_departure(uow, by, departure.id)
        return take_back_cases(uow, GROUND, departure)

    return district.act(act)
