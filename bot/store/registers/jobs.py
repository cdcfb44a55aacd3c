"""What is left to do after a register changed: firm by firm, in batches that survive a crash."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Row, exists, func, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, RowId, live_index, table_of
from bot.store.firms.firms import FIRM
from bot.store.insert import insert_or_ignore
from bot.store.reach import firms_in
from bot.store.registers.registers import ENTRY
from bot.store.uow import UnitOfWork


class RegisterJob(SQLModel, table=True):
    """One walk over the firms of an entry, from `due` (business time) on.

    `cursor` is the last firm that was dealt with, `walked` how many were, of `total`, and `found`
    for how many of them something changes; `live` until there is none after it.
    `progress_*` is the message that follows it, as for releases.
    """

    __tablename__ = "register_job"
    __table_args__ = (live_index("ix_register_job_due", "due"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    entry_id: int = Field(index=True, sa_type=RowId)
    undo: bool
    due: datetime = Field(sa_type=Moment)
    cursor: int = 0
    live: bool = True
    walked: int = 0
    total: int = 0
    found: int = 0
    progress_key: str | None = None
    progress_message: int | None = Field(default=None, sa_type=BigInteger)
    progress_at: float = 0.0
    progress_shown: str | None = None


class RegisterTold(SQLModel, table=True):
    """A firm was told of an entry: whom a correction concerns if it is taken back."""

    __tablename__ = "register_told"

    entry_id: int = Field(primary_key=True, sa_type=RowId)
    firm_id: int = Field(primary_key=True)
    told_at: datetime = Field(sa_type=Moment)


JOB: Final = table_of(RegisterJob)
TOLD: Final = table_of(RegisterTold)


@dataclass(frozen=True, slots=True)
class JobCard:
    """A walk; `undo` says that its entry was taken back."""

    id: int
    entry_id: int
    undo: bool
    cursor: int
    walked: int
    total: int
    found: int


def add_job(uow: UnitOfWork, entry_id: int, due: datetime, *, undo: bool = False) -> None:
    """Plan a walk over the firms that an entry may concern.

    One by which it is taken back goes on with the message that followed the one before.
    """
    row = {"entry_id": entry_id, "undo": undo, "due": due, "cursor": 0, "live": True}
    course = {"walked": 0, "total": 0, "found": 0, "progress_at": 0.0}
    said = select(JOB.c.progress_key, JOB.c.progress_message).where(JOB.c.entry_id == entry_id)
    before = uow.connection.execute(said.where(~JOB.c.undo)).first() if undo else None
    uow.add(JOB, {**row, **course, **({} if before is None else before._mapping)})


def hold_job(uow: UnitOfWork) -> JobCard | None:
    """The first walk that is due, held until the act ends; None if there is none.

    Walks about one subject and fact go in order; those in another's hand are passed over.
    """
    own, earlier = ENTRY.alias("own"), ENTRY.alias("earlier")
    before = JOB.alias("before")
    behind = exists().where(
        before.c.live,
        before.c.due <= uow.now,
        before.c.id < JOB.c.id,
        earlier.c.id == before.c.entry_id,
        earlier.c.subject == own.c.subject,
        earlier.c.fact == own.c.fact,
    )
    wanted = (
        select(JOB)
        .join(own, own.c.id == JOB.c.entry_id)
        .where(JOB.c.live, JOB.c.due <= uow.now, ~behind)
        .order_by(JOB.c.due, JOB.c.id)
        .limit(1)
        .with_for_update(of=JOB, skip_locked=True)
    )
    row = uow.connection.execute(wanted).first()
    return None if row is None else _card(row)


def keep_course(connection: Connection, job: JobCard) -> None:
    """So far the walk has come."""
    course = {"cursor": job.cursor, "walked": job.walked, "total": job.total, "found": job.found}
    connection.execute(update(JOB).where(JOB.c.id == job.id).values(course))


def finish_job(connection: Connection, job_id: int) -> None:
    """There is no firm left."""
    connection.execute(update(JOB).where(JOB.c.id == job_id).values(live=False))


def stop_jobs(connection: Connection, entry_id: int) -> None:
    """An entry was taken back: nobody else is told of it."""
    connection.execute(update(JOB).where(JOB.c.entry_id == entry_id).values(live=False))


def open_jobs(connection: Connection, now: datetime) -> int:
    """How many walks are due and not finished."""
    due = (JOB.c.live, JOB.c.due <= now)
    return int(connection.execute(select(func.count()).select_from(JOB).where(*due)).scalar_one())


def is_walking(connection: Connection, entry_id: int) -> bool:
    """Whether a walk about an entry is not finished."""
    mine = exists().where(JOB.c.entry_id == entry_id, JOB.c.live)
    return bool(connection.execute(select(mine)).scalar_one())


def firms_after(connection: Connection, region: str, cursor: int, *, limit: int) -> list[int]:
    """The next firms of a region and of all that lies in it, by id."""
    wanted = select(FIRM.c.id).where(firms_in(region), FIRM.c.id > cursor)
    return list(connection.execute(wanted.order_by(FIRM.c.id).limit(limit)).scalars())


def note_told(uow: UnitOfWork, entry_id: int, firm_ids: Collection[int]) -> None:
    """Keep that these firms were told of an entry."""
    rows = [{"entry_id": entry_id, "firm_id": firm_id, "told_at": uow.now} for firm_id in firm_ids]
    insert_or_ignore(uow.connection, TOLD, rows)


def told_firms(
    connection: Connection, entry_id: int, among: Collection[int] | None = None
) -> set[int]:
    """The firms that were told of an entry."""
    wanted = select(TOLD.c.firm_id).where(TOLD.c.entry_id == entry_id)
    if among is not None:
        wanted = wanted.where(TOLD.c.firm_id.in_(among))
    return set(connection.execute(wanted).scalars())


def _card(row: Row[Any]) -> JobCard:
    return JobCard(
        id=row.id,
        entry_id=row.entry_id,
        undo=row.undo,
        cursor=row.cursor,
        walked=row.walked,
        total=row.total,
        found=row.found,
    )
