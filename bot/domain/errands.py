"""Errands: planned reminders of duties. Which of them is said, and when it may ring.

The documents set hardly any hour; every lead is a rule of this product and is labelled so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.evidence import Point
from bot.domain.firing import LATE_AFTER
from bot.domain.quiet import QuietHours
from bot.domain.reminders import LEAST_LEAD


@dataclass(frozen=True, slots=True)
class Wanted:
    """A reminder that should be made.

    Attributes:
        form: Who checks it again and words it, by its name in the registry of forms.
        stage: Which reminder of this deadline; each is made once.
        deadline: Aware; what it is about. Notes of what was missed have it behind them.
        fire_on: Aware. What lies in the past is left out unless `even_late`.
    """

    form: str
    point: Point
    stage: str
    deadline: datetime
    fire_on: datetime
    even_late: bool = False


@dataclass(frozen=True, slots=True)
class Errand:
    """A reminder whose time has come, or will. `late`: the system was down when it was due."""

    id: int
    firm_id: int
    form: str
    point: Point
    stage: str
    deadline: datetime
    fire_on: datetime
    late: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of an errand now: said, without a sound or with one, or kept waiting."""

    until: datetime | None = None
    silent: bool = False


NOW: Final = Turn()


def newest_of_each(due: Iterable[Errand]) -> list[Errand]:
    """Of several stages about one point only the newest, in the order of their deadlines."""
    found: dict[Point, Errand] = {}
    for each in sorted(due, key=lambda errand: (errand.fire_on, errand.id)):
        found[each.point] = each
    return sorted(found.values(), key=lambda errand: (errand.deadline, errand.id))


def is_late(fire_on: datetime, now: datetime) -> bool:
    """Whether it is said so long after its time that people are told why."""
    return now - fire_on > LATE_AFTER


def turn_of(deadline: datetime, now: datetime, quiet: QuietHours) -> Turn:
    """Fit an errand to the hour: it waits for the morning unless its deadline cannot."""
    if not quiet.contains(now):
        return NOW
    morning = quiet.end_after(now)
    if deadline <= now or deadline - morning >= LEAST_LEAD:
        return Turn(until=morning)
    return Turn(silent=True)


def may_wait(deadline: datetime, now: datetime, until: datetime) -> bool:
    """Whether a reminder is still of use later: it notes what is over, or leaves time enough."""
    return deadline <= now or deadline - until >= LEAST_LEAD


def awake_before(at: datetime, quiet: QuietHours, lead: timedelta) -> datetime:
    """A moment of the day, or so long before quiet hours begin if it falls into them."""
    return quiet.start_before(at) - lead if quiet.contains(at) else at
