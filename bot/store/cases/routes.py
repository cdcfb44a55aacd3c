"""The routing table that staff keep: which unit gets cases of a kind, at which rung."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, select
from sqlmodel import Field, SQLModel

from bot.domain.staff import places_above
from bot.store.columns import Moment, table_of
from bot.store.staff.units import UNIT, UnitCard
from bot.store.staff.units import card_of as unit_card
from bot.store.uow import UnitOfWork


class CaseRoute(SQLModel, table=True):
    """One line: a null category or sector means any."""

    __tablename__ = "case_route"

    id: int | None = Field(default=None, primary_key=True)
    region: str = Field(index=True)
    category: str | None = None
    sector: str | None = None
    level: int
    unit_id: int
    made_at: datetime = Field(sa_type=Moment)


CASE_ROUTE: Final = table_of(CaseRoute)


@dataclass(frozen=True, slots=True)
class RouteCard:
    """A line of the table, with its unit."""

    id: int
    region: str
    category: str | None
    sector: str | None
    level: int
    unit: UnitCard


def add_route(
    uow: UnitOfWork,
    region: str,
    category: str | None,
    sector: str | None,
    level: int,
    unit_id: int,
) -> int:
    """Keep a new line and return its id."""
    row = {
        "region": region,
        "category": category,
        "sector": sector,
        "level": level,
        "unit_id": unit_id,
        "made_at": uow.now,
    }
    return uow.add(CASE_ROUTE, row)


def drop_route(connection: Connection, route_id: int) -> None:
    """Take a line out."""
    connection.execute(delete(CASE_ROUTE).where(CASE_ROUTE.c.id == route_id))


def routes_in(connection: Connection, region: str) -> list[RouteCard]:
    """The lines of exactly this region whose unit still works, by age."""
    return _listed(connection, CASE_ROUTE.c.region == region)


def find_route(connection: Connection, route_id: int) -> RouteCard | None:
    """A line by an id that is not trusted."""
    return next(iter(_listed(connection, CASE_ROUTE.c.id == route_id)), None)


def routed_units(
    connection: Connection, place: str, category: str | None, sector: str | None, level: int
) -> list[UnitCard]:
    """The units to which the table sends such a case at a rung; none if it is silent.

    The line that says most decides: one for a category before one for a sector before one for
    all, and of these the smallest region's. Lines that say as much all count.
    """
    paths = list(places_above(place))
    lines = _listed(connection, CASE_ROUTE.c.region.in_(paths), CASE_ROUTE.c.level == level)
    fitting = [
        line
        for line in lines
        if line.category in {None, category} and line.sector in {None, sector}
    ]
    if not fitting:
        return []
    most = max(_weight(line, paths) for line in fitting)
    return [line.unit for line in fitting if _weight(line, paths) == most]


def _weight(line: RouteCard, paths: list[str]) -> tuple[bool, bool, int]:
    return (line.category is not None, line.sector is not None, -paths.index(line.region))


def _listed(connection: Connection, *which: Any) -> list[RouteCard]:
    joined = CASE_ROUTE.join(UNIT, UNIT.c.id == CASE_ROUTE.c.unit_id)
    columns = (*UNIT.c, *(column.label(f"route_{column.name}") for column in CASE_ROUTE.c))
    wanted = select(*columns).select_from(joined).where(UNIT.c.closed_at.is_(None), *which)
    return [_card(row) for row in connection.execute(wanted.order_by(CASE_ROUTE.c.id))]


def _card(row: Row[Any]) -> RouteCard:
    return RouteCard(
        id=row.route_id,
        region=row.route_region,
        category=row.route_category,
        sector=row.route_sector,
        level=row.route_level,
        unit=unit_card(row),
    )
