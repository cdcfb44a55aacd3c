"""What became of every case of a simulated month, and of what was committed in it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from benches.desk_looks import Looks
from bot.domain.case_terms import ClockKind
from bot.store.cases.cases import CASE
from bot.store.cases.clocks import clocks_of
from bot.store.cases.steps import steps_of
from bot.store.database import Database
from bot.store.outbox import OUTBOX
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault

NOTHING_SEEN: Final = ()


@dataclass(frozen=True)
class Seen:
    """A case right after an act was committed.

    Attributes:
        steps: How many its history had.
        dates: Until when each of its clocks ran (aware UTC); None while it rests.
    """

    case_id: int
    steps: int
    dates: tuple[tuple[ClockKind, datetime | None], ...]


@dataclass(frozen=True)
class Ending:
    """How a month ended.

    Attributes:
        gaps: What a strict look finds missing at the end: there must be nothing.
        kept: Steps that were committed and are in the histories.
        lost: Steps, dates of clocks and letters that were committed and are not: none may be.
    """

    statuses: Counter[str]
    gaps: dict[str, int] = field(default_factory=dict)
    kept: int = 0
    lost: int = 0

    @property
    def cases(self) -> int:
        """All of them."""
        return sum(self.statuses.values())

    @property
    def is_good(self) -> bool:
        """Whether every clock that runs is somebody's, and nothing is lost."""
        return not self.gaps and not self.lost


def ending(
    database: Database,
    vault: Vault,
    now: datetime,
    seen: Iterable[Seen] = NOTHING_SEEN,
    letters: int = 0,
) -> Ending:
    """Count.

    Args:
        now: The end of the month, aware.
        seen: The cases as they were at some time.
        letters: How many letters were queued at some time.
    """

    def counted(uow: UnitOfWork) -> Ending:
        looks, known = Looks(), list(seen)
        looks.look(uow)
        rows = uow.connection.execute(select(CASE.c.status, func.count()).group_by(CASE.c.status))
        kept = [_kept(uow, each) for each in known]
        lost = sum(each.steps for each in known) - sum(steps for steps, _ in kept)
        lost += sum(dates for _, dates in kept) + max(letters - letters_of(uow), 0)
        statuses = Counter({str(status): count for status, count in rows})
        return Ending(statuses, looks.gaps, sum(steps for steps, _ in kept), lost)

    return database.run_sync(lambda connection: counted(UnitOfWork(connection, vault, now, str)))


def seen_now(uow: UnitOfWork, case_id: int) -> Seen:
    """A case as it is in this transaction."""
    dates = ((kind, clock.due) for kind, clock in clocks_of(uow.connection, case_id).items())
    return Seen(case_id, len(steps_of(uow, case_id)), tuple(sorted(dates, key=lambda d: d[0])))


def letters_of(uow: UnitOfWork) -> int:
    """How many letters were ever queued: their rows are never deleted."""
    return int(uow.connection.execute(select(func.count()).select_from(OUTBOX)).scalar_one())


def _kept(uow: UnitOfWork, before: Seen) -> tuple[int, int]:
    """How many of its steps are there; and 1 if its clocks moved although nothing happened."""
    now = seen_now(uow, before.case_id)
    same = now.steps == before.steps
    return min(now.steps, before.steps), int(same and now.dates != before.dates)
