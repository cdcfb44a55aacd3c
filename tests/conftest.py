"""What every test may ask for: a real database of either engine, keys, and a pinned clock."""

import itertools
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from bot import logs
from bot.domain.clock import BusinessClock
from bot.store.database import Database
from bot.store.tables import METADATA
from bot.store.vault import Vault, new_key

logs.configure("WARNING")  # as in service: without it, structlog prints every local variable

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1/test")
FRIDAY_MORNING = datetime(2022, 7, 15, 1, 0, tzinfo=UTC)  # 09:00 in Asia/Shanghai


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write down what stories read now")
    parser.addoption("--screenshot", action="store_true", help="take docs/screenshot.png anew")


def postgres_url(schema: str) -> str:
    """A database of its own, as far as a test can see: one schema."""
    url = make_url(POSTGRES).update_query_dict({"options": f"-csearch_path={schema}"})
    return url.render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('db') / 'zhuqi.db'}"
        return
    schema = f"t_{os.getpid()}_{next(_schemas)}"
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(text(f"create schema {schema}"))
    except OperationalError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"PostgreSQL is not reachable: {error.orig}")
    yield postgres_url(schema)
    with admin.connect() as connection:
        connection.execute(text(f"drop schema {schema} cascade"))
    admin.dispose()


_schemas = itertools.count(1)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    METADATA.create_all(opened.engine)
    yield opened
    opened.close()


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
