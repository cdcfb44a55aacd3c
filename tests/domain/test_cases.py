from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.case_refusals import CaseCode, CaseRefusal
from bot.domain.case_states import CaseAct, CaseRules, CaseState, CaseStatus
from bot.domain.cases import advance, case_number, is_done, opened

START = datetime(2022, 7, 16, 2, tzinfo=UTC)
OWNER, LI, WANG = 7, 21, 22
RESULT = "已联系卡口,15:20 放行"
COUNTY = CaseRules(levels=(2, 3, 4))
FIRMS_OWN = {CaseAct.CONFIRM, CaseAct.DENY, CaseAct.SUPPLY, CaseAct.WITHDRAW}
CHECKING = {CaseAct.CHECK, CaseAct.FAULT, CaseAct.MISS}


def played(*acts: CaseAct, rules: CaseRules = COUNTY) -> CaseState:
    case = opened(OWNER, START, level=2)
    for minute, act in enumerate(acts, 1):
        by = OWNER if act in FIRMS_OWN else WANG if act in CHECKING else LI
        case = advance(case, act, by, START + timedelta(minutes=minute), rules, result=RESULT)
    return case


CLAIM, ANSWER, SOLVE, CONFIRM, DENY = (
    CaseAct.CLAIM,
    CaseAct.ANSWER,
    CaseAct.SOLVE,
    CaseAct.CONFIRM,
    CaseAct.DENY,
)
ASK, SUPPLY, RETURN, RULE = CaseAct.ASK, CaseAct.SUPPLY, CaseAct.RETURN, CaseAct.RULE
ASSIGN, ESCALATE, SILENCE, CHECK, FAULT = (
    CaseAct.ASSIGN,
    CaseAct.ESCALATE,
    CaseAct.SILENCE,
    CaseAct.CHECK,
    CaseAct.FAULT,
)


def test_a_case_goes_from_registration_to_the_inspectors_check() -> None:
    case = played(CLAIM, ANSWER, SOLVE, CONFIRM)

    assert case.status is CaseStatus.CONFIRMED
    checked = advance(case, CHECK, WANG, START + timedelta(minutes=5), COUNTY)
    assert (checked.status, checked.closed_at) == (CaseStatus.CLOSED, START + timedelta(minutes=5))
    assert (case.held_by, case.held_since) == (LI, START + timedelta(minutes=1))
    assert case.first_answered_at == START + timedelta(minutes=2)
    assert case.solved_at == START + timedelta(minutes=3)
    assert case.confirmed_at == START + timedelta(minutes=4)
    assert case.result == RESULT


@pytest.mark.parametrize(
    ("acts", "act", "by", "done"),
    [
        ((), CLAIM, LI, False),
        ((CLAIM,), CLAIM, LI, True),
        ((CLAIM,), CLAIM, WANG, False),
        ((CLAIM, SOLVE), CONFIRM, OWNER, False),
        ((CLAIM, SOLVE, CONFIRM), CONFIRM, OWNER, True),
        ((CLAIM, SOLVE, CONFIRM), DENY, OWNER, False),
        ((CLAIM,), DENY, OWNER, False),
        ((CLAIM, SOLVE, DENY), DENY, OWNER, True),
        ((CLAIM, SOLVE, DENY, CLAIM, SOLVE), DENY, OWNER, False),
        ((CLAIM, SOLVE, DENY), SOLVE, LI, False),
    ],
)
def test_a_second_tap_is_told_from_a_first_one(acts, act, by, done) -> None:
    assert is_done(played(*acts), act, by) is done


def test_only_the_first_answer_stops_the_first_contact_clock() -> None:
    assert played(ANSWER, CLAIM, ANSWER).first_answered_at == START + timedelta(minutes=1)


def test_the_firms_word_alone_closes_nothing() -> None:
    assert played(CLAIM, SOLVE, CONFIRM, rules=CaseRules()).status is CaseStatus.CONFIRMED


@pytest.mark.parametrize(
    ("acts", "level"),
    [
        ((CLAIM, SOLVE, DENY), 3),
        ((CLAIM, SOLVE, CONFIRM, FAULT), 3),
        ((CLAIM, SOLVE, SILENCE, DENY), 3),
        ((ESCALATE, ESCALATE, CLAIM, SOLVE, DENY), 4),
    ],
)
def test_what_is_not_solved_comes_back_one_level_up(acts: tuple[CaseAct, ...], level: int) -> None:
    case = played(*acts)

    assert (case.status, case.level, case.denials) == (CaseStatus.ASSIGNED, level, 1)
    assert (case.held_by, case.confirmed_at) == (None, None)


def test_silence_is_no_yes() -> None:
    case = played(CLAIM, SOLVE, SILENCE, CaseAct.MISS, CaseAct.MISS)

    assert (case.status, case.calls) == (CaseStatus.CALL, 2)


@pytest.mark.parametrize("act", [CHECK, FAULT, CaseAct.MISS])
def test_nobody_checks_what_they_handled(act: CaseAct) -> None:
    with pytest.raises(CaseRefusal) as refused:
        advance(played(CLAIM, SOLVE, SILENCE), act, LI, START, COUNTY)

    assert refused.value.code is CaseCode.OWN_WORK


def test_a_second_refusal_is_for_the_superior_and_a_third_is_none() -> None:
    assert played(ASSIGN, RETURN).status is CaseStatus.ASSIGNED
    assert played(ASSIGN, RETURN, CLAIM, RETURN).status is CaseStatus.RULING
    ruled = played(ASSIGN, RETURN, RETURN, RULE, CLAIM)

    with pytest.raises(CaseRefusal) as refused:
        advance(ruled, RETURN, LI, START, COUNTY)

    assert refused.value.code is CaseCode.RETURNED_TOO_OFTEN


def test_the_firm_is_asked_for_more_twice_at_most() -> None:
    asked_twice = played(CLAIM, ASK, SUPPLY, ASK, SUPPLY)

    with pytest.raises(CaseRefusal) as refused:
        advance(asked_twice, ASK, LI, START, COUNTY)

    assert refused.value.code is CaseCode.ASKED_TOO_OFTEN


def test_nobody_is_above_the_top() -> None:
    with pytest.raises(CaseRefusal) as refused:
        played(ESCALATE, ESCALATE, ESCALATE)

    assert refused.value.code is CaseCode.AT_TOP


def test_a_denied_solution_stays_on_record() -> None:
    case = played(CLAIM, SOLVE, DENY)

    assert case.result == RESULT
    assert case.solved_at is None


@pytest.mark.parametrize(
    "before",
    [
        *((), (ASSIGN,), (CLAIM,), (CLAIM, ASK), (ASSIGN, RETURN, RETURN)),
        *((CLAIM, SOLVE), (CLAIM, SOLVE, SILENCE), (CLAIM, SOLVE, DENY)),
    ],
)
def test_a_firm_may_take_its_case_back_and_nothing_is_closed_on_paper(
    before: tuple[CaseAct, ...],
) -> None:
    case = played(*before, CaseAct.WITHDRAW)

    assert case.status is CaseStatus.CONFIRMED
    assert is_done(case, CaseAct.WITHDRAW, OWNER)
    assert advance(case, DENY, OWNER, START, COUNTY).status is CaseStatus.ASSIGNED


@pytest.mark.parametrize("before", [(), (CLAIM,), (CLAIM, SOLVE, DENY)])
def test_what_settled_itself_is_over_by_the_firms_own_word(before: tuple[CaseAct, ...]) -> None:
    assert played(*before, CONFIRM).status is CaseStatus.CONFIRMED


def test_the_second_officer_hears_who_was_faster() -> None:
    with pytest.raises(CaseRefusal) as refused:
        advance(played(CLAIM), CLAIM, WANG, START, COUNTY)

    assert refused.value.code is CaseCode.ALREADY_CLAIMED
    assert refused.value.params["held_by"] == LI
    assert refused.value.params["held_since"] == START + timedelta(minutes=1)


@pytest.mark.parametrize("blank", ["", "  ", "\n\u3000"])
def test_no_case_is_solved_without_its_result(blank: str) -> None:
    with pytest.raises(CaseRefusal) as refused:
        advance(played(CLAIM), SOLVE, LI, START, COUNTY, result=blank)

    assert refused.value.code is CaseCode.RESULT_MISSING


def test_only_the_holder_solves() -> None:
    with pytest.raises(CaseRefusal) as refused:
        advance(played(CLAIM), SOLVE, WANG, START, COUNTY, result=RESULT)

    assert refused.value.code is CaseCode.NOT_HOLDER


@pytest.mark.parametrize(
    ("before", "act", "code"),
    [
        ((), SOLVE, CaseCode.NOT_CLAIMED),
        ((), DENY, CaseCode.NOT_SOLVED),
        ((CLAIM,), DENY, CaseCode.NOT_SOLVED),
        ((CLAIM, SOLVE), CLAIM, CaseCode.NOT_OPEN),
        ((CLAIM, SOLVE), SOLVE, CaseCode.NOT_OPEN),
        ((CLAIM,), RULE, CaseCode.NOT_OPEN),
        ((CLAIM,), CHECK, CaseCode.NOT_SOLVED),
        ((CLAIM, SOLVE), CHECK, CaseCode.NOT_OPEN),
        *(((CLAIM, SOLVE, SILENCE, CHECK), act, CaseCode.NOT_OPEN) for act in list(CaseAct)[1:]),
    ],
)
def test_an_act_that_does_not_fit_is_refused(
    before: tuple[CaseAct, ...], act: CaseAct, code: CaseCode
) -> None:
    with pytest.raises(CaseRefusal) as refused:
        advance(played(*before), act, LI, START, COUNTY, result=RESULT)

    assert refused.value.code is code


def test_a_case_is_opened_once() -> None:
    with pytest.raises(ValueError, match="opened once"):
        advance(played(), CaseAct.OPEN, OWNER, START, COUNTY)


@pytest.mark.parametrize(
    ("letter", "day", "running", "number"),
    [
        ("F", date(2022, 7, 16), 3, "F-0716-003"),
        ("Z", date(2022, 12, 1), 999, "Z-1201-999"),
        ("F", date(2022, 1, 2), 1000, "F-0102-1000"),
    ],
)
def test_a_case_number_can_be_read_out(letter: str, day: date, running: int, number: str) -> None:
    assert case_number(letter, day, running) == number
