from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.store.database import Database
from bot.store.vault import Vault
from tests.cases.district import District
from tests.cases.two_bots import Seat, TwoBots, two_bots
from tests.conftest import FRIDAY_MORNING
from tests.databases import on_sqlite
from tests.policy_screen.firms import KNOWN


@pytest.fixture
def district(database: Database, vault: Vault) -> District:
    """On either engine: for what is kept in rows."""
    return District(database, vault, FRIDAY_MORNING)


@pytest.fixture
def one_file(tmp_path: Path) -> Iterator[Database]:
    """For conversations: which rows they write is tested on both engines elsewhere."""
    opened = on_sqlite(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
async def stage(one_file: Database, vault: Vault) -> AsyncIterator[TwoBots]:
    async with two_bots(District(one_file, vault, FRIDAY_MORNING)) as bots:
        yield bots


@pytest.fixture
def owner(stage: TwoBots) -> Seat:
    """Somebody of a firm that qualifies for the booth."""
    return stage.owner(**KNOWN)
