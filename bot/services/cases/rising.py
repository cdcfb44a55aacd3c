"""What has gone up a rung is worked on there: those below read it and help, and do not take it."""

from typing import Final

from bot.domain.case_refusals import CaseCode
from bot.domain.case_states import FREEING, CaseAct
from bot.domain.staff import Power
from bot.services.cases.moves import refused
from bot.services.cases.routing import people_at
from bot.services.staff.staff import may
from bot.store.cases.cases import CaseRecord
from bot.store.cases.desks import Desk, desks_of
from bot.store.cases.steps import CaseStep, steps_of
from bot.store.firms.firms import load_firm
from bot.store.staff.officers import OfficerCard
from bot.store.staff.units import find_unit
from bot.store.uow import UnitOfWork

_REOPENED: Final = frozenset({CaseAct.DENY, CaseAct.FAULT})


def require_not_handed_up(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> None:
    """Make sure that nobody takes from below what was handed up or reopened a rung higher.

    Whoever dispatches its place may, and everybody may again once nobody can be reached above,
    or it was given back. What a clock took up because nobody acted may be taken anywhere.

    Raises:
        CaseRefusal: It is for those above.
    """
    if not _was_handed_up(steps_of(uow, case.id)):
        return
    top = [d for d in desks_of(uow.connection, case.id) if d.level >= case.state.level]
    above = {each.id for desk in top for each in people_at(uow, desk)}
    region = load_firm(uow, case.firm_id).region
    dispatches = may(uow, officer, Power.CASE_DISPATCH, region, case.sector)
    if above and officer.id not in above and not dispatches:
        raise refused(uow, case, CaseCode.HANDED_UP, places=_names(uow, top))


def _was_handed_up(steps: list[CaseStep]) -> bool:
    """Whether what freed it last took it up: by somebody's word, not by a clock's."""
    freed = [number for number, step in enumerate(steps) if step.act in FREEING]
    if not freed:
        return False
    last, before = steps[freed[-1]], steps[freed[-1] - 1]
    rose = (last.level or 0) > (before.level or 0)
    by_word = last.act in _REOPENED or (last.act is CaseAct.ESCALATE and last.by_officer)
    return by_word and rose


def _names(uow: UnitOfWork, desks: list[Desk]) -> str | None:
    ids = dict.fromkeys(desk.unit_id for desk in desks if desk.unit_id is not None)
    units = (find_unit(uow.connection, each) for each in ids)
    return "、".join(unit.name for unit in units if unit is not None) or None
