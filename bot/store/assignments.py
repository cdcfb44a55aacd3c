"""Assignments: who is a firm's own officer, in which slot, from when until when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Index, Row, select, text, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of
from bot.store.uow import UnitOfWork

REASON: Final = "assignment.reason"
END: Final = "assignment.end"
_LASTS: Final = text("until is null")


class Assignment(SQLModel, table=True):
    """One span of one slot; the reasons are sealed, they may name people.

    `slot` is an id of the region's roles. A slot has one officer at a time. What was taken
    back is `undone`: it never counted.
    """

    __table_args__ = (
        Index(
            "ix_assignment_slot",
            "firm_id",
            "slot",
            unique=True,
            sqlite_where=_LASTS,
            postgresql_where=_LASTS,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    uid: str
    firm_id: int = Field(index=True)
    officer_id: int = Field(index=True)
    slot: str
    since: datetime = Field(sa_type=Moment)
    until: datetime | None = Field(default=None, sa_type=Moment)
    reason: bytes
    source: str
    made_by: int | None = None
    made_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_by: int | None = None
    ended_why: bytes | None = None
    undone: bool = False


ASSIGNMENT: Final = table_of(Assignment)
LASTING: Final = ASSIGNMENT.c.until.is_(None)


@dataclass(frozen=True, slots=True)
class AssignmentCard:
    """An assignment as services see it; moments are aware UTC.

    Attributes:
        since: From when it counts; `made_at`: when it was written down, maybe later.
    """

    id: int
    firm_id: int
    officer_id: int
    slot: str
    since: datetime
    until: datetime | None
    made_at: datetime
    reason: str
    source: str


def add_assignment(  # noqa: PLR0913 - who has what from when, and why
    uow: UnitOfWork,
    firm_id: int,
    officer_id: int,
    slot: str,
    *,
    reason: str,
    source: str,
    made_by: int | None,
    since: datetime | None = None,
) -> int:
    """Make an officer the firm's own from now on; the slot must be free. Returns the id.

    Args:
        made_by: An officer; None for the operator.
        since: From when instead (aware).
    """
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "firm_id": firm_id,
        "officer_id": officer_id,
        "slot": slot,
        "since": since or uow.now,
        "reason": uow.vault.seal(REASON, uid, reason),
        "source": source,
        "made_by": made_by,
        "made_at": uow.now,
        "undone": False,
    }
    return uow.add(ASSIGNMENT, row)


def end_assignments(
    uow: UnitOfWork, ids: Collection[int], *, by: int | None, until: datetime | None = None
) -> None:
    """They last until now, or until a moment before (aware)."""
    _change(uow.connection, ids, until=until or uow.now, ended_by=by)


def end_assignment(uow: UnitOfWork, assignment_id: int, *, by: int, reason: str) -> None:
    """It lasts until now, and nobody comes after: for this reason."""
    uid = select(ASSIGNMENT.c.uid).where(ASSIGNMENT.c.id == assignment_id)
    sealed = uow.vault.seal(END, uow.connection.execute(uid).scalar_one(), reason)
    _change(uow.connection, [assignment_id], until=uow.now, ended_by=by, ended_why=sealed)


def reopen_assignments(connection: Connection, ids: Collection[int]) -> None:
    """They last on as if nobody had ended them; the slots must be free."""
    _change(connection, ids, until=None, ended_by=None, ended_why=None)


def undo_assignments(uow: UnitOfWork, ids: Collection[int], *, by: int) -> None:
    """They were taken back, as if they had never been."""
    _change(uow.connection, ids, until=uow.now, ended_by=by, undone=True)


def assignments_of_firm(
    uow: UnitOfWork, firm_id: int, *, past: bool = False, lock: bool = False
) -> list[AssignmentCard]:
    """The officers of a firm, by age.

    Args:
        past: Those that ended too.
        lock: Hold them until the act ends.
    """
    counted = (ASSIGNMENT.c.firm_id == firm_id, ~ASSIGNMENT.c.undone)
    wanted = select(ASSIGNMENT).where(*counted)
    if not past:
        wanted = wanted.where(LASTING)
    if lock:
        wanted = wanted.with_for_update()
    rows = uow.connection.execute(wanted.order_by(ASSIGNMENT.c.since, ASSIGNMENT.c.id))
    return [_card(uow, row) for row in rows]


def assignments_of_officer(
    uow: UnitOfWork, officers: Collection[int], *, lock: bool = False
) -> list[AssignmentCard]:
    """What lasts of these officers, by firm."""
    wanted = select(ASSIGNMENT).where(ASSIGNMENT.c.officer_id.in_(officers), LASTING)
    if lock:
        wanted = wanted.with_for_update()
    rows = uow.connection.execute(wanted.order_by(ASSIGNMENT.c.firm_id, ASSIGNMENT.c.id))
    return [_card(uow, row) for row in rows]


def lasting_slots(
    connection: Connection, firms: Collection[int], *, lock: bool = False
) -> dict[tuple[int, str], tuple[int, int, datetime]]:
    """By firm and slot: the assignment that lasts, its officer, and since when (aware UTC).

    Args:
        lock: Hold them until the act ends.
    """
    columns = (ASSIGNMENT.c.id, ASSIGNMENT.c.firm_id, ASSIGNMENT.c.slot)
    more = (ASSIGNMENT.c.officer_id, ASSIGNMENT.c.since)
    wanted = select(*columns, *more).where(ASSIGNMENT.c.firm_id.in_(firms), LASTING)
    rows = connection.execute(wanted.with_for_update() if lock else wanted)
    return {(row.firm_id, row.slot): (row.id, row.officer_id, row.since) for row in rows}


def assignments_ended_at(uow: UnitOfWork, officer_id: int, at: datetime) -> list[AssignmentCard]:
    """What an officer had until exactly this moment, by age."""
    ended = (ASSIGNMENT.c.officer_id == officer_id, ASSIGNMENT.c.until == at)
    wanted = select(ASSIGNMENT).where(*ended, ~ASSIGNMENT.c.undone).order_by(ASSIGNMENT.c.id)
    return [_card(uow, row) for row in uow.connection.execute(wanted)]


def _change(connection: Connection, ids: Collection[int], **values: Any) -> None:
    changed = update(ASSIGNMENT).where(ASSIGNMENT.c.id.in_(ids)).values(values)
    connection.execute(changed)


def _card(uow: UnitOfWork, row: Row[Any]) -> AssignmentCard:
    return AssignmentCard(
        id=row.id,
        firm_id=row.firm_id,
        officer_id=row.officer_id,
        slot=row.slot,
        since=row.since,
        until=row.until,
        made_at=row.made_at or row.since,
        reason=uow.vault.open(REASON, row.uid, row.reason),
        source=row.source,
    )
