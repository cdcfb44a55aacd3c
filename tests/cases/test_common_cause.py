"""批处理: one answer for many, each in its own case, with its own clocks."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.case_refusals import CaseRefusal, IssueCode, IssueRefusal
from bot.domain.case_states import CaseAct, CaseStatus
from bot.domain.case_terms import ClockKind, Clocks
from bot.domain.errors import BadAnswer, NotYours, Stale
from bot.domain.issues import AnswerFate, ProposalStatus
from bot.domain.staff import Appointment, RoleKind
from bot.services.cases.cards import CaseCard
from bot.services.issues import answers as issue_answers
from bot.services.issues import leads as issue_leads
from bot.services.issues import linking as issue_linking
from bot.services.issues import policy_proposals as proposals
from bot.services.issues.answering import Answered
from bot.services.issues.cards import issue_card
from bot.services.issues.lists import comparable, issues_of
from bot.store.issues.issues import IssueRecord
from bot.store.issues.links import issue_of_case, linked_cases
from bot.store.staff.absences import add_absence
from bot.store.staff.officers import OFFICER, OfficerCard, card_of
from bot.store.uow import UnitOfWork
from handlers.notices import issues as notices
from handlers.notices.issues import answering_of
from tests.cases.county import County
from tests.cases.district import COUNTY, ELSEWHERE, GROUND, TOWN
from tests.cases.issues import TUESDAY, Cause


@pytest.fixture
def cause(county: County) -> Cause:
    return Cause(county)


def acts_of(card: CaseCard) -> list[CaseAct]:
    """What happened in it, beside that it was linked."""
    return [step.act for step in card.steps if step.act is not CaseAct.LINK]


def promised(clocks: Clocks) -> dict[ClockKind, object]:
    """What a firm was given a date for."""
    kinds = (ClockKind.CONTACT, ClockKind.INTERIM, ClockKind.HANDLING)
    return {kind: clocks[kind].due for kind in kinds if kind in clocks}


def refusal(cause: Cause, work: Callable[[UnitOfWork], object]) -> IssueRefusal:
    with pytest.raises(IssueRefusal) as error:
        cause.district.act(work)
    return error.value


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


def test_a_case_is_in_one_open_issue_at_most(cause: Cause) -> None:
    cause.firms(2)
    issue = cause.opens()

    again = refusal(cause, lambda uow: cause_opened(cause, uow))
    cause.firms(1)
    alone = refusal(cause, lambda uow: cause_opened(cause, uow))
    cause.firms(1)
    other = cause.opens(None, *cause.ids)
    elsewhere = refusal(
        cause, lambda uow: issue_linking.link_case(uow, cause.chief, other.id, cause.ids[0])
    )

    assert (again.code, again.params["number"]) == (IssueCode.LINKED, issue.number)
    assert alone.code is IssueCode.TOO_FEW
    assert elsewhere.params["number"] == issue.number
    assert cause.district.act(lambda uow: linked_cases(uow.connection, other.id)) == cause.ids[2:]
    assert (issue.number, other.number) == ("FG-0715-01", "FG-0715-02")


async def test_of_dispatchers_who_link_at_once_one_makes_the_issue(cause: Cause) -> None:
    cause.firms(3)
    chiefs = [cause.dispatcher() for _ in range(4)]

    def links(chief: OfficerCard):
        return lambda connection: issue_linking.open_issue(
            cause.district.uow(connection), GROUND, chief, cause.ids, "卡口"
        )

    runs = (cause.district.database.run(links(each)) for each in chiefs)
    outcomes = await asyncio.gather(*runs, return_exceptions=True)

    made = [each for each in outcomes if isinstance(each, IssueRecord)]
    refused = [each for each in outcomes if isinstance(each, IssueRefusal)]
    assert (len(made), len(refused)) == (1, 3)
    assert {each.params["number"] for each in refused} == {made[0].number}


def test_a_dissolved_issue_leaves_every_case_as_it_is(cause: Cause) -> None:
    cause.firms(2)
    issue = cause.led()
    cause.says(issue)
    while_sending = refusal(
        cause, lambda uow: issue_linking.dissolve_issue(uow, cause.chief, issue.id)
    )
    cause.carries_out()
    before = cause.now(0)

    cause.district.act(lambda uow: issue_linking.dissolve_issue(uow, cause.chief, issue.id))

    after = cause.now(0)
    assert while_sending.code is IssueCode.ANSWERING
    assert (after.status, after.clocks, after.issue) == (before.status, before.clocks, None)
    assert cause.parts(0, issue) is None
    late = refusal(cause, lambda uow: issue_linking.rename_issue(uow, cause.chief, issue.id, "x"))
    assert late.code is IssueCode.NOT_OPEN


def test_everything_is_audited_by_ids(cause: Cause) -> None:
    cause.firms(2)
    issue = cause.led()
    cause.district.act(lambda uow: proposals.propose(uow, cause.chief, issue.id, "改一改"))
    cause.says(issue)
    cause.carries_out()
    cause.parts(0, issue)

    chief, lead = f"officer:{cause.chief.id}", f"officer:{cause.lead.id}"
    owner, case_id = f"person:{cause.owners[0].id}", cause.ids[0]
    noted = [entry for entry in cause.district.audit() if "issue" in entry[2]]
    assert noted == [
        (chief, "issue:open", f"issue:{issue.id}"),
        (chief, "issue:link", f"issue:{issue.id}/case:{case_id}"),
        (chief, "issue:link", f"issue:{issue.id}/case:{cause.ids[1]}"),
        (chief, "issue:lead", f"issue:{issue.id}"),
        (chief, "issue:propose", f"issue:{issue.id}"),
        (lead, "issue:answer", f"issue:{issue.id}"),
        (owner, "issue:part", f"issue:{issue.id}/case:{case_id}"),
    ]


def test_whoever_has_no_business_with_an_issue_finds_none(cause: Cause) -> None:
    cause.firms(1)
    issue = cause.led()
    chief, lead = cause.chief, cause.lead
    works = {
        "see": lambda uow, by: issue_card(uow, by, issue.id),
        "rename": lambda uow, by: issue_linking.rename_issue(uow, by, issue.id, "别的"),
        "lead": lambda uow, by: issue_leads.possible_leads(uow, by, issue.id),
        "answer": lambda uow, by: issue_answers.ready_to_answer(uow, by, issue.id),
        "propose": lambda uow, by: proposals.ready_to_propose(uow, by, issue.id),
    }
    allowed = {
        chief.id: {"see", "rename", "lead", "propose"},
        lead.id: {"see", "answer"},
        cause.county.town.clerk.id: set(),
        cause.county.inspector.id: set(),
        cause.dispatcher(ELSEWHERE).id: set(),
        cause.dispatcher(TOWN).id: set(),
        cause.dispatcher(COUNTY, "industry").id: set(),
    }
    people = {each.id: each for each in (chief, lead, *everybody(cause))}

    found = {
        who: {name for name, work in works.items() if may(cause, work, people[who])}
        for who in allowed
    }

    assert found == allowed


def test_a_dispatcher_compares_and_links_only_what_they_dispatch(cause: Cause) -> None:
    cause.firms(1, region=TOWN)
    cause.firms(1, region=f"{COUNTY}/别的镇")
    town = cause.dispatcher(TOWN)

    seen = cause.district.act(lambda uow: comparable(uow, town, 0))

    assert [case.id for case in seen] == [cause.ids[0]]
    with pytest.raises(NotYours):
        cause.opens(town, *cause.ids)
    issue = cause.opens(town, cause.ids[0])
    assert issue.region == TOWN
    with pytest.raises(NotYours):  # it is of the town alone, whoever links
        cause.district.act(
            lambda uow: issue_linking.link_case(uow, cause.chief, issue.id, cause.ids[1])
        )
    assert [line.issue.id for line in cause.district.act(lambda uow: issues_of(uow, town))] == [
        issue.id
    ]
    with pytest.raises(NotYours):
        cause.district.act(lambda uow: comparable(uow, cause.lead, 0))


def test_a_title_is_one_short_line(cause: Cause) -> None:
    cause.firms(1)
    issue = cause.opens()

    for title in ("", "……", "长" * 61):
        with pytest.raises(BadAnswer):
            cause.district.act(
                lambda uow, title=title: issue_linking.rename_issue(
                    uow, cause.chief, issue.id, title
                )
            )


def test_a_proposal_is_for_editors_of_the_place_and_decided_once(cause: Cause) -> None:
    cause.firms(2)
    issue = cause.led()
    editor = cause.district.appointed(Appointment(RoleKind.EDITOR, COUNTY), name="政策周")
    other = cause.district.appointed(Appointment(RoleKind.EDITOR, ELSEWHERE), name="政策吴")
    card = cause.district.act(
        lambda uow: proposals.propose(uow, cause.chief, issue.id, "统一口径")
    )
    taken, declined = ProposalStatus.TAKEN, ProposalStatus.DECLINED

    def decides(by: OfficerCard, status: ProposalStatus, reason: str | None = None):
        return cause.district.act(
            lambda uow: proposals.decide_proposal(uow, by, card.record.id, status, reason)
        )

    assert dict(card.record.figures)["cases"] == 2
    assert {each.chat_id for each in card.editors} == {editor.chat_id}
    second = refusal(cause, lambda uow: proposals.propose(uow, cause.chief, issue.id, "再提"))
    assert second.code is IssueCode.PROPOSED
    for by in (other, cause.chief, cause.lead):
        with pytest.raises(NotYours):
            decides(by, taken)
    with pytest.raises(BadAnswer):
        decides(editor, declined)
    decided = decides(editor, declined, "已经统一")
    assert (decided.decided_by, decided.record.reason) == ("政策周", "已经统一")
    assert {each.chat_id for each in decided.writer} == {cause.chief.chat_id}
    with pytest.raises(IssueRefusal) as late:
        decides(editor, taken)
    assert (late.value.code, late.value.params["by"]) == (IssueCode.DECIDED, "政策周")


def test_whoever_stands_in_for_the_lead_answers(cause: Cause) -> None:
    cause.firms(1)
    issue = cause.led()
    deputy = cause.county.town.clerk
    cause.district.act(lambda uow: away(uow, cause.lead, deputy, uow.now - timedelta(hours=1)))
    cause.lead, absent = deputy, cause.lead

    cause.says(issue)
    cause.carries_out()

    holder = cause.now(0).holder
    assert holder is not None
    assert holder.id == deputy.id
    with pytest.raises(NotYours):
        cause.district.act(
            lambda uow: issue_answers.answer_issue(
                uow, GROUND, absent, issue.id, "在外面", TUESDAY
            )
        )


def away(uow: UnitOfWork, officer: OfficerCard, deputy: OfficerCard, since: datetime) -> None:
    until = uow.now + timedelta(days=3)
    add_absence(uow, officer.id, since, until, deputy.id, reason="休假", made_by=officer.id)


def issue_of_cause(cause: Cause, number: int) -> int | None:
    issue = cause.district.act(lambda uow: issue_of_case(uow, cause.ids[number]))
    return None if issue is None else issue.id


def cause_opened(cause: Cause, uow: UnitOfWork) -> IssueRecord:
    return issue_linking.open_issue(uow, GROUND, cause.chief, cause.ids, "卡口")


def everybody(cause: Cause) -> list[OfficerCard]:
    return cause.district.act(
        lambda uow: [card_of(uow, row) for row in uow.connection.execute(OFFICER.select())]
    )


def may(cause: Cause, work: Callable[[UnitOfWork, OfficerCard], object], by: OfficerCard) -> bool:
    try:
        cause.district.act(lambda uow: work(uow, by))
    except NotYours:
        return False
    return True


def test_a_new_lead_is_told_and_so_is_the_one_before(cause: Cause) -> None:
    cause.firms(1)
    mate, lead = cause.county.town.clerk, cause.lead

    def names(who: OfficerCard) -> dict[int, str]:
        def work(uow: UnitOfWork) -> dict[int, str]:
            named = issue_leads.name_lead(uow, cause.chief, issue.id, who.id)
            card = issue_card(uow, cause.chief, issue.id)
            told = notices.named(card, named, cause.chief) if named.is_news else ()
            return {each.chat_id: each.key for each in told}

        return cause.district.act(work)

    issue = cause.opens()
    first, same, other, again = names(lead), names(lead), names(mate), names(lead)

    assert first.keys() == {lead.chat_id}
    assert same == {}
    assert other.keys() == again.keys() == {lead.chat_id, mate.chat_id}
    assert not {*first.values()} & {*again.values()}
