import pytest

from bot.store.database import Database
from bot.store.vault import Vault
from tests.cases.county import County
from tests.cases.digesting import Digests
from tests.cases.district import District
from tests.cases.issues import Cause
from tests.conftest import FRIDAY_MORNING


@pytest.fixture
def district(database: Database, vault: Vault) -> District:
    return District(database, vault, FRIDAY_MORNING)


@pytest.fixture
def county(district: District) -> County:
    return County(district)


@pytest.fixture
def digests(district: District) -> Digests:
    return Digests(district)


@pytest.fixture
def cause(county: County) -> Cause:
    return Cause(county)
