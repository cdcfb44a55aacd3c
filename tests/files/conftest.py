from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.database import Database
from bot.store.tables import METADATA
from bot.store.vault import Vault
from tests.files.house import House, house


@pytest.fixture
async def home(database: Database, vault: Vault, tmp_path: Path) -> AsyncIterator[House]:
    async with house(database, vault, tmp_path) as made:
        yield made


@pytest.fixture
async def room(vault: Vault, tmp_path: Path) -> AsyncIterator[House]:
    """The same on SQLite only, for what no engine changes."""
    database = Database(f"sqlite:///{tmp_path / 'zhuqi.db'}")
    METADATA.create_all(database.engine)
    async with house(database, vault, tmp_path) as made:
        yield made
    database.close()
