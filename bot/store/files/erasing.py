"""Forgetting files for good."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, update

from bot.store.files.files import FILE, FileState


def erase_by_id(connection: Connection, ids: Collection[int]) -> int:
    """Forget files for good; returns how many there were."""
    return erase(connection, FILE.c.id.in_(list(ids)))


def erase(connection: Connection, *which: ColumnElement[bool]) -> int:
    """Forget the bytes, Telegram's id and the caption of files; what lies on disk goes next."""
    left = FILE.c.state.not_in([FileState.ERASING, FileState.ERASED])
    gone = {
        "state": FileState.ERASING,
        "live": True,
        "due": 0.0,
        "lease_until": 0.0,
        "file_id": None,
        "caption": None,
        "content": None,
    }
    return connection.execute(update(FILE).where(left, *which).values(gone)).rowcount
