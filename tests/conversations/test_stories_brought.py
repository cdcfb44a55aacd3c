"""A share of the stories, lived with updates that Telegram brings: people read the same."""

from collections.abc import AsyncIterator

import pytest

from tests.bed import Bed, bed
from tests.conversations.lived import STORIES, says

SHARE = ("01-main-story", "08-sampling", "30-photos-and-files", "50-held-truck", "13-blocked")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
async def at_the_door(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Bed]:
    folder = tmp_path_factory.mktemp("brought")
    async with bed(folder, engine=request.param, brought=True) as made:
        yield made


@pytest.mark.parametrize("name", SHARE)
async def test_people_read_what_the_story_says(at_the_door: Bed, name: str) -> None:
    await at_the_door.begin()

    await says(at_the_door, "sqlite", STORIES[name], update=False)
