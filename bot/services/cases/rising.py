"""What has gone up a rung is worked on there: those below read it and help, and do not take it."""

from collections.abc import Iterable
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

    Raises:
        CaseRefusal: It is for those above.
    """
    if is_for_those_above(uow, officer, case):
        raise refused(uow, case, CaseCode.HANDED_UP, places=_names(uow, _top(uow, case)))


def is_for_those_above(uow: UnitOfWork, officer: OfficerCard, case: CaseRecord) -> bool:
    """Whether it was handed up or reopened a rung higher than where this officer sits."""
    return bool(those_below(uow, case, [officer]))


def those_below(
    uow: UnitOfWork, case: CaseRecord, officers: Iterable[OfficerCard]
) -> list[OfficerCard]:
    """Those of these officers from whom it was handed up, or who sit below where it reopened.

    Whoever dispatches its place may take it, and everybody may again once nobody can be reached
    above, or it was given back. What a clock took up because nobody acted may be taken anywhere.
    """
    if not _was_handed_up(steps_of(uow, case.id)):
        return []
    above = {each.id for desk in _top(uow, case) for each in people_at(uow, desk)}
    below = [each for each in officers if above and each.id not in above]
    region = load_firm(uow, case.firm_id).region
    dispatch = Power.CASE_DISPATCH
    return [each for each in below if not may(uow, each, dispatch, region, case.sector)]


def _top(uow: UnitOfWork, case: CaseRecord) -> list[Desk]:
    """The desks of the rung that has it."""
    return [desk for desk in desks_of(uow.connection, case.id) if desk.level >= case.state.level]


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
