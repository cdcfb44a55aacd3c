import pytest

from bot.store.database import Database
from tests.duties.works import Works


@pytest.fixture
def works(database: Database) -> Works:
    return Works(database)
