import pytest

from bot.store.database import Database
from bot.store.vault import Vault
from tests.cases.district import District
from tests.conftest import FRIDAY_MORNING
from tests.registers.office import Office


@pytest.fixture
def district(database: Database, vault: Vault) -> District:
    return District(database, vault, FRIDAY_MORNING)


@pytest.fixture
def office(district: District) -> Office:
    return Office(district)
