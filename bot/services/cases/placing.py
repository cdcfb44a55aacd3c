"""分派: a case comes onto desks at which somebody works, when it is new and whenever nobody does.

Desks empty when the last of a unit leaves, loses their post, is away with no one to stand in, or
takes no messages any more.
"""

from dataclasses import replace
from typing import Final

from bot.domain.case_states import UNSOLVED, WORKING, CaseAct, CaseStatus
from bot.services.cases.deciding import deciders_of
from bot.services.cases.moves import Said, move
from bot.services.cases.routing import (
    Routed,
    at_work,
    desks_from,
    first_desks,
    people_at,
)
from bot.services.duties.errands import Ground
from bot.services.staff.absences import stands_in
from bot.store.cases.cases import CaseRecord, save_state
from bot.store.cases.desks import desks_of, put_on, take_off
from bot.store.staff.officers import officer_by_id
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
    if is_stranded(uow, case):
        routed = _anew(uow, ground, case)
        return _moved(uow, ground, case, routed) if routed.desks else case
    if is_dropped(uow, case):
        units = (desk.unit_id for desk in desks_of(uow.connection, case.id))
        said = Said(unit_id=next(filter(None, units), None))
        return move(uow, ground, case, CaseAct.ASSIGN, None, said)
    return case


def is_stranded(uow: UnitOfWork, case: CaseRecord) -> bool:
    """Whether nobody can be reached who has a case or sits where it lies, or is to rule on it."""
    state = case.state
    if state.status not in AT_DESKS:
        return False
    holder = [] if state.held_by is None else [officer_by_id(uow, state.held_by)]
    if state.status is CaseStatus.RULING:
        return not deciders_of(uow, case)
    desks = desks_of(uow.connection, case.id)
    return not at_work(uow, holder) and not any(people_at(uow, desk) for desk in desks)


def is_dropped(uow: UnitOfWork, case: CaseRecord) -> bool:
    """Whether who has a case in hand takes no messages, and nobody stands in for them.

    Their colleagues get it to take, as at a departure. Who is on leave keeps theirs: they said
    so themselves, it is known until when, and those at their desk may go on meanwhile.
    """
    holder = case.state.held_by
    if case.state.status not in WORKING or holder is None:
        return False
    return officer_by_id(uow, holder).blocked and stands_in(uow, holder, uow.now) is None


def _begun(uow: UnitOfWork, ground: Ground, case: CaseRecord) -> CaseRecord:
    routed = first_desks(uow, ground.rulebase, case)
    status = CaseStatus.ASSIGNED if routed.desks else CaseStatus.OPEN
    placed = replace(case, state=replace(case.state, status=status, level=routed.level))
    put_on(uow, case.id, routed.desks)
    save_state(uow, case.id, placed.state)
    return placed


def _anew(uow: UnitOfWork, ground: Ground, case: CaseRecord) -> Routed:
    """Where it would begin now; what has climbed higher goes on from there, if anybody is there.

    Else it comes down again: whoever works below can do more for it than nobody.
    """
    first = first_desks(uow, ground.rulebase, case)
    if first.desks and first.level >= case.state.level:
        return first
    above = desks_from(uow, ground.rulebase, case, case.state.level)
    return above if above.desks else first


def _moved(uow: UnitOfWork, ground: Ground, case: CaseRecord, routed: Routed) -> CaseRecord:
    there = replace(case, state=replace(case.state, level=routed.level))
    take_off(uow, case.id)
    put_on(uow, case.id, routed.desks)
    if case.state.status in UNSOLVED:
        said = Said(unit_id=routed.desks[0].unit_id)
        return move(uow, ground, there, CaseAct.ASSIGN, None, said)
    save_state(uow, case.id, there.state)
    return there
