"""Which dates given for a case were not kept, until what they were for is done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.case_terms import LATE, PROMISED, Clock, ClockKind, Clocks


@dataclass(frozen=True, slots=True)
class Missed:
    """A date that was not kept.

    Attributes:
        kind: What was to happen by then.
        due: The first date for it, as it was given (aware UTC).
        late: How long it has been over.
        next: The date that applies now (aware UTC); None if that is the missed one itself.
    """

    kind: ClockKind
    due: datetime
    late: timedelta
    next: datetime | None


def missed_in(clocks: Clocks, now: datetime) -> tuple[Missed, ...]:
    """What was not kept by now (aware), the longest overdue first."""
    found = (
        Missed(kind, due, now - due, _next(clocks[kind].due, now))
        for kind in LATE
        if kind in clocks and (due := clocks[kind].missed_at(now)) is not None
    )
    return tuple(sorted(found, key=lambda each: each.due))


def broken_now(clocks: Clocks, now: datetime, rang: Collection[datetime]) -> tuple[Missed, ...]:
    """The dates given to the firm that are over by now (aware) and that it has not heard of.

    A date that only a bell set anew was never given to it; of the one before it has heard.

    Args:
        clocks: As they are before they speak.
        rang: When bells of this case changed nothing (aware UTC).
    """
    broken = {kind for kind in PROMISED & clocks.keys() if _is_broken(clocks[kind], now, rang)}
    return tuple(each for each in missed_in(clocks, now) if each.kind in broken)


def is_of_bell(clock: Clock, rang: Collection[datetime]) -> bool:
    """Whether only a bell that changed nothing set its date: the firm was never given it.

    Args:
        rang: When bells of this case changed nothing (aware UTC).
    """
    # An answer at the very moment of a bell is no bell: what it begins was never missed.
    return clock.missed is not None and clock.since in rang


def _is_broken(clock: Clock, now: datetime, rang: Collection[datetime]) -> bool:
    return clock.due is not None and clock.due <= now and not is_of_bell(clock, rang)


def _next(due: datetime | None, now: datetime) -> datetime | None:
    return due if due is not None and due > now else None
