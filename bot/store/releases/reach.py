"""Whom a document reaches: how many firms it applies to, as counted last, and who was told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, func, or_, select, union
from sqlmodel import Field, SQLModel

from bot.domain.broadcasts import RecipientState
from bot.store.broadcasts.broadcasts import BROADCAST
from bot.store.broadcasts.packages import PACKAGE
from bot.store.broadcasts.receipts import RECEIPT
from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.columns import Moment, table_of
from bot.store.firms.firms import FIRM
from bot.store.insert import upsert
from bot.store.reach import firms_in
from bot.store.releases.shifts import SHIFT, ShiftState


class PolicyReach(SQLModel, table=True):
    """How many firms of a region a document's records answer what; counted on somebody's tap.

    `applies`: something of it applies or must be done; `confirms`: nothing does, but an authority
    may say so; `asks`: neither, but an answer may change that.
    """

    __tablename__ = "policy_reach"

    region: str = Field(primary_key=True)
    document: str = Field(primary_key=True)
    firms: int
    applies: int
    confirms: int
    asks: int
    counted_at: datetime = Field(sa_type=Moment)


REACH: Final = table_of(PolicyReach)


@dataclass(frozen=True, slots=True)
class Counted:
    """See `PolicyReach`; `counted_at` is aware UTC of business time."""

    firms: int
    applies: int
    confirms: int
    asks: int
    counted_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """How many firms were sent something about a document, and how many of them confirmed it."""

    sent: int
    confirmed: int


def put_counted(connection: Connection, region: str, document: str, it: Counted) -> None:
    """Keep what was counted, in the place of what was counted before."""
    row = {
        "region": region,
        "document": document,
        "firms": it.firms,
        "applies": it.applies,
        "confirms": it.confirms,
        "asks": it.asks,
        "counted_at": it.counted_at,
    }
    upsert(connection, REACH, row, key=("region", "document"))


def counted_of(connection: Connection, region: str) -> dict[str, Counted]:
    """What was counted last in a region, by document."""
    rows = connection.execute(select(REACH).where(REACH.c.region == region))
    return {
        row.document: Counted(row.firms, row.applies, row.confirms, row.asks, row.counted_at)
        for row in rows
    }


def told_of(connection: Connection, region: str, records: Collection[str]) -> Told:
    """Who of a region was told of any of these records: by a list, a release or a broadcast.

    A broadcast is about a record if its audience was chosen by what that answers.
    """
    if not records:
        return Told(0, 0)
    named = [f'"{each}"' for each in records]
    by_rule = or_(*(BROADCAST.c.audience.contains(each, autoescape=True) for each in named))
    listed = or_(*(PACKAGE.c.records.contains(each, autoescape=True) for each in named))
    shifted = or_(*(SHIFT.c.shifts.contains(each, autoescape=True) for each in named))
    got = RECIPIENT.c.state == RecipientState.SENT
    own = and_(
        PACKAGE.c.broadcast_id == RECIPIENT.c.broadcast_id,
        PACKAGE.c.firm_id == RECIPIENT.c.firm_id,
    )
    about = select(BROADCAST.c.id).where(by_rule)
    sent = union(
        select(RECIPIENT.c.firm_id).where(got, RECIPIENT.c.broadcast_id.in_(about)),
        select(RECIPIENT.c.firm_id).join_from(RECIPIENT, PACKAGE, own).where(got, listed),
        select(SHIFT.c.firm_id).where(SHIFT.c.state == ShiftState.TOLD, shifted),
    )
    packed = and_(
        PACKAGE.c.broadcast_id == RECEIPT.c.broadcast_id, PACKAGE.c.firm_id == RECEIPT.c.firm_id
    )
    confirmed = union(
        select(RECEIPT.c.firm_id).where(RECEIPT.c.broadcast_id.in_(about)),
        select(RECEIPT.c.firm_id).join_from(RECEIPT, PACKAGE, packed).where(listed),
    )
    return Told(_count(connection, region, sent), _count(connection, region, confirmed))


def _count(connection: Connection, region: str, firms: Any) -> int:
    found: Select[Any] = select(firms.subquery("told").c.firm_id)
    counted = select(func.count()).select_from(FIRM).where(firms_in(region), FIRM.c.id.in_(found))
    return int(connection.execute(counted).scalar_one())
