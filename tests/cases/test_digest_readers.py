"""Who reads which digest, and which cases behind its figures."""

import pytest

from bot.domain.digests import Figure, Scope
from bot.domain.errors import NotYours, Stale
from bot.domain.staff import Appointment, RoleKind
from bot.services.cases.doors import case_for_officer
from bot.services.cases.ratings import readers_of
from bot.services.cases.reading import case_to_read
from bot.services.digests.cards import Asked, DigestCard
from bot.services.digests.digests import digest_of, figure_list, today_of
from bot.services.digests.headquarters import headquarters_scope
from bot.services.digests.posts import posts_to_read
from bot.services.digests.tables import day_rows
from bot.services.issues.leads import name_lead
from bot.services.issues.linking import open_issue
from bot.store.staff.officers import OfficerCard
from bot.store.staff.staff import change_posts
from bot.store.uow import UnitOfWork
from tests.cases.county import County
from tests.cases.digesting import ZHUMADIAN, chief_of, listed_by, looked, rated_case
from tests.cases.district import COUNTY, GROUND, TOWN


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
