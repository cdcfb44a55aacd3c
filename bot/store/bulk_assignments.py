"""Spreadsheets by which many firms get their officers: sent, read, carried out, taken back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, RowId, table_of
from bot.store.uow import UnitOfWork

PLAN: Final = "bulk_assignment.plan"


class BulkState(StrEnum):
    """How far one of them is."""

    SENT = "sent"
    READ = "read"  # and shown: nothing was done
    APPLIED = "applied"
    UNDONE = "undone"


class BulkAssignment(SQLModel, table=True):
    """One spreadsheet. `plan` is JSON, sealed: it holds names that somebody typed."""

    __tablename__ = "bulk_assignment"

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    made_by: int = Field(index=True)
    file_id: int = Field(sa_type=RowId)
    state: str
    plan: bytes | None = None
    made_at: datetime = Field(sa_type=Moment)
    applied_at: datetime | None = Field(default=None, sa_type=Moment)


BULK_ASSIGNMENT: Final = table_of(BulkAssignment)


@dataclass(frozen=True, slots=True)
class BulkCard:
    """One spreadsheet as services see it; `plan` is what reading it gave."""

    id: int
    made_by: int
    file_id: int
    state: BulkState
    plan: Mapping[str, Any] | None
    applied_at: datetime | None


def add_bulk(uow: UnitOfWork, made_by: int, file_id: int) -> int:
    """Somebody sent a spreadsheet; returns its id."""
    row = {
        "uid": uow.new_uid(),
        "made_by": made_by,
        "file_id": file_id,
        "state": BulkState.SENT,
        "made_at": uow.now,
    }
    return uow.add(BULK_ASSIGNMENT, row)


def is_of_bulk(connection: Connection, file_id: int) -> bool:
    """Whether a file was sent as such a spreadsheet."""
    wanted = select(BULK_ASSIGNMENT.c.id).where(BULK_ASSIGNMENT.c.file_id == file_id)
    return connection.execute(wanted).first() is not None


def lock_bulk(uow: UnitOfWork, bulk_id: int) -> BulkCard | None:
    """One by an id that is not trusted, held until the act ends."""
    wanted = select(BULK_ASSIGNMENT).where(BULK_ASSIGNMENT.c.id == bulk_id).with_for_update()
    row = uow.connection.execute(wanted).first()
    if row is None:
        return None
    plan = None if row.plan is None else json.loads(uow.vault.open(PLAN, row.uid, row.plan))
    state = BulkState(row.state)
    return BulkCard(row.id, row.made_by, row.file_id, state, plan, row.applied_at)


def put_bulk(uow: UnitOfWork, bulk_id: int, state: BulkState, plan: Mapping[str, Any]) -> None:
    """Keep how far it is, and what there is to do or was done."""
    mine = BULK_ASSIGNMENT.c.id == bulk_id
    uid = uow.connection.execute(select(BULK_ASSIGNMENT.c.uid).where(mine)).scalar_one()
    sealed = uow.vault.seal(PLAN, uid, json.dumps(plan, ensure_ascii=False))
    values: dict[str, Any] = {"state": state, "plan": sealed}
    if state is BulkState.APPLIED:
        values["applied_at"] = uow.now
    uow.connection.execute(update(BULK_ASSIGNMENT).where(mine).values(values))
