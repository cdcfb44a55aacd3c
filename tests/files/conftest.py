from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.database import Database
from bot.store.vault import Vault
from tests.databases import on_sqlite
from tests.files.house import House, house


@pytest.fixture
async def home(database: Database, vault: Vault, tmp_path: Path) -> AsyncIterator[House]:
    async with house(database, vault, tmp_path) as made:
        yield made


@pytest.fixture
async def room(vault: Vault, tmp_path: Path) -> AsyncIterator[House]:
    """The same on SQLite only, for what no engine changes."""
    database = on_sqlite(tmp_path)
    async with house(database, vault, tmp_path) as made:
        yield made
    database.close()
