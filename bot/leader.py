"""One poller a bot: a token that two processes poll gives each of them half the updates."""

import fcntl
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from bot.store.advisory import release_session_lock, try_session_lock

LOCK_ID: Final = 0x7A687571  # "zhuq": any number that no other lock has


class Leader:
    """Whether this process polls. Another one takes over when it ends, however it ends.

    PostgreSQL: a session's advisory lock. SQLite: a lock on a file beside the database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._file: IO[str] | None = None

    @property
    def leads(self) -> bool:
        """Whether it did when that was last asked."""
        return self._connection is not None or self._file is not None

    def try_lead(self) -> bool:
        """Become or stay the leader, without waiting."""
        if self._engine.dialect.name == "sqlite":
            return self._file is not None or self._lock_file()
        return self._still_connected() or self._lock_session()

    def resign(self) -> None:
        """Let another process lead."""
        if self._connection is not None:
            with suppress(DBAPIError):  # the session is lost, and its lock with it
                release_session_lock(self._connection, LOCK_ID)
            self._connection.close()
            self._connection = None
        if self._file is not None:
            self._file.close()
            self._file = None

    def _lock_file(self) -> bool:
        database = self._engine.url.database
        if database is None:
            return True  # in memory: nobody else can reach it
        file = Path(database).with_suffix(".lock").open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def _lock_session(self) -> bool:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if try_session_lock(connection, LOCK_ID):
            connection.detach()  # closing it must end the session, and with it the lock
            self._connection = connection
            return True
        connection.close()
        return False

    def _still_connected(self) -> bool:
        """A lost session has lost its lock: ask again."""
        if self._connection is None:
            return False
        try:
            self._connection.execute(text("select 1"))
        except DBAPIError:
            self.resign()
        return self._connection is not None and not self._connection.invalidated
