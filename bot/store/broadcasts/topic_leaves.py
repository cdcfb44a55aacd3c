"""退订: who wants no broadcasts of which topic."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, delete, exists, select
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of
from bot.store.insert import insert_or_ignore
from bot.store.uow import UnitOfWork


class TopicLeave(SQLModel, table=True):
    """Somebody left a topic; taking it back deletes the row, and the audit keeps both."""

    __tablename__ = "topic_leave"

    person_id: int = Field(primary_key=True)
    topic: str = Field(primary_key=True)
    left_at: datetime = Field(sa_type=Moment)


LEAVE: Final = table_of(TopicLeave)


def leave_topic(uow: UnitOfWork, person_id: int, topic: str) -> bool:
    """Note it; False if they had left it before."""
    row = {"person_id": person_id, "topic": topic, "left_at": uow.now}
    return insert_or_ignore(uow.connection, LEAVE, [row]) == 1


def take_back_topic(connection: Connection, person_id: int, topic: str) -> bool:
    """They want it again; False if they had not left it."""
    theirs = (LEAVE.c.person_id == person_id, LEAVE.c.topic == topic)
    return connection.execute(delete(LEAVE).where(*theirs)).rowcount == 1


def left_by(connection: Connection, person_id: int) -> frozenset[str]:
    """The topics that somebody has left."""
    wanted = select(LEAVE.c.topic).where(LEAVE.c.person_id == person_id)
    return frozenset(connection.execute(wanted).scalars())


def has_left(person_id: ColumnElement[Any], topic: str) -> ColumnElement[bool]:
    """Whether somebody has left a topic."""
    return exists().where(LEAVE.c.person_id == person_id, LEAVE.c.topic == topic)
