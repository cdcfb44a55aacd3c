"""政策建议: what a common issue says about a policy reaches those who edit policies (三(八))."""

from dataclasses import dataclass
from typing import Final

from bot.domain.case_refusals import IssueCode, IssueRefusal
from bot.domain.errors import AccessCode, NotYours
from bot.domain.issues import IssueStatus, ProposalStatus
from bot.domain.staff import Power
from bot.services.cases.circle import Recipient, reachable
from bot.services.cases.routing import at_work
from bot.services.cases.texts import reason_text
from bot.services.issues.cards import figures_of
from bot.services.issues.doors import dispatches, issue_for_officer, refused
from bot.services.issues.linking import audit
from bot.services.staff.staff import may, officers_with, regions_with
from bot.store.audit import note
from bot.store.issues.issues import IssueRecord, issue_by_id
from bot.store.issues.policy_proposals import (
    ProposalRecord,
    add_proposal,
    decide,
    load_proposal,
    proposals_in,
    proposals_of_issue,
)
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork

LISTED: Final = 8


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A proposal with whom it concerns.

    Attributes:
        by: Name of who wrote it.
        decided_by: Name of who decided; None if nobody has.
        writer: Who hears what becomes of it: its writer, or who dispatches there now.
        editors: Who may decide it.
    """

    record: ProposalRecord
    by: str
    decided_by: str | None
    writer: tuple[Recipient, ...]
    editors: tuple[Recipient, ...]


def ready_to_propose(uow: UnitOfWork, officer: OfficerCard, issue_id: int) -> IssueRecord:
    """The issue, if this officer may write a proposal of it now.

    Raises:
        IssueRefusal: It is dissolved, or one waits already.
        NotYours: No such issue, or this officer does not dispatch there.
    """
    issue = issue_for_officer(uow, officer, issue_id)
    if not dispatches(uow, officer, issue):
        raise NotYours("issue")
    if issue.status is IssueStatus.DISSOLVED:
        raise refused(IssueCode.NOT_OPEN, issue, status=issue.status)
    for each in proposals_of_issue(uow, issue.id):
        if each.status is ProposalStatus.OPEN:
            raise refused(IssueCode.PROPOSED, issue, proposal_id=each.id)
    return issue


def propose(uow: UnitOfWork, officer: OfficerCard, issue_id: int, text: str) -> ProposalCard:
    """Write what should be changed or made clear; the issue's figures are kept with it.

    Raises:
        BadAnswer: No text, or too much.
        IssueRefusal, NotYours: As `ready_to_propose`.
    """
    said = reason_text(text)
    issue = ready_to_propose(uow, officer, issue_id)
    figures = figures_of(uow, issue)
    proposal_id = add_proposal(uow, issue.id, issue.region, said, figures, officer.id)
    audit(uow, officer, "propose", issue)
    return _card(uow, _loaded(uow, proposal_id))


def proposals_for(uow: UnitOfWork, officer: OfficerCard) -> list[ProposalRecord]:
    """What an editor of policies has to go through: open ones first.

    Raises:
        NotYours: They edit no policies.
    """
    regions = regions_with(uow, officer, Power.POLICY_EDIT)
    if not regions:
        raise NotYours("proposal", AccessCode.ROLE)
    return proposals_in(uow, regions, limit=LISTED)


def proposal_card(uow: UnitOfWork, officer: OfficerCard, proposal_id: int) -> ProposalCard:
    """A proposal of a place whose policies an officer edits, or where they dispatch.

    Raises:
        NotYours: No such proposal, or none of theirs.
    """
    record = load_proposal(uow, proposal_id)
    if record is None or not _concerns(uow, officer, record):
        raise NotYours("proposal")
    return _card(uow, record)


def ready_to_decide(uow: UnitOfWork, officer: OfficerCard, proposal_id: int) -> ProposalCard:
    """A proposal that nobody has decided, locked, for an editor of its place.

    Raises:
        IssueRefusal: Somebody was faster.
        NotYours: No such proposal, or this officer edits no policies there.
    """
    record = load_proposal(uow, proposal_id)
    if record is None or not may(uow, officer, Power.POLICY_EDIT, record.region):
        raise NotYours("proposal")
    card = _card(uow, record)
    if record.status is not ProposalStatus.OPEN:
        raise IssueRefusal(
            IssueCode.DECIDED,
            issue_id=record.issue_id,
            number=record.number,
            proposal_id=record.id,
            by=card.decided_by or "",
        )
    return card


def decide_proposal(
    uow: UnitOfWork,
    officer: OfficerCard,
    proposal_id: int,
    status: ProposalStatus,
    reason: str | None = None,
) -> ProposalCard:
    """采纳, 不采纳: an editor says what becomes of it.

    Args:
        reason: Needed to decline.

    Raises:
        BadAnswer: Declined without a reason, or too long a one.
        IssueRefusal, NotYours: As `ready_to_decide`.
    """
    taken = status is ProposalStatus.TAKEN and reason is None
    why = None if taken else reason_text(reason or "")
    card = ready_to_decide(uow, officer, proposal_id)
    decide(uow, card.record.id, status, officer.id, why)
    subject = f"issue:{card.record.issue_id}/proposal:{card.record.id}"
    note(uow, actor=f"officer:{officer.id}", act=f"proposal:{status}", subject=subject)
    return _card(uow, _loaded(uow, proposal_id))


def _loaded(uow: UnitOfWork, proposal_id: int) -> ProposalRecord:
    record = load_proposal(uow, proposal_id)
    if record is None:
        raise NotYours("proposal")
    return record


def _concerns(uow: UnitOfWork, officer: OfficerCard, record: ProposalRecord) -> bool:
    """Policies are edited for a whole place; an issue may be of one sector of it."""
    issue = issue_by_id(uow, record.issue_id)
    edits = may(uow, officer, Power.POLICY_EDIT, record.region)
    return edits or dispatches(uow, officer, issue)


def _card(uow: UnitOfWork, record: ProposalRecord) -> ProposalCard:
    writer, issue = officer_by_id(uow, record.by), issue_by_id(uow, record.issue_id)
    there = [writer] if dispatches(uow, writer, issue) else []
    heirs = officers_with(uow, Power.CASE_DISPATCH, issue.region, issue.sector)
    editors = officers_with(uow, Power.POLICY_EDIT, record.region)
    decided_by = record.decided_by
    return ProposalCard(
        record=record,
        by=writer.name,
        decided_by=None if decided_by is None else officer_by_id(uow, decided_by).name,
        writer=reachable(at_work(uow, there or heirs)),
        editors=reachable(at_work(uow, editors)),
    )
