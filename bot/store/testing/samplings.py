"""Samplings that were recorded, and how to take them back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, select, update
from sqlmodel import Field, SQLModel

from bot.domain.parts import Parts, dump_parts, load_parts
from bot.store.columns import Moment, table_of
from bot.store.testing.testing import GroupCard, put_parts
from bot.store.uow import UnitOfWork


class Sampling(SQLModel, table=True):
    """One sampling that was recorded, of a whole group or of some of its people.

    `before` and `after` are the group's parts as JSON, so that it can be taken back exactly;
    `act` is common to what was recorded by one tap.
    """

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(index=True)
    act: str = Field(index=True)
    sampled_at: datetime = Field(sa_type=Moment)
    before: str
    after: str
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: int
    undone_at: datetime | None = Field(default=None, sa_type=Moment)


SAMPLING: Final = table_of(Sampling)


@dataclass(frozen=True, slots=True)
class SamplingCard:
    """A sampling that was recorded, with the group's parts before and after it."""

    id: int
    group_id: int
    act: str
    sampled_at: datetime
    before: Parts
    after: Parts
    recorded_at: datetime
    undone: bool


def add_sampling(
    uow: UnitOfWork, group: GroupCard, after: Parts, at: datetime, act: str, by: int
) -> int:
    """Record a sampling that makes the group's parts these, and return its id."""
    put_parts(uow.connection, group.id, after)
    row = {
        "group_id": group.id,
        "act": act,
        "sampled_at": at,
        "before": dump_parts(group.parts),
        "after": dump_parts(after),
        "recorded_at": uow.now,
        "recorded_by": by,
    }
    return uow.add(SAMPLING, row)


def load_sampling(connection: Connection, sampling_id: int) -> SamplingCard | None:
    """A sampling by its id."""
    row = connection.execute(select(SAMPLING).where(SAMPLING.c.id == sampling_id)).first()
    return None if row is None else _sampling(row)


def samplings_of(connection: Connection, act: str) -> list[SamplingCard]:
    """What was recorded by one tap."""
    same_act = select(SAMPLING).where(SAMPLING.c.act == act)
    rows = connection.execute(same_act.order_by(SAMPLING.c.id))
    return [_sampling(row) for row in rows]


def samplings_since(
    connection: Connection, group_ids: Collection[int], since: datetime | None
) -> list[SamplingCard]:
    """What was recorded of these groups from a moment on (None: ever), the oldest first."""
    wanted: list[ColumnElement[bool]] = [SAMPLING.c.group_id.in_(list(group_ids))]
    if since is not None:
        wanted.append(SAMPLING.c.sampled_at >= since)
    order = (SAMPLING.c.sampled_at, SAMPLING.c.id)
    rows = connection.execute(select(SAMPLING).where(*wanted).order_by(*order))
    return [_sampling(row) for row in rows]


def newest_sampling(
    connection: Connection, person_id: int, since: datetime
) -> tuple[int, datetime, bool] | None:
    """What a person recorded last since then: its id, when, and whether it still stands."""
    theirs = (SAMPLING.c.recorded_by == person_id, SAMPLING.c.recorded_at >= since)
    newest = select(SAMPLING).where(*theirs).order_by(SAMPLING.c.id.desc()).limit(1)
    row = connection.execute(newest).first()
    return None if row is None else (row.id, row.recorded_at, row.undone_at is None)


def undo_sampling(uow: UnitOfWork, sampling: SamplingCard) -> None:
    """Take a sampling back: the group's parts are again what they were."""
    undone = update(SAMPLING).where(SAMPLING.c.id == sampling.id)
    uow.connection.execute(undone.values(undone_at=uow.now))
    put_parts(uow.connection, sampling.group_id, sampling.before)


def _sampling(row: Row[Any]) -> SamplingCard:
    return SamplingCard(
        id=row.id,
        group_id=row.group_id,
        act=row.act,
        sampled_at=row.sampled_at,
        before=load_parts(row.before),
        after=load_parts(row.after),
        recorded_at=row.recorded_at,
        undone=row.undone_at is not None,
    )
