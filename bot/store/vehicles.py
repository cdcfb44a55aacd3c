"""Trucks of a firm and its receiving point: what the firm calls them is sealed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, RowId, table_of
from bot.store.insert import upsert
from bot.store.uow import UnitOfWork

SAID: Final = "vehicle.said"
POINT: Final = "delivery_point.said"


class Vehicle(SQLModel, table=True):
    """A truck that carries a firm's goods. `said` is sealed JSON: its label, and facts of it."""

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    firm_id: int = Field(index=True)
    said: bytes
    removed: bool = False
    made_at: datetime = Field(sa_type=Moment)


class DeliveryPoint(SQLModel, table=True):
    """Where a firm takes over goods without contact, in its own words (sealed)."""

    __tablename__ = "delivery_point"

    firm_id: int = Field(primary_key=True)
    said: bytes
    changed_at: datetime = Field(sa_type=Moment)


VEHICLE: Final = table_of(Vehicle)
DELIVERY_POINT: Final = table_of(DeliveryPoint)


@dataclass(frozen=True, slots=True)
class VehicleCard:
    """A truck as services see it.

    Attributes:
        label: The firm's own words, such as the end of the plate.
        values: Facts of the truck as JSON, by fact id.
    """

    id: int
    firm_id: int
    label: str
    values: Mapping[str, Any]
    removed: bool = False


def add_vehicle(uow: UnitOfWork, firm_id: int, label: str) -> VehicleCard:
    """Keep a new truck."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "firm_id": firm_id,
        "said": _sealed(uow, uid, label, {}),
        "removed": False,
        "made_at": uow.now,
    }
    return VehicleCard(uow.add(VEHICLE, row), firm_id, label, {})


def load_vehicle(uow: UnitOfWork, vehicle_id: int) -> VehicleCard | None:
    """A truck, removed or not. Callers check whose it is."""
    row = uow.connection.execute(select(VEHICLE).where(VEHICLE.c.id == vehicle_id)).first()
    return None if row is None else _card(uow, row)


def vehicles_of(uow: UnitOfWork, firm_id: int) -> list[VehicleCard]:
    """The trucks of a firm that it still has, the oldest first; removed ones come at the end."""
    wanted = select(VEHICLE).where(VEHICLE.c.firm_id == firm_id)
    rows = uow.connection.execute(wanted.order_by(VEHICLE.c.removed, VEHICLE.c.id))
    return [_card(uow, row) for row in rows]


def change_vehicle(uow: UnitOfWork, card: VehicleCard) -> None:
    """Keep a truck as it is now."""
    of_it = VEHICLE.c.id == card.id
    uid = uow.connection.execute(select(VEHICLE.c.uid).where(of_it)).scalar_one()
    values = {"said": _sealed(uow, uid, card.label, card.values), "removed": card.removed}
    uow.connection.execute(update(VEHICLE).where(of_it).values(values))


def put_point(uow: UnitOfWork, firm_id: int, text: str) -> None:
    """Keep where goods are taken over."""
    said = uow.vault.seal(POINT, firm_id, text)
    row = {"firm_id": firm_id, "said": said, "changed_at": uow.now}
    upsert(uow.connection, DELIVERY_POINT, row, key=("firm_id",))


def point_of(uow: UnitOfWork, firm_id: int) -> str | None:
    """Where the firm takes over goods, if it said so."""
    wanted = select(DELIVERY_POINT.c.said).where(DELIVERY_POINT.c.firm_id == firm_id)
    said = uow.connection.execute(wanted).scalar_one_or_none()
    return None if said is None else uow.vault.open(POINT, firm_id, said)


def _sealed(uow: UnitOfWork, uid: str, label: str, values: Mapping[str, Any]) -> bytes:
    said = json.dumps({"label": label, "values": dict(values)}, ensure_ascii=False)
    return uow.vault.seal(SAID, uid, said)


def _card(uow: UnitOfWork, row: Row[Any]) -> VehicleCard:
    said = json.loads(uow.vault.open(SAID, row.uid, row.said))
    return VehicleCard(row.id, row.firm_id, said["label"], said["values"], row.removed)
