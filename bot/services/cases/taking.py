"""看事项, 我来办: for whom they would work as a case stands, asked before they are offered."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.case_states import DONE
from bot.services.cases.access import may_see, may_work
from bot.services.cases.circle import Recipient
from bot.services.cases.rising import is_for_those_above
from bot.store.cases.cases import CaseRecord, load_case
from bot.store.staff.officers import OfficerCard, find_officer
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Ways:
    """Chats at the desk by what they could do with a case that they are told of."""

    open: frozenset[int]
    work: frozenset[int]


def is_theirs_to_work(uow: UnitOfWork, officer: OfficerCard, case_id: int) -> bool:
    """Whether this officer works on a case as it stands, or could take it; False if there is none.

    What is over refuses nobody by whose it is.
    """
    case = load_case(uow, case_id)
    return case is not None and _works(uow, officer, case)


def ways_of(uow: UnitOfWork, case_id: int, told: Iterable[Recipient]) -> Ways:
    """What each of those who are told of a case could do with it.

    Raises:
        KeyError: There is no such case.
    """
    case = load_case(uow, case_id)
    if case is None:
        raise KeyError(case_id)
    found = [find_officer(uow, each.chat_id) for each in told]
    officers = [each for each in found if each is not None]
    return Ways(
        open=frozenset(each.chat_id for each in officers if may_see(uow, each, case)),
        work=frozenset(each.chat_id for each in officers if _works(uow, each, case)),
    )


def _works(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> bool:
    if not may_see(uow, officer, case):
        return False
    if case.state.status in DONE:
        return True
    free = case.state.held_by is None
    return may_work(uow, officer, case) and not (free and is_for_those_above(uow, officer, case))
