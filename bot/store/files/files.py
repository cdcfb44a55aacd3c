"""Files that people sent and files that we made: what they are, and what they belong to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Index,
    Row,
    func,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from bot.domain.files import FileKind
from bot.store.columns import Moment, RowId, live_index, real_now, table_of
from bot.store.files.links import FILE_LINK
from bot.store.uow import UnitOfWork

FILE_ID: Final = "file.file_id"
NAME: Final = "file.name"
CAPTION: Final = "file.caption"
CONTENT: Final = "file.content"
MADE: Final = "made"


class FileState(StrEnum):
    """Where a file stands. WANTED and ERASING are live: there is still something to do."""

    WANTED = "wanted"  # Telegram has it; to be fetched
    KEPT = "kept"  # we have it
    REFUSED = "refused"  # fetched or looked at, and not kept: `error` says why
    LOST = "lost"  # it could not be fetched
    ERASING = "erasing"  # its bytes are to go
    ERASED = "erased"


class File(SQLModel, table=True):
    """One file. Telegram's id, the name and the caption are sealed.

    What people sent lies sealed under DATA_DIR, found by `uid`; what we made is sealed in
    `content`, so that it is there exactly if the message that carries it is.
    """

    __table_args__ = (
        live_index("ix_file_due", "state", "due"),
        Index("ix_file_album", "bot", "chat_id", "album"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    bot: str
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    album: str | None = None
    firm_id: int | None = Field(default=None, index=True)
    kind: str
    file_id: bytes | None = None
    name: bytes
    caption: bytes | None = None
    content: bytes | None = None
    size: int | None = Field(default=None, sa_type=BigInteger)
    mime: str | None = None
    state: str
    live: bool
    due: float = 0.0
    lease_owner: str = ""
    lease_until: float = 0.0
    attempts: int = 0
    error: str | None = None
    taken_at: datetime = Field(sa_type=Moment)
    added_at: float


FILE: Final = table_of(File)


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as services and views see it.

    Args:
        name: As its sender named it, made safe; of a location its degrees.
        caption: What its sender wrote under it, or nothing.
        size: Bytes, as announced or as kept; None if nobody said.
        album: Telegram's mark of pictures that were sent as one.
        error: Why it was refused or lost, in words for the operator.
    """

    id: int
    kind: FileKind
    caption: str
    name: str
    firm_id: int | None
    state: FileState
    size: int | None = None
    album: str | None = None
    error: str | None = None


def files_by_id(uow: UnitOfWork, ids: Collection[int]) -> tuple[Taken, ...]:
    """Files by their ids, in the order in which they came; unknown ids are left out."""
    return _found(uow, FILE.c.id.in_(list(ids)))


def album(uow: UnitOfWork, bot: str, chat_id: int, mark: str) -> tuple[Taken, ...]:
    """What has come so far of pictures that were sent as one."""
    return _found(uow, FILE.c.bot == bot, FILE.c.chat_id == chat_id, FILE.c.album == mark)


def with_albums(connection: Connection, ids: Collection[int]) -> list[int]:
    """These files and all that were sent as one with any of them."""
    sent_with = FILE.alias("sent_with")
    same = (
        (sent_with.c.album == FILE.c.album)
        & (sent_with.c.bot == FILE.c.bot)
        & (sent_with.c.chat_id == FILE.c.chat_id)
    )
    wanted = (
        select(FILE.c.id)
        .outerjoin(sent_with, same)
        .where(FILE.c.id.in_(list(ids)) | sent_with.c.id.in_(list(ids)))
    )
    return sorted(set(connection.execute(wanted).scalars()))


def linked_files(uow: UnitOfWork, subject: str, subject_id: int) -> tuple[Taken, ...]:
    """The files that belong to something, in the order in which they came."""
    owned = select(FILE_LINK.c.file_id).where(
        FILE_LINK.c.subject == subject, FILE_LINK.c.subject_id == subject_id
    )
    return _found(uow, FILE.c.id.in_(owned))


def count_since(connection: Connection, firm_id: int, seconds: float) -> int:
    """How many files came from a firm within so many real seconds."""
    recent = (FILE.c.firm_id == firm_id, FILE.c.added_at > real_now() - seconds)
    return int(
        connection.execute(select(func.count()).select_from(FILE).where(*recent)).scalar_one()
    )


def want_again(connection: Connection, ids: Iterable[int]) -> None:
    """Try once more to fetch files that could not be fetched."""
    lost = (FILE.c.id.in_(list(ids)), FILE.c.state == FileState.LOST)
    again = {"state": FileState.WANTED, "live": True, "attempts": 0, "due": 0.0, "error": None}
    connection.execute(update(FILE).where(*lost).values(again))


def _found(uow: UnitOfWork, *which: ColumnElement[bool]) -> tuple[Taken, ...]:
    rows = uow.connection.execute(select(FILE).where(*which).order_by(FILE.c.id))
    return tuple(_taken(uow, row) for row in rows)


def _taken(uow: UnitOfWork, row: Row[Any]) -> Taken:
    vault = uow.vault
    return Taken(
        id=row.id,
        kind=FileKind(row.kind),
        caption="" if row.caption is None else vault.open(CAPTION, row.uid, row.caption),
        name=vault.open(NAME, row.uid, row.name),
        firm_id=row.firm_id,
        state=FileState(row.state),
        size=row.size,
        album=row.album,
        error=row.error,
    )
