import pytest

from bot.store.database import Database
from tests.testing.county import County


@pytest.fixture
def county(database: Database) -> County:
    return County(database)
