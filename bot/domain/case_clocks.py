"""The clocks of a case: which run, when they are due, and what happens then.

Handling an office's own convenience is kept out of here on purpose: refusing, handing over and
escalating leave the firm's clocks (CONTACT, INTERIM, HANDLING) as they were. Only a question to
the firm lets HANDLING rest, for a limited time and a limited number of times; it is a first
contact, and the firm hears again by the date that it was given before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.case_states import UNSOLVED, UNTAKEN, CaseAct, CaseRules, CaseState, CaseStatus
from bot.domain.case_terms import PROMISED, Clock, ClockKind, Clocks, Terms


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
        running[kind] = _kept(running.get(kind), terms.start(kind, at))
    if after.status is CaseStatus.RULING:
        running.pop(ClockKind.TAKE, None)
        # Whatever is said meanwhile, whoever rules has one term for it.
        running.setdefault(ClockKind.RULING, terms.start(ClockKind.RULING, at))
    return _resting(_renewed(running, act, at, terms), after, at, terms)


def set_back(clocks: Clocks, after: CaseState, at: datetime, terms: Terms) -> Clocks:
    """The clocks of a case that was put back to where it was.

    What a firm was given a date for goes on as if nothing had been; whoever may take the case
    now gets the time to do it anew.
    """
    kept = dict(clocks)
    kept.pop(ClockKind.TAKE, None)
    if after.status in UNTAKEN:
        kept[ClockKind.TAKE] = terms.start(ClockKind.TAKE, at)
    return kept


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
    """What an act does to clocks: `keeps` begin unless they run already, and keep their dates."""

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
    # An officer who asks has made contact, and owes the next word like after any other.
    CaseAct.ASK: _Turn(
        frozenset({ClockKind.CONTACT}), (ClockKind.SUPPLY,), keeps=(ClockKind.INTERIM,)
    ),
    CaseAct.SUPPLY: _Turn(frozenset({ClockKind.SUPPLY}), keeps=(ClockKind.INTERIM,)),
    CaseAct.LAPSE: _Turn(frozenset({ClockKind.SUPPLY}), keeps=(ClockKind.INTERIM,)),
    CaseAct.RETURN: _Turn(keeps=(ClockKind.TAKE,)),
    CaseAct.RULE: _Turn(frozenset({ClockKind.RULING}), begins=(ClockKind.TAKE,)),
    CaseAct.ESCALATE: _Turn(_LYING, (ClockKind.TAKE,)),
    CaseAct.SOLVE: _Turn(frozenset({*PROMISED, ClockKind.SUPPLY}), begins=(ClockKind.FIRM,)),
    CaseAct.CONFIRM: _Turn(frozenset(ClockKind) - {ClockKind.CHECK}, begins=(ClockKind.CHECK,)),
    CaseAct.WITHDRAW: _Turn(frozenset(ClockKind) - {ClockKind.CHECK}, (ClockKind.CHECK,)),
    CaseAct.DENY: _AGAIN,
    CaseAct.FAULT: _AGAIN,
    CaseAct.SILENCE: _Turn(_CLOSING, begins=(ClockKind.CALL,)),
    CaseAct.MISS: _Turn(begins=(ClockKind.CALL,)),
}


def _kept(clock: Clock | None, anew: Clock) -> Clock:
    """The date stays; of a bell that may be quiet for long, whoever has the case now is rung."""
    if clock is None:
        return anew
    late = clock.due is not None and anew.due is not None and anew.due < clock.due
    rings = anew if late and clock.kind is ClockKind.TAKE else clock
    return replace(clock, since=anew.since, due=rings.due)


def _renewed(clocks: Clocks, act: CaseAct, at: datetime, terms: Terms) -> Clocks:
    """One level up, or at the top again: what is over begins anew, all else keeps its time.

    A bell that changed nothing is one for whoever has not taken it, too: they get no second one.
    The firm's time to answer never begins anew: HANDLING would rest for as long.
    """
    if act not in {CaseAct.ESCALATE, CaseAct.REPEAT}:
        return clocks
    again = act is CaseAct.REPEAT
    return {
        kind: replace(terms.start(kind, at, again=again), missed=clock.missed_at(at))
        if _is_renewed(clock, at) or (again and kind is ClockKind.TAKE)
        else clock
        for kind, clock in clocks.items()
    }


def _is_renewed(clock: Clock, at: datetime) -> bool:
    over = clock.due is not None and clock.due <= at
    return over and clock.kind is not ClockKind.SUPPLY


def _resting(clocks: Clocks, after: CaseState, at: datetime, terms: Terms) -> Clocks:
    """HANDLING rests while the firm is asked; nothing else ever does."""
    handling = clocks.get(ClockKind.HANDLING)
    if handling is None or after.status not in UNSOLVED:
        return clocks
    waiting = after.status is CaseStatus.WAITING
    moved = terms.rest(handling, at) if waiting else terms.go_on(handling, at)
    return {**clocks, ClockKind.HANDLING: moved}
