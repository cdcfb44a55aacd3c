"""`python -m bot admin labels --export FILE`."""

import json
from pathlib import Path

from bot import admin_labels
from bot.process import Process
from bot.services import problems
from bot.store.problems import Told
from bot.store.vault import new_key
from tests.bed_process import make_process
from tests.cases.district import District
from tests.conftest import FRIDAY_MORNING


def spoken(process: Process) -> None:
    district = District(process.database, process.vault, FRIDAY_MORNING)
    person = district.speaks_for_firm()
    told = Told(
        text="车牌 138****5678 被拦", predicted=(("logistics", 0.9),), way="answer", model="m"
    )

    def act(uow):
        problems.tapped(uow, problems.keep_problem(uow, person, told), "logistics")
        problems.keep_problem(uow, person, told)

    district.act(act)


def test_confirmed_sentences_are_written_for_their_owner_only(tmp_path: Path) -> None:
    process = make_process("http://127.0.0.1:1", tmp_path, (f"1:{new_key()}", new_key()))
    spoken(process)
    file = tmp_path / "labels.jsonl"

    said = admin_labels.run(process, file)

    [line] = file.read_text().splitlines()
    assert json.loads(line)["tapped"] == ["logistics"]
    assert json.loads(line)["predicted"] == [{"id": "logistics", "p": 0.9}]
    assert "1 sentences" in said
    assert file.stat().st_mode & 0o077 == 0
    process.database.close()
