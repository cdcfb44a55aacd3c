"""Silence is never a yes: what closes a case of a firm that said nothing in chat."""

import pytest

from bot.domain.case_refusals import CaseCode, CaseRefusal
from bot.domain.case_states import CaseStatus, CheckWay
from bot.domain.case_terms import ClockKind
from bot.services.cases.cards import CaseCard
from bot.services.cases.closing import close_case, missed_call
from tests.cases.county import County
from tests.cases.district import GROUND, TOWN

FOUND = "说车当天下午就放了"


def silent_case(county: County) -> CaseCard:
    district = county.district
    case = county.opens(district.speaks_for_firm(region=TOWN))
    district.claims(county.transport.clerk, case)
    district.solves(county.transport.clerk, case)
    county.waits(days=3)
    return county.now(case)


@pytest.mark.parametrize(
    ("way", "whom"),
    [
        (CheckWay.PAPERS, "李厂长"),
        *((way, whom) for way in CheckWay for whom in (None, "", "。", "没打通", "无人接听")),
    ],
)
def test_a_silent_firm_is_closed_by_nobody_who_reached_nobody(
    county: County, way: CheckWay, whom: str | None
) -> None:
    case, inspector = silent_case(county), county.inspector
    county.district.act(lambda uow: missed_call(uow, GROUND, inspector, case.id, "10:20 没接"))

    with pytest.raises(CaseRefusal) as refused:
        county.district.act(
            lambda uow: close_case(uow, GROUND, inspector, case.id, way, FOUND, whom)
        )

    now = county.now(case)
    assert refused.value.code is CaseCode.NOT_REACHED
    assert (now.status, now.calls) == (CaseStatus.CALL, 1)
    assert now.due(ClockKind.CALL) > county.district.now


@pytest.mark.parametrize("way", [CheckWay.PHONE, CheckWay.SITE])
def test_who_of_a_silent_firm_said_yes_is_on_record(county: County, way: CheckWay) -> None:
    case, by = silent_case(county), county.inspector

    closed = county.district.act(
        lambda uow: close_case(uow, GROUND, by, case.id, way, FOUND, " 李厂长 ")
    )

    assert closed.status is CaseStatus.CLOSED
    assert closed.found_by is not None
    assert (closed.found_by.way, closed.found_by.text) == (way, f"李厂长：{FOUND}")
