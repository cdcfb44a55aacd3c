"""长期有效: broadcasts of which whoever registers later is told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Index, Select, and_, func, or_, select, update
from sqlmodel import Field, SQLModel

from bot.domain.broadcasts import RecipientState
from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.columns import Moment, RowId, table_of
from bot.store.firms.firms import FIRM
from bot.store.firms.people import MEMBERSHIP, PERSON
from bot.store.insert import insert_or_ignore, upsert
from bot.store.uow import UnitOfWork


class BroadcastLasting(SQLModel, table=True):
    """A broadcast that holds until a moment; `begun_at` is when its recipients were asked for."""

    __tablename__ = "broadcast_lasting"
    __table_args__ = (Index("ix_broadcast_lasting_until", "until_at"),)

    broadcast_id: int = Field(primary_key=True, sa_type=RowId)
    region: str
    begun_at: datetime = Field(sa_type=Moment)
    until_at: datetime = Field(sa_type=Moment)


class BroadcastLook(SQLModel, table=True):
    """When somebody new was looked at last, at which version of the firm.

    `upto` is the newest broadcast that was asked about then.
    """

    __tablename__ = "broadcast_look"

    person_id: int = Field(primary_key=True)
    firm_id: int = Field(primary_key=True)
    version: int
    upto: int = Field(sa_type=RowId)
    at: datetime = Field(sa_type=Moment)


LASTING: Final = table_of(BroadcastLasting)
LOOK: Final = table_of(BroadcastLook)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who came to speak for a firm after something that still holds was sent."""

    person_id: int
    chat_id: int
    language: str
    firm_id: int
    region: str
    version: int
    role: str
    joined_at: datetime


def add_lasting(
    connection: Connection, broadcast_id: int, region: str, begun_at: datetime, until: datetime
) -> None:
    """From now on newcomers are told; for good, unless it is taken out."""
    row = {"broadcast_id": broadcast_id, "region": region, "begun_at": begun_at}
    insert_or_ignore(connection, LASTING, [row | {"until_at": until}])


def end_lasting(uow: UnitOfWork, broadcast_id: int) -> None:
    """It does not hold any more."""
    mine = LASTING.c.broadcast_id == broadcast_id
    uow.connection.execute(update(LASTING).where(mine).values(until_at=uow.now))


def begun_of(connection: Connection, broadcast_id: int) -> datetime | None:
    """Since when newcomers were told of it; None if they never were."""
    wanted = select(LASTING.c.begun_at).where(LASTING.c.broadcast_id == broadcast_id)
    found: datetime | None = connection.execute(wanted).scalar_one_or_none()
    return found


def newcomers(
    connection: Connection, now: datetime, *, joined_by: datetime, again_by: datetime, limit: int
) -> list[Newcomer]:
    """People to look at: new ones, those whose firm has changed, those with something new.

    Asked at every tick, so that nobody is looked at who came before the oldest that holds.

    Args:
        joined_by: Who came later is still busy registering.
        again_by: Whose firm changed is looked at again if the last look was before this.
    """
    oldest = select(func.min(LASTING.c.begun_at)).where(LASTING.c.until_at > now)
    since: datetime | None = connection.execute(oldest).scalar_one()
    if since is None:
        return []
    waiting = _waiting(now, joined_by, again_by).where(MEMBERSHIP.c.joined_at >= since)
    return [Newcomer(*row) for row in connection.execute(waiting.limit(limit))]


def lasting_for(connection: Connection, newcomer: Newcomer, now: datetime) -> list[int]:
    """What holds now, began before they came, and they have neither got nor been told of."""
    mine = (
        LASTING.c.until_at > now,
        LASTING.c.begun_at <= newcomer.joined_at,
        ~_knows(newcomer.person_id),
    )
    wanted = select(LASTING.c.broadcast_id).where(*mine).order_by(LASTING.c.broadcast_id)
    return list(connection.execute(wanted).scalars())


def note_told(uow: UnitOfWork, newcomer: Newcomer, broadcasts: Collection[int]) -> None:
    """They are told of these now, so the ledger has them: a correction reaches them, too."""
    who = {
        "person_id": newcomer.person_id,
        "firm_id": newcomer.firm_id,
        "chat_id": newcomer.chat_id,
        "language": newcomer.language,
        "state": RecipientState.LATER,
        "doubted": True,  # it stands in their chat in other words, so no message can be changed
    }
    rows = [who | {"broadcast_id": each} for each in broadcasts]
    insert_or_ignore(uow.connection, RECIPIENT, rows, stamp="settled_at")


def note_look(uow: UnitOfWork, newcomer: Newcomer) -> None:
    """They were looked at."""
    newest = uow.connection.execute(select(func.max(LASTING.c.broadcast_id))).scalar_one()
    row = {
        "person_id": newcomer.person_id,
        "firm_id": newcomer.firm_id,
        "version": newcomer.version,
        "upto": newest or 0,
        "at": uow.now,
    }
    upsert(uow.connection, LOOK, row, key=("person_id", "firm_id"))


def _waiting(now: datetime, joined_by: datetime, again_by: datetime) -> Select[Any]:
    newest = select(func.max(LASTING.c.broadcast_id)).scalar_subquery()
    outdated = or_(
        LOOK.c.person_id.is_(None),
        and_(LOOK.c.version != FIRM.c.version, LOOK.c.at <= again_by),
        LOOK.c.upto < newest,
    )
    something = (
        select(1)
        .where(LASTING.c.until_at > now, LASTING.c.begun_at <= MEMBERSHIP.c.joined_at)
        .where(~_knows(MEMBERSHIP.c.person_id))
        .correlate(MEMBERSHIP)
        .exists()
    )
    looked = and_(
        LOOK.c.person_id == MEMBERSHIP.c.person_id, LOOK.c.firm_id == MEMBERSHIP.c.firm_id
    )
    return (
        select(PERSON.c.id, PERSON.c.chat_id, PERSON.c.language, FIRM.c.id, FIRM.c.region)
        .add_columns(FIRM.c.version, MEMBERSHIP.c.role, MEMBERSHIP.c.joined_at)
        .join_from(MEMBERSHIP, PERSON, PERSON.c.id == MEMBERSHIP.c.person_id)
        .join(FIRM, FIRM.c.id == MEMBERSHIP.c.firm_id)
        .outerjoin(LOOK, looked)
        .where(~PERSON.c.blocked, MEMBERSHIP.c.joined_at <= joined_by, outdated, something)
        .order_by(PERSON.c.id, FIRM.c.id)
    )


def _knows(person_id: Any) -> ColumnElement[bool]:
    got = (
        RECIPIENT.c.broadcast_id == LASTING.c.broadcast_id,
        RECIPIENT.c.person_id == person_id,
    )
    return select(1).select_from(RECIPIENT).where(*got).correlate_except(RECIPIENT).exists()
