"""分派: a case comes onto desks, when it is new and whenever somebody can be found at last."""

from dataclasses import replace

from bot.domain.case_states import CaseStatus
from bot.services.case_routing import first_desks
from bot.services.errands import Ground
from bot.store.case_desks import put_on
from bot.store.cases import CaseRecord, save_state
from bot.store.uow import UnitOfWork


def place(uow: UnitOfWork, ground: Ground, case: CaseRecord) -> CaseRecord:
    """Put a case that lies nowhere on desks, if anybody works anywhere; else it stays 登记."""
    if case.state.status is not CaseStatus.OPEN:
        return case
    routed = first_desks(uow, ground.rulebase, case)
    status = CaseStatus.ASSIGNED if routed.desks else CaseStatus.OPEN
    placed = replace(case, state=replace(case.state, status=status, level=routed.level))
    put_on(uow, case.id, routed.desks)
    save_state(uow, case.id, placed.state)
    return placed
