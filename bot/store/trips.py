"""Trips of a firm's trucks: the route and what was answered about a trip are sealed."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Index, Row, select, update
from sqlmodel import Field, SQLModel

from bot.domain.trips import TripState
from bot.store.columns import Moment, RowId, table_of
from bot.store.uow import UnitOfWork

SAID: Final = "trip.said"


class TripRow(SQLModel, table=True):
    """One trip. `undo` is JSON: how it was before the last step that can be taken back.

    Of trips that are forgotten nothing but their numbers is left.
    """

    __tablename__ = "trip"
    __table_args__ = (Index("ix_trip_firm", "firm_id", "forgotten"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    firm_id: int
    vehicle_id: int
    said: bytes | None
    departs_at: datetime = Field(sa_type=Moment)
    arrives_at: datetime | None = Field(default=None, sa_type=Moment)
    state: str
    started_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    case_id: int | None = None
    made_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    version: int = 1
    undo: str | None = None
    forgotten: bool = False


TRIP_ROW: Final = table_of(TripRow)


@dataclass(frozen=True, slots=True)
class NewTrip:
    """What is to be kept; see `TripCard`."""

    vehicle_id: int
    route: str
    departs_at: datetime
    arrives_at: datetime | None


@dataclass(frozen=True, slots=True)
class TripCard:
    """A trip as services see it; moments are aware UTC.

    Attributes:
        route: From where to where, in the firm's own words.
        values: Facts of the trip as JSON, by fact id; what is not known is not there.
        skipped: Facts that they were asked and do not know.
        departs_at: When it is to leave.
        arrives_at: When it is to arrive; None if nobody knows.
    """

    id: int
    firm_id: int
    vehicle_id: int
    route: str
    values: Mapping[str, Any]
    skipped: tuple[str, ...]
    departs_at: datetime
    arrives_at: datetime | None
    state: TripState
    started_at: datetime | None
    ended_at: datetime | None
    case_id: int | None
    made_at: datetime
    changed_at: datetime
    version: int
    undo: str | None = field(default=None, repr=False)

    @property
    def last_at(self) -> datetime:
        """The moment from which it is counted how long it is shown."""
        return max(self.ended_at or self.arrives_at or self.departs_at, self.changed_at)


@dataclass(frozen=True, slots=True)
class Before:
    """How a trip was before its last step, and the evidence that the step kept."""

    state: TripState
    started_at: datetime | None
    ended_at: datetime | None
    evidence: tuple[int, ...] = ()


def add_trip(uow: UnitOfWork, firm_id: int, new: NewTrip) -> TripCard:
    """Keep a new trip."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "firm_id": firm_id,
        "vehicle_id": new.vehicle_id,
        "said": _sealed(uow, uid, new.route, {}, ()),
        "departs_at": new.departs_at,
        "arrives_at": new.arrives_at,
        "state": TripState.PLANNED,
        "made_at": uow.now,
        "changed_at": uow.now,
        "version": 1,
        "forgotten": False,
    }
    number = uow.add(TRIP_ROW, row)
    return _card(uow, _row(uow.connection, number))


def load_trip(uow: UnitOfWork, trip_id: int) -> TripCard | None:
    """A trip that is not forgotten. Callers check whose it is, and hold the firm's book."""
    wanted = select(TRIP_ROW).where(TRIP_ROW.c.id == trip_id, ~TRIP_ROW.c.forgotten)
    row = uow.connection.execute(wanted).first()
    return None if row is None else _card(uow, row)


def trips_of(uow: UnitOfWork, firm_id: int) -> list[TripCard]:
    """All trips of a firm that are not forgotten, the newest departure first."""
    theirs = (TRIP_ROW.c.firm_id == firm_id, ~TRIP_ROW.c.forgotten)
    order = (TRIP_ROW.c.departs_at.desc(), TRIP_ROW.c.id.desc())
    rows = uow.connection.execute(select(TRIP_ROW).where(*theirs).order_by(*order))
    return [_card(uow, row) for row in rows]


def save_trip(uow: UnitOfWork, card: TripCard, kept: Before | None) -> TripCard:
    """Keep a trip as it is now, and how it was before if the step can be taken back."""
    row = _row(uow.connection, card.id)
    values = {
        "said": _sealed(uow, row.uid, card.route, card.values, card.skipped),
        "departs_at": card.departs_at,
        "arrives_at": card.arrives_at,
        "state": card.state,
        "started_at": card.started_at,
        "ended_at": card.ended_at,
        "case_id": card.case_id,
        "changed_at": uow.now,
        "version": row.version + 1,
        "undo": None if kept is None else _dumped(kept),
    }
    uow.connection.execute(update(TRIP_ROW).where(TRIP_ROW.c.id == card.id).values(values))
    return _card(uow, _row(uow.connection, card.id))


def before_of(card: TripCard) -> Before | None:
    """How a trip was before its last step; None if that cannot be taken back."""
    if card.undo is None:
        return None
    raw = json.loads(card.undo)
    started, ended = (_moment(raw[name]) for name in ("started_at", "ended_at"))
    return Before(TripState(raw["state"]), started, ended, tuple(raw["evidence"]))


def forget_trips(connection: Connection, ids: Collection[int]) -> None:
    """Erase what was said of trips; that there was one stays."""
    gone = {"said": None, "undo": None, "forgotten": True}
    connection.execute(update(TRIP_ROW).where(TRIP_ROW.c.id.in_(list(ids))).values(gone))


def _row(connection: Connection, trip_id: int) -> Row[Any]:
    return connection.execute(select(TRIP_ROW).where(TRIP_ROW.c.id == trip_id)).one()


def _sealed(
    uow: UnitOfWork, uid: str, route: str, values: Mapping[str, Any], skipped: Collection[str]
) -> bytes:
    said = {"route": route, "values": dict(values), "skipped": list(skipped)}
    return uow.vault.seal(SAID, uid, json.dumps(said, ensure_ascii=False))


def _dumped(kept: Before) -> str:
    moments = (("started_at", kept.started_at), ("ended_at", kept.ended_at))
    written = {name: None if at is None else at.isoformat() for name, at in moments}
    return json.dumps({"state": kept.state, "evidence": list(kept.evidence)} | written)


def _moment(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)


def _card(uow: UnitOfWork, row: Row[Any]) -> TripCard:
    said = json.loads(uow.vault.open(SAID, row.uid, row.said))
    return TripCard(
        id=row.id,
        firm_id=row.firm_id,
        vehicle_id=row.vehicle_id,
        route=said["route"],
        values=said["values"],
        skipped=tuple(said["skipped"]),
        departs_at=row.departs_at,
        arrives_at=row.arrives_at,
        state=TripState(row.state),
        started_at=row.started_at,
        ended_at=row.ended_at,
        case_id=row.case_id,
        made_at=row.made_at,
        changed_at=row.changed_at,
        version=row.version,
        undo=row.undo,
    )
