"""Those who come to a firm, as it tells them: labels and what is known of them are sealed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Index, Row, select, update
from sqlmodel import Field, SQLModel

from bot.domain.arrivals import AROUND, Presence
from bot.store.arrivals_sealed import (
    Before,
    Said,
    open_before,
    open_said,
    seal_before,
    seal_said,
)
from bot.store.columns import Moment, RowId, table_of
from bot.store.uow import UnitOfWork


class Arrival(SQLModel, table=True):
    """One entry of a list that a firm keeps: one person, or several who come together.

    `said` is sealed JSON: the label that the firm typed and the fields of the fact's record.
    `undo` holds what the last act changed, as it was. `version` grows with every act. Of
    entries that are forgotten nothing but their numbers is left.
    """

    __table_args__ = (Index("ix_arrival_firm", "firm_id", "forgotten"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    firm_id: int
    fact: str
    people: int
    said: bytes | None
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    presence: str
    here_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    case_id: int | None = None
    made_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    version: int = 1
    undo: bytes | None = None
    forgotten: bool = False


ARRIVAL: Final = table_of(Arrival)


@dataclass(frozen=True, slots=True)
class ArrivalCard:
    """An entry as services see it; moments are aware UTC.

    Attributes:
        fact: Id of the fact whose list it is on.
        label: The firm's own words for them; empty if it gave none.
        values: Fields of the fact's record as JSON; what is not known is not there.
        due_at: When they are to come; None if nobody said.
        here_at: Since when they are here; of a day whose hour nobody said, its first moment.
        ended_at: When they left, or were called off.
        case_id: The case that was opened about them, if one was.
    """

    id: int
    firm_id: int
    fact: str
    count: int
    label: str
    values: Mapping[str, Any]
    due_at: datetime | None
    presence: Presence
    here_at: datetime | None
    ended_at: datetime | None
    case_id: int | None
    made_at: datetime
    changed_at: datetime
    version: int
    undo: bytes | None = field(default=None, repr=False)

    @property
    def last_at(self) -> datetime:
        """The moment from which it is counted how long they are shown."""
        return max(self.ended_at or self.here_at or self.due_at or self.made_at, self.made_at)


@dataclass(frozen=True, slots=True)
class NewArrival:
    """What is to be kept; see `ArrivalCard`.

    Attributes:
        here_at: Since when whoever is here already is here (aware); None: they came just now.
    """

    fact: str
    label: str
    count: int
    values: Mapping[str, Any]
    due_at: datetime | None
    presence: Presence = Presence.COMING
    here_at: datetime | None = None


def add_arrival(uow: UnitOfWork, firm_id: int, new: NewArrival) -> ArrivalCard:
    """Keep a new entry."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "firm_id": firm_id,
        "fact": new.fact,
        "people": new.count,
        "said": seal_said(uow.vault, uid, Said(new.label, new.values)),
        "due_at": new.due_at,
        "presence": new.presence,
        "here_at": (new.here_at or uow.now) if new.presence is Presence.HERE else None,
        "made_at": uow.now,
        "changed_at": uow.now,
        "version": 1,
        "forgotten": False,
    }
    number = uow.add(ARRIVAL, row)
    return _card(uow, uow.connection.execute(select(ARRIVAL).where(ARRIVAL.c.id == number)).one())


def load_arrival(uow: UnitOfWork, arrival_id: int) -> ArrivalCard | None:
    """An entry that is not forgotten. Callers check whose it is, and hold the firm's book."""
    wanted = select(ARRIVAL).where(ARRIVAL.c.id == arrival_id, ~ARRIVAL.c.forgotten)
    row = uow.connection.execute(wanted).first()
    return None if row is None else _card(uow, row)


def arrivals_of(uow: UnitOfWork, firm_id: int) -> list[ArrivalCard]:
    """All entries of a firm that are not forgotten, the first to come first."""
    theirs = (ARRIVAL.c.firm_id == firm_id, ~ARRIVAL.c.forgotten)
    rows = uow.connection.execute(select(ARRIVAL).where(*theirs).order_by(ARRIVAL.c.id))
    cards = (_card(uow, row) for row in rows)
    return sorted(cards, key=lambda card: (card.due_at or card.made_at, card.id))


def lists_begun(connection: Connection, firm_id: int) -> set[str]:
    """Ids of the facts whose lists the firm has ever kept here."""
    wanted = select(ARRIVAL.c.fact).where(ARRIVAL.c.firm_id == firm_id).distinct()
    return set(connection.execute(wanted).scalars())


def save_arrival(uow: UnitOfWork, was: ArrivalCard, now: ArrivalCard, kept: Before) -> ArrivalCard:
    """Keep how an entry is now, and how it was."""
    uid = _uid(uow.connection, was.id)
    values = {
        "people": now.count,
        "said": seal_said(uow.vault, uid, Said(now.label, now.values)),
        "due_at": now.due_at,
        "presence": now.presence,
        "here_at": now.here_at,
        "ended_at": now.ended_at,
        "case_id": now.case_id,
        "changed_at": uow.now,
        "version": was.version + 1,
        "undo": seal_before(uow.vault, uid, kept),
    }
    uow.connection.execute(update(ARRIVAL).where(ARRIVAL.c.id == was.id).values(values))
    return _card(uow, uow.connection.execute(select(ARRIVAL).where(ARRIVAL.c.id == was.id)).one())


def set_case(connection: Connection, arrival_id: int, case_id: int) -> None:
    """Note which case is about an entry."""
    connection.execute(update(ARRIVAL).where(ARRIVAL.c.id == arrival_id).values(case_id=case_id))


def before_of(uow: UnitOfWork, card: ArrivalCard) -> Before | None:
    """How an entry was before the last act; None if nothing was changed yet."""
    if card.undo is None:
        return None
    return open_before(uow.vault, _uid(uow.connection, card.id), card.undo)


def drop_undo(connection: Connection, arrival_id: int) -> None:
    """The last act was taken back; what was before it is not gone back to."""
    connection.execute(update(ARRIVAL).where(ARRIVAL.c.id == arrival_id).values(undo=None))


def forget_arrivals(connection: Connection, ids: Collection[int]) -> None:
    """Erase what was said of people; that there was an entry stays."""
    gone = {"said": None, "undo": None, "forgotten": True}
    connection.execute(update(ARRIVAL).where(ARRIVAL.c.id.in_(list(ids))).values(gone))


def is_around(card: ArrivalCard) -> bool:
    """Whether they are here or still to come."""
    return card.presence in AROUND


def _uid(connection: Connection, arrival_id: int) -> str:
    uid: str = connection.execute(
        select(ARRIVAL.c.uid).where(ARRIVAL.c.id == arrival_id)
    ).scalar_one()
    return uid


def _card(uow: UnitOfWork, row: Row[Any]) -> ArrivalCard:
    said = open_said(uow.vault, row.uid, row.said)
    return ArrivalCard(
        id=row.id,
        firm_id=row.firm_id,
        fact=row.fact,
        count=row.people,
        label=said.label,
        values=said.values,
        due_at=row.due_at,
        presence=Presence(row.presence),
        here_at=row.here_at,
        ended_at=row.ended_at,
        case_id=row.case_id,
        made_at=row.made_at,
        changed_at=row.changed_at,
        version=row.version,
        undo=row.undo,
    )
