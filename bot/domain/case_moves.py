"""What each act makes of a case, and when it refuses although the status would allow it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.case_refusals import CaseCode, CaseRefusal
from bot.domain.case_states import CaseRules, CaseState, CaseStatus
from bot.domain.texts import says_what_was_done


@dataclass(frozen=True, slots=True)
class Step:
    """By whom an act is taken, when, by which rules, and with which text."""

    by: int | None
    at: datetime
    rules: CaseRules
    result: str


Move = Callable[[CaseState, Step], CaseState]


def claim(case: CaseState, step: Step) -> CaseState:
    """Somebody takes it."""
    worked = case.worked_by | {step.by or 0}
    held = replace(case, status=CaseStatus.CLAIMED, held_by=step.by, held_since=step.at)
    return replace(held, worked_by=worked)


def assign(case: CaseState, _: Step) -> CaseState:
    """It lies on desks, and nobody has it."""
    return replace(case, status=CaseStatus.ASSIGNED, held_by=None, held_since=None)


def answer(case: CaseState, step: Step) -> CaseState:
    """The firm has heard something; nothing moves."""
    return replace(case, first_answered_at=case.first_answered_at or step.at)


def ask(case: CaseState, step: Step) -> CaseState:
    """The firm is asked for something more."""
    _only_holder(case, step)
    if case.waits >= step.rules.waits:
        raise refusal(case, CaseCode.ASKED_TOO_OFTEN)
    asked = replace(case, status=CaseStatus.WAITING, waits=case.waits + 1)
    return answer(asked, step)


def supply(case: CaseState, _: Step) -> CaseState:
    """The firm has answered, or its time for that is over."""
    return replace(case, status=CaseStatus.CLAIMED)


def hand_back(case: CaseState, step: Step) -> CaseState:
    """Not theirs; after the last time that the rules allow, a superior says whose it is."""
    if case.status is CaseStatus.CLAIMED:
        _only_holder(case, step)
    if case.returns >= step.rules.returns:
        raise refusal(case, CaseCode.RETURNED_TOO_OFTEN)
    returned = replace(assign(case, step), returns=case.returns + 1)
    last = returned.returns >= step.rules.returns
    return replace(returned, status=CaseStatus.RULING) if last else returned


def escalate(case: CaseState, step: Step) -> CaseState:
    """One level up; a clock asks nobody."""
    if step.by is not None and case.held_by is not None:
        _only_holder(case, step)
    above = step.rules.above(case.level)
    if above is None:
        raise refusal(case, CaseCode.AT_TOP)
    return replace(assign(case, step), level=above)


def solve(case: CaseState, step: Step) -> CaseState:
    """It is handled, with a text that the firm will read."""
    _only_holder(case, step)
    if not says_what_was_done(step.result):
        raise refusal(case, CaseCode.RESULT_MISSING)
    results = (*case.results, step.result)
    return replace(case, status=CaseStatus.SOLVED, results=results, solved_at=step.at)


def confirm(case: CaseState, step: Step) -> CaseState:
    """The firm says so, which an inspector has yet to check."""
    return replace(case, status=CaseStatus.CONFIRMED, confirmed_at=step.at)


def reopen(case: CaseState, step: Step) -> CaseState:
    """Not handled after all: one level up, if there is one."""
    above = step.rules.above(case.level)
    again = replace(case, level=case.level if above is None else above, solved_at=None)
    return replace(assign(again, step), confirmed_at=None, denials=case.denials + 1)


def fault(case: CaseState, step: Step) -> CaseState:
    """A check found it not handled."""
    return reopen(_by_another(case, step), step)


def fall_silent(case: CaseState, _: Step) -> CaseState:
    """The firm said nothing: somebody calls it."""
    return replace(case, status=CaseStatus.CALL)


def miss(case: CaseState, step: Step) -> CaseState:
    """A call that reached nobody."""
    return replace(_by_another(case, step), calls=case.calls + 1)


def check(case: CaseState, step: Step) -> CaseState:
    """Somebody else found it handled."""
    return replace(_by_another(case, step), status=CaseStatus.CLOSED, closed_at=step.at)


def stay(case: CaseState, _: Step) -> CaseState:
    """The act is noted, and the case stays where it is."""
    return case


def _only_holder(case: CaseState, step: Step) -> None:
    if step.by != case.held_by:
        raise refusal(case, CaseCode.NOT_HOLDER)


def _by_another(case: CaseState, step: Step) -> CaseState:
    """Nobody checks what they handled themselves."""
    if step.by in case.handled_by:
        raise refusal(case, CaseCode.OWN_WORK)
    return case


def refusal(case: CaseState, code: CaseCode) -> CaseRefusal:
    """Why an act is not taken, with where the case stands."""
    return CaseRefusal(code, status=case.status, held_by=case.held_by, held_since=case.held_since)
