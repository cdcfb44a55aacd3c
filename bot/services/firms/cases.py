"""The cases of one firm as an officer may read them."""

from typing import Final

from bot.services.assignments.care import firm_in_reach
from bot.services.cases.access import may_see
from bot.services.cases.lists import CaseList, line_of
from bot.store.firms.cases import cases_in_turn
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase

SHOWN: Final = 8
LOOKED_THROUGH: Final = 50


def firm_cases(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, firm_id: int
) -> CaseList:
    """The firm's cases that are this officer's to see, what cannot wait first, closed ones last.

    Raises:
        NotYours: No such firm, or none of theirs.
    """
    firm = firm_in_reach(uow, rulebase, officer, firm_id)
    found = cases_in_turn(uow, firm.id, limit=LOOKED_THROUGH)
    seen = [case for case in found if may_see(uow, officer, case)]
    return CaseList(tuple(line_of(uow, case) for case in seen[:SHOWN]), more=len(seen) > SHOWN)
