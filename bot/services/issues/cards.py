"""What people at the desk see of a common issue."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.case_states import DONE, UNSOLVED, CaseStatus
from bot.domain.issues import LEAST, IssueStatus
from bot.services.cases.access import may_see
from bot.services.issues.doors import dispatches, issue_for_officer, leads
from bot.store.cases.cases import CaseRecord, load_case
from bot.store.firms.firms import load_firm
from bot.store.issues.answers import AnswerRecord, is_answering, newest_answer
from bot.store.issues.deliveries import cases_without
from bot.store.issues.issues import IssueRecord
from bot.store.issues.links import linked_cases
from bot.store.issues.policy_proposals import ProposalRecord, proposals_of_issue
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Member:
    """A case of an issue; `opens`: whoever looks may open it."""

    id: int
    number: str
    status: CaseStatus
    firm: str
    text: str
    opens: bool


@dataclass(frozen=True, slots=True)
class IssueCard:
    """A common issue.

    Attributes:
        case_ids: Its cases, in the order in which they were opened.
        lead: Name of who answers for all; None if nobody is named.
        answer: What was said last to all.
        answering: It has not reached all yet.
        unanswered: So many cases that came later have not got it, though it still holds.
        proposal: The newest policy proposal of it.
        dispatches: Whoever looks decides what belongs to it.
        leads: Whoever looks answers for all.
        unsolved: How many of its cases nobody has solved yet.
    """

    issue: IssueRecord
    case_ids: tuple[int, ...]
    lead: str | None
    answer: AnswerRecord | None
    answering: bool
    unanswered: int
    proposal: ProposalRecord | None
    dispatches: bool
    leads: bool
    unsolved: int

    @property
    def is_alone(self) -> bool:
        """Whether too few cases are left for a cause in common."""
        return self.issue.status is IssueStatus.OPEN and self.unsolved < LEAST


def issue_card(uow: UnitOfWork, officer: OfficerCard, issue_id: int) -> IssueCard:
    """An issue that an officer may see.

    Raises:
        NotYours: No such issue, or none of theirs.
    """
    return card_of_issue(uow, officer, issue_for_officer(uow, officer, issue_id))


def card_of_issue(uow: UnitOfWork, officer: OfficerCard, issue: IssueRecord) -> IssueCard:
    """Gather an issue that the caller was allowed to load."""
    proposals = proposals_of_issue(uow, issue.id)
    answer = newest_answer(uow, issue.id)
    answering = is_answering(uow.connection, issue.id)
    return IssueCard(
        issue=issue,
        case_ids=tuple(linked_cases(uow.connection, issue.id)),
        lead=None if issue.lead_id is None else officer_by_id(uow, issue.lead_id).name,
        answer=answer,
        answering=answering,
        unanswered=0 if answering else count_unanswered(uow, issue, answer),
        proposal=proposals[0] if proposals else None,
        dispatches=dispatches(uow, officer, issue),
        leads=leads(uow, officer, issue),
        unsolved=figures_of(uow, issue)["unsolved"],
    )


def members_of(
    uow: UnitOfWork, officer: OfficerCard, card: IssueCard, page: int, a_page: int
) -> tuple[Member, ...]:
    """One page of an issue's cases."""
    shown = card.case_ids[page * a_page : (page + 1) * a_page]
    cases = (load_case(uow, each) for each in shown)
    return tuple(_member(uow, officer, case) for case in cases if case is not None)


def count_unanswered(uow: UnitOfWork, issue: IssueRecord, answer: AnswerRecord | None) -> int:
    """How many cases that came later have not got the last answer, while it still holds."""
    if issue.status is not IssueStatus.OPEN or answer is None:
        return 0
    if answer.until is None or answer.until <= uow.now:
        return 0
    return len(cases_without(uow.connection, answer))


def figures_of(uow: UnitOfWork, issue: IssueRecord) -> Mapping[str, int]:
    """What an issue is in numbers: cases, firms, unsolved, solved, confirmed, denied."""
    loaded = [load_case(uow, each) for each in linked_cases(uow.connection, issue.id)]
    cases = [case for case in loaded if case is not None]
    confirmed = sum(case.state.status in DONE for case in cases)
    unsolved = sum(case.state.status in UNSOLVED for case in cases)
    return {
        "cases": len(cases),
        "firms": len({case.firm_id for case in cases}),
        "days": (uow.now - min((c.state.opened_at for c in cases), default=uow.now)).days + 1,
        "unsolved": unsolved,
        "solved": len(cases) - confirmed - unsolved,
        "confirmed": confirmed,
        "denied": sum(case.state.denials > 0 for case in cases),
    }


def _member(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> Member:
    firm, opens = load_firm(uow, case.firm_id), may_see(uow, officer, case)
    return Member(case.id, case.number, case.state.status, firm.name, case.text, opens)
