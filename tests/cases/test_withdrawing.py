"""不用办了: a firm takes a case back; what rang for it stops, and an inspector makes sure."""

from datetime import timedelta

import pytest

from bot.domain.case_refusals import CaseCode, CaseRefusal
from bot.domain.case_states import CaseAct, CaseStatus, CheckWay
from bot.domain.case_terms import ClockKind
from bot.domain.digests import Bounds, Counts, Figure, Scope
from bot.services.cases.cases import withdraw_case
from bot.services.cases.closing import close_case
from bot.store.cases.figures import count_figures
from bot.store.day_cases import Narrowed
from tests.cases.county import CALM_TRUCK, URGENT_TRUCK, County
from tests.cases.district import COUNTY, GROUND, TOWN


def test_what_was_taken_back_rings_for_nobody_and_waits_for_the_check(county: County) -> None:
    district = county.district
    owner = district.speaks_for_firm(region=TOWN)
    case = county.opens(owner, URGENT_TRUCK)
    county.waits(hours=2)
    figures = [_figures(county)]

    card = district.act(lambda uow: withdraw_case(uow, GROUND, owner, case.id, "放行了"))
    figures.append(_figures(county))

    assert (card.status, card.is_withdrawn, set(card.clocks)) == (
        *(CaseStatus.CONFIRMED, True),
        {ClockKind.CHECK},
    )
    assert [(each[Figure.OPEN], each[Figure.CHECK]) for each in figures] == [(1, 0), (0, 1)]
    assert county.waits(days=1) == []
    assert (card.steps[-1].act, card.steps[-1].text) == (CaseAct.WITHDRAW, "放行了")
    assert district.audit()[-1] == (f"person:{owner.id}", "case:withdraw", f"case:{case.id}")
    with pytest.raises(CaseRefusal) as refused:
        district.act(lambda uow: withdraw_case(uow, GROUND, owner, case.id))
    assert refused.value.code is CaseCode.NOT_OPEN
    closed = district.act(
        lambda uow: close_case(
            uow, GROUND, county.inspector, case.id, CheckWay.PHONE, "问过企业，已经放行"
        )
    )
    assert closed.status is CaseStatus.CLOSED


def _figures(county: County) -> Counts:
    now, day = county.district.now, timedelta(days=1)
    bounds = Bounds(now.date(), now - day, now, now + day, now.date() + day, now + 2 * day)
    scope = Scope(COUNTY, whole=True)
    return county.district.act(lambda uow: count_figures(uow, Narrowed(scope), bounds))


def test_what_is_wanted_again_goes_on_where_it_was(county: County) -> None:
    district = county.district
    owner = district.speaks_for_firm(region=TOWN)
    case = county.opens(owner, CALM_TRUCK)
    district.claims(county.transport.clerk, case)
    district.act(lambda uow: withdraw_case(uow, GROUND, owner, case.id))

    again = district.denies(owner, case)

    assert (again.status, again.level, again.units) == (
        *(CaseStatus.ASSIGNED, case.level, case.units),
    )
    assert not again.has_risen
    assert county.transport.clerk.chat_id in {each.chat_id for each in again.officers}
    district.claims(county.transport.clerk, case)
    district.solves(county.transport.clerk, case)
    assert district.denies(owner, case).level > case.level, "now somebody has failed"
