"""A copy of one's own data: complete, readable by people and machines, and nobody else's."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from sqlalchemy import Connection

from bot.services.privacy.own_data import OwnData, own_data
from bot.store.firms.people import find_person
from handlers.owner.mine.export_docx import written
from handlers.owner.mine.export_json import FORMAT, dumped
from handlers.tongue import Tongue
from tests.bed import Bed, bed
from tests.conversations import story
from tests.databases import ENGINES

HERE = Path(__file__).parent
OWN = ("赛雪特纺厂", "卡口不让我们的车过", "照片里是赛雪的车", "33.25")
SAID_TO_THEM = "正在协调"
OTHERS = ("陈干部", "交通局")


@pytest.mark.parametrize("engine", ENGINES)
async def test_all_that_somebody_said_is_in_both_files_and_nobody_elses_name(
    engine: str, tmp_path: Path
) -> None:
    async with bed(tmp_path, engine=engine) as stage:
        await stage.begin()
        first = next(stage.people) + 1
        await story.live(stage, story.load(HERE / "seeded.yaml"))
        machine, document = await _files(stage, first, "zh")
        english = (await _files(stage, first, "en"))[1]
    known = json.loads(machine)
    assert known["format"] == FORMAT
    assert len(known["cases"]) == len({each["number"] for each in known["cases"]}) == 2
    for said in (machine, document, english):
        assert [each for each in (*OWN, SAID_TO_THEM) if each not in said] == []
        assert [each for each in OTHERS if each in said] == []
    assert "我提的事项" in document
    assert "Cases I raised" in english


async def _files(stage: Bed, number: int, language: str) -> tuple[str, str]:
    """The text of the file for machines, and of the one to read."""
    process = stage.process

    def gathered(connection: Connection) -> OwnData:
        uow = process.uow(connection)
        person = find_person(connection, number)
        assert person is not None
        return own_data(uow, person)

    data = await process.database.run(gathered)
    made = written(Tongue(language), process.rulebase, data, process.settings.zone)
    assert ZipFile(BytesIO(made)).testzip() is None
    words = "\n".join(each.text for each in Document(BytesIO(made)).paragraphs)
    return dumped(data).decode(), words
