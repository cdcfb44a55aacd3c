from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.database import Database
from bot.store.tables import METADATA
from bot.store.vault import Vault
from tests.cases.district import District
from tests.cases.two_bots import Seat, TwoBots, two_bots
from tests.conftest import FRIDAY_MORNING


@pytest.fixture
def district(database: Database, vault: Vault) -> District:
    return District(database, vault, FRIDAY_MORNING)


@pytest.fixture
async def stage(tmp_path: Path, vault: Vault) -> AsyncIterator[TwoBots]:
    opened = Database(f"sqlite:///{tmp_path / 'zhuqi.db'}")
    METADATA.create_all(opened.engine)
    async with two_bots(District(opened, vault, FRIDAY_MORNING)) as bots:
        yield bots
    opened.close()


@pytest.fixture
async def newcomer(stage: TwoBots) -> Seat:
    """Somebody who has just begun."""
    seat = stage.seat("owner", 999)
    await seat.presses("start:begin")
    return seat
