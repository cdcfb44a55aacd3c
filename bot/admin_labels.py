"""`python -m bot admin labels`: what people said and which buttons they tapped, for review.

A person reads the export and adds good sentences to `examples` of the categories.
"""

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.process import Process
from bot.services.problems import Label, labels

if TYPE_CHECKING:
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]

NAME: Final = "labels"
WRITTEN = "{file}：{count} 条 / {count} sentences"


def add_parser(acts: "Actions") -> None:
    """Add the command and its arguments."""
    command = acts.add_parser(NAME, help="write down confirmed sentences, one JSON object a line")
    command.add_argument("--export", required=True, type=Path, metavar="FILE")


def run(process: Process, file: Path) -> str:
    """Write the file; returns what to print. Only its owner may read it."""
    found = process.database.run_sync(lambda connection: list(labels(process.uow(connection))))
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
        opened.writelines(_lines(found))
    return WRITTEN.format(file=file, count=len(found))


def _lines(found: list[Label]) -> Iterator[str]:
    for label in found:
        known = {
            "at": label.at.isoformat(),
            "text": label.text,
            "predicted": [{"id": name, "p": p} for name, p in label.predicted],
            "way": label.way,
            "tapped": list(label.tapped),
            "model": label.model,
        }
        yield json.dumps(known, ensure_ascii=False) + "\n"
