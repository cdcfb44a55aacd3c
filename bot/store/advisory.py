"""Advisory locks of PostgreSQL, named so that two installations in one database do not meet.

Such a lock belongs to the whole database, our tables to one schema of it. Two schemas that shared
a number would keep each other from polling, and would wait for each other's acts.
"""

from typing import Final

from sqlalchemy import Connection, text

_WHERE: Final = "(select oid::int from pg_namespace where nspname = current_schema())"
_TRY: Final = text(f"select pg_try_advisory_lock(:number, {_WHERE})")
_RELEASE: Final = text(f"select pg_advisory_unlock(:number, {_WHERE})")
_WAIT: Final = text(f"select pg_advisory_xact_lock(:number, {_WHERE})")
_SHARE: Final = text(f"select pg_advisory_xact_lock_shared(:number, {_WHERE})")


def try_session_lock(connection: Connection, number: int) -> bool:
    """Whether this session has the lock now; it ends with the session.

    Args:
        number: Positive, of 31 bits, and no other lock's.
    """
    return bool(connection.execute(_TRY, {"number": number}).scalar_one())


def release_session_lock(connection: Connection, number: int) -> None:
    """Let another session have it at once: the server ends a closed session when it gets to it."""
    connection.execute(_RELEASE, {"number": number})


def wait_for_turn(connection: Connection, number: int) -> None:
    """Let nobody else pass here until this transaction ends.

    On SQLite nothing is to do: it has one writer at a time.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_WAIT, {"number": number})


def share_turn(connection: Connection, number: int) -> None:
    """Let nobody begin a turn of their own until this transaction ends; others may share it."""
    if connection.dialect.name == "postgresql":
        connection.execute(_SHARE, {"number": number})
