"""Typing a code opens nothing; an officer of the place decides, and everybody hears the truth."""

import pytest

from bot.domain.errors import BadAnswer, NotYours
from bot.domain.verification import Standing
from bot.services.firms import verification as acts
from bot.services.firms.firms import firm_of
from bot.services.firms.verification import Decided, FirmFile
from bot.store.firms.firms import FIRM
from bot.store.firms.people import PersonCard
from handlers.notices import firms as notices
from tests.cases.district import COUNTY, ELSEWHERE, RULES, TOWN, District

CODE = "91110000600037341L"


def claims_code(district: District, region: str = TOWN) -> PersonCard:
    person = district.speaks_for_firm(region=region)
    district.act(lambda uow: acts.give_code(uow, person, CODE))
    return person


def file_of(district: District, person: PersonCard) -> FirmFile:
    officer = district.officer(region="河南省")
    return district.act(
        lambda uow: acts.firm_for_officer(uow, RULES, officer, int(person.firm_id or 0))
    )


def verifies(district: District, person: PersonCard) -> Decided:
    officer = district.officer()
    return district.act(
        lambda uow: acts.verify_firm(uow, RULES, officer, int(person.firm_id or 0))
    )


def test_a_code_is_sealed_and_found_again(district: District) -> None:
    claims_code(district)

    row = district.act(lambda uow: uow.connection.execute(FIRM.select()).one())

    assert CODE.encode() not in bytes(row.code)
    assert CODE.encode() not in bytes(row.code_index)


def test_several_claims_stay_firms_of_their_own(district: District) -> None:
    first, second = claims_code(district), claims_code(district)
    far = claims_code(district, ELSEWHERE)

    officer = district.officer()
    near = district.act(
        lambda uow: acts.firm_for_officer(uow, RULES, officer, int(first.firm_id or 0))
    )

    assert [firm.id for firm in near.others] == [second.firm_id]
    assert near.elsewhere == 1
    assert file_of(district, far).firm.standing is Standing.UNVERIFIED
    # The claimants see their own and nothing of each other.
    assert district.act(lambda uow: firm_of(uow, second)).id == second.firm_id


def test_the_waiting_are_listed_for_their_own_place(district: District) -> None:
    first, officer = claims_code(district), district.officer()
    claims_code(district, ELSEWHERE)

    listed = district.act(lambda uow: acts.waiting_firms(uow, RULES, officer, 7))

    assert [firm.id for firm in listed.firms] == [first.firm_id]
    assert (listed.count, listed.page) == (1, 0)


def test_verifying_one_tells_the_others_who_may_act(district: District) -> None:
    first, second = claims_code(district), claims_code(district)

    decided = verifies(district, first)
    told = notices.verified(decided, "m")

    assert decided.file.firm.standing is Standing.VERIFIED
    assert [(notice.chat_id, "已核实" in notice.view.html) for notice in told] == [
        (first.chat_id, True),
        (second.chat_id, False),
    ]
    assert CODE not in told[1].view.html
    assert file_of(district, second).firm.standing is Standing.UNVERIFIED
    assert file_of(district, second).others[0].standing is Standing.VERIFIED
    assert any(act == "firm:verify" for _, act, _ in district.audit())


def test_a_refusal_has_a_reason_and_goes_with_a_correction(district: District) -> None:
    person, officer = claims_code(district), district.officer()
    firm_id = int(person.firm_id or 0)

    for reason in (" ", "长" * 301):
        with pytest.raises(BadAnswer):
            district.act(lambda uow, r=reason: acts.refuse_firm(uow, RULES, officer, firm_id, r))
    decided = district.act(
        lambda uow: acts.refuse_firm(uow, RULES, officer, firm_id, "名称不一致")
    )

    assert "名称不一致" in notices.refused(decided, "m")[0].view.html
    assert district.act(lambda uow: acts.waiting_firms(uow, RULES, officer, 0)).count == 0
    district.act(lambda uow: acts.rename(uow, person, "示例纺织有限公司"))
    file = file_of(district, person)
    assert (file.firm.standing, file.registration.reason) == (Standing.UNVERIFIED, None)


@pytest.mark.parametrize(
    ("change", "standing"),
    [
        (lambda uow, who: acts.give_code(uow, who, CODE), Standing.VERIFIED),
        (lambda uow, who: acts.give_code(uow, who, None), Standing.UNVERIFIED),
        (lambda uow, who: acts.move(uow, who, f"{COUNTY}/别的镇"), Standing.VERIFIED),
        (lambda uow, who: acts.move(uow, who, ELSEWHERE), Standing.UNVERIFIED),
    ],
)
def test_what_was_verified_counts_until_it_is_changed(
    district: District, change, standing
) -> None:
    person = claims_code(district)
    verifies(district, person)

    district.act(lambda uow: change(uow, person))

    assert file_of(district, person).firm.standing is standing


@pytest.mark.parametrize("region", [ELSEWHERE, f"{COUNTY}/别的镇", "河南"])
def test_an_officer_of_another_place_finds_no_firm(district: District, region: str) -> None:
    person, officer = claims_code(district), district.officer(region=region)

    for act in (acts.firm_for_officer, acts.verify_firm, acts.reveal_code):
        with pytest.raises(NotYours):
            district.act(lambda uow, act=act: act(uow, RULES, officer, int(person.firm_id or 0)))
    with pytest.raises(NotYours):
        district.act(lambda uow: acts.firm_for_officer(uow, RULES, officer, 999))


def test_every_look_at_a_whole_code_is_audited(district: District) -> None:
    person, officer = claims_code(district), district.officer()

    seen = district.act(
        lambda uow: acts.reveal_code(uow, RULES, officer, int(person.firm_id or 0))
    )

    assert seen == CODE
    assert district.audit()[-1] == (f"officer:{officer.id}", "firm:code", f"firm:{person.firm_id}")
