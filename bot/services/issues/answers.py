"""答复各家, 给出结果: whoever leads an issue says once what every firm of it is to hear."""

from datetime import date

from bot.domain.case_refusals import IssueCode
from bot.domain.errors import Stale, StaleCode
from bot.domain.issues import IssueStatus
from bot.services.cases.promises import promised_until
from bot.services.cases.texts import reason_text, result_text
from bot.services.duties.errands import Ground
from bot.services.issues.cards import count_unanswered
from bot.services.issues.doors import issue_to_answer, refused
from bot.services.issues.linking import audit
from bot.store.issues.answers import add_answer, answer_again, newest_answer
from bot.store.issues.issues import IssueRecord, change_issue
from bot.store.issues.links import linked_cases, settle_links
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork


def ready_to_answer(
    uow: UnitOfWork, officer: OfficerCard, issue_id: int
) -> tuple[IssueRecord, int]:
    """The issue, if this officer may answer it now, and for how many cases.

    Raises:
        IssueRefusal: It is over, nobody leads it, an answer is on its way, or no case is in it.
        NotYours: No such issue, or somebody else leads it.
    """
    issue = issue_to_answer(uow, officer, issue_id)
    count = len(linked_cases(uow.connection, issue.id))
    if not count:
        raise refused(IssueCode.NO_CASE, issue)
    return issue, count


def answer_issue(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, issue_id: int, text: str, day: date
) -> tuple[IssueRecord, int]:
    """阶段性答复 to all, with the day of the next one; ticks carry it out.

    Returns:
        The issue, and for how many cases.

    Raises:
        BadAnswer: No text, or too much.
        IssueRefusal, NotYours: As `ready_to_answer`.
        Stale: The day is over or far away.
    """
    issue, count = ready_to_answer(uow, officer, issue_id)
    until = promised_until(uow.now, day, ground.zone)
    if until is None:
        raise Stale(StaleCode.CHANGED)
    add_answer(uow, issue.id, reason_text(text), officer.id, until, result=False)
    audit(uow, officer, "answer", issue)
    return issue, count


def repeat_answer(uow: UnitOfWork, officer: OfficerCard, issue_id: int) -> tuple[IssueRecord, int]:
    """补发: the last answer reaches the cases that were linked after it, with the same date.

    Returns:
        The issue, and for how many cases.

    Raises:
        IssueRefusal, NotYours: As `ready_to_answer`.
        Stale: All have it, or the date that it promises is over.
    """
    issue, _ = ready_to_answer(uow, officer, issue_id)
    answer = newest_answer(uow, issue.id)
    count = count_unanswered(uow, issue, answer)
    if answer is None or not count:
        raise Stale(StaleCode.CHANGED)
    answer_again(uow.connection, answer.id)
    audit(uow, officer, "repeat", issue)
    return issue, count


def solve_issue(
    uow: UnitOfWork, officer: OfficerCard, issue_id: int, text: str
) -> tuple[IssueRecord, int]:
    """给出结果 to all: each firm says for itself whether it is so.

    Raises:
        BadAnswer: It does not say what was done, or is too long.
        IssueRefusal, NotYours: As `ready_to_answer`.
    """
    issue, count = ready_to_answer(uow, officer, issue_id)
    add_answer(uow, issue.id, result_text(text), officer.id, None, result=True)
    settle_links(uow, issue.id)
    change_issue(uow, issue.id, status=IssueStatus.SOLVED, ended_at=uow.now)
    audit(uow, officer, "solve", issue)
    return issue, count
