"""Who may look at a number that a case hides; each look is in the audit."""

import pytest

from bot.domain.case_refusals import CaseRefusal
from bot.domain.case_states import CheckWay
from bot.domain.errors import NotYours
from bot.domain.phones import mobiles_in
from bot.domain.staff import Appointment, RoleKind
from bot.services.cases.closing import close_case
from bot.services.cases.opening import open_case
from bot.services.cases.phones import reveal_phones
from bot.store.staff.officers import OfficerCard
from tests.cases.county import CALM_TRUCK, County
from tests.cases.district import COUNTY, ELSEWHERE, GROUND, District

TEXT = "车被拦了，找王师傅 138-1234-5678，身份证 411322199001011234"


def test_only_who_handles_a_case_sees_its_numbers(district: District, county: County) -> None:
    owner = district.speaks_for_firm()
    case = district.act(lambda uow: open_case(uow, GROUND, owner, TEXT, CALM_TRUCK))
    clerk, inspector = county.transport.clerk, county.inspector
    others = {
        "dispatcher": district.appointed(Appointment(RoleKind.DISPATCHER, COUNTY)),
        "administrator": district.appointed(Appointment(RoleKind.ADMINISTRATOR, COUNTY)),
        "another unit": county.government.clerk,
        "elsewhere": district.officer(region=ELSEWHERE),
        "inspector": inspector,
    }

    def sees(officer: OfficerCard) -> tuple[str, ...]:
        return district.act(lambda uow: reveal_phones(uow, officer, case.id))

    assert sees(clerk) == ("13812345678",)
    for officer in others.values():
        with pytest.raises(NotYours):
            sees(officer)
    looks = [entry for entry in district.audit() if entry[1] == "case:phone"]
    assert looks == [(f"officer:{clerk.id}", "case:phone", f"case:{case.id}")]

    district.claims(clerk, case)
    district.solves(clerk, case)
    district.confirms(owner, case)
    assert sees(inspector) == ("13812345678",)  # who has to call or to check

    district.act(
        lambda uow: close_case(
            uow, GROUND, inspector, case.id, CheckWay.PHONE, "问过企业，已经放行"
        )
    )
    for officer in (clerk, inspector):
        with pytest.raises(CaseRefusal):
            sees(officer)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("＋86 １３８１２３４５６７８ 或13812345678", ("13812345678",)),
        ("411322199001011234", ()),
        ("0377-67212345", ()),
        ("13800000001、13900000002", ("13800000001", "13900000002")),
    ],
)
def test_mobile_numbers_in_words(text: str, numbers: tuple[str, ...]) -> None:
    assert mobiles_in(text) == numbers
