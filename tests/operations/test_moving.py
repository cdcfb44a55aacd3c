"""A conversation is backed up in its middle and goes on where it is restored."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.backup.making import Source, make_backup
from bot.backup.restoring import Target, restore_backup
from bot.migrate import upgrade
from bot.store.database import Database
from tests.bed import Bed, bots
from tests.bed_process import REAL, new_keys, sandbox_process
from tests.conversations.story import Actor, Stage, differences, load
from tests.databases import schema, sqlite_url

MAIN = Path(__file__).parent.parent / "conversations" / "01-main-story.yaml"


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_the_main_story_goes_on_from_a_backup(tmp_path: Path, engine: str) -> None:
    if engine == "sqlite":
        await goes_on(tmp_path, sqlite_url(tmp_path / "new"))
        return
    with schema() as url:
        await goes_on(tmp_path, url)


async def goes_on(folder: Path, url: str) -> None:
    """The second half of the story is lived on the copy."""
    story, keys = load(MAIN), new_keys()
    for name in ("old", "new"):
        (folder / name).mkdir(mode=0o700)
    half = len(story["acts"]) // 2
    async with sandbox_process() as api:
        async with bots(api, folder / "old", keys, database=begun(folder / "old")) as old:
            actors = [
                Actor(role, await _somebody(old, who)) for role, who in story["people"].items()
            ]
            stage = Stage(old, {each.role: each for each in actors})
            read = await lived(stage, story["acts"][:half])
            vault = old.process.vault
            source = Source(sqlite_url(folder / "old"), folder / "old", vault, lambda: REAL)
            make_backup(source, folder / "b.zip")
        restore_backup(Target(url, folder / "new", vault), folder / "b.zip")
        async with bots(api, folder / "new", keys, database=Database(url)) as new:
            await new.settled()
            for each in actors:
                each.person = new.sandbox.person("owner", each.person.person_id)
            read += await lived(replace(stage, bed=new), story["acts"][half:])

    assert differences(story, read) == ""


def begun(folder: Path) -> Database:
    """As the first start makes it."""
    database = Database(sqlite_url(folder))
    upgrade(database.engine)
    return database


async def _somebody(bed: Bed, who: Any) -> Any:
    return await bed.somebody(who["bot"], who["name"])


async def lived(stage: Stage, acts: Sequence[Any]) -> list[str]:
    read = []
    for act in acts:
        [(doing, what)] = [each for each in act.items() if each[0] != "then"]
        read.append(await stage.act(doing, str(what)))
    return read
