from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.store.database import Database
from bot.store.tables import METADATA
from bot.store.vault import Vault
from tests.cases.district import District
from tests.cases.two_bots import Seat, TwoBots, two_bots
from tests.conftest import FRIDAY_MORNING
from tests.policy_screen.firms import KNOWN


@pytest.fixture
def one_file(tmp_path: Path) -> Iterator[Database]:
    """For conversations: which rows they write is tested on both engines elsewhere."""
    opened = Database(f"sqlite:///{tmp_path / 'zhuqi.db'}")
    METADATA.create_all(opened.engine)
    yield opened
    opened.close()


@pytest.fixture
async def stage(one_file: Database, vault: Vault) -> AsyncIterator[TwoBots]:
    async with two_bots(District(one_file, vault, FRIDAY_MORNING)) as bots:
        yield bots


@pytest.fixture
def owner(stage: TwoBots) -> Seat:
    """Somebody of a firm that qualifies for the booth; its field and sites are not known yet."""
    return stage.owner(**KNOWN)
