"""Units: the offices of a region at whose desks cases lie."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, false, or_, select, update
from sqlmodel import Field, SQLModel

from bot.domain.staff import places_above
from bot.store.columns import Moment, table_of
from bot.store.uow import UnitOfWork


class Unit(SQLModel, table=True):
    """One office. `role` is an id of its region's roles: what the documents call it."""

    id: int | None = Field(default=None, primary_key=True)
    region: str = Field(index=True)
    role: str
    name: str
    opened_at: datetime = Field(sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    phone: str | None = None


UNIT: Final = table_of(Unit)


@dataclass(frozen=True, slots=True)
class UnitCard:
    """A unit as services see it; `phone` is one of the office, which firms may be told."""

    id: int
    region: str
    role: str
    name: str
    closed_at: datetime | None = None
    phone: str | None = None


def add_unit(uow: UnitOfWork, region: str, role: str, name: str) -> UnitCard:
    """Keep a new unit."""
    row = {"region": region, "role": role, "name": name, "opened_at": uow.now}
    return UnitCard(uow.add(UNIT, row), region, role, name)


def find_unit(connection: Connection, unit_id: int) -> UnitCard | None:
    """A unit by an id that is not trusted; also one that was closed."""
    row = connection.execute(select(UNIT).where(UNIT.c.id == unit_id)).first()
    return None if row is None else card_of(row)


def units_in(
    connection: Connection, regions: Collection[str], role: str | None = None
) -> list[UnitCard]:
    """The units of exactly these regions, as long as they are not closed, by age."""
    wanted = select(UNIT).where(UNIT.c.region.in_(regions), UNIT.c.closed_at.is_(None))
    if role is not None:
        wanted = wanted.where(UNIT.c.role == role)
    return [card_of(row) for row in connection.execute(wanted.order_by(UNIT.c.id))]


def units_within(connection: Connection, regions: Collection[str]) -> list[UnitCard]:
    """The units of these regions and of all that lies in them, unless closed, by age."""
    inside = [UNIT.c.region == region for region in regions]
    inside += [UNIT.c.region.startswith(f"{region}/", autoescape=True) for region in regions]
    wanted = select(UNIT).where(or_(false(), *inside), UNIT.c.closed_at.is_(None))
    return [card_of(row) for row in connection.execute(wanted.order_by(UNIT.c.id))]


def units_above(connection: Connection, place: str, role: str | None = None) -> list[UnitCard]:
    """The units of a place and of all that it lies in, the smallest region first."""
    paths = list(places_above(place))
    found = units_in(connection, paths, role)
    return sorted(found, key=lambda unit: (paths.index(unit.region), unit.id))


def change_unit(connection: Connection, unit_id: int, **values: Any) -> None:
    """Set columns of a unit."""
    connection.execute(update(UNIT).where(UNIT.c.id == unit_id).values(values))


def card_of(row: Row[Any]) -> UnitCard:
    """A unit out of a row with the columns of `UNIT`."""
    return UnitCard(row.id, row.region, row.role, row.name, row.closed_at, row.phone)
