"""Errors of a database that say nothing of the work: it is gone, full, locked, or damaged.

Work that met one was not done and is good as it is: it is tried again when that is over. Any
other error is about the work itself.
"""

import sqlite3
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from psycopg import Error as PostgresError
from sqlalchemy.exc import DBAPIError


class Why(StrEnum):
    """What keeps a database from working."""

    GONE = "gone"
    FULL = "full"
    READ_ONLY = "read-only"
    LOCKED = "locked"
    DAMAGED = "damaged"
    FAILING = "failing"


SQLITE: Final = {
    sqlite3.SQLITE_BUSY: Why.LOCKED,
    sqlite3.SQLITE_PROTOCOL: Why.LOCKED,
    sqlite3.SQLITE_READONLY: Why.READ_ONLY,
    sqlite3.SQLITE_PERM: Why.READ_ONLY,
    sqlite3.SQLITE_FULL: Why.FULL,
    sqlite3.SQLITE_CORRUPT: Why.DAMAGED,
    sqlite3.SQLITE_NOTADB: Why.DAMAGED,
    sqlite3.SQLITE_CANTOPEN: Why.GONE,
    sqlite3.SQLITE_IOERR: Why.FAILING,
    sqlite3.SQLITE_NOMEM: Why.FAILING,
}
POSTGRES: Final = {
    "53100": Why.FULL,
    "25006": Why.READ_ONLY,  # a server that became a standby
    "53200": Why.FAILING,
    "53300": Why.FAILING,
    "53400": Why.FAILING,
    "57P01": Why.GONE,
    "57P02": Why.GONE,
    "57P03": Why.GONE,
    "58030": Why.FAILING,
    "XX001": Why.DAMAGED,
    "XX002": Why.DAMAGED,
}


def root_of(error: BaseException) -> BaseException:
    """The driver's own error that says why; the first one if none does."""
    found = [each for each in _chain(error) if _of(each) is not None]
    first = found[0] if found else error
    return (first.orig or first) if isinstance(first, DBAPIError) else first


def why_away(error: BaseException) -> Why | None:
    """What keeps the database from working; None for an error that is about the work."""
    found = (_of(each) for each in _chain(error))
    return next((each for each in found if each is not None), None)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and those after which it came: taking work back may fail for the same reason."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _of(error: BaseException) -> Why | None:
    match error.orig if isinstance(error, DBAPIError) else error:
        case sqlite3.Error() as cause:
            return SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
        case PostgresError() as cause:
            return POSTGRES.get(cause.sqlstate or "")
        case _:
            return None
