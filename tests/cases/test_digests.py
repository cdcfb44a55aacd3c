"""日汇总: each figure is its list, and counts what it is called."""

from bot.domain.digests import Figure, Scope, Spread
from bot.services.cases import handling as case_handling
from bot.services.cases.cards import CaseCard
from bot.services.cases.cases import answer_case
from bot.services.cases.closing import close_case
from bot.services.cases.doors import case_for_officer
from bot.services.cases.moves import Said
from bot.services.digests.cards import Asked
from bot.services.digests.digests import A_PAGE, digest_of, today_of
from bot.services.digests.posts import posts_to_read
from bot.store.cases.desks import Desk, put_on, take_off
from bot.store.cases.figures import count_figures, list_day
from bot.store.day_cases import Narrowed
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from tests.cases.county import County
from tests.cases.digesting import (
    CHECKED,
    PROJECT,
    at,
    bounds_now,
    chief_of,
    listed_by,
    looked,
    numbers,
    rings_until,
)
from tests.cases.district import COUNTY, GROUND, TOWN, District


def busy_day(county: County) -> list[CaseCard]:
    """Cases in every state: overdue, due soon, with the firm, with the inspectors, reopened."""
    district, clerk = county.district, county.transport.clerk
    cases = []
    for _ in range(8):
        cases.append(county.opens(district.speaks_for_firm(region=TOWN)))
        district.wait(minutes=5)
    owner = district.speaks_for_firm(region=TOWN)
    for case in cases[1:7]:
        district.claims(clerk, case)
    district.solves(clerk, cases[1])
    for case in (cases[2], cases[3]):
        district.act(
            lambda uow, c=case: case_handling.ask_firm(uow, GROUND, clerk, c.id, "车牌号")
        )
    cases.append(county.opens(owner, PROJECT))
    again = county.opens(owner)
    district.claims(clerk, again)
    district.solves(clerk, again)
    district.denies(owner, again)
    done = county.opens(owner)
    district.claims(clerk, done)
    district.solves(clerk, done)
    district.confirms(owner, done)
    closed = county.opens(owner)
    district.claims(clerk, closed)
    district.solves(clerk, closed)
    district.confirms(owner, closed)
    district.act(lambda uow: close_case(uow, GROUND, county.inspector, closed.id, *CHECKED))
    rings_until(county, at("07-18 15:00"))  # on Monday, so that terms pass
    cases.append(county.opens(owner))
    return [*cases, again, done, closed]


def test_each_figure_is_its_list_and_counts_what_it_is_called(county: County) -> None:
    cases, district = busy_day(county), county.district
    chief = chief_of(district)

    each_figure_is_its_list(district, chief)
    each_figure_is_its_list(district, county.transport.clerk)
    each_figure_counts_what_it_is_called(district, chief, [case.number for case in cases])


def each_figure_is_its_list(district: District, officer: OfficerCard) -> None:
    district.act(lambda uow: _each_figure_is_its_list(uow, officer))


def _each_figure_is_its_list(uow: UnitOfWork, officer: OfficerCard) -> None:
    whole, day = looked(uow, officer, 0), today_of(GROUND, uow.now)
    by_desk = {each.unit_id: each.counts for each in whole.units}
    seen: set[int] = set()
    for desk in (0, *by_desk):
        counts = looked(uow, officer, desk).counts
        assert counts == by_desk.get(desk, counts)
        for figure in Figure:
            listed = listed_by(uow, officer, Asked(whole.post_id, desk, figure, day))
            assert counts[figure] == len(listed), (officer.name, desk, figure)
            seen.update(listed)
    assert len(seen) > A_PAGE
    for case_id in seen:
        case_for_officer(uow, officer, case_id)


def each_figure_counts_what_it_is_called(
    district: District, officer: OfficerCard, number: list[str]
) -> None:
    scope, bounds = Scope(COUNTY, whole=True), bounds_now(district, officer)
    found = {figure: numbers(district, scope, bounds, figure) for figure in Figure}

    assert found[Figure.NEW] == {number[9]}, "only what came since Friday's digest"
    assert found[Figure.REOPENED] == {number[10]}
    assert found[Figure.CHECK] >= {number[11]}
    assert number[12] not in set().union(*found.values()), "closed"
    assert {number[2], number[3]} <= found[Figure.FIRM]
    assert number[0] in found[Figure.OVERDUE], "nobody took it within its term"
    assert number[9] not in found[Figure.OVERDUE]
    assert found[Figure.OVERDUE] <= found[Figure.OPEN] | found[Figure.CHECK]
    assert not found[Figure.TODAY] & found[Figure.NEXT]
    everything = district.act(lambda uow: list_day(uow, scope, bounds, 500))
    assert {each.case.number for each, _ in everything} == set().union(*found.values())
    assert {f: {e.case.number for e, fs in everything if f in fs} for f in Figure} == found


def test_what_was_done_late_is_no_longer_overdue(county: County) -> None:
    case = county.opens(county.district.speaks_for_firm(region=TOWN))
    scope = Scope(COUNTY, whole=True)
    post = county.district.act(lambda uow: posts_to_read(uow, county.inspector)[0])

    def counted() -> tuple[int, int]:
        def figures(uow):
            bounds = digest_of(uow, GROUND, post, today_of(GROUND, uow.now)).bounds
            counts = count_figures(uow, Narrowed(scope), bounds)
            return counts[Figure.OVERDUE], counts[Figure.UNTAKEN]

        return county.district.act(figures)

    county.waits(hours=2)
    assert counted() == (0, 1), "the bell for whoever takes it is no date that the firm was given"
    rings_until(county, at("07-18 15:00"))
    assert counted() == (1, 1)
    county.district.claims(county.transport.clerk, case)
    assert counted() == (1, 0)
    county.district.act(
        lambda uow: answer_case(uow, GROUND, county.transport.clerk, case.id, Said("在问"))
    )
    assert counted() == (0, 0)


def test_why_the_desks_do_not_make_the_sum_is_said(county: County) -> None:
    district, chief = county.district, chief_of(county.district)
    county.opens(district.speaks_for_firm(region=TOWN))
    own, lost = (county.opens(district.speaks_for_firm(region=TOWN)) for _ in range(2))
    desk = Desk(COUNTY, 1, officer_id=county.town.clerk.id)

    def taken_off(uow: UnitOfWork) -> None:
        for case in (own, lost):
            take_off(uow, case.id)
        put_on(uow, own.id, [desk])

    district.act(taken_off)
    card = district.act(lambda uow: looked(uow, chief, 0))
    assert card.counts[Figure.OPEN] == 3
    assert [each.counts[Figure.OPEN] for each in card.units] == [1, 1]
    assert card.spread == Spread(several=1, personal=1, nowhere=1)
