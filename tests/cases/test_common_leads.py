"""Whose business a common issue is: who links, leads, stands in and decides on a proposal."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.domain.case_refusals import IssueCode, IssueRefusal
from bot.domain.errors import BadAnswer, NotYours
from bot.domain.issues import ProposalStatus
from bot.domain.staff import Appointment, RoleKind
from bot.services.issues import answers as issue_answers
from bot.services.issues import leads as issue_leads
from bot.services.issues import linking as issue_linking
from bot.services.issues import policy_proposals as proposals
from bot.services.issues.cards import issue_card
from bot.services.issues.lists import comparable, issues_of
from bot.store.staff.absences import add_absence
from bot.store.staff.officers import OFFICER, OfficerCard, card_of
from bot.store.uow import UnitOfWork
from handlers.notices import issues as notices
from tests.cases.district import COUNTY, ELSEWHERE, GROUND, TOWN
from tests.cases.issues import TUESDAY, Cause, refusal


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
