"""批处理: one answer for many, each in its own case, with its own clocks."""

import asyncio

import pytest

from bot.domain.case_refusals import IssueCode, IssueRefusal
from bot.domain.errors import BadAnswer
from bot.services.issues import linking as issue_linking
from bot.services.issues import policy_proposals as proposals
from bot.store.issues.issues import IssueRecord
from bot.store.issues.links import issue_of_case, linked_cases
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from tests.cases.district import GROUND
from tests.cases.issues import Cause, refusal


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


def issue_of_cause(cause: Cause, number: int) -> int | None:
    issue = cause.district.act(lambda uow: issue_of_case(uow, cause.ids[number]))
    return None if issue is None else issue.id


def cause_opened(cause: Cause, uow: UnitOfWork) -> IssueRecord:
    return issue_linking.open_issue(uow, GROUND, cause.chief, cause.ids, "卡口")
