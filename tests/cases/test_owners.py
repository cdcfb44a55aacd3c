"""No clock is without somebody who can act: whoever goes, is away, or cannot be reached."""

from datetime import timedelta

import pytest

from benches.desk_looks import Looks
from bot.domain.case_refusals import CaseCode, CaseRefusal
from bot.domain.case_states import CaseAct, CaseStatus, CheckWay
from bot.domain.case_terms import ClockKind
from bot.domain.staff import Appointment, RoleKind
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.services.cases import handling as case_handling
from bot.services.cases import promises as case_promises
from bot.services.cases.absence import place_left
from bot.services.cases.cards import CaseCard
from bot.services.cases.closing import close_case
from bot.services.issues.linking import open_issue
from bot.services.staff import leave
from bot.services.staff.leave import Span
from bot.store.staff.officers import OfficerCard, set_blocked
from handlers.notices.case_moved import tell_of
from handlers.notices.case_rings import tell_of as tell_of_rings
from tests.cases.county import County, Office
from tests.cases.district import CHINA, CITY, COUNTY, GROUND, RULES, TOWN, District
from tests.cases.test_who_works import administrator, leaves


def gaps(district: District) -> dict[str, int]:
    """What a strict look at every running clock finds missing now."""
    looks = Looks()
    district.act(looks.look)
    assert looks.clocks
    return looks.gaps


def goes(
    district: District, who: OfficerCard, deputy: OfficerCard | None, first: int, last: int
) -> None:
    """On leave, from so many hours on until so many hours from now."""
    span = Span(district.now + timedelta(hours=first), district.now + timedelta(hours=last))
    chosen = None if deputy is None else deputy.id
    district.act(lambda uow: leave.take_leave(uow, who, who.id, span, chosen))


def in_hand(county: County) -> CaseCard:
    case = county.opens(county.district.speaks_for_firm(region=TOWN))
    county.district.claims(county.transport.clerk, case)
    return county.district.answers(county.transport.clerk, case, "在办")


def refuses(county: County, who: Office, to: Office, case: CaseCard) -> CaseCard:
    return county.district.act(
        lambda uow: case_handling.return_case(
            uow, GROUND, who.clerk, case.id, "不是我们的职责", to.id
        )
    )


def colleague_of(county: County, name: str = "王干部") -> OfficerCard:
    post = Appointment(RoleKind.UNIT, COUNTY, unit_id=county.transport.id)
    return county.district.appointed(post, name=name)


def test_all_that_the_last_of_a_unit_has_goes_at_once(district: District) -> None:
    county, by = County(district, "transport"), administrator(district)
    general = district.appointed(Appointment(RoleKind.UNIT, COUNTY), name="综合台")
    owner, clerk = district.speaks_for_firm(region=TOWN), county.transport.clerk
    for _ in range(52):
        case = county.opens(owner)
        district.claims(clerk, case)

    leaves(district, by, clerk)
    moved = district.act(lambda uow: place_left(uow, GROUND, clerk.id))
    [said] = [each for each in tell_of(RULES)(moved, "mark", False) if each.bot == "desk"]

    assert len(moved) == 52
    assert gaps(district) == {}
    assert said.chat_id == general.chat_id
    assert "52 件事项</b>转到您这里" in said.view.html


def test_leaves_do_not_go_round_in_a_circle(district: District) -> None:
    county = County(district, "transport")
    first, second = county.transport.clerk, colleague_of(county)
    third = colleague_of(county, "赵干部")
    case = in_hand(county)
    goes(district, first, second, 2, 200)
    goes(district, third, first, 300, 400)

    for deputy in (first, third):
        goes_round = deputy is first
        if goes_round:
            with pytest.raises(StaffRefusal) as refused:
                goes(district, second, deputy, 1, 200)
            assert refused.value.code is StaffCode.CIRCLE
            assert refused.value.params["name"] == first.name
        else:
            goes(district, second, deputy, 1, 200)
    county.waits(hours=3)

    assert gaps(district) == {}
    assert [each.chat_id for each in county.now(case).officers] == [third.chat_id]


def test_when_a_leave_begins_what_nobody_holds_goes_to_others(district: District) -> None:
    county = County(district, "transport")
    general = district.appointed(Appointment(RoleKind.UNIT, COUNTY), name="综合台")
    clerk, deputy = county.transport.clerk, colleague_of(county)
    case = in_hand(county)
    goes(district, clerk, deputy, 1, 100)
    district.wait(hours=2)
    county.ticks()
    assert [each.chat_id for each in county.now(case).officers] == [deputy.chat_id]
    goes(district, deputy, general, 1, 50)
    district.wait(hours=2)
    assert county.ticks() == [], "who stands in for who stands in has it"
    assert gaps(district) == {}

    district.blocks_the_desk(general)
    other = district.appointed(Appointment(RoleKind.DISPATCHER, COUNTY), name="调度")
    [moved] = county.ticks()

    assert [each.chat_id for each in moved.officers] == [other.chat_id]
    assert gaps(district) == {}


@pytest.mark.parametrize("alone", [False, True])
def test_who_blocks_the_bot_has_cases_no_more(district: District, alone: bool) -> None:
    county = County(district, "transport")
    clerk = county.transport.clerk
    other = (
        district.appointed(Appointment(RoleKind.UNIT, COUNTY), name="综合台")
        if alone
        else colleague_of(county)
    )
    case = in_hand(county)
    promised = case.due(ClockKind.INTERIM)
    county.ticks()

    district.blocks_the_desk(clerk)
    [moved] = county.ticks()

    assert (moved.id, moved.status, moved.holder) == (case.id, CaseStatus.ASSIGNED, None)
    assert [each.chat_id for each in moved.officers] == [other.chat_id]
    assert moved.due(ClockKind.INTERIM) == promised
    assert gaps(district) == {}
    assert (("system", "case:assign", f"case:{case.id}")) in district.audit()
    assert county.ticks() == [], "once"
    district.act(lambda uow: set_blocked(uow.connection, clerk.chat_id, blocked=False))
    assert county.ticks() == []
    assert district.claims(other, case).holder.id == other.id


def test_a_second_refusal_needs_somebody_above(district: District) -> None:
    county, by = County(district), administrator(district)
    case = county.opens(district.speaks_for_firm(region=TOWN))
    refuses(county, county.transport, county.government, case)

    with pytest.raises(CaseRefusal) as refused:
        refuses(county, county.government, county.trade, case)
    assert refused.value.code is CaseCode.NOBODY_RULES
    assert gaps(district) == {}

    dispatcher = district.appointed(Appointment(RoleKind.DISPATCHER, COUNTY), name="调度")
    ruling = refuses(county, county.government, county.trade, case)
    assert [each.chat_id for each in ruling.deciders] == [dispatcher.chat_id]
    leaves(district, by, dispatcher)
    [moved] = county.ticks()

    assert moved.status is CaseStatus.ASSIGNED, "with nobody to rule it lies on desks again"
    assert gaps(district) == {}
    taker = next(
        office.clerk
        for office in (county.government, county.transport, county.town)
        if office.clerk.chat_id in {each.chat_id for each in moved.officers}
    )
    assert district.claims(taker, case).holder.id == taker.id


@pytest.mark.parametrize("region", [COUNTY, CITY])
def test_with_no_inspector_and_no_dispatcher_administrators_hear_of_it(
    district: District, region: str
) -> None:
    county = County(district, "transport")
    by = district.appointed(Appointment(RoleKind.ADMINISTRATOR, region), name="管理员")
    owner = district.speaks_for_firm(region=TOWN)
    case = county.opens(owner)
    district.claims(county.transport.clerk, case)
    district.solves(county.transport.clerk, case)
    goes(district, county.inspector, None, 0, 24 * 30)
    waits = district.confirms(owner, case)
    assert [each.chat_id for each in waits.managers] == [by.chat_id]
    assert gaps(district) == {}

    rang = county.waits(days=6)

    assert (ClockKind.CHECK, None) in rang, "warned before"
    assert (ClockKind.CHECK, CaseAct.REPEAT) in rang
    check = [each for each in county.rang if each.kind is ClockKind.CHECK]
    assert {each.chat_id for ring in check for each in ring.managers} == {by.chat_id}
    told = [each for each in tell_of_rings(RULES, CHINA)(check, "k") if each.bot == "desk"]
    assert {each.chat_id for each in told} == {by.chat_id}
    assert "没有能核查的督导人员" in told[0].view.html
    assert "岗位选“督导检查”" in told[0].view.html, "and what helps"
    assert "单位经办" not in told[0].view.html, "nothing else is missing"
    assert [one.text for row in told[0].view.rows for one in row] == ["人员"]


def test_a_breach_that_nobody_dispatches_reaches_administrators(district: District) -> None:
    county, by = County(district, "transport"), administrator(district)
    owner = district.speaks_for_firm(region=TOWN)
    case = county.opens(owner)
    district.claims(county.transport.clerk, case)
    district.solves(county.transport.clerk, case)

    county.waits(days=10)  # the firm is silent, and nobody calls

    late = [each for each in county.rang if each.kind is ClockKind.CALL]
    assert [each.act for each in late[:2]] == [None, CaseAct.REPEAT]
    assert [each.chat_id for each in late[0].officers] == [county.inspector.chat_id]
    assert [each.chat_id for each in late[1].managers] == [by.chat_id]
    assert late[0].managers == ()
    [told] = [
        each for each in tell_of_rings(RULES, CHINA)(late[1:2], "k") if each.chat_id == by.chat_id
    ]
    assert "上面没有人可以报" in told.view.html
    assert "岗位选“调度员”" in told.view.html


def test_a_ruling_is_warned_of_and_keeps_its_date(county: County) -> None:
    district = county.district
    owner = district.speaks_for_firm(region=TOWN)
    case = county.opens(owner)
    district.answers(county.transport.clerk, case, "不归我们管，正在转")
    refuses(county, county.transport, county.trade, case)
    ruling = refuses(county, county.trade, county.transport, case)
    due = ruling.due(ClockKind.RULING)

    district.wait(minutes=10)
    district.notes(owner, case, "还在等")
    assert county.now(case).due(ClockKind.RULING) == due
    rang = county.waits(days=4)

    assert rang.index((ClockKind.RULING, None)) < rang.index((ClockKind.RULING, CaseAct.ESCALATE))
    warned = next(each for each in county.rang if each.kind is ClockKind.RULING)
    assert {each.chat_id for each in warned.officers} == {
        county.headquarters.clerk.chat_id,
        county.epidemic.clerk.chat_id,
    }


def test_a_promise_is_put_off_once_and_never_far_from_the_last_answer(county: County) -> None:
    district, clerk = county.district, county.transport.clerk
    case = in_hand(county)

    def promise(days: int) -> None:
        day = (district.now + timedelta(days=days)).date()
        district.act(lambda uow: case_promises.promise(uow, GROUND, clerk, case.id, day))

    def refused(days: int) -> CaseCode:
        with pytest.raises(CaseRefusal) as raised:
            promise(days)
        return CaseCode(raised.value.code)

    promise(20)
    promise(30)
    assert refused(31) is CaseCode.PUT_OFF
    promise(10)  # sooner is always welcome
    district.wait(days=5)
    assert refused(58) is CaseCode.PUT_OFF
    district.answers(clerk, case, "有进展")
    promise(20)
    district.wait(days=10)
    assert refused(55) is CaseCode.TOO_FAR
    promise(45)


@pytest.mark.parametrize("part", ["promise", "link"])
def test_who_had_a_part_in_a_case_does_not_close_it(county: County, part: str) -> None:
    district = county.district
    kinds = (RoleKind.UNIT, RoleKind.DISPATCHER, RoleKind.INSPECTOR)
    both = district.appointed(*(Appointment(kind, COUNTY) for kind in kinds), name="几头干")
    owner = district.speaks_for_firm(region=TOWN)
    case, other = in_hand(county), county.opens(owner)

    def takes_part(uow):
        if part == "link":
            return open_issue(uow, GROUND, both, [case.id, other.id], "南环卡口")
        day = (uow.now + timedelta(days=3)).date()
        return case_promises.promise(uow, GROUND, both, case.id, day)

    district.act(takes_part)
    solved = district.solves(county.transport.clerk, case)
    county.waits(days=3)  # the firm is silent

    with pytest.raises(CaseRefusal) as refused:
        district.act(
            lambda uow: close_case(
                uow, GROUND, both, solved.id, CheckWay.PHONE, "电话问过企业，已经放行"
            )
        )
    assert refused.value.code is CaseCode.OWN_WORK
