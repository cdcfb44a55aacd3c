from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain.cases import (
    CaseAct,
    CaseState,
    CaseStatus,
    advance,
    case_number,
    is_done,
    opened,
)
from bot.domain.errors import CaseCode, CaseRefusal

START = datetime(2022, 7, 16, 2, tzinfo=UTC)
OWNER, LI, WANG = 7, 21, 22
RESULT = "已联系卡口,15:20 放行"


def played(*acts: CaseAct) -> CaseState:
    case = opened(OWNER, START)
    for minute, act in enumerate(acts, 1):
        by = OWNER if act in {CaseAct.CONFIRM, CaseAct.DENY} else LI
        case = advance(case, act, by, START + timedelta(minutes=minute), result=RESULT)
    return case


CLAIM, ANSWER, SOLVE, CONFIRM, DENY = list(CaseAct)[1:]


def test_a_case_goes_from_registration_to_the_firms_confirmation() -> None:
    case = played(CLAIM, ANSWER, SOLVE, CONFIRM)

    assert case.status is CaseStatus.CONFIRMED
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
        ((CLAIM, SOLVE, DENY, SOLVE), DENY, OWNER, False),
        ((CLAIM, SOLVE, DENY), SOLVE, LI, False),
    ],
)
def test_a_second_tap_is_told_from_a_first_one(acts, act, by, done) -> None:
    assert is_done(played(*acts), act, by) is done


def test_only_the_first_answer_stops_the_first_contact_clock() -> None:
    assert played(ANSWER, CLAIM, ANSWER).first_answered_at == START + timedelta(minutes=1)


def test_a_denied_solution_returns_to_the_same_officer_and_stays_on_record() -> None:
    case = played(CLAIM, SOLVE, DENY)

    assert (case.status, case.held_by, case.denials) == (CaseStatus.CLAIMED, LI, 1)
    assert case.result == RESULT
    assert case.solved_at is None


@pytest.mark.parametrize("before", [(), (CLAIM,), (CLAIM, SOLVE, DENY)])
def test_what_settled_itself_is_over_by_the_firms_own_word(before: tuple[CaseAct, ...]) -> None:
    assert played(*before, CONFIRM).status is CaseStatus.CONFIRMED


def test_the_second_officer_hears_who_was_faster() -> None:
    with pytest.raises(CaseRefusal) as refused:
        advance(played(CLAIM), CLAIM, WANG, START)

    assert refused.value.code is CaseCode.ALREADY_CLAIMED
    assert refused.value.params["held_by"] == LI
    assert refused.value.params["held_since"] == START + timedelta(minutes=1)


@pytest.mark.parametrize("blank", ["", "  ", "\n\u3000"])
def test_no_case_is_solved_without_its_result(blank: str) -> None:
    with pytest.raises(CaseRefusal) as refused:
        advance(played(CLAIM), SOLVE, LI, START, result=blank)

    assert refused.value.code is CaseCode.RESULT_MISSING


def test_only_the_holder_solves() -> None:
    with pytest.raises(CaseRefusal) as refused:
        advance(played(CLAIM), SOLVE, WANG, START, result=RESULT)

    assert refused.value.code is CaseCode.NOT_HOLDER


@pytest.mark.parametrize(
    ("before", "act", "code"),
    [
        ((), SOLVE, CaseCode.NOT_CLAIMED),
        ((), DENY, CaseCode.NOT_SOLVED),
        ((CLAIM,), DENY, CaseCode.NOT_SOLVED),
        ((CLAIM, SOLVE), CLAIM, CaseCode.NOT_OPEN),
        ((CLAIM, SOLVE), SOLVE, CaseCode.NOT_OPEN),
        *(((CLAIM, SOLVE, CONFIRM), act, CaseCode.NOT_OPEN) for act in list(CaseAct)[1:]),
    ],
)
def test_an_act_that_does_not_fit_is_refused(
    before: tuple[CaseAct, ...], act: CaseAct, code: CaseCode
) -> None:
    with pytest.raises(CaseRefusal) as refused:
        advance(played(*before), act, LI, START, result=RESULT)

    assert refused.value.code is code


def test_a_case_is_opened_once() -> None:
    with pytest.raises(ValueError, match="opened once"):
        advance(played(), CaseAct.OPEN, OWNER, START)


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


class CaseLife(RuleBasedStateMachine):
    """Two officers and an owner press whatever they like, in any order."""

    @initialize()
    def register(self) -> None:
        self.case = opened(OWNER, START)
        self.at = START
        self.claims = 0
        self.written: list[str] = []

    def tries(self, act: CaseAct, by: int, result: str = "") -> bool:
        self.at += timedelta(minutes=1)
        try:
            self.case = advance(self.case, act, by, self.at, result=result)
        except CaseRefusal:
            return False
        return True

    @rule(by=st.sampled_from([LI, WANG]))
    def claim(self, by: int) -> None:
        self.claims += self.tries(CLAIM, by)

    @rule(by=st.sampled_from([LI, WANG]))
    def answer(self, by: int) -> None:
        first, status = self.case.first_answered_at, self.case.status
        if self.tries(ANSWER, by):
            assert self.case.status is status
            assert self.case.first_answered_at == (first or self.at)

    @rule(by=st.sampled_from([LI, WANG]), result=st.text(max_size=3))
    def solve(self, by: int, result: str) -> None:
        if self.tries(SOLVE, by, result):
            assert result.strip()
            assert by == self.case.held_by
            self.written.append(result.strip())

    @rule()
    def deny(self) -> None:
        was_solved = self.case.status is CaseStatus.SOLVED
        assert self.tries(DENY, OWNER) is was_solved

    @rule()
    def confirm(self) -> None:
        was_over = self.case.status is CaseStatus.CONFIRMED
        assert self.tries(CONFIRM, OWNER) is not was_over

    @precondition(lambda self: self.case.status is CaseStatus.CLAIMED)
    @rule()
    def solve_well(self) -> None:
        holder = self.case.held_by
        assert holder is not None
        assert self.tries(SOLVE, holder, RESULT)
        self.written.append(RESULT)

    @invariant()
    def no_result_is_lost(self) -> None:
        assert list(self.case.results) == self.written
        assert self.case.status is not CaseStatus.SOLVED or self.case.result

    @invariant()
    def never_do_two_claims_succeed(self) -> None:
        assert self.claims == (self.case.held_by is not None)


CaseLife.TestCase.settings = settings(max_examples=100, stateful_step_count=20, deadline=None)
TestCaseLife = CaseLife.TestCase
