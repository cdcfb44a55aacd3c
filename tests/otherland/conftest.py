from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from policies.loader import load_rulebase
from policies.rulebase import RuleBase
from tests.bed import Bed, bed

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def otherland() -> RuleBase:
    """The rules of a province that does not exist."""
    return load_rulebase(HERE)


@pytest.fixture(scope="session")
async def _bed(
    tmp_path_factory: pytest.TempPathFactory, otherland: RuleBase
) -> AsyncIterator[Bed]:
    async with bed(tmp_path_factory.mktemp("otherland"), otherland) as made:
        yield made


@pytest.fixture
async def stage(_bed: Bed) -> Bed:
    """The bots of that province as on their first day."""
    await _bed.begin()
    return _bed
