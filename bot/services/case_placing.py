"""分派: a case comes onto desks at which somebody works, when it is new and whenever nobody does.

Desks empty when the last of a unit leaves, loses their post or is away with no one to stand in.
"""

from dataclasses import replace
from typing import Final

from bot.domain.case_states import UNSOLVED, CaseAct, CaseStatus
from bot.services.case_moves import Said, move
from bot.services.case_routing import (
    Routed,
    at_work,
    desks_from,
    dispatchers_for,
    first_desks,
    people_at,
)
from bot.services.errands import Ground
from bot.store.case_desks import desks_of, put_on, take_off
from bot.store.cases import CaseRecord, save_state
from bot.store.firms import load_firm
from bot.store.officers import officer_by_id
from bot.store.uow import UnitOfWork

AT_DESKS: Final = UNSOLVED | {CaseStatus.SOLVED, CaseStatus.CALL}
"""Somebody at a desk may have to do or to read something; later it is the inspectors' alone."""


def place(uow: UnitOfWork, ground: Ground, case: CaseRecord) -> CaseRecord:
    """Put a case that is on nobody's desk on one at which somebody works, its clocks as they were.

    Without anybody anywhere it stays as it is: 登记 if it is new, else where it lay, so that
    whoever comes back there finds it. Whoever had it in hand and is gone has it no more.
    """
    if case.state.status is CaseStatus.OPEN:
        return _begun(uow, ground, case)
    if not is_stranded(uow, case):
        return case
    routed = _anew(uow, ground, case)
    return _moved(uow, ground, case, routed) if routed.desks else case


def is_stranded(uow: UnitOfWork, case: CaseRecord) -> bool:
    """Whether nobody can be reached who has a case, sits where it lies or says whose it is."""
    state = case.state
    if state.status not in AT_DESKS:
        return False
    holder = [] if state.held_by is None else [officer_by_id(uow, state.held_by)]
    desks = desks_of(uow.connection, case.id)
    if at_work(uow, holder) or any(people_at(uow, desk) for desk in desks):
        return False
    ruling = state.status is CaseStatus.RULING
    region = load_firm(uow, case.firm_id).region
    return not (ruling and dispatchers_for(uow, region, case.sector))


def _begun(uow: UnitOfWork, ground: Ground, case: CaseRecord) -> CaseRecord:
    routed = first_desks(uow, ground.rulebase, case)
    status = CaseStatus.ASSIGNED if routed.desks else CaseStatus.OPEN
    placed = replace(case, state=replace(case.state, status=status, level=routed.level))
    put_on(uow, case.id, routed.desks)
    save_state(uow, case.id, placed.state)
    return placed


def _anew(uow: UnitOfWork, ground: Ground, case: CaseRecord) -> Routed:
    """Where it would begin now; what has climbed higher goes on from there."""
    first = first_desks(uow, ground.rulebase, case)
    if first.desks and first.level >= case.state.level:
        return first
    return desks_from(uow, ground.rulebase, case, case.state.level)


def _moved(uow: UnitOfWork, ground: Ground, case: CaseRecord, routed: Routed) -> CaseRecord:
    there = replace(case, state=replace(case.state, level=routed.level))
    take_off(uow, case.id)
    put_on(uow, case.id, routed.desks)
    if case.state.status in UNSOLVED:
        said = Said(unit_id=routed.desks[0].unit_id)
        return move(uow, ground, there, CaseAct.ASSIGN, None, said)
    save_state(uow, case.id, there.state)
    return there
