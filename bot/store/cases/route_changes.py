"""What was changed in the routing table at the desk: by whom, when, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, select
from sqlmodel import Field, SQLModel

from bot.domain.case_states import UNSOLVED
from bot.store.cases.cases import CASE
from bot.store.columns import Moment, RowId, table_of
from bot.store.firms.firms import FIRM
from bot.store.reach import firms_in
from bot.store.uow import UnitOfWork

REASON: Final = "case_route_change.reason"


class CaseRouteChange(SQLModel, table=True):
    """One line that was added or struck; the reason is sealed, it may name people."""

    __tablename__ = "case_route_change"

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    region: str = Field(index=True)
    added: bool
    category: str | None = None
    sector: str | None = None
    level: int
    unit_id: int
    by: int
    at: datetime = Field(sa_type=Moment)
    reason: bytes


CASE_ROUTE_CHANGE: Final = table_of(CaseRouteChange)


@dataclass(frozen=True, slots=True)
class RouteLine:
    """A line of the routing table; no category or no sector means any."""

    region: str
    level: int
    unit_id: int
    category: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class RouteChange:
    """A line that was added, or struck; `at` is aware UTC."""

    line: RouteLine
    added: bool
    by: int
    at: datetime
    reason: str


def add_route_change(
    uow: UnitOfWork, line: RouteLine, *, added: bool, by: int, reason: str
) -> None:
    """Keep that somebody changed the table."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "region": line.region,
        "added": added,
        "category": line.category,
        "sector": line.sector,
        "level": line.level,
        "unit_id": line.unit_id,
        "by": by,
        "at": uow.now,
        "reason": uow.vault.seal(REASON, uid, reason),
    }
    uow.add(CASE_ROUTE_CHANGE, row)


def route_changes(uow: UnitOfWork, region: str, *, limit: int) -> list[RouteChange]:
    """What was changed in exactly this region, the newest first."""
    wanted = select(CASE_ROUTE_CHANGE).where(CASE_ROUTE_CHANGE.c.region == region)
    rows = uow.connection.execute(wanted.order_by(CASE_ROUTE_CHANGE.c.id.desc()).limit(limit))
    return [
        RouteChange(
            RouteLine(row.region, row.level, row.unit_id, row.category, row.sector),
            row.added,
            row.by,
            row.at,
            uow.vault.open(REASON, row.uid, row.reason),
        )
        for row in rows
    ]


def cases_like(connection: Connection, line: RouteLine, since: datetime) -> tuple[int, int]:
    """How many cases such a line speaks of: opened since a moment, and unsolved now."""
    of_kind: list[ColumnElement[bool]] = [
        CASE.c.firm_id.in_(select(FIRM.c.id).where(firms_in(line.region)))
    ]
    if line.category is not None:
        of_kind.append(CASE.c.category == line.category)
    if line.sector is not None:
        of_kind.append(CASE.c.sector == line.sector)
    counted = select(func.count()).select_from(CASE).where(*of_kind)
    opened = connection.execute(counted.where(CASE.c.opened_at >= since)).scalar_one()
    unsolved = connection.execute(counted.where(CASE.c.status.in_(UNSOLVED))).scalar_one()
    return int(opened), int(unsolved)
