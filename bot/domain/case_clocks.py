"""The clocks of a case: which run, when they are due, and what happens then.

Handling an office's own convenience is kept out of here on purpose: refusing, handing over and
escalating leave the firm's clocks (CONTACT, HANDLING) as they were. Only a question to the firm
lets HANDLING rest, for a limited time and a limited number of times.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.case_states import UNSOLVED, CaseAct, CaseRules, CaseState, CaseStatus
from bot.domain.worktime import Term, WorkTime


class ClockKind(StrEnum):
    """What must happen before a clock is due."""

    TAKE = "take"  # 受理: somebody on the desks takes it
    CONTACT = "contact"  # 首次联系
    INTERIM = "interim"  # 阶段性答复, with the date that was promised (一跟到底)
    HANDLING = "handling"  # 办结
    SUPPLY = "supply"  # 企业补充
    RULING = "ruling"  # 退单裁定
    FIRM = "firm"  # 企业确认
    CALL = "call"  # 电话回访
    CHECK = "check"  # 核查销号


WARNED: Final = frozenset({ClockKind.CONTACT, ClockKind.INTERIM, ClockKind.HANDLING})
"""Whoever has the case is warned when a quarter of the term is left."""
_PROMISED: Final = WARNED
WARN_LEFT: Final = 4
REMIND_LEFT: Final = 2
"""The firm is reminded once, half-way."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of a case; moments are aware UTC.

    Attributes:
        due: When it is over; None while it rests.
        left: How much of its term is left while it rests.
        warn_on: When somebody is warned or reminded; None if not, or if it was done.
    """

    kind: ClockKind
    since: datetime
    due: datetime | None
    left: timedelta | None = None
    warn_on: datetime | None = None

    @property
    def fires_on(self) -> datetime | None:
        """When something happens next."""
        return self.due if self.warn_on is None else self.warn_on


Clocks = Mapping[ClockKind, Clock]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one case: of its region, and of its urgency.

    Attributes:
        terms: Each kind of clock has one.
        work: When people work there.
        again: How long until a bell that changed nothing rings again, where that is longer.
    """

    terms: Mapping[ClockKind, Term]
    work: WorkTime
    again: Mapping[ClockKind, Term] = field(default_factory=dict)

    def start(
        self,
        kind: ClockKind,
        at: datetime,
        due: datetime | None = None,
        *,
        again: bool = False,
    ) -> Clock:
        """A clock that begins now.

        Args:
            due: The date that somebody promised instead.
            again: It was over, and nothing came of it.
        """
        term = self.again.get(kind, self.terms[kind]) if again else self.terms[kind]
        over = due or self.work.after(at, term)
        # Whoever let it pass once knows of it.
        return Clock(kind, at, over, warn_on=None if again else self._warning(kind, at, over))

    def rest(self, clock: Clock, at: datetime) -> Clock:
        """It stands still."""
        if clock.due is None:
            return clock
        if self.terms[clock.kind].working:
            left = self.work.between(at, clock.due)
        else:
            left = max(clock.due - at, timedelta())
        return replace(clock, due=None, left=left, warn_on=None)

    def go_on(self, clock: Clock, at: datetime) -> Clock:
        """It runs again, with what was left."""
        if clock.due is not None or clock.left is None:
            return clock
        term = Term(clock.left, self.terms[clock.kind].working)
        due = self.work.after(at, term)
        return replace(clock, due=due, left=None, warn_on=self._warning(clock.kind, at, due))

    def _warning(self, kind: ClockKind, at: datetime, due: datetime) -> datetime | None:
        """When to say that it will be over: never on a day off for what runs on working days."""
        if kind is ClockKind.FIRM:
            return at + (due - at) / REMIND_LEFT
        if kind not in WARNED:
            return None
        if not self.terms[kind].working:
            return due - (due - at) / WARN_LEFT
        whole = self.work.between(at, due)
        return self.work.after(at, Term(whole - whole / WARN_LEFT, working=True))


def turned(
    clocks: Clocks,
    after: CaseState,
    act: CaseAct,
    at: datetime,
    terms: Terms,
    promised: datetime | None = None,
) -> Clocks:
    """The clocks after an act.

    Args:
        after: The case as the act left it.
        promised: For ANSWER: until when the next answer is promised.
    """
    if after.status is CaseStatus.CLOSED:
        return {}
    talk = act is CaseAct.ANSWER and after.status not in UNSOLVED  # it promises nothing any more
    turn = _NOTHING if talk else _TURNS.get(act, _NOTHING)
    running = {kind: clock for kind, clock in clocks.items() if kind not in turn.stops}
    for kind in turn.begins:
        running[kind] = terms.start(kind, at, promised if kind is ClockKind.INTERIM else None)
    for kind in turn.keeps:
        running.setdefault(kind, terms.start(kind, at))
    if after.status is CaseStatus.RULING:
        running.pop(ClockKind.TAKE, None)
        running[ClockKind.RULING] = terms.start(ClockKind.RULING, at)
    return _resting(_renewed(running, act, at, terms), after, at, terms)


def wound_up(case: CaseState, at: datetime, terms: Terms) -> Clocks:
    """The clocks of a case that has none, as if what it waits for had begun now."""
    kinds = list(_AWAITED[case.status])
    if case.status in UNSOLVED:
        contacted = case.first_answered_at is not None
        kinds.append(ClockKind.INTERIM if contacted else ClockKind.CONTACT)
    running = {kind: terms.start(kind, at) for kind in kinds}
    return _resting(running, case, at, terms)


def at_due(kind: ClockKind, case: CaseState, rules: CaseRules) -> CaseAct:
    """What a clock does to the case when it is due: silence and delay never close one."""
    match kind:
        case ClockKind.SUPPLY:
            return CaseAct.LAPSE
        case ClockKind.FIRM:
            return CaseAct.SILENCE
        case ClockKind.CONTACT | ClockKind.INTERIM | ClockKind.HANDLING | ClockKind.RULING:
            return CaseAct.REPEAT if rules.above(case.level) is None else CaseAct.ESCALATE
        case _:
            return CaseAct.REPEAT


@dataclass(frozen=True, slots=True)
class _Turn:
    """What an act does to clocks: `keeps` begin unless they run already."""

    stops: frozenset[ClockKind] = frozenset()
    begins: tuple[ClockKind, ...] = ()
    keeps: tuple[ClockKind, ...] = ()


_NOTHING: Final = _Turn()
_CLOSING: Final = frozenset({ClockKind.FIRM, ClockKind.CALL, ClockKind.CHECK})
_LYING: Final = frozenset({ClockKind.SUPPLY, ClockKind.RULING})
_AGAIN: Final = _Turn(_CLOSING, (ClockKind.TAKE, ClockKind.INTERIM, ClockKind.HANDLING))
_AWAITED: Final[Mapping[CaseStatus, tuple[ClockKind, ...]]] = {
    CaseStatus.OPEN: (ClockKind.TAKE, ClockKind.HANDLING),
    CaseStatus.ASSIGNED: (ClockKind.TAKE, ClockKind.HANDLING),
    CaseStatus.CLAIMED: (ClockKind.HANDLING,),
    CaseStatus.WAITING: (ClockKind.SUPPLY, ClockKind.HANDLING),
    CaseStatus.RULING: (ClockKind.RULING, ClockKind.HANDLING),
    CaseStatus.SOLVED: (ClockKind.FIRM,),
    CaseStatus.CALL: (ClockKind.CALL,),
    CaseStatus.CONFIRMED: (ClockKind.CHECK,),
    CaseStatus.CLOSED: (),
}
_TURNS: Final[Mapping[CaseAct, _Turn]] = {
    CaseAct.ASSIGN: _Turn(_LYING, keeps=(ClockKind.TAKE,)),
    CaseAct.CLAIM: _Turn(frozenset({ClockKind.TAKE})),
    CaseAct.ANSWER: _Turn(frozenset({ClockKind.CONTACT}), begins=(ClockKind.INTERIM,)),
    # Until when the firm may answer is the next date that it was given.
    CaseAct.ASK: _Turn(frozenset({ClockKind.CONTACT, ClockKind.INTERIM}), (ClockKind.SUPPLY,)),
    CaseAct.SUPPLY: _Turn(frozenset({ClockKind.SUPPLY}), (ClockKind.INTERIM,)),
    CaseAct.LAPSE: _Turn(frozenset({ClockKind.SUPPLY}), (ClockKind.INTERIM,)),
    CaseAct.RETURN: _Turn(keeps=(ClockKind.TAKE,)),
    CaseAct.RULE: _Turn(frozenset({ClockKind.RULING}), begins=(ClockKind.TAKE,)),
    CaseAct.ESCALATE: _Turn(_LYING, (ClockKind.TAKE,)),
    CaseAct.SOLVE: _Turn(frozenset({*_PROMISED, ClockKind.SUPPLY}), begins=(ClockKind.FIRM,)),
    CaseAct.CONFIRM: _Turn(frozenset(ClockKind) - {ClockKind.CHECK}, begins=(ClockKind.CHECK,)),
    CaseAct.DENY: _AGAIN,
    CaseAct.FAULT: _AGAIN,
    CaseAct.SILENCE: _Turn(_CLOSING, begins=(ClockKind.CALL,)),
    CaseAct.MISS: _Turn(begins=(ClockKind.CALL,)),
}


def _renewed(clocks: Clocks, act: CaseAct, at: datetime, terms: Terms) -> Clocks:
    """One level up, or at the top again: what is over begins anew, all else keeps its time.

    A bell that changed nothing is one for whoever has not taken it, too: they get no second one.
    """
    if act not in {CaseAct.ESCALATE, CaseAct.REPEAT}:
        return clocks
    again = act is CaseAct.REPEAT
    return {
        kind: terms.start(kind, at, again=again)
        if _is_over(clock, at) or (again and kind is ClockKind.TAKE)
        else clock
        for kind, clock in clocks.items()
    }


def _is_over(clock: Clock, at: datetime) -> bool:
    return clock.due is not None and clock.due <= at


def _resting(clocks: Clocks, after: CaseState, at: datetime, terms: Terms) -> Clocks:
    """HANDLING rests while the firm is asked; nothing else ever does."""
    handling = clocks.get(ClockKind.HANDLING)
    if handling is None or after.status not in UNSOLVED:
        return clocks
    waiting = after.status is CaseStatus.WAITING
    moved = terms.rest(handling, at) if waiting else terms.go_on(handling, at)
    return {**clocks, ClockKind.HANDLING: moved}
