"""Which dates given for a case were not kept, until what they were for is done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.case_terms import LATE, ClockKind, Clocks


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


def _next(due: datetime | None, now: datetime) -> datetime | None:
    return due if due is not None and due > now else None
