"""A disk that is full, read-only, or somebody else's for a while, under SQLite."""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event

from bot.store.database import Database, DatabaseAway

FULL, READ_ONLY, LOCKED = "full", "read-only", "locked"


@dataclass
class Disk:
    """What every connection to a database finds; SQLite itself then refuses."""

    database: Database
    file: Path
    pragma: str = ""
    other: sqlite3.Connection | None = None

    @property
    def url(self) -> str:
        return self.database.engine.url.render_as_string()

    def __post_init__(self) -> None:
        event.listen(self.database.engine, "connect", self._met)

    async def breaks(self, how: str, room: int = 0) -> None:
        """From now on, with so many pages left where it is full."""
        if how == LOCKED:
            self.other = sqlite3.connect(self.file, isolation_level=None, timeout=10)
            self.other.execute("begin immediate")
            return
        pages = await self.database.run(lambda c: _number(c, "page_count"))
        self.pragma = "query_only=1" if how == READ_ONLY else f"max_page_count={pages + room}"
        await self.database.run(lambda c: c.exec_driver_sql(f"pragma {self.pragma}"))

    async def works(self) -> None:
        """Again, also for the connection that is open."""
        self.pragma = ""
        if self.other is not None:
            self.other.execute("rollback")
            self.other.close()
            self.other = None
        with suppress(DatabaseAway):  # one that only reads is opened anew
            await self.database.run(lambda c: c.exec_driver_sql(f"pragma max_page_count={2**30}"))

    def _met(self, connection: sqlite3.Connection, _: Any) -> None:
        if self.pragma:
            connection.execute(f"pragma {self.pragma}")


def _number(connection: Connection, pragma: str) -> int:
    return int(connection.exec_driver_sql(f"pragma {pragma}").scalar_one())
