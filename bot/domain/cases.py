"""The life of a problem that a firm raised, from registration to the inspector's check.

    OPEN 登记 ─▶ ASSIGNED 分派 ──claim──▶ CLAIMED 办理中 ──solve──▶ SOLVED 已办结
                   ▲  ▲   ▲                 │  ⇅ ask/supply            │ confirm ─▶ CONFIRMED
        RULING ────┘  │   └── return ───────┤  WAITING 待企业补充       │              │ check
        待裁定        └────── escalate 上报 ─┘                          │ silence      ▼
                      ▲                                                ▼            CLOSED 销号
                      └── deny, fault: one level up ───────────────── CALL ── check ──▲

A case is over only when the firm says so and somebody who did not handle it has checked
(办理一个销号一个, 三(八)). Nothing that an office does ends its own clock: see `case_clocks`.
Who may see or move a case is settled when it is loaded; here it is only asked whether the act
fits the status.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.case_states import DONE, UNSOLVED, CaseAct, CaseRules, CaseState, CaseStatus
from bot.domain.errors import CaseCode, CaseRefusal


def opened(by: int, at: datetime, level: int = 0) -> CaseState:
    """Register a new case."""
    return CaseState(CaseStatus.OPEN, opened_by=by, opened_at=at, level=level)


def advance(
    case: CaseState,
    act: CaseAct,
    by: int | None,
    at: datetime,
    rules: CaseRules,
    *,
    result: str = "",
) -> CaseState:
    """Move the case by one act.

    Args:
        case: As loaded in this transaction.
        act: What is done; OPEN makes a new case, see `opened`, and never moves one.
        by: Who does it: an officer's id for what officers do; None for a clock.
        at: The business clock.
        rules: Of the case's region.
        result: For SOLVE: the text that the firm will read.

    Raises:
        CaseRefusal: The act does not fit the status, someone else holds the case, it was
            refused or put off too often, or a solution comes without its text.
        ValueError: The act is OPEN.
    """
    if act is CaseAct.OPEN:
        raise ValueError("a case is opened once, by opened()")
    if (case.status, act) not in _TABLE:
        raise _refusal(case, _misfit(case, act))
    return _TABLE[case.status, act](case, _Step(by, at, rules, result.strip()))


def is_done(case: CaseState, act: CaseAct, by: int) -> bool:
    """Whether an act that cannot be taken now has been done: a second tap on the same button.

    Args:
        by: Who taps; what a firm said counts whoever of it said so.
    """
    match act:
        case CaseAct.CLAIM:
            return case.held_by == by
        case CaseAct.CONFIRM:
            return case.status in DONE
        case CaseAct.DENY:
            return case.status in UNSOLVED and case.denials > 0
        case _:
            return False


def case_number(letter: str, business_date: date, running: int) -> str:
    """The number that people quote, such as F-0716-003.

    It carries no year: unique is the number within its region and business date.

    Args:
        letter: Of the region, from its data.
        business_date: The day on which the case was opened, in the region's zone.
        running: From 1, anew each day; above 999 it gets a fourth digit.
    """
    return f"{letter}-{business_date:%m%d}-{running:03d}"


@dataclass(frozen=True, slots=True)
class _Step:
    by: int | None
    at: datetime
    rules: CaseRules
    result: str


_Move = Callable[[CaseState, _Step], CaseState]
_Cell = tuple[CaseStatus, CaseAct]


def _claim(case: CaseState, step: _Step) -> CaseState:
    worked = case.worked_by | {step.by or 0}
    held = replace(case, status=CaseStatus.CLAIMED, held_by=step.by, held_since=step.at)
    return replace(held, worked_by=worked)


def _assign(case: CaseState, _: _Step) -> CaseState:
    return replace(case, status=CaseStatus.ASSIGNED, held_by=None, held_since=None)


def _answer(case: CaseState, step: _Step) -> CaseState:
    return replace(case, first_answered_at=case.first_answered_at or step.at)


def _ask(case: CaseState, step: _Step) -> CaseState:
    _only_holder(case, step)
    if case.waits >= step.rules.waits:
        raise _refusal(case, CaseCode.ASKED_TOO_OFTEN)
    asked = replace(case, status=CaseStatus.WAITING, waits=case.waits + 1)
    return _answer(asked, step)


def _supply(case: CaseState, _: _Step) -> CaseState:
    return replace(case, status=CaseStatus.CLAIMED)


def _return(case: CaseState, step: _Step) -> CaseState:
    if case.status is CaseStatus.CLAIMED:
        _only_holder(case, step)
    if case.returns >= step.rules.returns:
        raise _refusal(case, CaseCode.RETURNED_TOO_OFTEN)
    returned = replace(_assign(case, step), returns=case.returns + 1)
    last = returned.returns >= step.rules.returns
    return replace(returned, status=CaseStatus.RULING) if last else returned


def _escalate(case: CaseState, step: _Step) -> CaseState:
    if step.by is not None and case.held_by is not None:
        _only_holder(case, step)
    above = step.rules.above(case.level)
    if above is None:
        raise _refusal(case, CaseCode.AT_TOP)
    return replace(_assign(case, step), level=above)


def _solve(case: CaseState, step: _Step) -> CaseState:
    _only_holder(case, step)
    if not any(character.isalnum() for character in step.result):
        raise _refusal(case, CaseCode.RESULT_MISSING)  # blanks that look like text say nothing
    results = (*case.results, step.result)
    return replace(case, status=CaseStatus.SOLVED, results=results, solved_at=step.at)


def _confirm(case: CaseState, step: _Step) -> CaseState:
    confirmed = replace(case, status=CaseStatus.CONFIRMED, confirmed_at=step.at)
    return confirmed if step.rules.checked else _closed(confirmed, step)


def _reopen(case: CaseState, step: _Step) -> CaseState:
    above = step.rules.above(case.level)
    again = replace(case, level=case.level if above is None else above, solved_at=None)
    return replace(_assign(again, step), confirmed_at=None, denials=case.denials + 1)


def _fault(case: CaseState, step: _Step) -> CaseState:
    return _reopen(_by_another(case, step), step)


def _silence(case: CaseState, _: _Step) -> CaseState:
    return replace(case, status=CaseStatus.CALL)


def _miss(case: CaseState, step: _Step) -> CaseState:
    return replace(_by_another(case, step), calls=case.calls + 1)


def _check(case: CaseState, step: _Step) -> CaseState:
    return _closed(_by_another(case, step), step)


def _closed(case: CaseState, step: _Step) -> CaseState:
    return replace(case, status=CaseStatus.CLOSED, closed_at=step.at)


def _stay(case: CaseState, _: _Step) -> CaseState:
    return case


def _only_holder(case: CaseState, step: _Step) -> None:
    if step.by != case.held_by:
        raise _refusal(case, CaseCode.NOT_HOLDER)


def _by_another(case: CaseState, step: _Step) -> CaseState:
    """Nobody checks what they handled themselves."""
    if step.by in case.worked_by:
        raise _refusal(case, CaseCode.OWN_WORK)
    return case


def _of(statuses: Iterable[CaseStatus], act: CaseAct, move: _Move) -> dict[_Cell, _Move]:
    return {(status, act): move for status in statuses}


_OPEN, _ASSIGNED, _CLAIMED = CaseStatus.OPEN, CaseStatus.ASSIGNED, CaseStatus.CLAIMED
_WAITING, _RULING, _SOLVED = CaseStatus.WAITING, CaseStatus.RULING, CaseStatus.SOLVED
_CALL, _CONFIRMED = CaseStatus.CALL, CaseStatus.CONFIRMED
_UNFINISHED = frozenset({*UNSOLVED, _SOLVED, _CALL, _CONFIRMED})

# An answer moves nothing: departments that were told in parallel may answer before anyone
# has claimed, and the firm may ask on until it has confirmed.
_TABLE: dict[_Cell, _Move] = {
    **_of({_OPEN, _ASSIGNED}, CaseAct.CLAIM, _claim),
    **_of(UNSOLVED, CaseAct.ASSIGN, _assign),
    **_of({*UNSOLVED, _SOLVED, _CALL}, CaseAct.ANSWER, _answer),
    **_of({_CLAIMED}, CaseAct.ASK, _ask),
    **_of({_WAITING}, CaseAct.SUPPLY, _supply),
    **_of({_WAITING}, CaseAct.LAPSE, _supply),
    **_of({_ASSIGNED, _CLAIMED}, CaseAct.RETURN, _return),
    **_of({_RULING}, CaseAct.RULE, _assign),
    **_of(UNSOLVED, CaseAct.ESCALATE, _escalate),
    **_of({_CLAIMED, _WAITING}, CaseAct.SOLVE, _solve),
    # What has settled itself needs no officer's word first.
    **_of({*UNSOLVED, _SOLVED, _CALL}, CaseAct.CONFIRM, _confirm),
    **_of({_SOLVED, _CALL, _CONFIRMED}, CaseAct.DENY, _reopen),
    **_of({_SOLVED}, CaseAct.SILENCE, _silence),
    **_of({_CALL}, CaseAct.MISS, _miss),
    **_of({_CALL, _CONFIRMED}, CaseAct.CHECK, _check),
    **_of({_CALL, _CONFIRMED}, CaseAct.FAULT, _fault),
    **_of(_UNFINISHED, CaseAct.REPEAT, _stay),
}
# Why an act does not fit a case that is not yet solved.
_TOO_EARLY = {
    CaseAct.CLAIM: CaseCode.ALREADY_CLAIMED,
    CaseAct.SOLVE: CaseCode.NOT_CLAIMED,
    CaseAct.ASK: CaseCode.NOT_CLAIMED,
    CaseAct.RETURN: CaseCode.NOT_OPEN,
    CaseAct.DENY: CaseCode.NOT_SOLVED,
    CaseAct.CHECK: CaseCode.NOT_SOLVED,
    CaseAct.FAULT: CaseCode.NOT_SOLVED,
    CaseAct.MISS: CaseCode.NOT_SOLVED,
}


def _misfit(case: CaseState, act: CaseAct) -> CaseCode:
    early = case.status in UNSOLVED
    return _TOO_EARLY.get(act, CaseCode.NOT_OPEN) if early else CaseCode.NOT_OPEN


def _refusal(case: CaseState, code: CaseCode) -> CaseRefusal:
    return CaseRefusal(code, status=case.status, held_by=case.held_by, held_since=case.held_since)
