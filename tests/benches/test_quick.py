"""The benches still run: each is played through in small."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benches.__main__ import BENCHES, main
from bot import logs

ROOT = Path(__file__).parents[2]
SECONDS = 60
TITLES = (
    {"starting": "both bots answering"},
    {
        "updates": "update to settled reply",
        "webhooks": "updates brought",
        "processes": "updates answered by 4",
        "sending": "delivery unthrottled",
        "reminders": "reminders fired",
        "fanout": "fan-out to",
        "audiences": "an audience with a verdict rule",
        "release": "release of one rule over",
    },
    {
        "understanding": "training the classifier",
        "matching": "matching a firm with every record",
        "planning": "questions, profile",
        "spreadsheets": "refusing a bomb",
    },
    {"desk": "a month without dispatchers"},
)


@pytest.mark.parametrize("titles", TITLES, ids=" ".join)
def test_every_bench_prints_its_figures_as_json(
    titles: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process, which has imported what takes seconds."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(logs, "configure", lambda _: None)  # the tests have done that

    assert main(["--quick", *titles]) == 0

    figures = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for title in titles.values():
        assert any(each["name"].startswith(title) for each in figures)
    for each in figures:
        assert set(each) == {"name", "figures", "unit", "aim", "met", "promise"}
        assert each["met"] or not each["promise"], each["figures"]
        assert (each["aim"] is None) == (each["met"] is None)
        assert all(number > 0 for number in each["figures"].values())


def test_no_bench_is_left_out() -> None:
    assert {name for titles in TITLES for name in titles} == set(BENCHES)


def test_a_bench_that_is_not_there_is_one_sentence() -> None:
    command = [sys.executable, "-m", "benches", "--quick", "speed"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=SECONDS, check=False)

    assert done.returncode == 2
    assert b"no such bench: speed" in done.stderr
    assert b"Traceback" not in done.stderr
