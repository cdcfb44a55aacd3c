"""Every story in this folder, lived with both bots. `--update` writes down what is read now."""

from pathlib import Path

import pytest

from bot.store import inbox
from tests.bed import Bed
from tests.conversations import story

STORIES = sorted(Path(__file__).parent.glob("*.yaml"))


@pytest.mark.parametrize("path", STORIES, ids=[path.stem for path in STORIES])
async def test_people_read_what_the_story_says(
    stage: Bed, path: Path, request: pytest.FixtureRequest
) -> None:
    told = story.load(path)
    read = await story.live(stage, told)
    states = await stage.process.database.run(inbox.count_by_state)
    assert states.keys() == {"done"}, "a handler has failed"
    if request.config.getoption("--update"):
        story.write(path, told, read)
        return
    assert not (wrong := story.differences(told, read)), f"{path.name}\n{wrong}"
