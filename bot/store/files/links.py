"""What files belong to: a case, or the evidence of a duty."""

from collections.abc import Collection
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import BigInteger, Connection, Index, delete, select
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, RowId, table_of
from bot.store.insert import insert_or_ignore
from bot.store.uow import UnitOfWork


class FileLink(SQLModel, table=True):
    """A file belongs to something: subject `case` and the case's id."""

    __tablename__ = "file_link"
    __table_args__ = (Index("ix_file_link_subject", "subject", "subject_id"),)

    file_id: int = Field(primary_key=True, sa_type=RowId)
    subject: str = Field(primary_key=True)
    subject_id: int = Field(primary_key=True, sa_type=BigInteger)
    linked_at: datetime = Field(sa_type=Moment)


FILE_LINK: Final = table_of(FileLink)


class Link(NamedTuple):
    """What a file belongs to, and since when (aware UTC, business time)."""

    subject: str
    subject_id: int
    since: datetime


def link_file(uow: UnitOfWork, file_id: int, subject: str, subject_id: int) -> None:
    """Let a file belong to something; a second time changes nothing."""
    row = {"file_id": file_id, "subject": subject, "subject_id": subject_id}
    insert_or_ignore(uow.connection, FILE_LINK, [row | {"linked_at": uow.now}])


def unlink_files(uow: UnitOfWork, ids: Collection[int], subject: str, subject_id: int) -> None:
    """Let files belong to something no more; unless they are linked anew, they are erased."""
    ours = (FILE_LINK.c.subject == subject, FILE_LINK.c.subject_id == subject_id)
    uow.connection.execute(delete(FILE_LINK).where(FILE_LINK.c.file_id.in_(list(ids)), *ours))


def links_of(connection: Connection, file_id: int) -> list[Link]:
    """What a file belongs to, the oldest link first."""
    wanted = select(FILE_LINK.c.subject, FILE_LINK.c.subject_id, FILE_LINK.c.linked_at)
    ours = wanted.where(FILE_LINK.c.file_id == file_id).order_by(FILE_LINK.c.linked_at)
    return [Link(row.subject, row.subject_id, row.linked_at) for row in connection.execute(ours)]


def linked_since(connection: Connection, subject: str, subject_id: int) -> dict[int, datetime]:
    """Of each file of something since when it belongs to it (aware UTC, business time)."""
    ours = (FILE_LINK.c.subject == subject, FILE_LINK.c.subject_id == subject_id)
    wanted = select(FILE_LINK.c.file_id, FILE_LINK.c.linked_at).where(*ours)
    return {row.file_id: row.linked_at for row in connection.execute(wanted)}
