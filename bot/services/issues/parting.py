"""不是这个问题: a firm says that what was answered to all is not about its problem.

Its case leaves the common issue and goes back to where it was, with its clocks as they were; the
others are untouched.
"""

from dataclasses import dataclass

from bot.domain.case_states import CaseAct
from bot.domain.errors import Stale, StaleCode
from bot.domain.issues import LinkEnd, put_back
from bot.domain.staff import Power
from bot.services.cases.cards import CaseCard
from bot.services.cases.circle import Recipient, reachable
from bot.services.cases.doors import case_for_firm
from bot.services.cases.gathering import card_of
from bot.services.cases.moves import Said, asked, move
from bot.services.cases.routing import at_work
from bot.services.cases.taking import Ways, ways_of
from bot.services.duties.errands import Ground
from bot.services.issues.answering import before_of
from bot.services.staff.staff import officers_with
from bot.store.audit import note
from bot.store.cases.clocks import clocks_of
from bot.store.firms.people import PersonCard
from bot.store.issues.answers import load_answer
from bot.store.issues.deliveries import last_delivery
from bot.store.issues.issues import IssueRecord, issue_by_id
from bot.store.issues.links import is_linked, unlink
from bot.store.staff.officers import officer_by_id
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Parted:
    """A case that left its issue.

    Attributes:
        card: The case where it is now.
        tell: Who dispatches there, and who led the issue.
        ways: What they, and those who have it now, could do with the case.
    """

    card: CaseCard
    issue: IssueRecord
    tell: tuple[Recipient, ...]
    ways: Ways

    @property
    def heard(self) -> tuple[Recipient, ...]:
        """Everybody at the desk who hears of it, whoever has it now first."""
        return tuple(dict.fromkeys((*self.card.officers, *self.tell)))


def part_case(
    uow: UnitOfWork, ground: Ground, person: PersonCard, case_id: int, answer_id: int
) -> Parted | None:
    """The firm says that an answer to all was not about its case.

    Returns:
        None if the case is handled by itself already: a second tap, or a dispatcher was faster.

    Raises:
        CaseRefusal: The firm has said that it is solved.
        NotYours: No case of a firm of theirs.
        Stale: No such answer came into it.
    """
    case = case_for_firm(uow, person, case_id)
    answer = load_answer(uow, answer_id)
    delivery = None if answer is None else last_delivery(uow.connection, answer.issue_id, case.id)
    if answer is None or delivery is None:
        raise Stale(StaleCode.CHANGED)
    asked(uow, ground, case, CaseAct.PART, person)
    if not is_linked(uow.connection, answer.issue_id, case.id):
        return None
    issue = issue_by_id(uow, answer.issue_id)
    unlink(uow, issue.id, LinkEnd.PARTED, case.id)
    clocks = clocks_of(uow.connection, case.id)
    back = put_back(case.state, clocks, before_of(case, delivery), delivery.at)
    moved = move(uow, ground, case, CaseAct.PART, person, Said(back=back))
    subject = f"issue:{issue.id}/case:{case.id}"
    note(uow, actor=f"person:{person.id}", act="issue:part", subject=subject)
    return _left(uow, card_of(uow, ground.rulebase, moved), issue)


def parted_from(uow: UnitOfWork, card: CaseCard, answer_id: int) -> Parted:
    """A case and the issue of an answer, for words that come after it has left.

    Raises:
        Stale: There is no such answer.
    """
    answer = load_answer(uow, answer_id)
    if answer is None:
        raise Stale(StaleCode.CHANGED)
    return _left(uow, card, issue_by_id(uow, answer.issue_id))


def _left(uow: UnitOfWork, card: CaseCard, issue: IssueRecord) -> Parted:
    tell = _who_minds(uow, issue)
    return Parted(card, issue, tell, ways_of(uow, card.id, (*card.officers, *tell)))


def _who_minds(uow: UnitOfWork, issue: IssueRecord) -> tuple[Recipient, ...]:
    """Who hears that a case left: who leads the issue, and who made it or dispatches there now."""
    able = at_work(uow, officers_with(uow, Power.CASE_DISPATCH, issue.region, issue.sector))
    opener = [each for each in able if each.id == issue.opened_by] or able
    lead = [] if issue.lead_id is None else at_work(uow, [officer_by_id(uow, issue.lead_id)])
    return reachable([*lead, *opener])
