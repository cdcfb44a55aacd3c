"""`python -m bot audit verify`."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from benches.rules import rulebase
from bot import audit_command
from bot.process import Process
from bot.settings import BadSettings
from bot.store.anchors import told
from tests.bed_process import make_process
from tests.machine.audits import CUT, KEYS, add, run


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    made = make_process("http://127.0.0.1:9", tmp_path, KEYS, rulebase())
    add(made.database, at=made.clock.now())
    yield made
    made.database.close()


def command(process: Process, *more: str) -> tuple[str, int]:
    parser = argparse.ArgumentParser()
    audit_command.add_parser(parser.add_subparsers())
    return audit_command.run(process, parser.parse_args(["audit", "verify", *more]))


def test_the_command_seals_and_anchors_first_and_says_what_it_found(process: Process) -> None:
    said, code = command(process, "--read-only")
    assert (code, process.anchors.read()) == (0, None)
    assert "已封存 0 条，待封存 9 条" in said
    assert "没有锚点" in said

    said, code = command(process)
    assert (code, said.splitlines()[0]) == (0, "审计记录完整。/ The audit is whole.")
    assert "Entries sealed: 9; waiting: 0" in said
    kept = process.anchors.read()
    assert kept is not None

    said, code = command(process, "--json")
    whole = {"whole": True, "sealed": 9, "waiting": 0, "anchors": 1, "damaged": 0, "damage": []}
    assert (code, json.loads(said)) == (0, whole)

    run(process.database, "update audit set subject = 'x' where id = 4", *CUT)
    said, code = command(process)
    assert code == 1
    assert said.splitlines()[:3] == [
        "审计记录有损坏，共 2 处： / The audit is damaged, in places: 2",
        "第 4 条被改动 / entry 4 was changed",
        "第 6 条之后的记录全部消失 / everything after entry 6 is gone",
    ]
    said, code = command(process, "--json")
    assert json.loads(said)["damage"][0] == {"kind": "changed", "audit_id": 4, "seq": 4}
    assert process.anchors.read() == kept


def test_the_command_compares_lines_of_the_log_as_well(process: Process, tmp_path: Path) -> None:
    command(process)
    kept, log = process.anchors.read(), tmp_path / "log"
    assert kept is not None
    log.write_text(json.dumps({"event": "audit anchored", **told(kept)}) + "\n")
    process.anchors.forget()
    assert command(process, "--anchor", str(log))[1] == 0
    run(process.database, *CUT, "delete from audit_mark")
    process.anchors.forget()
    said, code = command(process, "--read-only", "--anchor", str(log))
    assert (code, "第 6 条之后的记录全部消失" in said) == (1, True)
    process.anchors.file.write_text("x")
    assert "锚点被改动" in command(process, "--read-only")[0]
    with pytest.raises(BadSettings, match="锚点"):
        command(process, "--anchor", str(tmp_path))
