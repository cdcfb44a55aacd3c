"""Nothing of somebody who had their data erased is left: in no table, no file and no log."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, LargeBinary, func, select

from bot import logs
from bot.domain.members import Role
from bot.fetching import Fetching
from bot.store.firms.people import MEMBERSHIP
from bot.store.privacy.jobs import ERASURE
from bot.store.tables import METADATA
from tests.bed import Bed, bed
from tests.conversations import story
from tests.databases import ENGINES
from tests.privacy.scanning import FOUND_BY, PLACES, blobs, everything

SEEDED = ("赛雪", "13987651234", "卡口不让", "宿舍停电", "皇甫", "名单贴在厂办", "33.25")
HERE = Path(__file__).parent
PHOTO_AND_VOICE = 2


def test_every_sealed_column_is_known() -> None:
    binary = {
        (table.name, column.name)
        for table in METADATA.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert binary - FOUND_BY == PLACES.keys()


@pytest.mark.parametrize("engine", ENGINES)
async def test_of_whoever_goes_nothing_is_found_any_more(
    engine: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with bed(tmp_path, engine=engine) as stage:
        logs.configure("DEBUG")
        await stage.begin()
        first = next(stage.people) + 1
        await story.live(stage, story.load(HERE / "seeded.yaml"))
        before = await stage.process.database.run(lambda c: _stored(c, stage))
        assert {word for word in SEEDED if any(word in text for _, text in before)} == set(SEEDED)
        assert len(blobs(stage.process.settings.data_dir)) == PHOTO_AND_VOICE
        await _delete(stage, first)
        after = await stage.process.database.run(lambda c: _stored(c, stage))
        chat = re.compile(rf"(?<![\d.]){first}(?!\d)")
        assert [each for each in after if _any(each[1]) or chat.search(each[1])] == []
        assert blobs(stage.process.settings.data_dir) == []
        logs.configure("WARNING")
    said = "".join(capfd.readouterr())
    assert [line for line in said.splitlines() if _any(line)] == []


@pytest.mark.parametrize("engine", ENGINES)
async def test_what_colleagues_said_and_the_firm_itself_stay(engine: str, tmp_path: Path) -> None:
    async with bed(tmp_path, engine=engine) as stage:
        await stage.begin()
        first = next(stage.people) + 1
        await story.live(stage, story.load(HERE / "shared.yaml"))
        await _delete(stage, first)
        stored = await stage.process.database.run(lambda c: _stored(c, stage))
        roles = await stage.process.database.run(_roles)
    assert [each for each in stored if "赛雪" in each[1] or "宿舍停电" in each[1]] == []
    assert roles == [Role.OWNER]
    left = {where for where, text in stored if "卡口不让我们的车过" in text}
    assert "case.text" in left
    assert ("firm.name", "示例纺织") in stored
    assert ("case_event.text", "已请〔已删除〕等电工，周会计也知道") in stored


def _roles(connection: Connection) -> list[str]:
    return list(connection.execute(select(MEMBERSHIP.c.role)).scalars())


async def _delete(stage: Bed, number: int) -> None:
    """/delete, twice yes, and all that happens by itself afterwards."""
    person = stage.sandbox.person("owner", number)
    await person.say("/delete")
    for label in ("继续删除", "确定，全部删除"):
        await stage.settled()
        await person.press(label)
    await stage.settled()
    await stage.move(stage.process.clock.now() + timedelta(minutes=5))
    fetching = next(each for each in stage.service.workers if isinstance(each, Fetching))
    await fetching.keep_house()
    wanted = select(func.count()).select_from(ERASURE)
    assert await stage.process.database.run(lambda c: c.execute(wanted).scalar_one()) == 0


def _stored(connection: Connection, stage: Bed) -> list[tuple[str, str]]:
    return list(everything(connection, stage.process.vault))


def _any(text: str) -> bool:
    return any(word in text for word in SEEDED)
