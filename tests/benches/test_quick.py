"""The benches still run: each is played through in small."""

import json
import subprocess
import sys
from pathlib import Path

from benches.__main__ import BENCHES

ROOT = Path(__file__).parents[2]
SECONDS = 60
TITLES = {
    "starting": "both bots answering",
    "updates": "update to settled reply",
    "sending": "delivery unthrottled",
    "reminders": "reminders fired",
    "understanding": "training the classifier",
    "matching": "matching a firm with every record",
    "planning": "questions, profile",
}


def test_every_bench_prints_its_figures_as_json() -> None:
    command = [sys.executable, "-m", "benches", "--quick"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr.decode()

    figures = [json.loads(line) for line in done.stdout.splitlines()]
    assert set(TITLES) == set(BENCHES)
    for title in TITLES.values():
        assert any(each["name"].startswith(title) for each in figures)
    for each in figures:
        assert set(each) == {"name", "figures", "unit", "aim", "met"}
        assert (each["aim"] is None) == (each["met"] is None)
        assert all(number > 0 for number in each["figures"].values())
