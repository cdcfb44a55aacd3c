"""How ratings are gathered in digests: for the unit for which a case was solved."""

from decimal import Decimal

import pytest

from bot.domain.digests import Figure, average
from bot.domain.staff import Appointment, RoleKind
from bot.services.cases.credit import solved_for
from bot.services.cases.doors import case_for_officer
from bot.services.digests.cards import Asked
from bot.services.digests.digests import digest_of, figure_list, today_of
from bot.services.digests.posts import posts_to_read
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from tests.cases.county import County
from tests.cases.digesting import Digests, at, chief_of, looked, rated_case
from tests.cases.district import COUNTY, GROUND, TOWN


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
