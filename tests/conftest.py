"""What every test may ask for: a real database of either engine, keys, and a pinned clock."""

import gc
import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import logs
from bot.domain.clock import BusinessClock
from bot.store.database import Database
from bot.store.vault import Vault, new_key
from tests.databases import ENGINES, empty, on_postgres, on_sqlite, schema, sqlite_url

logs.configure("WARNING")  # as in service: without it, structlog prints every local variable

HERE = Path(__file__).parent
FRIDAY_MORNING = datetime(2022, 7, 15, 1, 0, tzinfo=UTC)  # 09:00 in Asia/Shanghai
LONGEST = ("test_launch.py", "browser", "conversations", "benches", "faults", "sandbox", "cases")

gc.disable()  # what collecting loads stays until the end: see pytest_collection_finish


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write down what stories read now")
    parser.addoption("--engine", choices=ENGINES, help="act out every story, on this one only")
    parser.addoption("--screenshot", action="store_true", help="take docs/screenshot.png anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest: else one core waits for the other at the end."""
    if hasattr(config, "workerinput"):
        items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    first = item.path.relative_to(HERE).parts[0]
    return LONGEST.index(first) if first in LONGEST else len(LONGEST)


def pytest_collection_finish() -> None:
    """Look no more through what is loaded: a full sweep of it takes as long as ten tests."""
    gc.freeze()
    gc.enable()


@pytest.fixture(params=ENGINES)
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """An empty database, for a test that makes its own tables."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path_factory.mktemp("db"))
        return
    with schema() as url:
        yield url


@pytest.fixture(params=ENGINES)
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A database with every table and no row."""
    if request.param == "sqlite":
        opened = on_sqlite(tmp_path_factory.mktemp("db"))
        yield opened
        opened.close()
    else:
        kept: Database = request.getfixturevalue("postgres_database")
        kept.run_sync(empty)
        yield kept


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[Database]:
    """Kept for all tests: its tables and connections cost more than most of them."""
    with on_postgres() as made:
        yield made


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
