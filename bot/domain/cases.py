"""The life of a problem that a firm raised, from registration to the firm's own confirmation.

    OPEN 登记 ──claim──▶ CLAIMED 办理中 ──solve──▶ SOLVED 已办结 ──confirm──▶ CONFIRMED 企业确认
                            ▲                          │
                            └────────── deny ──────────┘

A case is over only when the firm says so (办理一个销号一个, 三(八)), and whenever it says so: what
has settled itself needs no officer's word first. Who may see or move a case is decided when it
is loaded; here it is only asked whether the act fits the status.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.domain.errors import CaseCode, CaseRefusal


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPEN = "open"  # 登记
    CLAIMED = "claimed"  # 办理中
    SOLVED = "solved"  # 已办结
    CONFIRMED = "confirmed"  # 企业确认


class CaseAct(StrEnum):
    """What people do to a case."""

    OPEN = "open"  # 登记
    CLAIM = "claim"  # 受理
    ANSWER = "answer"  # 答复
    SOLVE = "solve"  # 办结
    CONFIRM = "confirm"  # 企业确认
    DENY = "deny"  # 企业说没解决


@dataclass(frozen=True, slots=True)
class CaseState:
    """A case as far as its acts can change it; moments are aware UTC.

    Attributes:
        opened_by: The person who raised it.
        held_by: The officer who claimed it, also after a denial.
        first_answered_at: First contact; later answers leave it.
        results: What officers wrote when they solved it, oldest first; a denied one stays.
        denials: How often the firm said that it is not solved.
    """

    status: CaseStatus
    opened_by: int
    opened_at: datetime
    held_by: int | None = None
    held_since: datetime | None = None
    first_answered_at: datetime | None = None
    results: tuple[str, ...] = ()
    solved_at: datetime | None = None
    confirmed_at: datetime | None = None
    denials: int = 0

    @property
    def result(self) -> str | None:
        """The newest result, as the firm sees it."""
        return self.results[-1] if self.results else None


def opened(by: int, at: datetime) -> CaseState:
    """Register a new case."""
    return CaseState(CaseStatus.OPEN, opened_by=by, opened_at=at)


def advance(
    case: CaseState, act: CaseAct, by: int, at: datetime, *, result: str = ""
) -> CaseState:
    """Move the case by one act.

    Args:
        case: As loaded in this transaction.
        act: What is done; OPEN makes a new case, see `opened`, and never moves one.
        by: Who does it: an officer's id for CLAIM, ANSWER and SOLVE.
        at: The business clock.
        result: For SOLVE: the text that the firm will read.

    Raises:
        CaseRefusal: The act does not fit the status, someone else holds the case, or a
            solution comes without its text.
        ValueError: The act is OPEN.
    """
    if act is CaseAct.OPEN:
        raise ValueError("a case is opened once, by opened()")
    if (case.status, act) not in _TABLE:
        raise _refusal(case, _misfit(case, act))
    return _TABLE[case.status, act](case, by, at, result.strip())


def is_done(case: CaseState, act: CaseAct, by: int) -> bool:
    """Whether an act that cannot be taken now has been done: a second tap on the same button.

    Args:
        by: Who taps; what a firm said counts whoever of it said so.
    """
    match act:
        case CaseAct.CLAIM:
            return case.held_by == by
        case CaseAct.CONFIRM:
            return case.status is CaseStatus.CONFIRMED
        case CaseAct.DENY:
            return case.status is CaseStatus.CLAIMED and case.denials > 0
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


_Move = Callable[[CaseState, int, datetime, str], CaseState]


def _claim(case: CaseState, by: int, at: datetime, _: str) -> CaseState:
    return replace(case, status=CaseStatus.CLAIMED, held_by=by, held_since=at)


def _answer(case: CaseState, _by: int, at: datetime, _: str) -> CaseState:
    return replace(case, first_answered_at=case.first_answered_at or at)


def _solve(case: CaseState, by: int, at: datetime, result: str) -> CaseState:
    if by != case.held_by:
        raise _refusal(case, CaseCode.NOT_HOLDER)
    if not any(character.isalnum() for character in result):
        raise _refusal(case, CaseCode.RESULT_MISSING)  # blanks that look like text say nothing
    return replace(case, status=CaseStatus.SOLVED, results=(*case.results, result), solved_at=at)


def _confirm(case: CaseState, _by: int, at: datetime, _: str) -> CaseState:
    return replace(case, status=CaseStatus.CONFIRMED, confirmed_at=at)


def _deny(case: CaseState, _by: int, _at: datetime, _: str) -> CaseState:
    return replace(case, status=CaseStatus.CLAIMED, solved_at=None, denials=case.denials + 1)


# An answer moves nothing: departments that were told in parallel may answer before anyone
# has claimed, and the firm may ask on until it has confirmed.
_TABLE: dict[tuple[CaseStatus, CaseAct], _Move] = {
    (CaseStatus.OPEN, CaseAct.CLAIM): _claim,
    (CaseStatus.OPEN, CaseAct.ANSWER): _answer,
    (CaseStatus.CLAIMED, CaseAct.ANSWER): _answer,
    (CaseStatus.SOLVED, CaseAct.ANSWER): _answer,
    (CaseStatus.CLAIMED, CaseAct.SOLVE): _solve,
    (CaseStatus.OPEN, CaseAct.CONFIRM): _confirm,
    (CaseStatus.CLAIMED, CaseAct.CONFIRM): _confirm,
    (CaseStatus.SOLVED, CaseAct.CONFIRM): _confirm,
    (CaseStatus.SOLVED, CaseAct.DENY): _deny,
}


# Why an act does not fit a case that is not yet solved.
_TOO_EARLY = {
    CaseAct.CLAIM: CaseCode.ALREADY_CLAIMED,
    CaseAct.SOLVE: CaseCode.NOT_CLAIMED,
    CaseAct.DENY: CaseCode.NOT_SOLVED,
}


def _misfit(case: CaseState, act: CaseAct) -> CaseCode:
    working = case.status in {CaseStatus.OPEN, CaseStatus.CLAIMED}
    return _TOO_EARLY[act] if working else CaseCode.NOT_OPEN


def _refusal(case: CaseState, code: CaseCode) -> CaseRefusal:
    return CaseRefusal(code, status=case.status, held_by=case.held_by, held_since=case.held_since)
