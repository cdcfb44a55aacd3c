"""What a backup says of itself, and by what its wholeness is proven."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Final, NamedTuple

from bot.store.vault import Vault

FORMAT: Final = 1
NAME: Final = "manifest.json"
ANCHOR: Final = "audit-anchor.json"
TABLES: Final = "tables/"
FILES: Final = "files/"
CHUNK: Final = 2**20
_PURPOSE: Final = "backup"
_CHECK: Final = b"zhuqi backup"
_PROOF: Final = "zhuqi 1 key {key:03d} check {check} proof {proof}"
_EMPTY: Final = "0" * 64


@dataclass(frozen=True)
class Part:
    """One member of the file.

    Args:
        sha256: Of its bytes, in hex.
        rows: Of a table, how many.
    """

    sha256: str
    rows: int | None = None


@dataclass(frozen=True)
class Manifest:
    """What is in a backup.

    Args:
        made_at: Real time, ISO 8601 in UTC.
        revision: Of the tables, e.g. "0027".
        engine: It came from: `sqlite` or `postgresql`.
        key_ids: Keys that are needed to open what is in it; never the keys.
        index: By what the index key is known again.
        sequences: The last number of each counted column of PostgreSQL, by table.
        parts: By the name of the member.
    """

    made_at: str
    revision: str
    engine: str
    key_ids: tuple[int, ...]
    index: str
    sequences: Mapping[str, int]
    parts: Mapping[str, Part]
    format: int = FORMAT

    def to_json(self) -> bytes:
        """As it stands in the file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """Read it; the file's proof has been checked before, so that it is as it was written."""
        told = json.loads(text)
        parts = {name: Part(**part) for name, part in told.pop("parts").items()}
        return cls(**{**told, "parts": parts, "key_ids": tuple(told["key_ids"])})


def index_marks(vault: Vault) -> list[str]:
    """By what the index keys at hand are known again, the one in use first."""
    return [each.hex() for each in vault.blinds(_PURPOSE, "index")]


class Proof(NamedTuple):
    """Stands at the end of the file: over all that comes before it."""

    key_id: int
    check: str
    mac: str


def empty_comment(vault: Vault) -> bytes:
    """What holds the place of the proof, with the same length."""
    return _comment(vault, _EMPTY)


def prove(vault: Vault, file: Path) -> bytes:
    """The comment of a file that ends with `empty_comment`, for its place."""
    return _comment(vault, _mac(vault, vault.current, file))


def read_proof(file: Path) -> Proof | None:
    """What stands at the end of a file; None if it is no backup, or was cut off."""
    length = len(_PROOF.format(key=0, check="0" * 16, proof=_EMPTY))
    with file.open("rb") as opened:
        opened.seek(max(file.stat().st_size - length, 0))
        words = opened.read().decode("ascii", "replace").split()
    if len(words) != 8 or words[:3] != ["zhuqi", "1", "key"] or not words[3].isdigit():
        return None
    return Proof(int(words[3]), words[5], words[7])


def is_ours(vault: Vault, proof: Proof) -> bool:
    """Whether the key with its number is the one that the backup was made with."""
    return vault.subkey(_PURPOSE, proof.key_id) is not None and hmac.compare_digest(
        _check(vault, proof.key_id), proof.check
    )


def holds(vault: Vault, proof: Proof, file: Path) -> bool:
    """Whether not a byte was changed."""
    return hmac.compare_digest(_mac(vault, proof.key_id, file), proof.mac)


def digest(opened: IO[bytes]) -> str:
    """sha256 of all that can be read, in hex."""
    hashed = sha256()
    while chunk := opened.read(CHUNK):
        hashed.update(chunk)
    return hashed.hexdigest()


def _comment(vault: Vault, proof: str) -> bytes:
    check = _check(vault, vault.current)
    return _PROOF.format(key=vault.current, check=check, proof=proof).encode()


def _check(vault: Vault, key_id: int) -> str:
    return hmac.digest(vault.subkey(_PURPOSE, key_id) or b"", _CHECK, "sha256").hex()[:16]


def _mac(vault: Vault, key_id: int, file: Path) -> str:
    """Over the file without the proof itself."""
    counted = hmac.new(vault.subkey(_PURPOSE, key_id) or b"", digestmod="sha256")
    left = file.stat().st_size - len(_EMPTY)
    with file.open("rb") as opened:
        while left > 0 and (chunk := opened.read(min(CHUNK, left))):
            counted.update(chunk)
            left -= len(chunk)
    return counted.hexdigest()
