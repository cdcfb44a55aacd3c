"""A unit of a case's rungs has come to work: what lay at the general desk for want of it.

Such a case goes on lying at the general desk as well; its clocks run on.
"""

from dataclasses import replace

from bot.domain.case_states import CaseAct, CaseStatus
from bot.services.cases.cards import CaseCard
from bot.services.cases.gathering import card_of
from bot.services.cases.moves import CLIMBING, Said, note_step
from bot.services.cases.routing import Routed, desks_from, first_desks
from bot.services.duties.errands import Ground
from bot.store.cases.cases import CaseRecord, save_state
from bot.store.cases.desks import Desk, desks_of, put_on, take_off
from bot.store.cases.inbox import Reach, Wanted, inbox
from bot.store.cases.steps import steps_of
from bot.store.uow import UnitOfWork

MOST = 500
"""So many cases in one act; what is left is looked at when it rings next."""


def spread_in(uow: UnitOfWork, ground: Ground, region: str) -> list[CaseCard]:
    """Put what lies at general desks in a region on the desks of its rungs that work by now.

    Returns:
        Those that lie on another desk now.
    """
    wanted = Wanted(Reach(regions=(region,)), {CaseStatus.ASSIGNED}, held=False)
    cases = [each.case for each in inbox(uow, wanted, limit=MOST)]
    spread_out = ((case, spread(uow, ground, case)) for case in cases)
    found = [after for before, after in spread_out if after is not before]
    return [card_of(uow, ground.rulebase, case) for case in found]


def spread(uow: UnitOfWork, ground: Ground, case: CaseRecord) -> CaseRecord:
    """The same for one case, locked until the act ends; as it was if nothing is to be done."""
    lying = desks_of(uow.connection, case.id)
    if case.state.status is not CaseStatus.ASSIGNED or not lying:
        return case
    if not all(_is_general(desk) for desk in lying):
        return case
    routed = _routed(uow, ground, case)
    if all(_is_general(desk) for desk in routed.desks):
        return case
    return _put(uow, case, lying, routed)


def _put(uow: UnitOfWork, case: CaseRecord, lying: list[Desk], routed: Routed) -> CaseRecord:
    """It has the rung of those units: the general desk stood in for them, however high."""
    moved = replace(case, state=replace(case.state, level=routed.level))
    take_off(uow, case.id, above=routed.level)
    put_on(uow, case.id, routed.desks)
    put_on(uow, case.id, (replace(desk, level=min(desk.level, routed.level)) for desk in lying))
    save_state(uow, case.id, moved.state)
    units = (desk.unit_id for desk in routed.desks if desk.unit_id is not None)
    note_step(uow, moved, CaseAct.JOIN, None, Said(unit_id=next(units, None)))
    return moved


def _routed(uow: UnitOfWork, ground: Ground, case: CaseRecord) -> Routed:
    """Where it would begin now; what has climbed goes on from there."""
    if any(step.act in CLIMBING for step in steps_of(uow, case.id)):
        return desks_from(uow, ground.rulebase, case, case.state.level)
    return first_desks(uow, ground.rulebase, case)


def _is_general(desk: Desk) -> bool:
    return desk.unit_id is None and desk.officer_id is None
