"""The running clocks of cases, one row each; what is over is gone: the history is in events."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Index, Row, UniqueConstraint, delete, func, select, update
from sqlmodel import Field, SQLModel

from bot.domain.case_terms import Clock, ClockKind, Clocks
from bot.store.columns import MILLISECOND, Moment, RowId, table_of
from bot.store.uow import UnitOfWork


class CaseClock(SQLModel, table=True):
    """One clock. While it rests `due` and `fires_on` are null, and `left_ms` says what is left."""

    __tablename__ = "case_clock"
    __table_args__ = (
        UniqueConstraint("case_id", "kind"),
        Index("ix_case_clock_fires", "fires_on", "case_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    case_id: int
    kind: str
    since: datetime = Field(sa_type=Moment)
    due: datetime | None = Field(default=None, sa_type=Moment)
    left_ms: int | None = Field(default=None, sa_type=RowId)
    warn_on: datetime | None = Field(default=None, sa_type=Moment)
    fires_on: datetime | None = Field(default=None, sa_type=Moment)
    missed: datetime | None = Field(default=None, sa_type=Moment)


CASE_CLOCK: Final = table_of(CaseClock)


def clocks_of(connection: Connection, case_id: int) -> Clocks:
    """The clocks of a case, by kind, in the same order on every database."""
    of_case = select(CASE_CLOCK).where(CASE_CLOCK.c.case_id == case_id)
    rows = connection.execute(of_case.order_by(CASE_CLOCK.c.kind))
    return {clock.kind: clock for clock in map(_clock, rows)}


def clocks_of_cases(connection: Connection, case_ids: Iterable[int]) -> dict[int, Clocks]:
    """The same for many cases; one without clocks is left out."""
    of_cases = select(CASE_CLOCK).where(CASE_CLOCK.c.case_id.in_(list(case_ids)))
    wanted = of_cases.order_by(CASE_CLOCK.c.kind)
    found: dict[int, dict[ClockKind, Clock]] = {}
    for row in connection.execute(wanted):
        found.setdefault(row.case_id, {})[ClockKind(row.kind)] = _clock(row)
    return dict(found)


def keep_clocks(uow: UnitOfWork, case_id: int, before: Clocks, after: Clocks) -> None:
    """Store what changed."""
    gone = [kind for kind, clock in before.items() if after.get(kind) != clock]
    if gone:
        of_case = CASE_CLOCK.c.case_id == case_id
        uow.connection.execute(delete(CASE_CLOCK).where(of_case, CASE_CLOCK.c.kind.in_(gone)))
    for kind, clock in after.items():
        if before.get(kind) != clock:
            uow.add(CASE_CLOCK, _row(case_id, clock))


def cases_to_wake(connection: Connection, now: datetime, *, limit: int) -> list[int]:
    """The cases one of whose clocks has something to say by now, longest overdue first."""
    fires = CASE_CLOCK.c.fires_on
    wanted = select(CASE_CLOCK.c.case_id).where(fires <= now).order_by(fires).limit(limit)
    return list(dict.fromkeys(connection.execute(wanted).scalars()))


def next_ring(connection: Connection) -> datetime | None:
    """When the next clock has something to say, if any runs."""
    found: datetime | None = connection.execute(
        select(func.min(CASE_CLOCK.c.fires_on))
    ).scalar_one()
    return found


def postpone(connection: Connection, case_id: int, *, until: datetime) -> None:
    """Whatever of a case would speak earlier speaks then; no term changes."""
    early = (CASE_CLOCK.c.case_id == case_id, CASE_CLOCK.c.fires_on < until)
    connection.execute(update(CASE_CLOCK).where(*early).values(fires_on=until))


def _row(case_id: int, clock: Clock) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "kind": clock.kind,
        "since": clock.since,
        "due": clock.due,
        "left_ms": None if clock.left is None else clock.left // MILLISECOND,
        "warn_on": clock.warn_on,
        "fires_on": clock.fires_on,
        "missed": clock.missed,
    }


def _clock(row: Row[Any]) -> Clock:
    left = None if row.left_ms is None else timedelta(milliseconds=row.left_ms)
    return Clock(ClockKind(row.kind), row.since, row.due, left, row.warn_on, row.missed)
