import pytest

from bot.store.database import Database
from bot.store.vault import Vault
from tests.cases.county import County
from tests.cases.district import District
from tests.conftest import FRIDAY_MORNING


@pytest.fixture
def district(database: Database, vault: Vault) -> District:
    return District(database, vault, FRIDAY_MORNING)


@pytest.fixture
def county(district: District) -> County:
    return County(district)
