"""What people sent, as sealed files under DATA_DIR: a stolen disk shows nothing."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag

from bot.store.vault import Vault

PLACE: Final = "file.blob"
UNFINISHED: Final = ".part"


class BlobMissing(Exception):
    """The bytes are not there, or are not what was stored."""


@dataclass(frozen=True)
class Blobs:
    """The folder of one installation. Processes that share a database share it, too.

    A blob is sealed for the uid of its row, and is there as a whole or not at all.
    """

    folder: Path
    vault: Vault

    def write(self, uid: str, content: bytes) -> None:
        """Store the bytes of a row; a second time replaces them."""
        path = self._path(uid)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_name(f"{uid}.{os.getpid()}{UNFINISHED}")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(self.vault.seal_bytes(PLACE, uid, content))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _flush(path.parent)

    def read(self, uid: str) -> bytes:
        """The bytes of a row.

        Raises:
            BlobMissing: They are not there, were changed, or their key is gone.
        """
        try:
            return self.vault.open_bytes(PLACE, uid, self._path(uid).read_bytes())
        except (OSError, InvalidTag, KeyError, IndexError, ValueError) as error:
            raise BlobMissing(type(error).__name__) from error

    def remove(self, uid: str) -> None:
        """Delete the bytes of a row, if there are any."""
        self._path(uid).unlink(missing_ok=True)

    def unfinished(self, older_than: float) -> Iterator[Path]:
        """What writers left that died before a moment (unix seconds)."""
        for part in self.folder.glob(f"*/*{UNFINISHED}"):
            if part.stat().st_mtime < older_than:
                yield part

    def _path(self, uid: str) -> Path:
        return self.folder / uid[:2] / uid


def _flush(folder: Path) -> None:
    """Make a rename survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
