"""我的事项 and what a text is offered for: a firm's cases in the order that concerns it."""

from bot.domain.case_states import CheckWay
from bot.services.cases import handling as case_handling
from bot.services.cases import lists as case_lists
from bot.services.cases.closing import close_case
from tests.cases.county import CALM_TRUCK, URGENT_TRUCK, County
from tests.cases.district import GROUND, TOWN


def test_what_cannot_wait_comes_first_then_the_firms_turn_then_what_is_due(
    county: County,
) -> None:
    district, clerk = county.district, county.transport.clerk
    owner = district.speaks_for_firm(region=TOWN)
    urgent = county.opens(owner, URGENT_TRUCK)
    closed, later, asked, calm, asked_last = (county.opens(owner, CALM_TRUCK) for _ in range(5))
    for case in (closed, asked, asked_last):
        district.claims(clerk, case)
    district.solves(clerk, closed)
    district.confirms(owner, closed)
    district.act(lambda uow: _closes(uow, county, closed.id))
    for case in (asked_last, asked):
        district.act(lambda uow, case=case: _asks(uow, clerk, case.id))
        district.wait(minutes=5)
    district.claims(clerk, later)
    district.answers(clerk, calm, "先看看")

    listed = district.act(lambda uow: case_lists.cases_of_firm(uow, owner))
    open_ones = district.act(lambda uow: case_lists.unfinished_cases(uow, owner))

    numbers = [line.number for line in listed.lines]
    assert numbers[0] == urgent.number
    assert set(numbers[1:3]) == {asked.number, asked_last.number}
    assert set(numbers[3:5]) == {later.number, calm.number}
    assert numbers[5] == closed.number
    assert [line.number for line in open_ones.lines][:2] == [asked.number, asked_last.number]
    assert closed.number not in {line.number for line in open_ones.lines}


def _asks(uow, clerk, case_id):
    return case_handling.ask_firm(uow, GROUND, clerk, case_id, "车牌？")


def _closes(uow, county, case_id):
    found = "问过李厂长，说已经解决了"
    return close_case(uow, GROUND, county.inspector, case_id, CheckWay.PHONE, found)
