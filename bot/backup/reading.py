"""Looking at a backup before anything is touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

from bot.backup.manifest import NAME, Manifest, digest, holds, index_marks, is_ours, read_proof
from bot.backup.refusals import (
    DAMAGED,
    NEWER,
    NO_BACKUP,
    NO_FILE,
    OTHER_INDEX,
    OTHER_KEYS,
    BadBackup,
)
from bot.migrate import newest
from bot.store.vault import Vault


@contextmanager
def opened_backup(vault: Vault, file: Path) -> Iterator[tuple[Manifest, ZipFile]]:
    """A backup that is whole, ours, and not newer than the software.

    Raises:
        BadBackup: It is none of these; the sentence says which.
    """
    _check_proof(vault, file)
    with ZipFile(file) as archive:
        manifest = Manifest.from_json(archive.read(NAME))
        _check_parts(vault, manifest, archive, file)
        yield manifest, archive


def _check_proof(vault: Vault, file: Path) -> None:
    try:
        proof = read_proof(file)
        if proof is None:
            raise BadBackup(NO_BACKUP.format(file=file.name))
        if not is_ours(vault, proof):
            raise BadBackup(OTHER_KEYS.format(key=proof.key_id))
        if not holds(vault, proof, file):
            raise BadBackup(DAMAGED.format(file=file.name))
    except OSError as error:
        raise BadBackup(NO_FILE.format(file=file.name)) from error


def _check_parts(vault: Vault, manifest: Manifest, archive: ZipFile, file: Path) -> None:
    absent = [each for each in manifest.key_ids if each not in vault.ciphers]
    if absent:
        raise BadBackup(OTHER_KEYS.format(key=", ".join(str(each) for each in absent)))
    if manifest.index not in index_marks(vault):
        raise BadBackup(OTHER_INDEX)
    if manifest.revision > newest():
        raise BadBackup(NEWER.format(revision=manifest.revision))
    if set(archive.namelist()) != {NAME, *manifest.parts}:
        raise BadBackup(DAMAGED.format(file=file.name))
    for name, part in manifest.parts.items():
        with archive.open(name) as member:
            if digest(member) != part.sha256:
                raise BadBackup(DAMAGED.format(file=file.name))
