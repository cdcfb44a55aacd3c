"""Stories that are told from the desk, lived with both bots."""

from pathlib import Path

import pytest

from tests.bed import Bed
from tests.conversations.lived import STORIES, on_sqlite, says, told_from_desk

OURS = [path for path in STORIES.values() if told_from_desk(path)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    on_sqlite(metafunc, OURS)


async def test_people_read_what_the_story_says(
    stage: Bed, engine: str, path: Path, request: pytest.FixtureRequest
) -> None:
    await says(stage, engine, path, update=request.config.getoption("--update"))
