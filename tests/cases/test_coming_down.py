"""A case that climbed to where nobody is any more comes down to who works below."""

from bot.domain.case_states import CaseStatus
from bot.services.cases import handling as case_handling
from bot.services.cases.cards import CaseCard
from bot.store.firms.people import PersonCard
from tests.cases.county import County
from tests.cases.district import GROUND, TOWN, District


def refused_upwards(county: County, owner: PersonCard) -> CaseCard:
    """A case that transport refused, and that went to headquarters."""
    district, case = county.district, county.opens(owner)
    district.claims(county.transport.clerk, case)
    return district.act(
        lambda uow: case_handling.return_case(
            uow, GROUND, county.transport.clerk, case.id, "跨县了", county.headquarters.id
        )
    )


def test_it_goes_to_who_works_below_when_nobody_above_takes_messages(
    district: District,
) -> None:
    county = County(district, "transport", "headquarters")
    case = refused_upwards(county, district.speaks_for_firm(region=TOWN))
    dates = {kind: clock.due for kind, clock in case.clocks.items()}
    county.ticks()
    assert {each.chat_id for each in county.now(case).officers} == {
        county.headquarters.clerk.chat_id
    }

    district.blocks_the_desk(county.headquarters.clerk)
    moved = county.ticks()

    now = county.now(case)
    assert [each.id for each in moved] == [case.id]
    assert {each.chat_id for each in now.officers} == {county.transport.clerk.chat_id}
    assert (now.status, now.level < case.level) == (CaseStatus.ASSIGNED, True)
    assert {kind: clock.due for kind, clock in now.clocks.items() if kind in dates} == dates


def test_it_stays_where_it_is_while_nobody_is_there_at_all(district: District) -> None:
    county = County(district, "transport", "headquarters")
    case = refused_upwards(county, district.speaks_for_firm(region=TOWN))
    for office in (county.transport, county.headquarters):
        district.blocks_the_desk(office.clerk)

    assert county.ticks() == []
    assert county.now(case).level == case.level
