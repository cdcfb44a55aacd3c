import pytest

from bot.store.database import Database
from bot.store.vault import Vault
from tests.broadcasts.house import House
from tests.broadcasts.street import Street
from tests.conftest import FRIDAY_MORNING
from tests.staff.office import Office


@pytest.fixture
def house(database: Database, vault: Vault) -> House:
    return House(Office(database, vault, FRIDAY_MORNING))


@pytest.fixture
def street(database: Database, vault: Vault) -> Street:
    return Street(Office(database, vault, FRIDAY_MORNING))
