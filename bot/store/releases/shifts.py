"""Whose verdicts a release changed, firm by firm, and whether they were told."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Index, func, select, text, tuple_, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, RowId, table_of
from bot.store.firms.firms import FIRM
from bot.store.insert import insert_or_ignore
from bot.store.uow import UnitOfWork

WAITING_ONLY: Final = text("state = 'waiting'")


class ShiftState(StrEnum):
    """What became of it."""

    WAITING = "waiting"  # decided, not told yet
    TOLD = "told"
    MERGED = "merged"  # a later release came first: it tells both changes as one
    VOID = "void"  # by the time to tell it nothing was different any more


class PolicyShift(SQLModel, table=True):
    """What one release means for one firm: once, whoever counts and however often.

    `shifts` is JSON: record → how its verdict stood before, as `services.impact.shifts` keeps it.
    """

    __tablename__ = "policy_shift"
    __table_args__ = (
        Index(
            "ix_policy_shift_waiting",
            "firm_id",
            sqlite_where=WAITING_ONLY,
            postgresql_where=WAITING_ONLY,
        ),
    )

    release_id: int = Field(primary_key=True, sa_type=RowId)
    firm_id: int = Field(primary_key=True)
    shifts: str
    state: str
    made_at: datetime = Field(sa_type=Moment)


SHIFT: Final = table_of(PolicyShift)
Stood = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class ShiftCard:
    """A firm with how the verdicts stood before that a release changed."""

    release_id: int
    firm_id: int
    before: Stood


def put_shifts(uow: UnitOfWork, release_id: int, found: Mapping[int, Stood]) -> int:
    """Keep what a release means for firms; who is there already is left as they are."""
    rows = [
        {
            "release_id": release_id,
            "firm_id": firm_id,
            "shifts": json.dumps(before, ensure_ascii=False, separators=(",", ":")),
            "state": ShiftState.WAITING,
            "made_at": uow.now,
        }
        for firm_id, before in found.items()
    ]
    return insert_or_ignore(uow.connection, SHIFT, rows)


def waiting_of(connection: Connection, firm_ids: Collection[int]) -> list[ShiftCard]:
    """What was decided and not told of these firms, the oldest first."""
    wanted = select(SHIFT).where(SHIFT.c.state == ShiftState.WAITING)
    rows = wanted.where(SHIFT.c.firm_id.in_(firm_ids)).order_by(SHIFT.c.release_id)
    return [_card(row) for row in connection.execute(rows)]


def hold_waiting(
    connection: Connection, regions: Collection[str], *, since: int, limit: int
) -> list[ShiftCard]:
    """The next that can be told of firms in these regions, held until the act ends.

    Args:
        since: Only what this release or later ones changed.
    """
    wanted = (
        select(SHIFT)
        .join(FIRM, FIRM.c.id == SHIFT.c.firm_id)
        .where(SHIFT.c.state == ShiftState.WAITING, SHIFT.c.release_id >= since)
        .where(FIRM.c.region.in_(regions))
        .order_by(SHIFT.c.firm_id, SHIFT.c.release_id)
        .limit(limit)
        .with_for_update(of=SHIFT, skip_locked=True)
    )
    return [_card(row) for row in connection.execute(wanted)]


def regions_waiting(connection: Connection) -> list[str]:
    """Where firms are that wait to be told."""
    joined = SHIFT.join(FIRM, FIRM.c.id == SHIFT.c.firm_id)
    wanted = select(FIRM.c.region).select_from(joined).distinct()
    return list(connection.execute(wanted.where(SHIFT.c.state == ShiftState.WAITING)).scalars())


def end_shifts(connection: Connection, cards: Sequence[ShiftCard], state: ShiftState) -> None:
    """What became of these."""
    keys = [(card.release_id, card.firm_id) for card in cards]
    ours = tuple_(SHIFT.c.release_id, SHIFT.c.firm_id).in_(keys)
    connection.execute(update(SHIFT).where(ours).values(state=state))


def count_shifts(connection: Connection, release_id: int) -> dict[ShiftState, int]:
    """How many firms of a release stand where."""
    counted = select(SHIFT.c.state, func.count()).where(SHIFT.c.release_id == release_id)
    rows = connection.execute(counted.group_by(SHIFT.c.state))
    return {ShiftState(row[0]): row[1] for row in rows}


def _card(row: Any) -> ShiftCard:
    return ShiftCard(row.release_id, row.firm_id, json.loads(row.shifts))
