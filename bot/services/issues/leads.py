"""牵头: who answers for every firm of a common issue, and takes what nobody has taken yet."""

from dataclasses import dataclass
from typing import Final

from bot.domain.errors import NotYours
from bot.domain.staff import POWERS, Power
from bot.services.cases.routing import at_work, people_at
from bot.services.issues.doors import issue_to_change, require_calm
from bot.services.issues.linking import audit
from bot.services.staff.staff import posts_of
from bot.store.cases.cases import load_case
from bot.store.cases.desks import desks_of
from bot.store.issues.issues import IssueRecord, change_issue, issue_by_id
from bot.store.issues.links import linked_cases
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork

OFFERED: Final = 8
LOOKED_AT: Final = 20
"""Cases whose desks are looked at: people of one issue sit at the same ones."""


@dataclass(frozen=True, slots=True)
class Named:
    """Who leads an issue now.

    Attributes:
        before: Who did until then; None if nobody did.
        uid: Keeps what is said of it apart: somebody may lead it twice.
    """

    issue: IssueRecord
    lead: OfficerCard
    before: OfficerCard | None
    uid: str

    @property
    def is_news(self) -> bool:
        """Whether somebody else led it, or nobody."""
        return self.before is None or self.before.id != self.lead.id


def possible_leads(
    uow: UnitOfWork, officer: OfficerCard, issue_id: int
) -> tuple[IssueRecord, list[OfficerCard]]:
    """Who could lead an issue: those who have its cases, or at whose desks they lie.

    Most cases first; whoever asks comes last, if they work on cases themselves.

    Raises:
        IssueRefusal: It is over, or an answer is on its way.
        NotYours: No such issue, or this officer does not dispatch there.
    """
    issue = issue_to_change(uow, officer, issue_id)
    require_calm(uow, issue)
    often: dict[int, int] = {}
    for case_id in linked_cases(uow.connection, issue.id)[:LOOKED_AT]:
        for each in _near(uow, case_id):
            often[each.id] = often.get(each.id, 0) + 1
    ranked = sorted(often, key=lambda each: (-often[each], each))
    ids = dict.fromkeys((*(each for each in ranked if each != officer.id), officer.id))
    able = [each for each in ids if _works(uow, each)]
    return issue, [officer_by_id(uow, each) for each in able[:OFFERED]]


def name_lead(uow: UnitOfWork, officer: OfficerCard, issue_id: int, lead_id: int) -> Named:
    """Say who answers for all; once they do, that changes nothing.

    Raises:
        IssueRefusal: It is over, or an answer is on its way.
        NotYours: No such issue, or they are none of `possible_leads`.
    """
    issue, offered = possible_leads(uow, officer, issue_id)
    lead = next((each for each in offered if each.id == lead_id), None)
    if lead is None:
        raise NotYours("staff")
    before = None if issue.lead_id is None else officer_by_id(uow, issue.lead_id)
    if issue.lead_id != lead.id:
        change_issue(uow, issue.id, lead_id=lead.id)
        audit(uow, officer, "lead", issue)
    return Named(issue_by_id(uow, issue.id), lead, before, uow.new_uid())


def _near(uow: UnitOfWork, case_id: int) -> list[OfficerCard]:
    """Who has a case; while nobody has, everybody at its desks."""
    case = load_case(uow, case_id)
    if case is not None and case.state.held_by is not None:
        return at_work(uow, [officer_by_id(uow, case.state.held_by)])
    return [one for desk in desks_of(uow.connection, case_id) for one in people_at(uow, desk)]


def _works(uow: UnitOfWork, officer_id: int) -> bool:
    return any(Power.CASE_WORK in POWERS[post.kind] for post in posts_of(uow, officer_id))
