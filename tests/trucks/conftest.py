import pytest

from bot.store.database import Database
from tests.trucks.yard import Yard


@pytest.fixture
def yard(database: Database) -> Yard:
    return Yard(database)
