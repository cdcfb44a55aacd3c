from collections.abc import AsyncIterator

import pytest

from tests.bed import Bed, bed


@pytest.fixture(scope="session")
async def _bed(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bed]:
    async with bed(tmp_path_factory.mktemp("bed")) as made:
        yield made


@pytest.fixture
async def stage(_bed: Bed) -> Bed:
    """The running bots as on their first day."""
    await _bed.begin()
    return _bed
