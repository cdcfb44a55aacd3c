"""不是这个问题: a firm says so, and its case is back where it was."""

import pytest

from bot.domain.case_refusals import CaseRefusal
from bot.domain.case_states import CaseStatus
from bot.domain.case_terms import ClockKind
from bot.domain.errors import NotYours, Stale
from bot.services.cases.cases import claim_case
from bot.services.cases.doors import case_for_officer
from bot.services.cases.handling import assign_case
from handlers.notices.issues import parted, parted_words
from tests.cases.district import GROUND
from tests.cases.issues import Cause, promised
from tests.cases.test_common_cause import issue_of_cause


@pytest.mark.parametrize("solved", [False, True])
@pytest.mark.parametrize("held", [False, True])
def test_who_says_that_it_is_another_problem_is_back_where_they_were(
    cause: Cause, solved: bool, held: bool
) -> None:
    cause.firms(2)
    mate = cause.county.town.clerk
    if held:
        cause.district.claims(mate, cause.cases[0])
    before = cause.now(0)
    issue = cause.led()
    cause.says(issue)
    cause.carries_out()
    if solved:
        cause.district.wait(hours=2)
        cause.gives(issue)
        cause.carries_out()
    cause.district.wait(hours=1)

    left, other = cause.parts(0, issue), cause.now(1)

    assert left is not None
    now = left.card
    assert (now.status, now.holder) == (before.status, before.holder)
    assert promised(now.clocks) == promised(before.clocks)
    assert (ClockKind.TAKE in now.clocks) is not held
    assert issue_of_cause(cause, 0) is None
    assert issue_of_cause(cause, 1) == issue.id
    assert other.status is (CaseStatus.SOLVED if solved else CaseStatus.CLAIMED)
    assert cause.parts(0, issue) is None
    told = {each.chat_id for each in left.tell}
    assert told == {cause.lead.chat_id, cause.chief.chat_id}


def test_what_was_done_in_the_case_itself_since_then_stands(cause: Cause) -> None:
    cause.firms(1)
    issue = cause.led()
    cause.says(issue)
    cause.carries_out()
    cause.district.wait(hours=1)
    own = cause.district.answers(cause.lead, cause.cases[0], "单独答复")

    left = cause.parts(0, issue)

    assert left is not None
    assert left.card.clocks == own.clocks
    assert left.card.holder == own.holder


def test_a_result_of_its_own_is_not_taken_back_with_an_older_answer(cause: Cause) -> None:
    cause.firms(1)
    issue = cause.led()
    cause.says(issue)
    cause.carries_out()
    cause.district.wait(hours=1)
    own = cause.district.solves(cause.lead, cause.cases[0])

    left = cause.parts(0, issue)

    assert left is not None
    assert (left.card.status, left.card.clocks) == (CaseStatus.SOLVED, own.clocks)
    assert issue_of_cause(cause, 0) is None


def test_a_firm_that_confirmed_cannot_say_that_it_is_another_problem(cause: Cause) -> None:
    cause.firms(1)
    issue = cause.led()
    cause.gives(issue)
    cause.carries_out()
    cause.district.confirms(cause.owners[0], cause.cases[0])

    with pytest.raises(CaseRefusal):
        cause.parts(0, issue)
    cause.firms(1)
    with pytest.raises(Stale):  # nothing was answered there
        cause.parts(1, issue)


@pytest.mark.parametrize("held", [False, True])
def test_whoever_led_is_offered_only_what_they_could_do(cause: Cause, held: bool) -> None:
    cause.firms(2)
    town, case = cause.county.town, cause.cases[0]
    cause.district.act(lambda uow: assign_case(uow, GROUND, cause.chief, case.id, town.id))
    if held:
        cause.district.claims(town.clerk, case)
    issue = cause.led()
    cause.says(issue)
    cause.carries_out()

    left = cause.parts(0, issue)

    assert left is not None
    rows = {each.chat_id: each.view.rows for each in parted(left)}
    offered = {chat: [one.data for row in found for one in row] for chat, found in rows.items()}
    claim, show = f"case:claim:{case.id}", f"case:show:{case.id}"
    assert (claim in offered[town.clerk.chat_id]) is not held
    assert claim not in offered[cause.chief.chat_id]
    assert claim not in offered[cause.lead.chat_id]
    with pytest.raises(NotYours if held else CaseRefusal):
        cause.district.act(lambda uow: claim_case(uow, GROUND, cause.lead, case.id))
    assert (show in offered[cause.lead.chat_id]) is not held  # they had it, or never did
    told = {each.chat_id: each.view.rows for each in parted_words(left, "不一样")}
    assert bool(told[cause.lead.chat_id]) is not held
    if held:
        with pytest.raises(NotYours):
            cause.district.act(lambda uow: case_for_officer(uow, cause.lead, case.id))
