"""Faults need PostgreSQL beside SQLite; and the run says how often what was killed."""

import os

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from benches.children import preload
from benches.places import POSTGRES

KILLS = pytest.StashKey[dict[str, int]]()

preload("pytest", "tests.cases.issues", "benches.mass_sender")  # which read the rules


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if name == "postgresql":
        request.getfixturevalue("postgres")
    return name


@pytest.fixture(scope="session")
def postgres() -> None:
    """There is a PostgreSQL server to work on."""
    admin = create_engine(POSTGRES)
    try:
        admin.connect().close()
    except OperationalError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"PostgreSQL is not reachable: {error.orig}")
    finally:
        admin.dispose()


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> dict[str, int]:
    """What was killed how often, by state and engine; printed at the end."""
    return request.config.stash.setdefault(KILLS, {})


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for state, count in config.stash.get(KILLS, {}).items():
        terminalreporter.write_line(f"killed while {state}: {count}")
