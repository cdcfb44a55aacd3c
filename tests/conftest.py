"""What every test may ask for: a real database of either engine, keys, and a pinned clock."""

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from bot import logs
from bot.domain.clock import BusinessClock
from bot.store.database import Database
from bot.store.tables import METADATA
from bot.store.vault import Vault, new_key

logs.configure("WARNING")  # as in service: without it, structlog prints every local variable

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1/test")
ENGINES = ("sqlite", "postgresql")
IDS_FROM_1 = (
    "select setval(oid::regclass, 1, false) from pg_class"
    " where relkind = 'S' and relnamespace = current_schema()::regnamespace"
)
FRIDAY_MORNING = datetime(2022, 7, 15, 1, 0, tzinfo=UTC)  # 09:00 in Asia/Shanghai


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write down what stories read now")
    parser.addoption("--screenshot", action="store_true", help="take docs/screenshot.png anew")


def postgres_url(schema: str) -> str:
    """A database of its own, as far as a test can see: one schema."""
    url = make_url(POSTGRES).update_query_dict({"options": f"-csearch_path={schema}"})
    return url.render_as_string(hide_password=False)


@pytest.fixture(params=ENGINES)
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """An empty database, for a test that makes its own tables."""
    if request.param == "sqlite":
        yield _file_url(tmp_path_factory)
        return
    with _schema() as url:
        yield url


@pytest.fixture(params=ENGINES)
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A database with every table and no row."""
    if request.param == "sqlite":
        opened = Database(_file_url(tmp_path_factory))
        METADATA.create_all(opened.engine)
    else:
        opened = Database(request.getfixturevalue("kept_schema"))
        opened.run_sync(_empty)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def kept_schema() -> Iterator[str]:
    """The tables on PostgreSQL, kept for all tests: making them costs more than most tests."""
    with _schema() as url:
        engine = create_engine(url)
        METADATA.create_all(engine)
        engine.dispose()
        yield url


def _file_url(folders: pytest.TempPathFactory) -> str:
    return f"sqlite:///{folders.mktemp('db') / 'zhuqi.db'}"


@contextmanager
def _schema() -> Iterator[str]:
    """A schema of its own, dropped at the end."""
    name = f"t_{os.getpid()}_{next(_schemas)}"
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(text(f"create schema {name}"))
    except OperationalError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"PostgreSQL is not reachable: {error.orig}")
    yield postgres_url(name)
    with admin.connect() as connection:
        connection.execute(text(f"drop schema {name} cascade"))
    admin.dispose()


def _empty(connection: Connection) -> None:
    """As if the tables were new: no rows, and ids from 1."""
    tables = [f'delete from "{table.name}"' for table in reversed(METADATA.sorted_tables)]
    # A test that left a transaction open must not hang all that come after it.
    connection.exec_driver_sql("; ".join(["set local lock_timeout = '10s'", *tables, IDS_FROM_1]))


_schemas = itertools.count(1)


@pytest.fixture(scope="session")
def vault() -> Vault:
    return Vault.from_settings(f"1:{new_key()}", new_key())


@pytest.fixture
def clock() -> BusinessClock:
    return BusinessClock(lambda: FRIDAY_MORNING)


@pytest.fixture
def new_uid() -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"uid-{next(numbers)}"
