"""Living a story in a test: the stories of this folder, and what one must read."""

from pathlib import Path

import pytest

from bot.store import inbox
from tests.bed import Bed
from tests.conversations import story

STORIES = {path.stem: path for path in sorted(Path(__file__).parent.glob("*.yaml"))}
DESK = range(100, 200)
"""The numbers of stories that are told from the desk."""


def told_from_desk(path: Path) -> bool:
    """Whether most of a story happens at the desk."""
    return int(path.stem.partition("-")[0]) in DESK


def on_sqlite(metafunc: pytest.Metafunc, paths: list[Path]) -> None:
    """Live these on SQLite, or on the engine of `--engine`."""
    engine = metafunc.config.getoption("--engine") or "sqlite"
    runs = [pytest.param(engine, path, id=_name(engine, path)) for path in paths]
    metafunc.parametrize(("engine", "path"), runs, scope="session")


def on_postgresql(metafunc: pytest.Metafunc, paths: list[Path]) -> None:
    """Live these on PostgreSQL; nothing where `--engine` has all lived on one engine already."""
    wanted = [] if metafunc.config.getoption("--engine") else paths
    runs = [pytest.param("postgresql", path, id=_name("postgresql", path)) for path in wanted]
    metafunc.parametrize(("engine", "path"), runs, scope="session")


async def says(stage: Bed, engine: str, path: Path, *, update: bool) -> None:
    """Live a story; `update` writes down what is read on SQLite now.

    Raises:
        AssertionError: People read something else, or a handler has failed.
    """
    told = story.load(path)
    read = await story.live(stage, told)
    states = await stage.process.database.run(inbox.count_by_state)
    assert states.keys() == {"done"}, "a handler has failed"
    if update and engine == "sqlite":
        story.write(path, told, read)
        return
    assert not (wrong := story.differences(told, read)), f"{path.name}\n{wrong}"


def _name(engine: str, path: Path) -> str:
    return path.stem if engine == "sqlite" else f"{path.stem}@{engine}"
