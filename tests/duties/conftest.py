"""One database of each engine for all tests here, emptied before each: making tables is slow."""

import os
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError

from bot.store.database import Database
from bot.store.tables import METADATA
from tests.conftest import POSTGRES, postgres_url
from tests.duties.works import Works


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def kept_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    if request.param == "sqlite":
        yield from _with_tables(f"sqlite:///{tmp_path_factory.mktemp('db') / 'zhuqi.db'}")
        return
    schema, admin = f"duties_{os.getpid()}", create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(text(f"create schema {schema}"))
    except OperationalError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"PostgreSQL is not reachable: {error.orig}")
    yield from _with_tables(postgres_url(schema))
    with admin.connect() as connection:
        connection.execute(text(f"drop schema {schema} cascade"))
    admin.dispose()


@pytest.fixture
def database(kept_database: Database) -> Database:
    kept_database.run_sync(_emptied)
    return kept_database


@pytest.fixture
def works(database: Database) -> Works:
    return Works(database)


def _with_tables(url: str) -> Iterator[Database]:
    opened = Database(url)
    METADATA.create_all(opened.engine)
    yield opened
    opened.close()


def _emptied(connection: Connection) -> None:
    for table in reversed(METADATA.sorted_tables):
        connection.execute(table.delete())
