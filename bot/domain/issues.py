"""点办理、批处理: what many firms suffer from alike is one common issue, answered once.

A case stays its firm's own: it keeps its number, its clocks and its holder, and only what the
desk says is said to all of them together.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from bot.domain.case_states import UNSOLVED, UNTAKEN, WORKING, CaseAct, CaseState, CaseStatus
from bot.domain.case_terms import ClockKind, Clocks

TITLE_MOST: Final = 60
"""Characters of a title: it stands in lists."""
LEAST: Final = 2
"""Cases with one cause: fewer have nothing in common with anything."""


class IssueStatus(StrEnum):
    """Where a common issue stands."""

    OPEN = "open"
    SOLVED = "solved"  # every firm got the result; each of them has its own word on it
    DISSOLVED = "dissolved"  # each case is handled by itself again


class LinkEnd(StrEnum):
    """Why a case belongs to an issue no more."""

    REMOVED = "removed"  # by a dispatcher
    PARTED = "parted"  # 不是这个问题: by its firm
    DISSOLVED = "dissolved"


class AnswerFate(StrEnum):
    """What became of one answer in one case."""

    SENT = "sent"
    OVER = "over"  # somebody had solved it, or its firm had said that it is
    RULING = "ruling"  # refused twice: a result needs somebody whose it is


class ProposalStatus(StrEnum):
    """Where a policy proposal stands."""

    OPEN = "open"
    TAKEN = "taken"  # 采纳
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Before:
    """How a case would stand if nothing had been said to all: who has it, and its clocks."""

    state: CaseState
    clocks: Clocks


def issue_number_start(letter: str) -> str:
    """With what the numbers of a region begin, by its letter: never like one of a case."""
    return f"{letter}G-"


def issue_number(letter: str, business_date: date, running: int) -> str:
    """The number that people quote, such as FG-0716-01.

    Args:
        letter: Of the region, from its data.
        running: From 1, anew each day.
    """
    return f"{issue_number_start(letter)}{business_date:%m%d}-{running:02d}"


def fate_of(case: CaseState, *, result: bool) -> AnswerFate:
    """Whether an answer can be given in a case as it stands.

    Args:
        result: It ends the case, as far as the desk can.
    """
    if case.status not in UNSOLVED:
        return AnswerFate.OVER
    if result and case.status is CaseStatus.RULING:
        return AnswerFate.RULING
    return AnswerFate.SENT


def is_taken_by(case: CaseState, lead: int, *, result: bool) -> bool:
    """Whether the one who leads takes the case in hand to answer it.

    Nobody else has it yet, or a result is given: only its holder solves a case.
    """
    return case.status in UNTAKEN or (result and case.held_by != lead)


def act_of(*, result: bool) -> CaseAct:
    """What an answer does to each case."""
    return CaseAct.SOLVE if result else CaseAct.ANSWER


def put_back(case: CaseState, clocks: Clocks, before: Before, answered_at: datetime) -> Before:
    """The case and its clocks as they were before an answer that was not about it.

    Whatever somebody did in the case itself since then stands: then nothing is put back.

    Args:
        answered_at: When the answer was given in it.
    """
    was = before.state
    if case.status not in UNSOLVED:
        if case.solved_at != answered_at:
            return Before(case, clocks)  # somebody else solved it
        held = replace(case, status=was.status, held_by=was.held_by, held_since=was.held_since)
        return Before(replace(held, solved_at=None), before.clocks)
    interim = clocks.get(ClockKind.INTERIM)
    if interim is None or interim.since != answered_at:
        return Before(case, clocks)
    if case.status in WORKING and case.held_by != was.held_by:
        case = replace(case, status=was.status, held_by=was.held_by, held_since=was.held_since)
    own = {kind: clock for kind, clock in clocks.items() if kind not in _SHARED}
    theirs = {kind: clock for kind, clock in before.clocks.items() if kind in _SHARED}
    return Before(case, {**own, **theirs})


_SHARED: Final = frozenset({ClockKind.CONTACT, ClockKind.INTERIM})
"""What an answer to all turns in each case; HANDLING runs on through it."""
