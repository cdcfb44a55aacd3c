"""A county's whole ladder: units side by side, refusals, rulings, breaches, and the check."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.domain.case_refusals import CaseCode, CaseRefusal
from bot.domain.case_states import CaseAct, CaseStatus, CheckWay
from bot.domain.case_terms import ClockKind
from bot.domain.errors import BadAnswer, NotYours
from bot.domain.staff import Appointment, RoleKind
from bot.services.cases import closing as case_closing
from bot.services.cases import handling as case_handling
from bot.services.cases import lists as case_lists
from bot.services.cases.cards import CaseCard
from bot.services.cases.cases import answer_case
from bot.services.cases.clockwork import CaseClockwork, fire_clocks, wind_up_all
from bot.services.cases.doors import case_for_officer
from bot.services.cases.moves import Said
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from tests.cases.county import URGENT_TRUCK, County, Office
from tests.cases.district import COUNTY, GROUND, TOWN, District


def names(case: CaseCard) -> set[str]:
    return set(case.units)


def test_the_general_desk_says_whose_it_is_before_anybody_above_does(district: District) -> None:
    county = County(district, "headquarters")
    clerk = district.officer()

    case = county.opens(district.speaks_for_firm(region=TOWN))

    assert [each.chat_id for each in case.officers] == [clerk.chat_id]


def test_a_unit_that_is_named_stands_on_its_own_rung(county: County) -> None:
    owner = county.district.speaks_for_firm(region=TOWN)
    case = county.opens(owner)
    given = county.district.act(
        lambda uow: case_handling.return_case(
            uow, GROUND, county.transport.clerk, case.id, "跨县了", county.headquarters.id
        )
    )
    county.district.claims(county.headquarters.clerk, given)
    county.district.solves(county.headquarters.clerk, given)

    reopened = county.district.denies(owner, given)

    assert (given.level, given.top) == (3, ("经济运行指挥部",))
    assert (reopened.level, reopened.top, reopened.has_risen) == (4, ("县委县政府",), True)


def test_where_nobody_is_above_nothing_is_said_to_go_up(district: District) -> None:
    owner, clerk = district.speaks_for_firm(region=TOWN), district.officer()
    case = district.opens(owner)
    district.claims(clerk, case)
    with pytest.raises(CaseRefusal) as refused:
        district.act(
            lambda uow: case_handling.escalate_case(uow, GROUND, clerk, case.id, "跨县了")
        )
    district.solves(clerk, case)

    reopened = district.denies(owner, case)

    assert refused.value.code is CaseCode.AT_TOP
    assert (reopened.level, reopened.has_risen) == (case.level, False)


@pytest.mark.parametrize("reason", ["  ", "⠀", "？？"])
def test_whoever_refuses_or_hands_up_says_why(county: County, reason: str) -> None:
    case, clerk = county.opens(county.district.speaks_for_firm(region=TOWN)), county.town.clerk
    acts = (
        lambda uow: case_handling.escalate_case(uow, GROUND, clerk, case.id, reason),
        lambda uow: case_handling.return_case(
            uow, GROUND, clerk, case.id, reason, county.trade.id
        ),
    )

    for act in acts:
        with pytest.raises(BadAnswer):
            county.district.act(act)


def test_town_and_department_get_it_side_by_side(county: County) -> None:
    case = county.opens(county.district.speaks_for_firm(region=TOWN))

    assert (case.status, case.level) == (CaseStatus.ASSIGNED, 2)
    assert names(case) == {"示例镇政府", "县交通运输局"}
    assert {each.chat_id for each in case.officers} == {
        county.town.clerk.chat_id,
        county.transport.clerk.chat_id,
    }


def test_an_office_without_the_case_finds_none(county: County) -> None:
    case = county.opens(county.district.speaks_for_firm(region=TOWN))

    with pytest.raises(NotYours):
        county.district.act(lambda uow: case_for_officer(uow, county.trade.clerk, case.id))


def test_refused_twice_escalated_twice_reopened_and_verified(county: County) -> None:
    act, owner = county.district.act, county.district.speaks_for_firm(region=TOWN)
    case = county.opens(owner)
    promised = case.due(ClockKind.HANDLING)

    def refuse(office: Office, to: Office) -> CaseCard:
        return act(
            lambda uow: case_handling.return_case(
                uow, GROUND, office.clerk, case.id, "不是我们的职责", to.id
            )
        )

    case = refuse(county.transport, county.trade)
    assert names(case) == {"示例镇政府", "县商务局"}
    case = refuse(county.trade, county.transport)
    assert (case.status, case.due(ClockKind.HANDLING)) == (CaseStatus.RULING, promised)
    assert names(case) >= {"经济运行指挥部", "疫情防控指挥部"}

    with pytest.raises(NotYours):
        act(
            lambda uow: case_handling.rule_case(uow, GROUND, county.town.clerk, case.id, 1, "归他")
        )
    case = act(
        lambda uow: case_handling.rule_case(
            uow, GROUND, county.headquarters.clerk, case.id, county.transport.id, "归交通管"
        )
    )
    assert names(case) == {"示例镇政府", "县交通运输局"}, "side by side, and no superior any more"
    with pytest.raises(CaseRefusal) as refused:
        refuse(county.transport, county.trade)
    assert refused.value.code is CaseCode.RETURNED_TOO_OFTEN
    assert case.due(ClockKind.HANDLING) == promised

    county.district.claims(county.transport.clerk, case)
    case = act(
        lambda uow: case_handling.escalate_case(
            uow, GROUND, county.transport.clerk, case.id, "跨县，协调不了"
        )
    )
    assert (case.level, case.status) == (3, CaseStatus.ASSIGNED)
    assert "经济运行指挥部" in names(case)
    county.waits(days=9)
    case = county.now(case)
    assert case.level == 4
    assert "县委县政府" in names(case)

    county.district.claims(county.government.clerk, case)
    case = county.district.solves(county.government.clerk, case)
    case = county.district.denies(owner, case)
    assert (case.status, case.level) == (CaseStatus.ASSIGNED, 4)
    county.district.claims(county.government.clerk, case)
    county.district.solves(county.government.clerk, case)
    case = county.district.confirms(owner, case)
    assert case.status is CaseStatus.CONFIRMED
    case = act(
        lambda uow: case_closing.close_case(
            uow, GROUND, county.inspector, case.id, CheckWay.PHONE, "电话核实，车已放行"
        )
    )
    assert (case.status, dict(case.clocks)) == (CaseStatus.CLOSED, {})


def test_who_handled_it_does_not_check_it(county: County) -> None:
    owner = county.district.speaks_for_firm(region=TOWN)
    both = county.district.appointed(
        Appointment(RoleKind.UNIT, COUNTY, unit_id=county.transport.id),
        Appointment(RoleKind.INSPECTOR, COUNTY),
        name="两头干",
    )
    case = county.opens(owner)
    county.district.claims(both, case)
    county.district.solves(both, case)
    county.district.confirms(owner, case)

    with pytest.raises(CaseRefusal) as refused:
        county.district.act(
            lambda uow: case_closing.close_case(
                uow, GROUND, both, case.id, CheckWay.PHONE, "问过企业，已经放行"
            )
        )

    assert refused.value.code is CaseCode.OWN_WORK


def test_whoever_had_a_part_in_it_is_no_inspector_of_it(county: County) -> None:
    district, unit, trade = county.district, county.transport, county.trade
    both = district.appointed(
        Appointment(RoleKind.UNIT, COUNTY, unit_id=unit.id),
        Appointment(RoleKind.DISPATCHER, COUNTY),
        Appointment(RoleKind.INSPECTOR, COUNTY),
        name="几头干",
    )
    owner = district.speaks_for_firm(region=TOWN)

    def refused_twice(uow: UnitOfWork, case_id: int) -> None:
        for clerk, other in ((unit.clerk, trade), (trade.clerk, unit)):
            case_handling.return_case(uow, GROUND, clerk, case_id, "不归我们管", other.id)

    for does in (
        lambda uow, id_: answer_case(uow, GROUND, both, id_, Said("明天放行")),
        lambda uow, id_: case_handling.return_case(uow, GROUND, both, id_, "不归我们", trade.id),
        lambda uow, id_: case_handling.escalate_case(uow, GROUND, both, id_, "协调不了"),
        lambda uow, id_: case_handling.assign_case(uow, GROUND, both, id_, trade.id),
        lambda uow, id_: (
            refused_twice(uow, id_),
            case_handling.rule_case(uow, GROUND, both, id_, trade.id, "归商务管"),
        ),
    ):
        case = county.opens(owner)
        district.act(partial(does, id_=case.id))
        checked = district.confirms(owner, case)

        assert [each.chat_id for each in checked.inspectors] == [county.inspector.chat_id]
        with pytest.raises(CaseRefusal) as refused:
            district.act(partial(close, by=both, case_id=case.id))
        assert refused.value.code is CaseCode.OWN_WORK
    todo = district.act(lambda uow: case_lists.cases_to_check(uow, both))
    assert todo.lines == ()


def close(uow: UnitOfWork, *, by: OfficerCard, case_id: int) -> CaseCard:
    return case_closing.close_case(uow, GROUND, by, case_id, CheckWay.PHONE, "问过企业，已经放行")


def test_silence_becomes_a_call_and_never_a_yes(county: County) -> None:
    owner = county.district.speaks_for_firm(region=TOWN)
    case = county.opens(owner)
    county.district.claims(county.transport.clerk, case)
    county.district.solves(county.transport.clerk, case)

    rang = county.waits(days=3)

    assert rang[:2] == [(ClockKind.FIRM, None), (ClockKind.FIRM, CaseAct.SILENCE)]
    assert county.now(case).status is CaseStatus.CALL
    missed = county.district.act(
        lambda uow: case_closing.missed_call(uow, GROUND, county.inspector, case.id, "无人接听")
    )
    assert missed.status is CaseStatus.CALL
    reopened = county.district.act(
        lambda uow: case_closing.reopen_case(uow, GROUND, county.inspector, case.id, "还没放行")
    )
    assert (reopened.status, reopened.level) == (CaseStatus.ASSIGNED, 3)


def test_a_question_to_the_firm_rests_handling_and_ends_by_itself(county: County) -> None:
    owner = county.district.speaks_for_firm(region=TOWN)
    case = county.opens(owner)
    county.district.claims(county.transport.clerk, case)

    clerk = county.transport.clerk

    def asks() -> CaseCard:
        return county.district.act(partial(ask, clerk=clerk, case_id=case.id))

    waiting = asks()
    assert waiting.clocks[ClockKind.HANDLING].due is None
    assert county.district.notes(owner, waiting, "豫R12345，南环卡口").status is CaseStatus.CLAIMED
    asked_again = asks()
    assert asked_again.clocks[ClockKind.INTERIM].due == waiting.clocks[ClockKind.INTERIM].due
    said = Said("等您的车牌号", promised=county.district.now + timedelta(days=9))
    county.district.act(lambda uow: answer_case(uow, GROUND, clerk, case.id, said))
    assert (ClockKind.SUPPLY, CaseAct.LAPSE) in county.waits(days=5)
    with pytest.raises(CaseRefusal) as refused:
        asks()
    assert refused.value.code is CaseCode.ASKED_TOO_OFTEN


def test_whoever_leaves_a_question_leaves_the_firm_its_date(county: County) -> None:
    clerk, district = county.transport.clerk, county.district
    post = Appointment(RoleKind.UNIT, COUNTY, unit_id=county.transport.id)
    mate = district.appointed(post, name="同事")
    chief = district.appointed(Appointment(RoleKind.DISPATCHER, COUNTY), name="调度")
    owner = district.speaks_for_firm(region=TOWN)

    for leaves in (
        lambda uow, id_: case_handling.hand_over(uow, GROUND, clerk, id_, mate.id),
        lambda uow, id_: case_handling.assign_case(uow, GROUND, chief, id_, county.trade.id),
        lambda uow, id_: case_handling.escalate_case(uow, GROUND, clerk, id_, "协调不了"),
    ):
        case = district.claims(clerk, county.opens(owner))
        asked = district.act(partial(ask, clerk=clerk, case_id=case.id))
        district.act(partial(leaves, id_=case.id))

        left = county.now(case)
        assert (left.status, left.has_dropped_question) == (CaseStatus.ASSIGNED, True)
        assert left.due(ClockKind.INTERIM) == asked.due(ClockKind.INTERIM)
        assert ClockKind.SUPPLY not in left.clocks


def ask(uow: UnitOfWork, *, clerk: OfficerCard, case_id: int) -> CaseCard:
    return case_handling.ask_firm(uow, GROUND, clerk, case_id, "请发车牌和卡口位置")


def test_nobody_takes_an_urgent_case_and_it_rings_on_at_night(county: County) -> None:
    county.district.now = datetime.fromisoformat("2022-07-15T23:00+08:00")
    case = county.opens(county.district.speaks_for_firm(region=TOWN), URGENT_TRUCK)
    assert names(case) >= {"示例镇政府", "县交通运输局", "疫情防控指挥部"}

    rang = [county.waits(minutes=30) for _ in range(3)]

    assert all(rang), "somebody hears of it every half an hour"
    assert (ClockKind.CONTACT, CaseAct.ESCALATE) in rang[0]
    assert county.now(case).level == 4


def test_a_calm_case_lets_people_sleep(county: County) -> None:
    county.district.now = datetime.fromisoformat("2022-07-14T21:45+08:00")  # a Thursday
    county.opens(county.district.speaks_for_firm(region=TOWN))

    assert county.waits(hours=9) == []
    assert county.waits(hours=1) == [(ClockKind.TAKE, CaseAct.REPEAT)]


def test_what_can_wait_is_not_told_again_and_again(county: County) -> None:
    county.opens(county.district.speaks_for_firm(region=TOWN))

    rang = county.waits(days=14)

    bells = [act for _, act in rang if act is CaseAct.REPEAT]
    assert len(bells) <= 12, "once after half an hour, then once a working day"


def test_where_nobody_works_a_case_waits_and_finds_the_first_who_comes(district: District) -> None:
    case = district.opens(district.speaks_for_firm(region=TOWN))
    assert case.status is CaseStatus.OPEN
    clerk = district.officer()
    alone = CaseClockwork(GROUND, lambda *_: ())
    district.wait(hours=3)

    district.act(lambda uow: fire_clocks(uow, alone))

    found = district.act(lambda uow: case_lists.unclaimed_cases(uow, clerk))
    assert [line.id for line in found.lines] == [case.id]
    assert found.lines[0].status is CaseStatus.ASSIGNED
    assert district.act(lambda uow: wind_up_all(uow, GROUND)) == 0


def test_a_case_waits_on_while_an_answer_is_promised(county: County) -> None:
    owner = county.district.speaks_for_firm(region=TOWN)
    case = county.opens(owner)
    county.district.claims(county.transport.clerk, case)
    friday = county.district.now + timedelta(days=1)

    answered = county.district.act(
        lambda uow: answer_case(
            uow, GROUND, county.transport.clerk, case.id, Said("正在协调", promised=friday)
        )
    )

    assert answered.due(ClockKind.INTERIM) == friday
    assert answered.due(ClockKind.CONTACT) is None
