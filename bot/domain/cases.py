"""The life of a problem that a firm raised, from registration to the inspector's check.

    OPEN 登记 ─▶ ASSIGNED 分派 ──claim──▶ CLAIMED 办理中 ──solve──▶ SOLVED 已办结
                   ▲  ▲   ▲                 │  ⇅ ask/supply            │ confirm ─▶ CONFIRMED
        RULING ────┘  │   └── return ───────┤  WAITING 待企业补充       │              │ check
        待裁定        └────── escalate 上报 ─┘                          │ silence      ▼
                      ▲                                                ▼            CLOSED 销号
                      └── deny, fault: one level up ───────────────── CALL ── check ──▲

The firm may withdraw it 撤回 wherever it may confirm it, and before; that leads to CONFIRMED, too.
A case is over only when the firm says so and somebody who did not handle it has checked
(办理一个销号一个, 三(八)). Nothing that an office does ends its own clock: see `case_clocks`.
Who may see or move a case is settled when it is loaded; here it is only asked whether the act
fits the status.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.domain import case_moves as moves
from bot.domain.case_refusals import CaseCode
from bot.domain.case_states import (
    DONE,
    HANDLING,
    UNSOLVED,
    CaseAct,
    CaseRules,
    CaseState,
    CaseStatus,
)


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
            refused or put off too often, or a solution does not say what was done.
        ValueError: The act is OPEN.
    """
    if act is CaseAct.OPEN:
        raise ValueError("a case is opened once, by opened()")
    if (case.status, act) not in _TABLE:
        raise moves.refusal(case, _misfit(case, act))
    moved = _TABLE[case.status, act](case, moves.Step(by, at, rules, result.strip()))
    if by is None or act not in HANDLING:
        return moved
    return replace(moved, handled_by=moved.handled_by | {by})


def is_done(case: CaseState, act: CaseAct, by: int) -> bool:
    """Whether an act that cannot be taken now has been done: a second tap on the same button.

    Args:
        by: Who taps; what a firm said counts whoever of it said so.
    """
    match act:
        case CaseAct.CLAIM:
            return case.held_by == by
        case CaseAct.CONFIRM | CaseAct.WITHDRAW:
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


_Cell = tuple[CaseStatus, CaseAct]


def _of(statuses: Iterable[CaseStatus], act: CaseAct, move: moves.Move) -> dict[_Cell, moves.Move]:
    return {(status, act): move for status in statuses}


_OPEN, _ASSIGNED, _CLAIMED = CaseStatus.OPEN, CaseStatus.ASSIGNED, CaseStatus.CLAIMED
_WAITING, _RULING, _SOLVED = CaseStatus.WAITING, CaseStatus.RULING, CaseStatus.SOLVED
_CALL, _CONFIRMED = CaseStatus.CALL, CaseStatus.CONFIRMED
_UNFINISHED = frozenset({*UNSOLVED, _SOLVED, _CALL, _CONFIRMED})

# An answer moves nothing: departments that were told in parallel may answer before anyone
# has claimed, and the firm may ask on until it has confirmed.
_TABLE: dict[_Cell, moves.Move] = {
    **_of({_OPEN, _ASSIGNED}, CaseAct.CLAIM, moves.claim),
    **_of(UNSOLVED, CaseAct.ASSIGN, moves.assign),
    **_of({*UNSOLVED, _SOLVED, _CALL}, CaseAct.ANSWER, moves.answer),
    **_of({_CLAIMED}, CaseAct.ASK, moves.ask),
    **_of({_WAITING}, CaseAct.SUPPLY, moves.supply),
    **_of({_WAITING}, CaseAct.LAPSE, moves.supply),
    **_of({_ASSIGNED, _CLAIMED}, CaseAct.RETURN, moves.hand_back),
    **_of({_RULING}, CaseAct.RULE, moves.assign),
    **_of(UNSOLVED, CaseAct.ESCALATE, moves.escalate),
    **_of({_CLAIMED, _WAITING}, CaseAct.SOLVE, moves.solve),
    # What has settled itself needs no officer's word first.
    **_of({*UNSOLVED, _SOLVED, _CALL}, CaseAct.CONFIRM, moves.confirm),
    # What is not wanted any more goes the same way: somebody makes sure that it is so.
    **_of({*UNSOLVED, _SOLVED, _CALL}, CaseAct.WITHDRAW, moves.confirm),
    **_of({_SOLVED, _CALL, _CONFIRMED}, CaseAct.DENY, moves.reopen),
    # How it stood before is put back.
    **_of({*UNSOLVED, _SOLVED, _CALL}, CaseAct.PART, moves.stay),
    **_of({_SOLVED}, CaseAct.SILENCE, moves.fall_silent),
    **_of({_CALL}, CaseAct.MISS, moves.miss),
    **_of({_CALL, _CONFIRMED}, CaseAct.CHECK, moves.check),
    **_of({_CALL, _CONFIRMED}, CaseAct.FAULT, moves.fault),
    **_of(_UNFINISHED, CaseAct.REFER, moves.stay),
    **_of(_UNFINISHED, CaseAct.REPEAT, moves.stay),
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
