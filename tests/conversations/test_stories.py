"""Every story in this folder, lived with both bots on SQLite, and a share on PostgreSQL.

`--engine` lives all of them on one engine; `--update` writes down what is read on SQLite now.
"""

from pathlib import Path

import pytest

from bot.store import inbox
from tests.bed import Bed
from tests.conversations import story
from tests.conversations.on_both import ON_BOTH

STORIES = {path.stem: path for path in sorted(Path(__file__).parent.glob("*.yaml"))}
SHARE = [STORIES[name] for names in ON_BOTH.values() for name in names]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    only = metafunc.config.getoption("--engine")
    wanted = {"sqlite": STORIES.values(), "postgresql": STORIES.values() if only else SHARE}
    runs = [
        pytest.param(engine, path, id=path.stem if engine == "sqlite" else f"{path.stem}@{engine}")
        for engine in ([only] if only else wanted)
        for path in wanted[engine]
    ]
    metafunc.parametrize(("engine", "path"), runs, scope="session")


async def test_people_read_what_the_story_says(
    stage: Bed, engine: str, path: Path, request: pytest.FixtureRequest
) -> None:
    told = story.load(path)
    read = await story.live(stage, told)
    states = await stage.process.database.run(inbox.count_by_state)
    assert states.keys() == {"done"}, "a handler has failed"
    if request.config.getoption("--update") and engine == "sqlite":
        story.write(path, told, read)
        return
    assert not (wrong := story.differences(told, read)), f"{path.name}\n{wrong}"
