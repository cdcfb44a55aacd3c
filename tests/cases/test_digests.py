"""日汇总 and 周调度: each figure is its list, each digest comes once, and whom it reaches."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from bot.domain.case_states import CheckWay
from bot.domain.case_terms import ClockKind
from bot.domain.digests import Bounds, Figure, Scope, Spread, average, scope_of
from bot.domain.errors import NotYours, Stale
from bot.domain.staff import Appointment, RoleKind, general_posts
from bot.services.cases import handling as case_handling
from bot.services.cases.cards import CaseCard
from bot.services.cases.cases import answer_case
from bot.services.cases.clockwork import fire_clocks
from bot.services.cases.closing import close_case
from bot.services.cases.credit import solved_for
from bot.services.cases.doors import case_for_officer
from bot.services.cases.moves import Said
from bot.services.cases.opening import Matter
from bot.services.cases.ratings import rate_case, readers_of
from bot.services.cases.reading import case_to_read
from bot.services.digests.digests import (
    A_PAGE,
    Asked,
    DigestCard,
    digest_of,
    figure_list,
    today_of,
)
from bot.services.digests.dispatches import dispatch_of
from bot.services.digests.headquarters import headquarters_scope
from bot.services.digests.posts import posts_to_read
from bot.services.digests.tables import day_rows
from bot.services.digests.turns import fire_digests
from bot.services.issues.leads import name_lead
from bot.services.issues.linking import open_issue
from bot.store.cases.clocks import next_ring
from bot.store.cases.desks import Desk, put_on, take_off
from bot.store.cases.figures import count_figures, list_day, list_figure
from bot.store.day_cases import Narrowed
from bot.store.digests import next_turn
from bot.store.outbox import OUTBOX
from bot.store.staff.absences import add_absence
from bot.store.staff.officers import OfficerCard
from bot.store.staff.staff import change_posts
from bot.store.uow import UnitOfWork
from handlers.notices.dispatches import clockwork_of
from tests.cases.county import CALM_TRUCK, County
from tests.cases.district import COUNTY, GROUND, TOWN, District

PROJECT = Matter(category="project")
CLOCKWORK = clockwork_of(GROUND)
CHECKED = (CheckWay.PHONE, "电话问过厂长，车已放行，属实")
ZHUMADIAN = "河南省/驻马店市"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2022-{text}").replace(tzinfo=GROUND.zone).astimezone(UTC)


class Digests:
    """A county whose digests come as time passes."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.keys: set[str] = set()

    def until(self, moment: str) -> list[tuple[int, str]]:
        """(chat, kind) of what was sent on the way, each at its own time."""
        self.fire()
        while (due := self.district.act(lambda uow: next_turn(uow.connection))) <= at(moment):
            self.district.now = due
            self.fire()
        self.district.now = at(moment)
        return self.news()

    def after_downtime(self, moment: str) -> list[tuple[int, str]]:
        self.district.now = at(moment)
        self.fire()
        return self.news()

    def fire(self) -> None:
        while self.district.act(lambda uow: fire_digests(uow, CLOCKWORK, 2)):
            pass

    def news(self) -> list[tuple[int, str]]:
        wanted = select(OUTBOX.c.key, OUTBOX.c.chat_id).where(OUTBOX.c.key.startswith("digest:"))
        rows = self.district.act(lambda uow: list(uow.connection.execute(wanted)))
        new = [row for row in rows if row.key not in self.keys]
        self.keys |= {row.key for row in new}
        return sorted((row.chat_id, row.key.split(":")[1]) for row in new)


@pytest.fixture
def digests(district: District) -> Digests:
    return Digests(district)


def chief_of(district: District, region: str = COUNTY) -> OfficerCard:
    return district.appointed(Appointment(RoleKind.DISPATCHER, region), name="调度钱")


def heads_of(county: County) -> tuple[OfficerCard, ...]:
    """Those whose units head the county: they hear of all of it while cases are open."""
    return county.headquarters.clerk, county.epidemic.clerk, county.government.clerk


def rated_case(
    county: County,
    stars: int,
    *,
    by: OfficerCard | None = None,
    matter: Matter = CALM_TRUCK,
    deputy: OfficerCard | None = None,
) -> CaseCard:
    """A case that an officer took, of the transport department, and an inspector closed.

    Args:
        deputy: Who solves it in their place.
    """
    district, owner = county.district, county.district.speaks_for_firm(region=TOWN)
    case, clerk = county.opens(owner, matter), by or county.transport.clerk
    district.claims(clerk, case)
    if deputy is not None:
        is_away(county, clerk, deputy)
    district.wait(minutes=5)
    district.solves(deputy or clerk, case)
    district.confirms(owner, case)
    act = district.act
    act(lambda uow: close_case(uow, GROUND, county.inspector, case.id, *CHECKED))
    act(lambda uow: rate_case(uow, GROUND, owner, case.id, stars, "来得快"))
    return case


def is_away(county: County, officer: OfficerCard, deputy: OfficerCard) -> None:
    def leaves(uow: UnitOfWork) -> None:
        until = uow.now + timedelta(days=2)
        add_absence(uow, officer.id, uow.now, until, deputy.id, reason="休假", made_by=officer.id)

    county.district.act(leaves)


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


def rings_until(county: County, moment: datetime) -> None:
    """Time passes from one bell to the next."""
    district = county.district
    while (due := district.act(lambda uow: next_ring(uow.connection))) and due <= moment:
        district.now = max(due, district.now)
        district.act(lambda uow: fire_clocks(uow, county.clockwork()))
    district.now = moment


def looked(uow: UnitOfWork, officer: OfficerCard, desk: int | None) -> DigestCard:
    [post] = posts_to_read(uow, officer)
    return digest_of(uow, GROUND, post, today_of(GROUND, uow.now), desk=desk)


def listed_by(uow: UnitOfWork, officer: OfficerCard, asked: Asked) -> list[int]:
    """All pages."""
    found: list[int] = []
    for page in range(9):
        listed = figure_list(uow, GROUND, officer, asked, page)
        if listed.page < page:
            break
        found += [line.id for line in listed.lines]
    assert len(set(found)) == len(found)
    return found


def bounds_now(district: District, officer: OfficerCard) -> Bounds:
    return district.act(lambda uow: looked(uow, officer, 0).bounds)


def numbers(district: District, scope: Scope, bounds: Bounds, figure: Figure) -> set[str]:
    def listed(uow):
        return {e.case.number for e in list_figure(uow, Narrowed(scope), bounds, figure, 99)}

    return district.act(listed)


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


def test_each_desk_and_the_headquarters_hear_once_a_working_day(
    county: County, digests: Digests
) -> None:
    chief = chief_of(county.district)
    county.opens(county.district.speaks_for_firm(region=TOWN))
    readers = (*heads_of(county), county.town.clerk, county.transport.clerk, county.inspector)
    each_once = sorted((officer.chat_id, "daily") for officer in (*readers, chief))

    assert digests.until("07-15 17:00") == []
    assert digests.until("07-15 23:30") == each_once
    assert digests.until("07-18 17:00") == [], "nobody is told on a weekend"
    assert digests.until("07-18 18:00") == each_once


def test_after_a_downtime_the_days_own_comes_once_and_yesterdays_never(
    county: County, digests: Digests
) -> None:
    county.opens(county.district.speaks_for_firm(region=TOWN))
    readers = (*heads_of(county), county.town.clerk, county.transport.clerk, county.inspector)
    told = sorted((officer.chat_id, "daily") for officer in readers)

    assert digests.after_downtime("07-15 20:00") == told
    assert digests.after_downtime("07-15 20:30") == []
    assert digests.after_downtime("07-18 22:30") == [], "not at night"
    assert digests.after_downtime("07-19 09:00") == [], "and not the next morning"
    assert digests.after_downtime("07-19 17:30") == told


def test_a_process_that_dies_loses_nothing_and_doubles_nothing(
    county: County, digests: Digests
) -> None:
    county.opens(county.district.speaks_for_firm(region=TOWN))
    county.district.act(lambda uow: fire_digests(uow, CLOCKWORK, 5))
    county.district.now = at("07-15 17:30")

    class Dies(Exception):
        pass

    def dying(uow) -> None:
        assert fire_digests(uow, CLOCKWORK, 5)
        raise Dies

    with pytest.raises(Dies):
        county.district.act(dying)
    assert digests.news() == []
    digests.fire()
    assert len(digests.news()) == 6
    digests.fire()
    assert digests.news() == []


def test_where_nothing_stands_nothing_is_said_unless_a_document_asks(
    district: District, digests: Digests
) -> None:
    chief_of(district)
    there = chief_of(district, ZHUMADIAN)

    assert digests.until("07-17 21:00") == [(there.chat_id, "daily")] * 3
    assert [key.split(":")[2] for key in sorted(digests.keys)] == [
        "2022-07-15",
        "2022-07-16",
        "2022-07-17",
    ]


def test_one_person_with_several_posts_gets_one_message(
    district: District, digests: Digests
) -> None:
    both = district.appointed(
        *general_posts(COUNTY), Appointment(RoleKind.INSPECTOR, COUNTY), name="一人"
    )
    district.opens(district.speaks_for_firm(region=TOWN))

    assert digests.until("07-15 18:00") == [(both.chat_id, "daily")]
    [post] = district.act(lambda uow: posts_to_read(uow, both))
    assert scope_of(post.appointment).whole


def test_common_issues_are_counted_for_whoever_dispatches(county: County) -> None:
    district, chief = county.district, chief_of(county.district)
    cases = [county.opens(district.speaks_for_firm(region=TOWN)).id for _ in range(2)]
    district.act(lambda uow: open_issue(uow, GROUND, chief, cases, "南环卡口不放行"))

    seen = [
        district.act(lambda uow, o=officer: looked(uow, o, 0).issues)
        for officer in (chief, county.inspector, county.transport.clerk)
    ]
    assert seen == [1, 0, 0]


def test_whoever_leads_an_issue_finds_it_in_their_own_digest(county: County) -> None:
    district, chief, lead = county.district, chief_of(county.district), county.transport.clerk
    cases = [county.opens(district.speaks_for_firm(region=TOWN)).id for _ in range(2)]
    issue = district.act(lambda uow: open_issue(uow, GROUND, chief, cases, "南环卡口不放行"))
    district.act(lambda uow: name_lead(uow, chief, issue.id, lead.id))

    assert district.act(lambda uow: looked(uow, lead, 0).issues) == 1
    assert district.act(lambda uow: looked(uow, county.town.clerk, 0).issues) == 0


def headed_by(uow: UnitOfWork, officer: OfficerCard) -> DigestCard:
    """The digest of the region that the officer's unit heads."""
    [post] = posts_to_read(uow, officer)
    scope = headquarters_scope(uow, GROUND, post)
    return digest_of(uow, GROUND, post, today_of(GROUND, uow.now), headed=scope)


def test_a_unit_that_heads_the_county_reads_the_cases_behind_its_figures_and_no_more(
    county: County,
) -> None:
    head, town = county.headquarters.clerk, county.town.clerk
    case = county.opens(county.district.speaks_for_firm(region=TOWN))
    elsewhere = county.opens(county.district.speaks_for_firm(region=f"{ZHUMADIAN}/驿城区"))
    act = county.district.act

    card = act(lambda uow: headed_by(uow, head))
    assert (card.scope, card.headed) == (Scope(COUNTY, whole=True), True)
    asked = Asked(card.post_id, 0, Figure.OPEN, card.bounds.day, headed=True)
    assert act(lambda uow: listed_by(uow, head, asked)) == [case.id]
    read = act(lambda uow: case_to_read(uow, GROUND, head, case.id))
    assert (read.case.id, read.only) == (case.id, True)
    assert act(lambda uow: case_to_read(uow, GROUND, town, case.id)).only is False
    rows = act(lambda uow: day_rows(uow, GROUND, head, card.post_id, asked.day, 99, headed=True))
    assert [each.row.line.id for each in rows] == [case.id]
    with pytest.raises(NotYours):
        act(lambda uow: case_to_read(uow, GROUND, head, elsewhere.id))
    assert [(each.name, each.counts[Figure.OPEN]) for each in card.units] == [
        (county.town.name, 1),
        (county.transport.name, 1),
    ]
    with pytest.raises(NotYours):
        act(lambda uow: case_for_officer(uow, head, case.id))
    [own] = act(lambda uow: posts_to_read(uow, town))
    assert act(lambda uow: headquarters_scope(uow, GROUND, own)) is None
    forged = Asked(own.id, 0, Figure.OPEN, asked.day, headed=True)
    with pytest.raises(Stale):
        act(lambda uow: figure_list(uow, GROUND, town, forged))


def test_ratings_are_gathered_for_the_unit_that_solved_it_and_those_above(
    county: County, digests: Digests
) -> None:
    county.district.now = at("07-15 10:00")
    good, fair = rated_case(county, 5), rated_case(county, 4)
    chief = chief_of(county.district)

    def seen(officer: OfficerCard) -> tuple[int, object]:
        card = county.district.act(lambda uow: looked(uow, officer, 0))
        return card.counts[Figure.RATED], average(card.stars)

    assert [seen(each) for each in (county.transport.clerk, chief, county.inspector)] == [
        (2, Decimal("4.5"))
    ] * 3
    assert seen(county.town.clerk) == (0, None), "it lay there too, but others solved it"
    [post] = county.district.act(lambda uow: posts_to_read(uow, chief))
    asked = Asked(post.id, 0, Figure.RATED, county.district.now.date())
    listed = county.district.act(lambda uow: figure_list(uow, GROUND, chief, asked))
    assert {id_: each.stars for id_, each in listed.ratings.items()} == {good.id: 5, fair.id: 4}
    assert (county.transport.clerk.chat_id, "daily") in digests.until("07-15 18:00")
    assert seen(county.transport.clerk) == (2, Decimal("4.5"))
    digests.until("07-18 17:40")
    assert seen(county.transport.clerk) == (0, None), "once"


def rated_at(county: County, *officers: OfficerCard) -> list[int]:
    """How many rated cases the digest of each one's own unit counts."""

    def counted(uow: UnitOfWork, officer: OfficerCard) -> int:
        [post] = [each for each in posts_to_read(uow, officer) if each.officer_id == officer.id]
        return digest_of(uow, GROUND, post, today_of(GROUND, uow.now)).counts[Figure.RATED]

    return [county.district.act(lambda uow, o=o: counted(uow, o)) for o in officers]


@pytest.mark.parametrize("deputy", ["trade", "town"])
def test_what_a_deputy_solves_counts_for_the_unit_for_which_they_stand_in(
    county: County, deputy: str
) -> None:
    """Also where the case lies at the deputy's own desk as well, and when all are back again."""
    stands_in: OfficerCard = getattr(county, deputy).clerk
    case = rated_case(county, 4, deputy=stands_in)

    colleague = county.district.appointed(
        Appointment(RoleKind.UNIT, COUNTY, unit_id=county.transport.id), name="同事"
    )
    assert rated_at(county, colleague, county.town.clerk, county.trade.clerk) == [1, 0, 0]
    chief = chief_of(county.district)
    card = county.district.act(lambda uow: looked(uow, chief, 0))
    assert {each.unit_id: each.stars for each in card.units} == {county.transport.id: (4,)}
    assert county.district.act(lambda uow: case_for_officer(uow, colleague, case.id)).id == case.id


def test_what_is_solved_again_counts_for_whoever_solved_it_last(county: County) -> None:
    district, owner = county.district, county.district.speaks_for_firm(region=TOWN)
    case = county.opens(owner)
    district.claims(county.transport.clerk, case)
    district.solves(county.transport.clerk, case)
    district.denies(owner, case)
    district.claims(county.headquarters.clerk, case)
    district.solves(county.headquarters.clerk, case)
    assert district.act(lambda uow: solved_for(uow, case.id)) == county.headquarters.id


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


def test_a_closed_case_is_read_by_the_unit_that_handled_it(county: County) -> None:
    case = rated_case(county, 2)
    post = Appointment(RoleKind.UNIT, COUNTY, unit_id=county.transport.id)
    colleague = county.district.appointed(post, name="同事")

    read = county.district.act(lambda uow: case_for_officer(uow, colleague, case.id))
    assert read.id == case.id
    for other in (county.trade.clerk, county.town.clerk):
        with pytest.raises(NotYours):
            county.district.act(lambda uow, o=other: case_for_officer(uow, o, case.id))
    now = county.now(case)
    at_once = county.district.act(lambda uow: readers_of(uow, now, above=True))
    assert colleague.chat_id in {each.chat_id for each in at_once}


def test_who_is_away_is_stood_in_for(county: County, digests: Digests) -> None:
    away, deputy = county.transport.clerk, county.trade.clerk
    is_away(county, away, deputy)
    county.opens(county.district.speaks_for_firm(region=TOWN))

    told = {chat for chat, _ in digests.until("07-15 18:00")}

    assert deputy.chat_id in told
    assert away.chat_id not in told


def test_figures_without_cases_and_other_peoples_posts_open_nothing(county: County) -> None:
    county.opens(county.district.speaks_for_firm(region=TOWN))
    manager = county.district.appointed(Appointment(RoleKind.ADMINISTRATOR, COUNTY))
    liaison = county.district.appointed(Appointment(RoleKind.LIAISON, COUNTY))
    [own] = county.district.act(lambda uow: posts_to_read(uow, manager))
    [clerks] = county.district.act(lambda uow: posts_to_read(uow, county.transport.clerk))
    day = today_of(GROUND, county.district.now)

    def opens(officer: OfficerCard, post_id: int) -> None:
        asked = Asked(post_id, 0, Figure.OPEN, day)
        county.district.act(lambda uow: figure_list(uow, GROUND, officer, asked))

    assert county.district.act(lambda uow: posts_to_read(uow, liaison)) == []
    assert county.district.act(lambda uow: digest_of(uow, GROUND, own, day)).counts[Figure.OPEN]
    with pytest.raises(NotYours):
        opens(manager, own.id)
    with pytest.raises(Stale):
        opens(manager, clerks.id)
    county.district.act(lambda uow: change_posts(uow.connection, [clerks.id], until=uow.now))
    with pytest.raises(Stale):
        opens(county.transport.clerk, clerks.id)


def test_projects_are_gone_through_every_week_and_asked_for_before(
    county: County, digests: Digests
) -> None:
    chief, clerk = chief_of(county.district), county.transport.clerk
    silent = county.opens(county.district.speaks_for_firm(region=TOWN), PROJECT)
    heard = county.opens(county.district.speaks_for_firm(region=TOWN), PROJECT)
    county.opens(county.district.speaks_for_firm(region=TOWN), CALM_TRUCK)
    county.district.claims(county.town.clerk, silent)
    county.district.claims(county.town.clerk, heard)
    weekly = digests.until("07-18 09:00")
    assert (chief.chat_id, "weekly") in weekly
    assert "ask" not in {kind for _, kind in weekly}, "it was too late for this week's"
    county.district.answers(county.town.clerk, heard, "施工许可周五发证")

    found = digests.until("07-21 10:00")
    assert [each for each in found if each[1] == "ask"] == [(county.town.clerk.chat_id, "ask")]
    [post] = county.district.act(lambda uow: posts_to_read(uow, chief))
    week = county.district.act(lambda uow: dispatch_of(uow, GROUND, post))
    assert week is not None
    assert week.count == len(week.lines) == 2
    said = {line.card.number: line for line in week.lines}
    assert said[heard.number].last is not None
    assert said[silent.number].last is None
    kinds = {number: line.awaited and line.awaited[1] for number, line in said.items()}
    assert kinds == {heard.number: ClockKind.INTERIM, silent.number: ClockKind.CONTACT}
    assert clerk.chat_id not in {chat for chat, kind in found if kind == "ask"}
