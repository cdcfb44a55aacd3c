"""The only doors to a case: loading is the permission check."""

from bot.domain.errors import NotYours
from bot.domain.members import Right
from bot.services.cases.access import may_see, require_not_given_away, require_work, taken_over
from bot.services.firms.rights import speak_for
from bot.store.cases.cases import CaseRecord, load_case
from bot.store.firms.people import PersonCard
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork


def case_for_officer(uow: UnitOfWork, officer: OfficerCard, case_id: int) -> CaseRecord:
    """A case that an officer's posts or desks let them see, locked until the act ends.

    Raises:
        NotYours: No such case, or none of theirs.
    """
    case = load_case(uow, case_id)
    if case is None or not may_see(uow, officer, case):
        raise NotYours("case")
    return case


def case_at_work(
    uow: UnitOfWork, officer: OfficerCard, case_id: int, *, claims: bool = False
) -> CaseRecord:
    """The same for an officer who is about to work on it: in their hand if it may be.

    Args:
        claims: They say that they take it: also whoever gave it away may do that.

    Raises:
        CaseRefusal: They had it in hand, and somebody else has it now.
        NotYours: No such case in their scope, or they do not work on cases there.
    """
    case = case_for_officer(uow, officer, case_id)
    require_work(uow, officer, case)
    if not claims:
        require_not_given_away(uow, officer, case)
    return taken_over(uow, officer, case)


def case_for_firm(uow: UnitOfWork, person: PersonCard, case_id: int) -> CaseRecord:
    """A case of a firm that the person may speak for, locked until the act ends.

    Raises:
        NotYours: No such case, or none of theirs.
    """
    case = load_case(uow, case_id)
    if case is None:
        raise NotYours("case")
    speak_for(uow, person, case.firm_id, Right.CASE, "case")
    return case
