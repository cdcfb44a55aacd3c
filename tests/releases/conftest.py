from datetime import timedelta
from pathlib import Path

import pytest

from bot.store.database import Database
from bot.store.vault import Vault
from tests.conftest import FRIDAY_MORNING
from tests.releases.house import House
from tests.staff.office import Office


@pytest.fixture
def house(database: Database, vault: Vault, tmp_path: Path) -> House:
    return House(database, vault, FRIDAY_MORNING + timedelta(hours=1), tmp_path)


@pytest.fixture
def office(database: Database, vault: Vault) -> Office:
    return Office(database, vault, FRIDAY_MORNING)
