"""A share of the stories, lived with both bots on PostgreSQL as well."""

from pathlib import Path

import pytest

from tests.bed import Bed
from tests.conversations.lived import STORIES, on_postgresql, says
from tests.conversations.on_both import ON_BOTH

SHARE = [STORIES[name] for names in ON_BOTH.values() for name in names]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    on_postgresql(metafunc, SHARE)


async def test_people_read_what_the_story_says(stage: Bed, engine: str, path: Path) -> None:
    await says(stage, engine, path, update=False)
