"""Databases of tests: a SQLite file, or tables kept on PostgreSQL; neither waits for a disk."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError

from bot.store.database import Database
from bot.store.engines import make_engine
from bot.store.tables import METADATA

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1/test")
ENGINES = ("sqlite", "postgresql")
IDS_FROM_1 = (
    "select setval(oid::regclass, 1, false) from pg_class"
    " where relkind = 'S' and relnamespace = current_schema()::regnamespace"
)
LONGEST_WAIT = "30s"
"""Whoever waits longer for a lock is told which statement it was, instead of standing still."""


def sqlite_url(folder: Path) -> str:
    """Of a file that may not be there yet."""
    return f"sqlite:///{folder / 'zhuqi.db'}"


def on_sqlite(folder: Path) -> Database:
    """The file in this folder; a new one has every table and no row.

    Flushed is what survives the end of a process, which is all that these tests cause.
    """
    file = folder / "zhuqi.db"
    if not file.exists():
        file.write_bytes(_empty_file())
    database = Database(sqlite_url(folder))
    event.listen(database.engine, "connect", _trust_the_disk)
    return database


@cache
def _empty_file() -> bytes:
    """Made once: it costs more than most tests."""
    with TemporaryDirectory(prefix="zhuqi-") as folder:
        made = Database(sqlite_url(Path(folder)))
        METADATA.create_all(made.engine)
        made.close()
        return (Path(folder) / "zhuqi.db").read_bytes()


def _trust_the_disk(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")


@contextmanager
def schema() -> Iterator[str]:
    """A database of its own on PostgreSQL, as far as a test can see; gives its URL."""
    name = f"t_{os.getpid()}_{token_hex(4)}"
    patient = {"options": f"-clock_timeout={LONGEST_WAIT}"}
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT", connect_args=patient)
    try:
        with admin.connect() as connection:
            connection.execute(text(f"create schema {name}"))
    except OperationalError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"PostgreSQL is not reachable: {error.orig}")
    options = f"-csearch_path={name} -csynchronous_commit=off -clock_timeout={LONGEST_WAIT}"
    url = make_url(POSTGRES).update_query_dict({"options": options})
    try:
        yield url.render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"drop schema {name} cascade"))
        admin.dispose()


@contextmanager
def tables_on_postgres() -> Iterator[str]:
    """Every table in a schema of its own; gives its URL."""
    with schema() as url:
        engine = make_engine(url)
        METADATA.create_all(engine)
        engine.dispose()
        yield url


@contextmanager
def on_postgres() -> Iterator[Database]:
    """The same, opened."""
    with tables_on_postgres() as url:
        database = Database(url)
        yield database
        database.close()


@contextmanager
def on_engine(engine: str, folder: Path) -> Iterator[Database]:
    """Every table on either engine; whoever takes it closes it before the end of this."""
    if engine == "sqlite":
        yield on_sqlite(folder)
        return
    with tables_on_postgres() as url:
        yield Database(url)


def empty(connection: Connection) -> None:
    """As if the tables were new: no rows, and ids from 1."""
    tables = [f'delete from "{table.name}"' for table in reversed(METADATA.sorted_tables)]
    if connection.dialect.name == "sqlite":  # an id is one more than the highest that is there
        for each in tables:
            connection.exec_driver_sql(each)
        return
    # A test that left a transaction open must not hang all that come after it.
    connection.exec_driver_sql("; ".join(["set local lock_timeout = '10s'", *tables, IDS_FROM_1]))
