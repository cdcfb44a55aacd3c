"""Column types that mean the same on SQLite and PostgreSQL, and the database's own clock."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, Dialect, Float, Index, Integer, Table, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND: Final = timedelta(milliseconds=1)

RowId = BigInteger().with_variant(Integer, "sqlite")
"""A primary key that counts itself up; SQLite does that for INTEGER only."""


class Moment(TypeDecorator[datetime]):
    """A moment of business time: aware UTC in Python, whole milliseconds in the database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Aware datetime to milliseconds; a naive one is a bug and raises TypeError."""
        return None if value is None else (value - EPOCH) // MILLISECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Milliseconds to aware UTC."""
        return None if value is None else EPOCH + value * MILLISECOND


class real_now(FunctionElement[float]):
    """Seconds since 1970 by the database's clock: for leases, rates and retries only."""

    type = Float()
    inherit_cache = True


@compiles(real_now, "sqlite")
def _sqlite_now(_: real_now, __: SQLCompiler, **___: Any) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(real_now, "postgresql")
def _postgresql_now(_: real_now, __: SQLCompiler, **___: Any) -> str:
    # clock_timestamp, not now(): a transaction that waited for a lock must not live in the past
    return "(extract(epoch from clock_timestamp())::float8)"


def table_of(model: type[SQLModel]) -> Table:
    """The Core table behind a SQLModel class: hot paths use statements, not the ORM."""
    table: Table = getattr(model, "__table__")  # noqa: B009 - SQLModel does not declare it
    return table


def live_index(name: str, *columns: str) -> Index:
    """An index over the rows still to be dealt with, so that the past costs nothing.

    The table has a boolean column `live`; statements say `.where(TABLE.c.live)`.
    """
    return Index(name, *columns, sqlite_where=text("live = 1"), postgresql_where=text("live"))
