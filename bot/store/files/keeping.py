"""New files: what somebody sent, what came and is not taken, and what we made."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from bot.domain.files import FileKind
from bot.store.columns import real_now
from bot.store.files.files import CAPTION, CONTENT, FILE, FILE_ID, MADE, NAME, FileState, Taken
from bot.store.insert import insert_one
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Announced:
    """A file that a message speaks of."""

    bot: str
    chat_id: int
    firm_id: int | None
    kind: FileKind
    file_id: str | None
    name: str
    caption: str
    size: int | None
    album: str | None


def add_taken(uow: UnitOfWork, announced: Announced) -> Taken:
    """Keep that somebody sent this; its bytes are fetched later. A location has none."""
    wanted = announced.file_id is not None
    return _add(uow, announced, FileState.WANTED if wanted else FileState.KEPT)


def add_ignored(uow: UnitOfWork, announced: Announced) -> None:
    """Keep only that something came, not what."""
    _add(uow, announced, FileState.REFUSED)


def _add(uow: UnitOfWork, announced: Announced, state: FileState) -> Taken:
    sealed = _sealed(uow, announced)
    row = {
        **sealed,
        "bot": announced.bot,
        "chat_id": announced.chat_id,
        "album": announced.album,
        "firm_id": announced.firm_id,
        "kind": announced.kind,
        "size": announced.size,
        "state": state,
        "live": state is FileState.WANTED,
        "taken_at": uow.now,
    }
    number = _insert(uow.connection, row)
    return Taken(
        id=number,
        kind=announced.kind,
        caption=announced.caption,
        name=announced.name,
        firm_id=announced.firm_id,
        state=state,
        size=announced.size,
        album=announced.album,
    )


def _sealed(uow: UnitOfWork, announced: Announced) -> dict[str, Any]:
    uid, seal, file_id = uow.new_uid(), uow.vault.seal, announced.file_id
    return {
        "uid": uid,
        "file_id": None if file_id is None else seal(FILE_ID, uid, file_id),
        "name": seal(NAME, uid, announced.name),
        "caption": seal(CAPTION, uid, announced.caption) if announced.caption else None,
    }


def keep_made(uow: UnitOfWork, kind: FileKind, name: str, content: bytes) -> int:
    """Keep a file that we made until the messages that carry it are 48 hours old."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "bot": MADE,
        "kind": kind,
        "name": uow.vault.seal(NAME, uid, name),
        "content": uow.vault.seal_bytes(CONTENT, uid, content),
        "size": len(content),
        "state": FileState.KEPT,
        "live": False,
        "taken_at": uow.now,
    }
    return _insert(uow.connection, row)


def _insert(connection: Connection, row: dict[str, Any]) -> int:
    idle = {"due": 0.0, "lease_owner": "", "lease_until": 0.0, "attempts": 0}
    return insert_one(connection, FILE, idle | row, added_at=real_now())
