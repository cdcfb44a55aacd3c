"""Several people act in the same moment: each engine keeps the promise in its own way."""

import asyncio

from bot.domain.case_refusals import CaseRefusal
from bot.services.cases import cases
from bot.services.cases.opening import open_case
from tests.cases.district import GROUND, District


async def test_of_officers_who_claim_at_once_one_has_the_case(district: District) -> None:
    case = district.opens(district.speaks_for_firm())
    officers = [district.officer(f"干部{n}") for n in range(5)]

    def claim(officer):
        return lambda connection: cases.claim_case(
            district.uow(connection), GROUND, officer, case.id
        )

    runs = (district.database.run(claim(officer)) for officer in officers)
    outcomes = await asyncio.gather(*runs, return_exceptions=True)

    winners = [each for each in outcomes if not isinstance(each, BaseException)]
    losers = [each for each in outcomes if isinstance(each, CaseRefusal)]
    assert (len(winners), len(losers)) == (1, 4)
    assert winners[0].holder is not None
    assert {each.params["holder"] for each in losers} == {winners[0].holder.name}
    assert len(winners[0].steps) == 2


async def test_cases_opened_at_once_get_numbers_of_their_own(district: District) -> None:
    owners = [district.speaks_for_firm() for _ in range(6)]

    def opens(owner):
        return lambda connection: open_case(district.uow(connection), GROUND, owner, "车被拦了")

    runs = (district.database.run(opens(owner)) for owner in owners)
    opened = await asyncio.gather(*runs)

    assert {each.number for each in opened} == {f"F-0715-00{n}" for n in range(1, 7)}
