"""停用撤回: cases that a departure moved come back, if nobody has touched them since."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.case_states import UNSOLVED, CaseAct, CaseState, CaseStatus
from bot.domain.case_terms import ClockKind
from bot.services.cases.cards import CaseCard
from bot.services.cases.gathering import card_of
from bot.services.cases.moves import note_step
from bot.services.cases.placing import AT_DESKS
from bot.services.cases.routing import people_at
from bot.services.cases.rules import terms_of
from bot.services.duties.errands import Ground
from bot.store.cases.cases import CaseRecord, load_case, save_state
from bot.store.cases.clocks import clocks_of, keep_clocks
from bot.store.cases.desks import Desk, moved_at, put_on, take_off, taken_off_at
from bot.store.cases.steps import CaseStep, steps_of
from bot.store.staff.departures import DepartureCard
from bot.store.uow import UnitOfWork

_FREED = frozenset(
    {
        CaseAct.ASSIGN,
        CaseAct.RETURN,
        CaseAct.RULE,
        CaseAct.ESCALATE,
        CaseAct.DENY,
        CaseAct.FAULT,
        CaseAct.PART,
    }
)
"""After these nobody has it in hand, or it is not told from the history who has."""
_BACK_AT_WORK = frozenset({CaseAct.SUPPLY, CaseAct.LAPSE})


@dataclass(frozen=True, slots=True)
class Returned:
    """A case as it lay for a moment with others, and as it is again."""

    before: CaseCard
    after: CaseCard


def take_back_cases(uow: UnitOfWork, ground: Ground, departure: DepartureCard) -> list[Returned]:
    """Put back what a departure moved, after the leaver's posts count again.

    A case stays where it is as soon as an officer or a clock has done anything with it there; so
    does one whose desks would still be empty. Its dates stay as they were.
    """
    cases = (load_case(uow, case_id) for case_id in moved_at(uow.connection, departure.at))
    found = (_back(uow, ground, case, departure) for case in cases if case is not None)
    return [each for each in found if each is not None]


def _back(
    uow: UnitOfWork, ground: Ground, case: CaseRecord, departure: DepartureCard
) -> Returned | None:
    steps = steps_of(uow, case.id)
    earlier = [step for step in steps if step.at <= departure.at and not _is_move(step, departure)]
    desks = taken_off_at(uow.connection, case.id, departure.at)
    state = _as_it_was(case.state, earlier, desks)
    theirs = state.held_by == departure.officer_id or _sits_at(uow, desks, departure.officer_id)
    if not theirs or _is_touched(steps, departure) or case.state.status not in AT_DESKS:
        return None
    before = card_of(uow, ground.rulebase, case)
    take_off(uow, case.id)
    put_on(uow, case.id, desks)
    back = replace(case, state=state)
    _turn_back(uow, ground, back, earlier)
    save_state(uow, case.id, state)
    note_step(uow, back, CaseAct.RESTORE, None)
    return Returned(before, card_of(uow, ground.rulebase, back))


def _is_move(step: CaseStep, departure: DepartureCard) -> bool:
    return step.act is CaseAct.ASSIGN and step.by == 0 and step.at == departure.at


def _is_touched(steps: Sequence[CaseStep], departure: DepartureCard) -> bool:
    """Whether anybody did more than add words for the firm since the departure."""
    since = (step for step in steps if step.at > departure.at)
    return any(step.by_officer or step.act is not CaseAct.ANSWER for step in since)


def _sits_at(uow: UnitOfWork, desks: Sequence[Desk], officer_id: int) -> bool:
    return any(officer_id in {each.id for each in people_at(uow, desk)} for desk in desks)


def _as_it_was(now: CaseState, earlier: Sequence[CaseStep], desks: Sequence[Desk]) -> CaseState:
    """Who had it in hand, and on which rung; what was solved already is in the same hand."""
    rungs = [step.level for step in earlier if step.level is not None]
    level = rungs[-1] if rungs else max((desk.level for desk in desks), default=now.level)
    state = replace(now, level=level)
    if now.status not in UNSOLVED:
        return state
    for step in earlier:
        if step.act is CaseAct.CLAIM:
            held = replace(state, held_by=step.by, held_since=step.at)
            state = replace(held, status=CaseStatus.CLAIMED)
        elif step.act in _FREED:
            state = replace(state, status=now.status, held_by=None, held_since=None)
        elif state.held_by is not None and step.act is CaseAct.ASK:
            state = replace(state, status=CaseStatus.WAITING)
        elif state.held_by is not None and step.act in _BACK_AT_WORK:
            state = replace(state, status=CaseStatus.CLAIMED)
    return state


def _turn_back(
    uow: UnitOfWork, ground: Ground, case: CaseRecord, earlier: Sequence[CaseStep]
) -> None:
    """Whoever has it again need not take it; what the firm was asked waits as it did."""
    before = clocks_of(uow.connection, case.id)
    after = dict(before)
    if case.state.held_by is not None:
        after.pop(ClockKind.TAKE, None)
    if case.state.status is CaseStatus.WAITING:
        terms = terms_of(ground.rulebase, ground.zone, case.region, urgent=case.urgent)
        asked = max(step.at for step in earlier if step.act is CaseAct.ASK)
        after[ClockKind.SUPPLY] = terms.start(ClockKind.SUPPLY, asked)
        after[ClockKind.HANDLING] = terms.rest(before[ClockKind.HANDLING], uow.now)
    keep_clocks(uow, case.id, before, after)
