"""Clocks of cases: tables of terms, and a machine in which everybody presses what they like."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.case_clocks import at_due, set_back, turned, wound_up
from bot.domain.case_refusals import CaseRefusal
from bot.domain.case_states import UNSOLVED, UNTAKEN, CaseAct, CaseRules, CaseStatus
from bot.domain.case_terms import Clock, ClockKind, Clocks, Terms
from bot.domain.cases import advance, opened
from bot.domain.workdays import is_working_day
from bot.domain.worktime import DAY, Term, WorkTime

ZONE = ZoneInfo("Asia/Shanghai")
WORK = WorkTime(ZONE, is_working_day)
TERMS = Terms(
    {
        ClockKind.TAKE: Term(timedelta(minutes=30)),
        ClockKind.CONTACT: Term(DAY, working=True),
        ClockKind.INTERIM: Term(2 * DAY, working=True),
        ClockKind.HANDLING: Term(5 * DAY, working=True),
        ClockKind.SUPPLY: Term(3 * DAY, working=True),
        ClockKind.RULING: Term(DAY, working=True),
        ClockKind.FIRM: Term(2 * DAY),
        ClockKind.CALL: Term(2 * DAY, working=True),
        ClockKind.CHECK: Term(3 * DAY, working=True),
    },
    WORK,
)
RULES = CaseRules(levels=(2, 3, 4))
OWNER, OFFICERS, INSPECTOR = 7, (21, 22), 23
BY_OFFICERS = (
    CaseAct.CLAIM,
    CaseAct.ANSWER,
    CaseAct.ASK,
    CaseAct.RETURN,
    CaseAct.RULE,
    CaseAct.ASSIGN,
    CaseAct.ESCALATE,
    CaseAct.SOLVE,
)
BY_FIRM = (CaseAct.SUPPLY, CaseAct.CONFIRM, CaseAct.DENY, CaseAct.WITHDRAW)
UNMOVED = (CaseAct.REFER, CaseAct.PART, CaseAct.REPEAT)
LONGEST_RULING = 7 * DAY
"""One working day is over by then, whatever holidays lie between."""
BY_INSPECTOR = (CaseAct.CHECK, CaseAct.FAULT, CaseAct.MISS)


def local(text: str) -> datetime:
    return datetime.strptime(f"{text} +0800", "%Y-%m-%d %H:%M %z").astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2022-07-15 10:00", 2, "2022-07-19 10:00"),  # Friday
        ("2022-07-16 10:00", 2, "2022-07-20 00:00"),  # Saturday: from Monday on
        ("2022-07-18 00:00", 1, "2022-07-19 00:00"),
        ("2022-09-30 10:00", 2, "2022-10-09 10:00"),  # 国庆, and the Saturday that makes up
        ("2022-01-28 16:00", 2, "2022-01-30 16:00"),  # both days before 春节 make up
        ("2022-10-07 09:00", 1, "2022-10-09 00:00"),
        ("2031-05-02 09:00", 1, "2031-05-05 09:00"),  # nobody knows that year's holidays yet
    ],
)
def test_working_days_know_holidays_and_make_up_days(start: str, days: int, end: str) -> None:
    term = Term(days * DAY, working=True)

    assert WORK.after(local(start), term) == local(end)
    assert WORK.between(local(start), local(end)) == term.length


@pytest.mark.parametrize("minutes", [0, 1, 719, 1440, 5000])
def test_what_was_left_is_left(minutes: int) -> None:
    start = local("2022-09-28 15:00")
    handling = TERMS.start(ClockKind.HANDLING, start)
    asked = start + timedelta(minutes=minutes)

    resting = TERMS.rest(handling, asked)
    again = TERMS.go_on(resting, local("2022-10-20 09:00"))

    assert resting.due is None
    assert resting.left is not None
    assert again.due is not None
    total = WORK.between(start, asked) + resting.left
    assert total == 5 * DAY
    assert WORK.between(local("2022-10-20 09:00"), again.due) == resting.left


@pytest.mark.parametrize("status", CaseStatus)
def test_a_case_without_clocks_gets_those_of_its_status(status: CaseStatus) -> None:
    case = replace(opened(OWNER, local("2022-07-15 10:00")), status=status)

    clocks = wound_up(case, local("2022-07-15 10:00"), TERMS)

    assert any(clock.due for clock in clocks.values()) is (status is not CaseStatus.CLOSED)
    assert (ClockKind.HANDLING in clocks) is (status in UNSOLVED)


def _is_ahead(clock: Clock, now: datetime) -> bool:
    return clock.due is not None and clock.due > now


class County(RuleBasedStateMachine):
    """Officers, a firm, an inspector and the clocks act in any order, over days with holidays."""

    @initialize(day=st.sampled_from(["2022-07-15 10:00", "2022-09-29 16:00", "2022-01-29 08:00"]))
    def register(self, day: str) -> None:
        self.now = local(day)
        self.case = opened(OWNER, self.now, level=2)
        self.clocks: Clocks = wound_up(self.case, self.now, TERMS)
        self.rested = timedelta()
        self.checked_by: int | None = None
        self.handled: set[int] = set()
        self.ruling_since: datetime | None = None
        self.answered = (self.case, self.clocks)

    def tries(self, act: CaseAct, by: int | None) -> bool:
        before, clocks = self.case, self.clocks
        try:
            self.case = advance(before, act, by, self.now, RULES, result="已放行")
        except CaseRefusal:
            return False
        self.clocks = turned(clocks, self.case, act, self.now, TERMS)
        if by is not None and act in BY_OFFICERS:
            self.handled.add(by)
        assert self.case.level >= before.level
        self.who_may_take_it_is_rung(act)
        self.offices_keep_the_firms_clocks(act, clocks)
        self.only_a_refusal_starts_ruling(act, clocks)
        return True

    def only_a_refusal_starts_ruling(self, act: CaseAct, before: Clocks) -> None:
        """Whatever is said or done meanwhile: whoever rules has until the date of the refusal.

        Where nobody is above who could rule, what was over is called for again, as everywhere.
        """
        was, clock = before.get(ClockKind.RULING), self.clocks.get(ClockKind.RULING)
        if clock is None:
            return
        if was is None:
            assert act is CaseAct.RETURN
            assert clock == TERMS.start(ClockKind.RULING, self.now)
        elif not (act is CaseAct.REPEAT and was.due is not None and was.due <= self.now):
            assert clock == was

    def offices_keep_the_firms_clocks(self, act: CaseAct, before: Clocks) -> None:
        """Refusing, handing over, escalating and asking move no date that a firm was promised."""
        asking = act in {CaseAct.ASK, CaseAct.SUPPLY, CaseAct.LAPSE}
        moving = act in {CaseAct.RETURN, CaseAct.ASSIGN, CaseAct.RULE, CaseAct.ESCALATE}
        passing = {ClockKind.CONTACT, ClockKind.HANDLING} if moving else set()
        for kind in {ClockKind.INTERIM, *passing} if asking or moving else set():
            clock = before.get(kind)
            if clock is not None and clock.due is not None and clock.due > self.now:
                assert self.clocks[kind].due == clock.due

    def who_may_take_it_is_rung(self, act: CaseAct) -> None:
        """Whoever is given a case hears of it within the time to take it, refused ones too."""
        if act in {CaseAct.RETURN, CaseAct.ASSIGN, CaseAct.RULE, CaseAct.ESCALATE}:
            take = self.clocks.get(ClockKind.TAKE)
            given = self.case.status is CaseStatus.ASSIGNED
            assert (take is not None) is given
            if take is not None and take.due is not None:
                assert take.due <= max(self.now, take.since) + timedelta(minutes=30)

    @rule(act=st.sampled_from(UNMOVED))
    def noted(self, act: CaseAct) -> None:
        """What moves nothing moves no date either; a bell only starts anew what is over."""
        before = self.case, {**self.clocks}
        if self.tries(act, OFFICERS[0] if act is CaseAct.REFER else None):
            assert self.case.status is before[0].status
            for kind in {*before[1]} - {ClockKind.TAKE}:
                assert self.clocks[kind].due == before[1][kind].due

    @rule(days=st.integers(1, 5), by=st.sampled_from(OFFICERS))
    def answer_with_a_date(self, days: int, by: int) -> None:
        """一跟到底: the date that was named is the one that runs."""
        before, promised = self.case.status, self.now + days * DAY
        self.answered = (self.case, self.clocks)
        try:
            self.case = advance(self.case, CaseAct.ANSWER, by, self.now, RULES)
        except CaseRefusal:
            return
        clocks = self.clocks
        self.clocks = turned(clocks, self.case, CaseAct.ANSWER, self.now, TERMS, promised)
        self.handled.add(by)
        self.only_a_refusal_starts_ruling(CaseAct.ANSWER, clocks)
        if before in UNSOLVED:
            assert self.clocks[ClockKind.INTERIM].due == promised
        else:
            assert self.clocks == clocks

    @rule()
    def put_back(self) -> None:
        """不是这个问题: the case and its dates are as before the answer."""
        case, clocks = self.answered
        if case.status in UNSOLVED and replace(self.case, first_answered_at=None) == replace(
            case, first_answered_at=None, handled_by=self.case.handled_by
        ):
            still = {kind: clock for kind, clock in clocks.items() if _is_ahead(clock, self.now)}
            if {*still} != {*clocks}:
                return
            self.case = replace(case, handled_by=self.case.handled_by)
            self.clocks = set_back(clocks, self.case, self.now, TERMS)
            assert {k: c.due for k, c in self.clocks.items() if k is not ClockKind.TAKE} == {
                k: c.due for k, c in clocks.items() if k is not ClockKind.TAKE
            }
            assert (ClockKind.TAKE in self.clocks) is (self.case.status in UNTAKEN)

    @rule(act=st.sampled_from(BY_OFFICERS), by=st.sampled_from(OFFICERS))
    def office(self, act: CaseAct, by: int) -> None:
        self.tries(act, by)

    @rule(act=st.sampled_from(BY_OFFICERS))
    def whoever_has_it(self, act: CaseAct) -> None:
        self.tries(act, self.case.held_by or OFFICERS[0])

    @rule(act=st.sampled_from(BY_FIRM))
    def firm(self, act: CaseAct) -> None:
        self.tries(act, OWNER)

    @rule(act=st.sampled_from(BY_INSPECTOR), by=st.sampled_from([INSPECTOR, *OFFICERS]))
    def inspector(self, act: CaseAct, by: int) -> None:
        if self.tries(act, by):
            assert by not in self.handled
            if self.case.status is CaseStatus.CLOSED:
                self.checked_by = by

    @rule(minutes=st.integers(1, 3000))
    def time_passes(self, minutes: int) -> None:
        """Every clock that falls due on the way does what it does, in order."""
        until = self.now + timedelta(minutes=minutes)
        while (clock := self.next_due(until)) is not None:
            assert clock.due is not None
            self.now = max(self.now, clock.due)
            assert self.tries(at_due(clock.kind, self.case, RULES), None)
            renewed = self.clocks.get(clock.kind)
            assert renewed is None or renewed.due is None or renewed.due > self.now
        self.now = until

    def next_due(self, until: datetime) -> Clock | None:
        running = [clock for clock in self.clocks.values() if clock.due is not None]
        first = min(running, key=lambda clock: clock.due or until, default=None)
        return first if first and first.due and first.due <= until else None

    @invariant()
    def no_case_is_without_a_date(self) -> None:
        over = self.case.status is CaseStatus.CLOSED
        assert any(clock.due for clock in self.clocks.values()) is not over

    @invariant()
    def a_firm_waits_for_a_date_while_nothing_is_solved(self) -> None:
        firms_own = {ClockKind.CONTACT, ClockKind.INTERIM, ClockKind.SUPPLY} & {*self.clocks}
        if self.case.status in UNSOLVED:
            assert all(self.clocks[kind].due for kind in firms_own)
            assert (ClockKind.CONTACT in firms_own) is not (ClockKind.INTERIM in firms_own)
            assert (ClockKind.SUPPLY in firms_own) is (self.case.status is CaseStatus.WAITING)

    @invariant()
    def only_a_question_to_the_firm_lets_handling_rest(self) -> None:
        handling = self.clocks.get(ClockKind.HANDLING)
        assert (handling is not None) is (self.case.status in UNSOLVED)
        resting = handling is not None and handling.due is None
        assert resting is (self.case.status is CaseStatus.WAITING)

    @invariant()
    def who_rules_has_one_term_for_it(self) -> None:
        """A case that was refused twice is decided in time, or goes up: nothing puts it off."""
        ruling = self.case.status is CaseStatus.RULING
        clock = self.clocks.get(ClockKind.RULING)
        assert (clock is not None) is ruling
        if not ruling:
            self.ruling_since = None
            return
        self.ruling_since = self.ruling_since or self.now
        at_top = RULES.above(self.case.level) is None
        assert at_top or self.now - self.ruling_since < LONGEST_RULING

    @invariant()
    def every_clock_is_somebodys(self) -> None:
        """What runs is for whom the status names: takers, who rules or checks, a firm."""
        owed = {
            ClockKind.TAKE: UNTAKEN,
            ClockKind.SUPPLY: {CaseStatus.WAITING},
            ClockKind.RULING: {CaseStatus.RULING},
            ClockKind.FIRM: {CaseStatus.SOLVED},
            ClockKind.CALL: {CaseStatus.CALL},
            ClockKind.CHECK: {CaseStatus.CONFIRMED},
        }
        for kind, statuses in owed.items():
            assert (kind in self.clocks) is (self.case.status in statuses), kind
        assert (self.case.status in {CaseStatus.CLAIMED, CaseStatus.WAITING}) <= (
            self.case.held_by is not None
        )

    @invariant()
    def limits_hold(self) -> None:
        assert self.case.returns <= RULES.returns
        assert self.case.waits <= RULES.waits

    @invariant()
    def nothing_is_closed_on_paper(self) -> None:
        if self.case.status is CaseStatus.CLOSED:
            assert self.checked_by is not None
            assert self.case.results or self.case.confirmed_at
        said_to_be = {CaseStatus.SOLVED, CaseStatus.CALL}
        assert self.case.status not in said_to_be or self.case.result


County.TestCase.settings = settings(max_examples=120, stateful_step_count=40, deadline=None)
TestCounty = County.TestCase
