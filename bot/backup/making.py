"""Making a backup while the bots run: all rows as of one moment, and what belongs to them."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy import Connection, MetaData, select

from bot.backup.manifest import (
    ANCHOR,
    CHUNK,
    FILES,
    NAME,
    TABLES,
    Manifest,
    Part,
    empty_comment,
    index_marks,
    prove,
)
from bot.backup.refusals import IS_THERE, NO_ROOM, NOTHING_THERE, BadBackup
from bot.backup.rows import lines_of
from bot.store.anchors import Anchors
from bot.store.counters import counters, last_given
from bot.store.engines import make_reader
from bot.store.health import revision
from bot.store.vault import Vault

OWN: Final = "alembic_version"
"""The migrations' own table: which revision it names stands in the manifest."""


@dataclass(frozen=True)
class Source:
    """What is backed up.

    Args:
        url: Of the database.
        folder: DATA_DIR.
        now: The wall clock, aware UTC.
    """

    url: str
    folder: Path
    vault: Vault
    now: Callable[[], datetime]


def make_backup(source: Source, file: Path) -> Manifest:
    """Write a backup, as a whole or not at all.

    Raises:
        BadBackup: The file is there, there is nothing to back up, or it cannot be written.
        sqlalchemy.exc.DBAPIError: The database does not answer.
    """
    if file.exists():
        raise BadBackup(IS_THERE.format(file=file.name))
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as opened:
            manifest = _write(source, opened, part)
            opened.flush()
            os.fsync(opened.fileno())
        part.rename(file)
    except OSError as error:
        raise BadBackup(NO_ROOM.format(why=error.strerror or type(error).__name__)) from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _write(source: Source, opened: IO[bytes], part: Path) -> Manifest:
    # Read first: so it is no newer than the rows, and the chain in them goes on from it.
    anchor = _anchor(source.folder)
    engine = make_reader(source.url)
    try:
        with engine.connect() as connection, ZipFile(opened, "w", ZIP_DEFLATED) as archive:
            manifest = _Writing(source, anchor, connection, archive).write()
            archive.comment = empty_comment(source.vault)
    finally:
        engine.dispose()
    opened.flush()
    proof = prove(source.vault, part)
    opened.seek(-len(proof), os.SEEK_END)
    opened.write(proof)
    return manifest


@dataclass
class _Writing:
    source: Source
    anchor: bytes | None
    connection: Connection
    archive: ZipFile
    parts: dict[str, Part] = field(default_factory=dict)

    def write(self) -> Manifest:
        number = revision(self.connection)
        if number is None:
            raise BadBackup(NOTHING_THERE)
        tables = MetaData()
        tables.reflect(self.connection)
        for table in tables.sorted_tables:
            if table.name != OWN:
                self._add(f"{TABLES}{table.name}.jsonl", lines_of(self.connection, table))
        self._add_files(tables)
        if self.anchor is not None:
            self._add(ANCHOR, iter([self.anchor]))
        manifest = Manifest(
            made_at=self.source.now().isoformat(timespec="seconds"),
            revision=number,
            engine=self.connection.dialect.name,
            key_ids=tuple(sorted(self.source.vault.ciphers)),
            index=index_marks(self.source.vault)[0],
            sequences=_sequences(self.connection),
            parts=self.parts,
        )
        self.archive.writestr(NAME, manifest.to_json())
        return manifest

    def _add_files(self, tables: MetaData) -> None:
        """What the rows of this moment speak of; what was erased meanwhile is not there."""
        known = tables.tables["file"]
        for uid in self.connection.execute(select(known.c.uid).order_by(known.c.uid)).scalars():
            path = self.source.folder / "files" / uid[:2] / uid
            try:
                with path.open("rb") as opened:
                    self._add(f"{FILES}{uid}", _chunks(opened), ZIP_STORED)
            except FileNotFoundError:
                continue

    def _add(self, name: str, chunks: Iterator[bytes], how: int = ZIP_DEFLATED) -> None:
        hashed, count = sha256(), 0
        info = ZipInfo(name)
        info.compress_type = how
        with self.archive.open(info, "w", force_zip64=True) as member:
            for chunk in chunks:
                hashed.update(chunk)
                member.write(chunk)
                count += 1
        rows = count - 1 if name.startswith(TABLES) else None
        self.parts[name] = Part(hashed.hexdigest(), rows)


def _anchor(folder: Path) -> bytes | None:
    try:
        return Anchors(folder).file.read_bytes()
    except FileNotFoundError:
        return None


def _chunks(opened: IO[bytes]) -> Iterator[bytes]:
    while chunk := opened.read(CHUNK):
        yield chunk


def _sequences(connection: Connection) -> dict[str, int]:
    """The last number that PostgreSQL gave out, by table; SQLite counts by what is there."""
    return {each.table: last_given(connection, each) for each in counters(connection)}
