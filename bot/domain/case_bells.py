"""When bells ring again at the desk, and when a firm hears that nobody has taken its case."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Final

from bot.domain.case_states import CaseAct
from bot.domain.quiet import QuietHours
from bot.domain.worktime import DAY, WorkTime

OPENS: Final = time(8)
CLOSES: Final = time(18)
"""In these hours of working days what can wait is repeated; set by the product."""
AGAIN: Final = timedelta(minutes=30)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
TAKEN: Final = frozenset(
    {
        CaseAct.CLAIM,
        CaseAct.ASK,
        CaseAct.SUPPLY,
        CaseAct.LAPSE,
        CaseAct.SOLVE,
        CaseAct.SILENCE,
        CaseAct.MISS,
        CaseAct.CONFIRM,
        CaseAct.WITHDRAW,
        CaseAct.PROMISE,
    }
)
"""By these somebody had it, or had nothing to do: the wait for a taker begins after the last."""


def is_first_bell(acts: Sequence[CaseAct]) -> bool:
    """Whether nothing has rung since the case last moved.

    Args:
        acts: The steps of the case, oldest first, the bell among them.
    """
    return [act is CaseAct.REPEAT for act in acts[-2:]] != [True, True]


def day_began(now: datetime, quiet: QuietHours) -> datetime | None:
    """Since when today may be spoken to a firm that no news wakes (UTC); None at night."""
    if quiet.contains(now):
        return None
    return quiet.end_after(quiet.start_before(now))


def on_grid(at: datetime, length: timedelta) -> datetime:
    """When a bell that rang at `at` rings again: within `length`, and soon with all others.

    Bells of different minutes meet on half hours (UTC) after two rings at most, so that they are
    one message; none rings twice within a third of its length. A tick that is a little late does
    not keep a bell off the grid.
    """
    latest = at + length
    for step in (AGAIN, AGAIN / 2):
        point = latest - (latest - _EPOCH) % step
        if point - at >= length / 3:
            return point
    return latest


def is_office_time(at: datetime, work: WorkTime) -> bool:
    """Whether offices work at this moment (aware)."""
    wall = at.astimezone(work.zone)
    return work.works(wall.date()) and OPENS <= wall.time() < CLOSES


def next_bell(at: datetime, work: WorkTime) -> datetime:
    """Half an hour after `at`, or when offices open next if they are closed then (UTC)."""
    then = at + AGAIN
    return then if is_office_time(then, work) else _opening_after(then, work)


def _opening_after(at: datetime, work: WorkTime) -> datetime:
    wall = at.astimezone(work.zone)
    day = wall.date() if wall.time() < OPENS else wall.date() + DAY
    while not work.works(day):
        day += DAY
    return datetime.combine(day, OPENS, work.zone).astimezone(UTC)
