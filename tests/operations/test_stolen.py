"""Whoever takes the database's files or a backup reads no name, number or word of anybody."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.backup.making import Source, make_backup
from bot.migrate import upgrade
from bot.store.database import Database
from tests.bed import Bed, bots
from tests.bed_process import REAL, new_keys, sandbox_process
from tests.databases import schema, sqlite_url

NAME, FIRM, PHONE = "李厂长", "示例纺织有限公司", "13812345678"
WORDS = f"我们厂被封了，工人出不去，请打{PHONE}找{NAME}"
SEEDED = (NAME, "李厂", FIRM, "示例纺织", PHONE, PHONE[3:], "工人出不去")


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_a_stolen_copy_shows_nothing(tmp_path: Path, engine: str) -> None:
    if engine == "sqlite":
        await is_stolen(tmp_path, sqlite_url(tmp_path))
        return
    with schema() as url:
        await is_stolen(tmp_path, url)


async def is_stolen(folder: Path, url: str) -> None:
    database = Database(url)
    upgrade(database.engine)
    async with (
        sandbox_process() as api,
        bots(api, folder, new_keys(), database=database) as bed,
    ):
        await lives(bed)
        vault = bed.process.vault
        made = make_backup(Source(url, folder, vault, lambda: REAL), folder / "b.zip")
        held = all_in(folder)
    with ZipFile(folder / "b.zip") as archive:
        held += [archive.read(name) for name in archive.namelist()]

    rows = {name: part.rows for name, part in made.parts.items()}
    assert rows["tables/firm.jsonl"] == 1, "there was something to steal"
    assert rows["tables/inbox.jsonl"] == rows["tables/outbox.jsonl"] == 6
    for seeded in SEEDED:
        assert not any(seeded.encode() in each for each in held), seeded


def all_in(folder: Path) -> list[bytes]:
    """What lies there, the backup among it, while the bots run."""
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


async def lives(bed: Bed) -> None:
    owner = await bed.somebody("owner", NAME)
    await owner.say("/start")
    await bed.settled()
    for label in ("开始", "方城县", "不清楚"):
        await owner.press(label)
        await bed.settled()
    for words in (FIRM, WORDS):
        await owner.say(words)
        await bed.settled()
