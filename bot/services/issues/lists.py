"""Common issues in lists, and the cases that could belong together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.errors import AccessCode, NotYours
from bot.domain.issues import IssueStatus, LinkEnd
from bot.domain.staff import Appointment, Power
from bot.services.cases.access import officers_stood_in_for
from bot.services.staff.staff import reach_of
from bot.store.issues.candidates import Candidate, candidates
from bot.store.issues.issues import IssueRecord, issues_listed
from bot.store.issues.links import cases_that_left, linked_cases
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

LATELY: Final = timedelta(days=30)
"""So long an issue is listed after its result: for what its firms say, and for a proposal."""


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue in a list, with how many cases are in it."""

    issue: IssueRecord
    cases: int

    @property
    def is_open(self) -> bool:
        """Whether cases may be put into it."""
        return self.issue.status is IssueStatus.OPEN


def issues_of(uow: UnitOfWork, officer: OfficerCard) -> tuple[IssueLine, ...]:
    """The issues where an officer dispatches, or that they or those whose work they do lead.

    Open ones first, oldest first; then those that got their result lately.
    """
    posts = reach_of(uow, officer, Power.CASE_DISPATCH)
    leads = {officer.id, *officers_stood_in_for(uow, officer)}
    found = issues_listed(uow, posts, leads, since=uow.now - LATELY)
    return tuple(IssueLine(each, len(linked_cases(uow.connection, each.id))) for each in found)


def comparable(uow: UnitOfWork, officer: OfficerCard, after: int) -> list[Candidate]:
    """The next unsolved cases that an officer dispatches: to compare, outside of any act.

    Args:
        after: The id of the last one that is known; 0 at first.

    Raises:
        NotYours: They dispatch nowhere.
    """
    return candidates(uow, _posts(uow, officer), after=after)


def parted_before(uow: UnitOfWork, lines: Sequence[IssueLine]) -> dict[int, set[int]]:
    """Of each issue the cases whose firms said that it is another problem."""
    return cases_that_left(uow.connection, [line.issue.id for line in lines], LinkEnd.PARTED)


def left_before(uow: UnitOfWork, lines: Sequence[IssueLine]) -> dict[int, set[int]]:
    """The same with those that a dispatcher took out: none is proposed again by itself."""
    ids = [line.issue.id for line in lines]
    return cases_that_left(uow.connection, ids, LinkEnd.PARTED, LinkEnd.REMOVED)


def _posts(uow: UnitOfWork, officer: OfficerCard) -> tuple[Appointment, ...]:
    posts = reach_of(uow, officer, Power.CASE_DISPATCH)
    if not posts:
        raise NotYours("issue", AccessCode.ROLE)
    return posts
