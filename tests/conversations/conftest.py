from collections.abc import AsyncIterator

import pytest

from tests.bed import Bed, bed


@pytest.fixture(scope="session")
def engine() -> str:
    """On which database the bots run; stories say it themselves."""
    return "sqlite"


@pytest.fixture(scope="session")
async def _bed(engine: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bed]:
    async with bed(tmp_path_factory.mktemp("bed"), engine=engine) as made:
        yield made


@pytest.fixture
async def stage(_bed: Bed) -> Bed:
    """The running bots as on their first day."""
    await _bed.begin()
    return _bed
