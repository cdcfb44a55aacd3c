"""Nobody sees or moves what is not theirs; what is not theirs looks as if it were not there."""

import pytest

from bot.domain.errors import AccessCode, NotYours
from bot.services.cases import cases
from bot.services.cases import lists as case_lists
from bot.services.cases.cards import CaseCard
from bot.services.cases.doors import case_for_firm, case_for_officer
from bot.services.cases.moves import Said
from bot.services.cases.opening import open_case
from bot.store.firms.people import PersonCard
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from tests.cases.district import CITY, COUNTY, ELSEWHERE, GROUND, TOWN, District

OFFICER_ACTS = {
    "see": case_for_officer,
    "claim": lambda uow, who, case: cases.claim_case(uow, GROUND, who, case),
    "answer": lambda uow, who, case: cases.answer_case(uow, GROUND, who, case, Said("好")),
    "solve": lambda uow, who, case: cases.solve_case(uow, GROUND, who, case, Said("已放行")),
}
FIRM_ACTS = {
    "see": case_for_firm,
    "note": lambda uow, who, case: cases.add_note(uow, GROUND, who, case, "好"),
    "confirm": lambda uow, who, case: cases.confirm_case(uow, GROUND, who, case),
    "deny": lambda uow, who, case: cases.deny_case(uow, GROUND, who, case),
}


def refused(district: District, work, who: OfficerCard | PersonCard, case_id: int) -> NotYours:
    with pytest.raises(NotYours) as error:
        district.act(lambda uow: work(uow, who, case_id))
    return error.value


@pytest.mark.parametrize("act", OFFICER_ACTS)
@pytest.mark.parametrize("region", [ELSEWHERE, f"{COUNTY}/别的镇", "河南省/南阳市/方城", "河南"])
def test_an_officer_of_another_place_finds_no_case(
    district: District, act: str, region: str
) -> None:
    case = district.opens(district.speaks_for_firm(region=TOWN))
    other = district.officer(region=region)

    real = refused(district, OFFICER_ACTS[act], other, case.id)
    absent = refused(district, OFFICER_ACTS[act], other, case.id + 1)

    assert (real.code, real.params) == (absent.code, absent.params)
    assert real.code is AccessCode.NOT_FOUND
    assert not district.act(lambda uow: case_lists.unclaimed_cases(uow, other)).lines


@pytest.mark.parametrize("region", [TOWN, COUNTY, CITY])
def test_an_officer_of_the_place_or_above_may_take_the_case(
    district: District, region: str
) -> None:
    case = district.opens(district.speaks_for_firm(region=TOWN))
    officer = district.officer(region=region)

    listed = district.act(lambda uow: case_lists.unclaimed_cases(uow, officer)).lines

    assert [line.id for line in listed] == [case.id]
    assert district.claims(officer, case).holder is not None


@pytest.mark.parametrize("act", FIRM_ACTS)
def test_a_person_of_another_firm_finds_no_case(district: District, act: str) -> None:
    case = solved(district)
    other = district.speaks_for_firm()

    real = refused(district, FIRM_ACTS[act], other, case.id)
    absent = refused(district, FIRM_ACTS[act], other, case.id + 1)

    assert (real.code, real.params) == (absent.code, absent.params)


def test_a_colleague_may_do_what_the_opener_may(district: District) -> None:
    colleague = district.person()
    case = solved(district, colleague)

    assert district.denies(colleague, case).id == case.id


def test_who_speaks_for_no_firm_opens_nothing(district: District) -> None:
    stranger = district.person()

    def opens(uow: UnitOfWork) -> CaseCard:
        return open_case(uow, GROUND, stranger, "车被拦了")

    with pytest.raises(NotYours) as error:
        district.act(opens)
    assert error.value.params == {"subject": "firm"}


def solved(district: District, *colleagues: PersonCard) -> CaseCard:
    officer, owner = district.officer(), district.speaks_for_firm(*colleagues)
    case = district.opens(owner)
    district.claims(officer, case)
    return district.solves(officer, case)
