"""One answer to all of a common issue: whom it reaches, once, and in which order."""

from dataclasses import replace

import pytest

from bot.domain.case_refusals import IssueCode
from bot.domain.case_states import CaseAct, CaseStatus
from bot.domain.case_terms import ClockKind
from bot.domain.errors import Stale
from bot.domain.issues import AnswerFate
from bot.services.issues import answers as issue_answers
from bot.services.issues import leads as issue_leads
from bot.services.issues import linking as issue_linking
from bot.services.issues.answering import Answered
from bot.store.issues.issues import IssueRecord
from bot.store.uow import UnitOfWork
from handlers.notices.issues import answering_of
from tests.cases.district import GROUND
from tests.cases.issues import Cause, acts_of, promised, refusal


def test_an_answer_reaches_all_as_one_of_their_own_would(cause: Cause) -> None:
    cause.firms(4)
    mate, alone = cause.county.town.clerk, 3
    cause.district.claims(mate, cause.cases[1])
    cause.district.claims(mate, cause.cases[2])
    cause.district.solves(mate, cause.cases[2])
    issue = cause.district.act(
        lambda uow: issue_linking.open_issue(uow, GROUND, cause.chief, cause.ids[:2], "卡口")
    )
    cause.district.act(lambda uow: issue_leads.name_lead(uow, cause.chief, issue.id, mate.id))
    cause.lead = mate
    cause.says(issue)
    cause.carries_out(limit=1)
    cause.district.claims(mate, cause.cases[alone])
    single = cause.district.answers(mate, cause.cases[alone], "正在协调")

    taken, held = cause.now(0), cause.now(1)
    assert acts_of(taken) == acts_of(held) == acts_of(single)
    assert {card.holder.id for card in (taken, held) if card.holder} == {mate.id}
    assert promised(taken.clocks).keys() == promised(single.clocks).keys()
    assert taken.clocks[ClockKind.INTERIM].due == held.clocks[ClockKind.INTERIM].due
    assert taken.clocks[ClockKind.HANDLING] == single.clocks[ClockKind.HANDLING]
    assert ClockKind.TAKE not in taken.clocks


def test_who_has_a_case_keeps_it_until_a_result_is_given(cause: Cause) -> None:
    cause.firms(2)
    mate = cause.county.town.clerk
    cause.district.claims(mate, cause.cases[0])
    issue = cause.led()

    cause.says(issue)
    cause.carries_out()
    answered = cause.now(0).holder
    cause.gives(issue)
    cause.carries_out()
    solved = cause.now(0)

    assert answered is not None
    assert answered.id == mate.id
    assert solved.holder is not None
    assert (solved.status, solved.holder.id) == (CaseStatus.SOLVED, cause.lead.id)


def test_after_a_result_each_firm_has_its_own_word(cause: Cause) -> None:
    cause.firms(2)
    issue = cause.led()
    before = cause.now(1).level
    cause.gives(issue)
    cause.carries_out()

    confirmed = cause.district.confirms(cause.owners[0], cause.cases[0])
    denied = cause.district.denies(cause.owners[1], cause.cases[1])

    assert confirmed.status is CaseStatus.CONFIRMED
    assert denied.status is CaseStatus.ASSIGNED
    assert denied.level > before


def test_what_needs_no_answer_gets_none_and_is_reported(cause: Cause) -> None:
    cause.firms(3)
    issue = cause.led()
    cause.district.confirms(cause.owners[1], cause.cases[1])
    done: list[Answered] = []
    answering = replace(answering_of(GROUND), report=lambda each: done.append(each) or ())

    cause.says(issue)
    cause.carries_out(answering)

    [report] = done
    assert report.sent == 2
    assert report.left == ((cause.cases[1].number, AnswerFate.OVER),)


def test_answers_go_in_order_and_only_once(cause: Cause) -> None:
    cause.firms(3)
    issue = cause.led()
    cause.says(issue, "第一次")
    busy = refusal(cause, lambda uow: issue_answers.ready_to_answer(uow, cause.lead, issue.id))
    cause.carries_out(limit=1)
    cause.says(issue, "第二次")
    cause.carries_out(limit=2)

    assert busy.code is IssueCode.ANSWERING
    for number in range(3):
        texts = [step.text for step in cause.now(number).steps if step.act is CaseAct.ANSWER]
        assert texts == ["第一次", "第二次"]
    assert cause.carries_out() == 0


def test_what_comes_later_can_have_the_last_answer_too(cause: Cause) -> None:
    cause.firms(1)
    issue = cause.led()
    cause.says(issue)
    cause.carries_out()
    cause.firms(1)
    cause.district.act(
        lambda uow: issue_linking.link_case(uow, cause.chief, issue.id, cause.cases[1].id)
    )

    def again(uow: UnitOfWork) -> tuple[IssueRecord, int]:
        return issue_answers.repeat_answer(uow, cause.lead, issue.id)

    assert cause.district.act(again)[1] == 1
    cause.carries_out()
    assert acts_of(cause.now(1))[-1] is CaseAct.ANSWER
    assert acts_of(cause.now(0)).count(CaseAct.ANSWER) == 1
    with pytest.raises(Stale):
        cause.district.act(again)
