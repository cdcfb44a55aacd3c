"""A case from the first words to the firm's own confirmation."""

import pytest

from bot.domain.case_refusals import CaseCode, CaseRefusal
from bot.domain.case_states import CaseStatus
from bot.domain.errors import AnswerCode, BadAnswer, NotYours
from bot.services.cases import lists as case_lists
from bot.services.cases.circle import Recipient
from bot.services.cases.doors import case_for_firm
from tests.cases.district import COUNTY, ELSEWHERE, RESULT, RULES, TOWN, District


def test_numbers_count_up_within_a_day_and_carry_the_countys_letter(district: District) -> None:
    owner = district.speaks_for_firm()

    assert [district.opens(owner).number for _ in range(2)] == ["F-0715-001", "F-0715-002"]
    district.wait(hours=15)  # midnight in China, still the 15th in UTC
    assert district.opens(owner).number == "F-0716-001"


def test_a_place_without_a_letter_counts_for_itself(district: District) -> None:
    assert district.opens(district.speaks_for_firm(region=ELSEWHERE)).number == "X-0715-001"
    assert district.opens(district.speaks_for_firm(region=TOWN)).number == "F-0715-001"


def test_a_whole_life_with_a_denial_in_it(district: District) -> None:
    owner, officer = district.speaks_for_firm(), district.officer()
    case = district.opens(owner)
    seen = [
        case,
        district.claims(officer, case),
        district.answers(officer, case, "正在联系"),
        district.solves(officer, case),
        district.denies(owner, case),
        district.notes(owner, case, "还堵着"),
        district.claims(officer, case),
        district.solves(officer, case, "第二次放行"),
        district.confirms(owner, case),
    ]

    assert [card.status for card in seen] == [
        CaseStatus.ASSIGNED,
        CaseStatus.CLAIMED,
        CaseStatus.CLAIMED,
        CaseStatus.SOLVED,
        CaseStatus.ASSIGNED,
        CaseStatus.ASSIGNED,
        CaseStatus.CLAIMED,
        CaseStatus.SOLVED,
        CaseStatus.CONFIRMED,
    ]
    assert [(step.name, step.text) for step in seen[-1].steps] == [
        (None, None),
        ("李干部", None),
        ("李干部", "正在联系"),
        ("李干部", RESULT),
        (None, None),
        (None, "还堵着"),
        ("李干部", None),
        ("李干部", "第二次放行"),
        (None, None),
    ]
    assert [card.last_step for card in seen] == list(range(1, 10))
    assert seen[-1].result == "第二次放行"


def test_the_second_to_claim_hears_who_was_faster_and_when(district: District) -> None:
    fast, slow = district.officer("李干部"), district.officer("王干部")
    case = district.opens(district.speaks_for_firm())
    district.claims(fast, case)
    claimed_at = district.now
    district.wait(seconds=3)

    with pytest.raises(CaseRefusal) as refused:
        district.claims(slow, case)

    assert refused.value.code is CaseCode.ALREADY_CLAIMED
    assert refused.value.params["holder"] == "李干部"
    assert refused.value.params["held_since"] == claimed_at
    assert district.answers(fast, case, "在办").holder is not None


def test_only_the_holder_closes_and_only_with_a_result(district: District) -> None:
    holder, colleague = district.officer("李干部"), district.officer("王干部")
    case = district.opens(district.speaks_for_firm())
    district.claims(holder, case)

    with pytest.raises(CaseRefusal) as not_theirs:
        district.solves(colleague, case)
    with pytest.raises(CaseRefusal) as empty:
        district.solves(holder, case, " \n ")

    assert not_theirs.value.code is CaseCode.NOT_HOLDER
    assert empty.value.code is CaseCode.RESULT_MISSING
    assert district.solves(holder, case).result == RESULT


def test_the_firms_note_is_no_first_contact_and_ends_with_the_case(district: District) -> None:
    owner, officer = district.speaks_for_firm(), district.officer()
    case = district.opens(owner)
    district.notes(owner, case, "车牌豫R")
    noted = district.act(lambda uow: case_for_firm(uow, owner, case.id))
    district.claims(officer, case)
    district.solves(officer, case)
    district.confirms(owner, case)

    assert noted.state.first_answered_at is None
    with pytest.raises(CaseRefusal) as over:
        district.notes(owner, case, "再说一句")
    assert over.value.code is CaseCode.NOT_OPEN


@pytest.mark.parametrize(
    ("text", "code"),
    [("  ", AnswerCode.NOT_UNDERSTOOD), ("长" * 1001, AnswerCode.TOO_LONG)],
)
def test_a_text_says_something_and_fits_a_message(
    district: District, text: str, code: AnswerCode
) -> None:
    owner = district.speaks_for_firm()

    with pytest.raises(BadAnswer) as refused:
        district.opens(owner, text)

    assert refused.value.code is code
    assert district.opens(owner, "长" * 1000).number == "F-0715-001"


def test_a_case_may_be_about_a_policy_that_exists(district: District) -> None:
    owner, policy = district.speaks_for_firm(), next(iter(RULES.records))

    assert district.opens(owner, about=policy).about == policy
    with pytest.raises(NotYours):
        district.opens(owner, about="no-such-policy")


def test_the_officer_sees_what_is_known_and_what_only_the_firm_says(district: District) -> None:
    owner = district.speaks_for_firm(
        subject_type="enterprise", headcount=1200, whitelist_status="listed", town="示例镇"
    )

    facts = district.opens(owner).firm.facts

    assert [(known.fact, known.value, known.self_reported) for known in facts] == [
        ("subject_type", "enterprise", False),
        ("headcount", 1200, False),
        ("whitelist_status", "listed", True),
    ]


def test_everybody_of_the_firm_is_told_in_their_own_language(district: District) -> None:
    colleague = district.person(language="en")
    owner = district.speaks_for_firm(colleague)

    assert set(district.opens(owner).owners) == {
        Recipient(owner.chat_id, "zh"),
        Recipient(colleague.chat_id, "en"),
    }


def test_news_go_to_the_region_then_to_the_holder_and_never_into_a_blocked_chat(
    district: District,
) -> None:
    owner = district.speaks_for_firm()
    first, second = district.officer(), district.officer(language="en")
    away = district.officer(region=ELSEWHERE)
    everybody = {Recipient(first.chat_id, "zh"), Recipient(second.chat_id, "en")}

    case = district.opens(owner)
    claimed = district.claims(first, case)
    district.blocks_the_desk(first)
    noted = district.notes(owner, case, "还堵着")

    assert set(case.officers) == everybody
    assert away.chat_id not in {each.chat_id for each in case.officers}
    assert claimed.officers == (Recipient(first.chat_id, "zh"),)
    assert noted.officers == (Recipient(second.chat_id, "en"),)


def test_the_audit_holds_ids_and_no_words(district: District) -> None:
    owner, officer = district.speaks_for_firm(), district.officer()
    case = district.opens(owner)
    district.claims(officer, case)

    assert district.audit() == [
        (f"person:{owner.id}", "case:open", f"case:{case.id}"),
        (f"officer:{officer.id}", "case:claim", f"case:{case.id}"),
    ]


def test_lists_show_who_waits_and_who_has_what(district: District) -> None:
    owner, officer, colleague = district.speaks_for_firm(), district.officer(), district.officer()
    old, new = district.opens(owner, "先来的"), district.opens(owner, "后来的")
    district.claims(officer, old)

    def lists(uow):
        return (
            case_lists.unclaimed_cases(uow, colleague),
            case_lists.cases_held_by(uow, officer),
            case_lists.cases_held_by(uow, colleague),
            case_lists.cases_of_firm(uow, owner),
        )

    found = [[line.number for line in each.lines] for each in district.act(lists)]
    assert found == [[new.number], [old.number], [], [new.number, old.number]]


def test_a_long_list_says_that_there_is_more(district: District) -> None:
    owner, officer = district.speaks_for_firm(), district.officer()
    for _ in range(9):
        district.opens(owner)

    waiting = district.act(lambda uow: case_lists.unclaimed_cases(uow, officer))

    assert (len(waiting.lines), waiting.more) == (8, True)


def test_the_countys_letter_is_data() -> None:
    assert RULES.regions.places[COUNTY].letter == "F"
