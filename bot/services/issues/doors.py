"""The only doors to a common issue: loading is the permission check."""

from bot.domain.case_refusals import IssueCode, IssueRefusal
from bot.domain.errors import NotYours
from bot.domain.issues import IssueStatus
from bot.domain.staff import POWERS, Appointment, Power
from bot.services.staff.absences import stands_in
from bot.services.staff.staff import may, posts_of, reach_of
from bot.store.cases.cases import CaseRecord
from bot.store.firms.firms import load_firm
from bot.store.issues.answers import is_answering
from bot.store.issues.issues import IssueRecord, load_issue
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork


def dispatches(uow: UnitOfWork, officer: OfficerCard, issue: IssueRecord) -> bool:
    """Whether an officer decides what belongs to an issue."""
    return may(uow, officer, Power.CASE_DISPATCH, issue.region, issue.sector)


def leads(uow: UnitOfWork, officer: OfficerCard, issue: IssueRecord) -> bool:
    """Whether an officer answers for all of an issue: as named, or standing in for who is."""
    if issue.lead_id is None or stands_in(uow, issue.lead_id, uow.now) != officer.id:
        return False
    return any(Power.CASE_WORK in POWERS[post.kind] for post in posts_of(uow, officer.id))


def issue_for_officer(uow: UnitOfWork, officer: OfficerCard, issue_id: int) -> IssueRecord:
    """An issue of a place where an officer dispatches, or that they lead, locked.

    Raises:
        NotYours: No such issue, or none of theirs.
    """
    issue = load_issue(uow, issue_id)
    if issue is None or not (dispatches(uow, officer, issue) or leads(uow, officer, issue)):
        raise NotYours("issue")
    return issue


def issue_to_change(uow: UnitOfWork, officer: OfficerCard, issue_id: int) -> IssueRecord:
    """The same for a dispatcher who is about to change it.

    Raises:
        NotYours: No such issue, or this officer does not dispatch there.
        IssueRefusal: It is solved or dissolved.
    """
    issue = issue_for_officer(uow, officer, issue_id)
    if not dispatches(uow, officer, issue):
        raise NotYours("issue")
    return _still_open(issue)


def issue_to_answer(uow: UnitOfWork, officer: OfficerCard, issue_id: int) -> IssueRecord:
    """The same for whoever leads it and is about to answer.

    Raises:
        NotYours: No such issue, or somebody else leads it.
        IssueRefusal: It is solved or dissolved, nobody leads it, or an answer is on its way.
    """
    issue = _still_open(issue_for_officer(uow, officer, issue_id))
    if issue.lead_id is None:
        raise refused(IssueCode.NO_LEAD, issue)
    if not leads(uow, officer, issue):
        raise NotYours("issue")
    require_calm(uow, issue)
    return issue


def require_calm(uow: UnitOfWork, issue: IssueRecord) -> None:
    """Make sure that no answer is on its way.

    Raises:
        IssueRefusal: One is.
    """
    if is_answering(uow.connection, issue.id):
        raise refused(IssueCode.ANSWERING, issue)


def dispatching_post(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> Appointment:
    """The widest post by which an officer dispatches a case: an issue belongs to its place.

    Raises:
        NotYours: None of their posts does.
    """
    region = load_firm(uow, case.firm_id).region
    own = [
        post
        for post in reach_of(uow, officer, Power.CASE_DISPATCH)
        if post.reaches(region, case.sector)
    ]
    if not own:
        raise NotYours("case")
    return min(own, key=lambda post: (len(post.region), post.sector is not None))


def refused(code: IssueCode, issue: IssueRecord, **params: int | str) -> IssueRefusal:
    """A refusal that names the issue."""
    return IssueRefusal(code, issue_id=issue.id, number=issue.number, **params)


def _still_open(issue: IssueRecord) -> IssueRecord:
    if issue.status is not IssueStatus.OPEN:
        raise refused(IssueCode.NOT_OPEN, issue, status=issue.status)
    return issue
