"""并成共性问题: a dispatcher says which cases have one cause, and what is left alone.

Nothing of this is told to firms: each case stays its firm's own until somebody answers.
"""

from collections.abc import Sequence

from bot.domain.case_refusals import IssueCode, IssueRefusal
from bot.domain.case_states import UNSOLVED, CaseAct
from bot.domain.errors import AnswerCode, BadAnswer, NotYours
from bot.domain.issues import (
    LEAST,
    TITLE_MOST,
    IssueStatus,
    LinkEnd,
    issue_number,
    issue_number_start,
)
from bot.domain.staff import covers
from bot.services.cases.doors import case_for_officer
from bot.services.cases.moves import note_step
from bot.services.cases.numbers import numbering
from bot.services.cases.texts import reason_text
from bot.services.duties.errands import Ground
from bot.services.issues.doors import dispatching_post, issue_to_change, refused, require_calm
from bot.store.audit import note
from bot.store.cases.cases import CaseRecord
from bot.store.firms.firms import load_firm
from bot.store.issues.issues import (
    IssueRecord,
    add_issue,
    change_issue,
    issue_by_id,
    next_issue_number,
    retitle,
)
from bot.store.issues.links import is_linked, link, live_issue_of, unlink
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork


def open_issue(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_ids: Sequence[int], title: str
) -> IssueRecord:
    """Make some cases one common issue; those that cannot be linked any more are left out.

    Args:
        case_ids: The first of them says of which place and kind the issue is.

    Raises:
        BadAnswer: No title, or too long a one.
        IssueRefusal: Every one of them is in an issue, or solved, by now, or only one is not.
        NotYours: No such case, or this officer does not dispatch there.
    """
    named = titled(title)
    loaded = {each: case_for_officer(uow, officer, each) for each in sorted(set(case_ids))}
    cases = [loaded[each] for each in dict.fromkeys(case_ids)]
    post = dispatching_post(uow, officer, cases[0])
    free = [case for case in cases if _fits(uow, officer, post.region, case)]
    if not free:
        raise _linked_already(uow, cases)
    if len(free) < LEAST:
        raise IssueRefusal(IssueCode.TOO_FEW, issue_id=None, number=None)
    _, letter = numbering(ground.rulebase.regions, post.region)
    today = uow.now.astimezone(ground.zone).date()
    start = issue_number_start(letter)
    running = next_issue_number(uow.connection, today.isoformat(), start)
    issue = add_issue(
        uow,
        place=post,
        opened_on=today.isoformat(),
        running=running,
        number=issue_number(letter, today, running),
        title=named,
        category=cases[0].category,
        opened_by=officer.id,
    )
    audit(uow, officer, "open", issue)
    for case in free:
        _link(uow, officer, issue, case)
    return issue


def link_case(uow: UnitOfWork, officer: OfficerCard, issue_id: int, case_id: int) -> IssueRecord:
    """并入: put one more case into an issue; once it is there, that changes nothing.

    Raises:
        IssueRefusal: The issue is over, or the case is in another one, or solved.
        NotYours: No such issue or case, or this officer does not dispatch there.
    """
    issue = issue_to_change(uow, officer, issue_id)
    case = case_for_officer(uow, officer, case_id)
    if live_issue_of(uow.connection, case.id) == issue.id:
        return issue
    dispatching_post(uow, officer, case)
    if not covers(issue.region, load_firm(uow, case.firm_id).region):
        raise NotYours("case")
    if not _is_free(uow, case):
        raise _linked_already(uow, [case])
    _link(uow, officer, issue, case)
    return issue


def remove_case(uow: UnitOfWork, officer: OfficerCard, issue_id: int, case_id: int) -> IssueRecord:
    """移出: the case goes on by itself, with whoever has it and all that was promised in it.

    Raises:
        IssueRefusal: The issue is over, or an answer is on its way.
        NotYours: No such issue, or this officer does not dispatch there.
    """
    issue = issue_to_change(uow, officer, issue_id)
    require_calm(uow, issue)
    if is_linked(uow.connection, issue.id, case_id):
        unlink(uow, issue.id, LinkEnd.REMOVED, case_id)
        audit(uow, officer, "remove", issue, case_id)
    return issue


def rename_issue(uow: UnitOfWork, officer: OfficerCard, issue_id: int, title: str) -> IssueRecord:
    """Give an issue another title.

    Raises:
        BadAnswer: None, or too long a one.
        IssueRefusal: It is over.
        NotYours: No such issue, or this officer does not dispatch there.
    """
    named, issue = titled(title), issue_to_change(uow, officer, issue_id)
    retitle(uow, issue.id, named)
    audit(uow, officer, "rename", issue)
    return issue_by_id(uow, issue.id)


def dissolve_issue(uow: UnitOfWork, officer: OfficerCard, issue_id: int) -> IssueRecord:
    """解散: each case goes on by itself; what was said in it stands.

    Raises:
        IssueRefusal: It is over, or an answer is on its way.
        NotYours: No such issue, or this officer does not dispatch there.
    """
    issue = issue_to_change(uow, officer, issue_id)
    require_calm(uow, issue)
    unlink(uow, issue.id, LinkEnd.DISSOLVED)
    change_issue(uow, issue.id, status=IssueStatus.DISSOLVED, ended_at=uow.now)
    audit(uow, officer, "dissolve", issue)
    return issue


def titled(text: str) -> str:
    """A title in one line.

    Raises:
        BadAnswer: It has no word in it, or is too long.
    """
    title = " ".join(reason_text(text).split())
    if len(title) > TITLE_MOST:
        raise BadAnswer(AnswerCode.TOO_LONG, most=TITLE_MOST)
    return title


def audit(
    uow: UnitOfWork,
    officer: OfficerCard,
    act: str,
    issue: IssueRecord,
    case_id: int | None = None,
) -> None:
    """Write an act into the audit; beside the issue of a case that it was about."""
    subject = f"issue:{issue.id}" if case_id is None else f"issue:{issue.id}/case:{case_id}"
    note(uow, actor=f"officer:{officer.id}", act=f"issue:{act}", subject=subject)


def _link(uow: UnitOfWork, officer: OfficerCard, issue: IssueRecord, case: CaseRecord) -> None:
    link(uow, issue.id, case.id)
    note_step(uow, case, CaseAct.LINK, officer)  # they have a part in it, and never check it
    audit(uow, officer, "link", issue, case.id)


def _fits(uow: UnitOfWork, officer: OfficerCard, region: str, case: CaseRecord) -> bool:
    """Whether a case can be linked in this place, by an officer who dispatches it, too."""
    dispatching_post(uow, officer, case)
    return covers(region, load_firm(uow, case.firm_id).region) and _is_free(uow, case)


def _is_free(uow: UnitOfWork, case: CaseRecord) -> bool:
    return case.state.status in UNSOLVED and live_issue_of(uow.connection, case.id) is None


def _linked_already(uow: UnitOfWork, cases: Sequence[CaseRecord]) -> IssueRefusal:
    """Why none of them is left: the issue that was faster, if one was."""
    found = (live_issue_of(uow.connection, case.id) for case in cases)
    issue_id = next((each for each in found if each is not None), None)
    if issue_id is None:
        return IssueRefusal(IssueCode.NO_CASE, issue_id=None, number=None)
    return refused(IssueCode.LINKED, issue_by_id(uow, issue_id))
