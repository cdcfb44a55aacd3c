"""The newest mark of the audit's chain, kept outside the database, where its rows are not."""

import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from bot.domain.audit_chain import Mark

NAME: Final = "audit-anchor.json"
_GROUP: Final = re.compile(".{1,8}")


class BadAnchor(ValueError):
    """A line that is no mark."""


@dataclass(frozen=True)
class Anchors:
    """The file of one installation, in its DATA_DIR; one line of JSON."""

    folder: Path

    @property
    def file(self) -> Path:
        """Where it is."""
        return self.folder / NAME

    def read(self) -> Mark | None:
        """The mark that was kept last.

        Raises:
            BadAnchor: The file was changed.
        """
        try:
            lines = self.file.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return None
        marks = read_marks(lines)
        if len(marks) != 1:
            raise BadAnchor(self.file.name)
        return marks[0]

    def write(self, mark: Mark) -> None:
        """Keep this one instead, as a whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.file.with_suffix(f".{os.getpid()}.part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(json.dumps(told(mark)) + "\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.file)

    def forget(self) -> None:
        """For a database that starts over."""
        self.file.unlink(missing_ok=True)


def told(mark: Mark) -> dict[str, str | int]:
    """A mark as the file and the log have it.

    Hex in groups: eleven digits in a row would be taken out of the log as a phone number.
    """
    proofs = {name: "-".join(_GROUP.findall(getattr(mark, name))) for name in ("mac", "proof")}
    return {**asdict(mark), **proofs}


def read_marks(lines: Iterable[str]) -> list[Mark]:
    """Marks as the file and the log have them, a JSON object a line; other fields do not matter.

    Raises:
        BadAnchor: A line is none.
    """
    return [_mark(line) for line in lines if line.strip()]


def _mark(line: str) -> Mark:
    try:
        found = json.loads(line)
        seq, audit_id, key_id = (int(found[name]) for name in ("seq", "audit_id", "key_id"))
        mac, proof = (str(found[name]).replace("-", "") for name in ("mac", "proof"))
        return Mark(seq, audit_id, key_id, mac, proof)
    except (ValueError, TypeError, KeyError) as error:
        raise BadAnchor(line[:60]) from error
