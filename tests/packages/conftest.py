import pytest

from bot.store.database import Database
from bot.store.vault import Vault
from tests.conftest import FRIDAY_MORNING
from tests.packages.post import Post
from tests.staff.office import CITY, Office


@pytest.fixture
def post(database: Database, vault: Vault) -> Post:
    return Post(Office(database, vault, FRIDAY_MORNING), place=CITY)
