"""复核: when somebody last found a record still right, and of what editors were reminded."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, func, select
from sqlmodel import Field, SQLModel

from bot.domain.policy_dates import DueKind
from bot.store.columns import Moment, RowId, table_of
from bot.store.insert import insert_or_ignore
from bot.store.uow import UnitOfWork


class PolicyReview(SQLModel, table=True):
    """Somebody read a version again and says that it is still right."""

    __tablename__ = "policy_review"

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    policy: str = Field(index=True)
    version_id: int = Field(sa_type=RowId)
    by: int
    at: datetime = Field(sa_type=Moment)


class PolicyReminder(SQLModel, table=True):
    """Editors were told of what falls due on a day: once."""

    __tablename__ = "policy_reminder"

    policy: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    told_at: datetime = Field(sa_type=Moment)


REVIEW: Final = table_of(PolicyReview)
REMINDER: Final = table_of(PolicyReminder)


def add_review(uow: UnitOfWork, policy: str, version_id: int, by: int) -> int:
    """Keep that somebody found a version still right."""
    row = {"policy": policy, "version_id": version_id, "by": by, "at": uow.now}
    return uow.add(REVIEW, row)


def last_reviews(connection: Connection) -> dict[str, datetime]:
    """When each record was last found still right (aware UTC)."""
    wanted = select(REVIEW.c.policy, func.max(REVIEW.c.at)).group_by(REVIEW.c.policy)
    return {row[0]: row[1] for row in connection.execute(wanted)}


def reminded(connection: Connection) -> set[tuple[str, DueKind, date]]:
    """Of what editors were told."""
    rows = connection.execute(select(REMINDER.c.policy, REMINDER.c.kind, REMINDER.c.day))
    return {(row.policy, DueKind(row.kind), row.day) for row in rows}


def note_reminded(uow: UnitOfWork, policy: str, kind: DueKind, day: date) -> bool:
    """Keep that editors are told; False if they were already."""
    row = {"policy": policy, "kind": kind, "day": day, "told_at": uow.now}
    return insert_or_ignore(uow.connection, REMINDER, [row]) == 1
