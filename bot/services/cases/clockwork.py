"""When the clocks of cases speak: warned in time, handed up when over, and nobody left out.

What a batch has to say to one officer is one message, however many cases it is about.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.case_bells import is_first_bell
from bot.domain.case_clocks import at_due
from bot.domain.case_missed import Missed, broken_now
from bot.domain.case_states import CHECKING, UNTAKEN, CaseAct, CaseStatus
from bot.domain.case_terms import LATE, Clock, ClockKind, Clocks
from bot.domain.speech import Notice
from bot.services.cases.bells import still_waiting
from bot.services.cases.cards import CaseCard
from bot.services.cases.circle import Recipient, reachable
from bot.services.cases.deciding import managers_for
from bot.services.cases.gathering import card_of
from bot.services.cases.lists import CaseLine
from bot.services.cases.moves import Said, move, wind_up
from bot.services.cases.placing import place
from bot.services.cases.routing import at_work, dispatchers_for, rules_now
from bot.services.cases.spreading import spread
from bot.services.duties.errands import Ground
from bot.store.cases.bells import Waited, call, waits_of
from bot.store.cases.cases import CaseRecord, clockless_cases, load_case
from bot.store.cases.clocks import cases_to_wake, clocks_of, keep_clocks, postpone
from bot.store.firms.firms import load_firm
from bot.store.outbox import queue_letters
from bot.store.staff.officers import officer_by_id
from bot.store.uow import UnitOfWork
from bot.telegram import notify


@dataclass(frozen=True, slots=True)
class Rang:
    """A clock that spoke.

    Attributes:
        card: The case as it is now.
        act: What the clock did to it; None if it only warned.
        due: When it is, or was, over (aware UTC).
        officers: Who has to do something about it now.
        above: Who is told that a term was not kept.
        waiting: The cases of which the firm hears now that nobody has taken them.
        waited: How long nobody has taken it, where it rang for that.
        left: Who had it in hand, or stood in for who had, and has it no more since it moved up.
        managers: The administrators, where nobody dispatches: they are told that a term was not
            kept where nobody is above, or that nobody is there who could do it.
        broken: The dates given to the firm that are over and that it has not heard of.
    """

    card: CaseCard
    kind: ClockKind
    act: CaseAct | None
    due: datetime
    officers: tuple[Recipient, ...] = ()
    above: tuple[Recipient, ...] = ()
    waiting: tuple[CaseLine, ...] = ()
    waited: Waited | None = None
    managers: tuple[Recipient, ...] = ()
    left: tuple[Recipient, ...] = ()
    broken: tuple[Missed, ...] = ()

    @property
    def is_collected(self) -> bool:
        """Whether those at the desk hear of it with all else that waits: `case_waiting`."""
        return self.waited is not None and not self.card.urgent


Tell = Callable[[Sequence[Rang], str], Iterable[Notice]]
"""What is said of these clocks, one message for each officer; the text keeps keys apart."""


@dataclass(frozen=True)
class CaseClockwork:
    """How clocks of cases fire.

    Attributes:
        tell: How it is worded.
    """

    ground: Ground
    tell: Tell


def fire_clocks(uow: UnitOfWork, clockwork: CaseClockwork, limit: int = 100) -> int:
    """Let the due clocks of some cases speak.

    Safe in several processes at once: each case is held while it is worked on, and looked at
    again then. What does not concern an urgent case waits until nobody sleeps.

    Returns:
        How many cases were dealt with; 0 when none is due.
    """
    ids = cases_to_wake(uow.connection, uow.now, limit=limit)
    rang = [each for case_id in ids for each in _fire(uow, clockwork, case_id)]
    for each in rang:
        if each.is_collected:
            _collect(uow, each)
    notices = clockwork.tell(rang, uow.new_uid()) if rang else ()
    letters = [notify(uow.new_uid(), notice) for notice in notices]
    queue_letters(uow.connection, uow.vault, letters)
    return len(ids)


def wind_up_all(uow: UnitOfWork, ground: Ground, limit: int = 100) -> int:
    """Start the clocks of unfinished cases that have none; returns of how many.

    They come from a version without clocks; no case may be without a date.
    """
    found = clockless_cases(uow, limit=limit)
    for case in found:
        wind_up(uow, ground, case)
        place(uow, ground, case)
    return len(found)


def _fire(uow: UnitOfWork, clockwork: CaseClockwork, case_id: int) -> list[Rang]:
    case = load_case(uow, case_id)
    clocks = clocks_of(uow.connection, case_id)
    clock = _first(clocks, uow.now)
    if case is None or clock is None:
        return []  # somebody was faster
    quiet = clockwork.ground.quiet_of(case.region)
    if not case.urgent and quiet.contains(uow.now):
        postpone(uow.connection, case_id, until=quiet.end_after(uow.now))
        return []
    placed = spread(uow, clockwork.ground, place(uow, clockwork.ground, case))
    clocks = clocks_of(uow.connection, case_id)
    now = _first(clocks, uow.now)
    if now is None:  # it stopped, as nobody was there for it; who is there now is told
        what = _What(ClockKind.TAKE, None, clocks[ClockKind.TAKE].due or uow.now)
        return [_rang(uow, clockwork.ground, placed, what)]
    return _speak(uow, clockwork, placed, clocks, now)


def _speak(
    uow: UnitOfWork, clockwork: CaseClockwork, case: CaseRecord, clocks: Clocks, clock: Clock
) -> list[Rang]:
    if clock.due is not None and clock.due <= uow.now:
        rang = _over(uow, clockwork, case, clock)
        return [replace(rang, broken=broken_now(clocks, uow.now, rang.card.bells))]
    warned = _warned(uow, clockwork, case, clocks, clock)
    # What cannot wait rings until somebody takes it: a warning says nothing beside that.
    return [] if case.urgent and case.state.status in UNTAKEN else [warned]


def _first(clocks: Clocks, now: datetime) -> Clock | None:
    """The clock that is longest over; warnings of it are past then."""
    over = [clock for clock in clocks.values() if clock.due is not None and clock.due <= now]
    if over:
        # What moves the case up goes before what only calls for somebody to take it: the bell
        # would set the date anew, and nothing would move.
        return min(over, key=lambda clock: (clock.kind is ClockKind.TAKE, clock.due or now))
    warning = (clock for clock in clocks.values() if clock.warn_on and clock.warn_on <= now)
    return next(warning, None)


def _over(uow: UnitOfWork, clockwork: CaseClockwork, case: CaseRecord, clock: Clock) -> Rang:
    ground = clockwork.ground
    act = at_due(clock.kind, case.state, rules_now(uow, ground.rulebase, case))
    late = clock if clock.kind in LATE else None
    before = _has_in_hand(uow, case)
    moved = move(uow, ground, case, act, None, Said(missed=late))
    rang = _rang(uow, ground, moved, _What(clock.kind, act, clock.due or uow.now))
    if moved.state.held_by is not None:
        return rang
    heard = {each.chat_id for each in (*rang.officers, *rang.above)}
    return replace(rang, left=tuple(each for each in before if each.chat_id not in heard))


def _has_in_hand(uow: UnitOfWork, case: CaseRecord) -> tuple[Recipient, ...]:
    held = case.state.held_by
    return () if held is None else reachable(at_work(uow, [officer_by_id(uow, held)]))


def _warned(
    uow: UnitOfWork, clockwork: CaseClockwork, case: CaseRecord, clocks: Clocks, clock: Clock
) -> Rang:
    said: Mapping[ClockKind, Clock] = {**clocks, clock.kind: replace(clock, warn_on=None)}
    keep_clocks(uow, case.id, clocks, said)
    return _rang(uow, clockwork.ground, case, _What(clock.kind, None, clock.due or uow.now))


@dataclass(frozen=True, slots=True)
class _What:
    kind: ClockKind
    act: CaseAct | None
    due: datetime


def _rang(uow: UnitOfWork, ground: Ground, case: CaseRecord, what: _What) -> Rang:
    card = card_of(uow, ground.rulebase, case)
    officers = _concerned(card, what)
    late = what.act in {CaseAct.ESCALATE, CaseAct.REPEAT}
    region = load_firm(uow, case.firm_id).region
    nobody = not officers and what.kind is not ClockKind.FIRM
    above = reachable(dispatchers_for(uow, region, case.sector)) if late or nobody else ()
    untaken = what.act is CaseAct.REPEAT and case.state.status in UNTAKEN
    waiting = still_waiting(uow, ground, case) if untaken else ()
    waited = waits_of(uow.connection, [case.id]).get(case.id) if untaken else None
    said = Rang(card, what.kind, what.act, what.due, officers, above, waiting, waited)
    unkept = what.act is CaseAct.REPEAT and what.kind is not ClockKind.TAKE
    if not unkept and not (nobody and _is_news(said)):
        return said
    return replace(said, managers=reachable(managers_for(uow, region, case.sector)))


def _is_news(rang: Rang) -> bool:
    """That nobody takes an urgent case administrators hear as seldom as its firm does."""
    return rang.kind is not ClockKind.TAKE or not rang.card.urgent or bool(rang.waiting)


def _collect(uow: UnitOfWork, rang: Rang) -> None:
    """Only what is new rings with a sound; what rang before is repeated without one."""
    chats = (officer.chat_id for officer in (*rang.officers, *rang.above))
    loud = is_first_bell([step.act for step in rang.card.steps])
    call(uow.connection, chats, uow.now, loud=loud)


def _concerned(card: CaseCard, what: _What) -> tuple[Recipient, ...]:
    """Who has to do something about it now; a reminder of the firm's own word is for nobody."""
    if card.status in CHECKING:
        return card.inspectors
    if card.status is CaseStatus.RULING:
        return card.deciders
    return () if what.kind is ClockKind.FIRM else card.officers
