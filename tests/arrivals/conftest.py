import pytest

from bot.store.database import Database
from tests.arrivals.gate import Gate


@pytest.fixture
def gate(database: Database) -> Gate:
    return Gate(database)
