import pytest

from bot.store.database import Database
from bot.store.vault import Vault
from tests.conftest import FRIDAY_MORNING
from tests.staff.office import Office


@pytest.fixture
def office(database: Database, vault: Vault) -> Office:
    return Office(database, vault, FRIDAY_MORNING)
