"""Putting a backup in place: checked before anything is touched, and then all or nothing.

What people sent goes to disk first, beside what is there; then the rows change in one step (one
transaction on PostgreSQL, one rename on SQLite); then what no row speaks of is deleted. Whoever
is interrupted has the old rows or the new ones, with their files, and may begin again.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from sqlalchemy import Connection, Engine, MetaData, func, inspect, make_url, select
from sqlalchemy.exc import DBAPIError

from bot.backup.manifest import ANCHOR, FILES, TABLES, Manifest
from bot.backup.reading import opened_backup
from bot.backup.refusals import HAS_DATA, NO_ROOM, OTHER_TABLES, RUNNING, BadBackup
from bot.backup.rows import OtherColumns, insert_lines
from bot.backup.waiting import doubt_what_waited
from bot.leader import Leader
from bot.migrate import upgrade_on
from bot.store.anchors import NAME as ANCHOR_FILE
from bot.store.counters import counters
from bot.store.engines import make_engine
from bot.store.vault import Vault

BESIDE: Final = ("-wal", "-shm")


@dataclass(frozen=True)
class Target:
    """Where a backup goes.

    Args:
        url: Of the database.
        folder: DATA_DIR.
        replace: Whether what is there may go.
        moved: Whether the old installation had stopped before the backup was made and does not
            run again: then what waited is sent.
    """

    url: str
    folder: Path
    vault: Vault
    replace: bool = False
    moved: bool = False

    @property
    def file(self) -> Path | None:
        """The database's file on SQLite."""
        url = make_url(self.url)
        is_file = url.get_backend_name() == "sqlite" and url.database
        return Path(str(url.database)) if is_file else None


@dataclass(frozen=True)
class Restored:
    """What was put in place; `in_doubt` counts messages that a person has to decide on."""

    manifest: Manifest
    rows: int
    in_doubt: int


def restore_backup(target: Target, file: Path) -> Restored:
    """Put a backup in the place of what is there.

    Raises:
        BadBackup: It cannot be done, for a reason that is said; what was there is as it was.
        sqlalchemy.exc.DBAPIError: The database would not; the same.
    """
    with opened_backup(target.vault, file) as (manifest, archive):
        engine = make_engine(target.url)
        leader = Leader(engine)
        try:
            if not leader.try_lead():
                raise BadBackup(RUNNING)
            if not target.replace and (_has_tables(target, engine) or _has_files(target)):
                raise BadBackup(HAS_DATA)
            return _Restoring(target, manifest, archive).restore(engine)
        except OtherColumns as error:
            raise BadBackup(OTHER_TABLES.format(table=error)) from error
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise BadBackup(NO_ROOM.format(why=why)) from error
        finally:
            leader.resign()
            engine.dispose()


def _has_tables(target: Target, engine: Engine) -> bool:
    file = target.file
    if file is not None:  # whatever it holds, sound or not
        return file.exists() and file.stat().st_size > 0
    return bool(inspect(engine).get_table_names())


def _has_files(target: Target) -> bool:
    return any((target.folder / "files").glob("*/*"))


@dataclass(frozen=True)
class _Restoring:
    target: Target
    manifest: Manifest
    archive: ZipFile

    def restore(self, engine: Engine) -> Restored:
        kept = set(self._put_files())
        rows, in_doubt = self._put_rows(engine)
        self._put_anchor()
        self._drop_files(kept)
        return Restored(self.manifest, rows, in_doubt)

    def _put_rows(self, engine: Engine) -> tuple[int, int]:
        if self.target.file is None:
            with engine.begin() as connection:
                _drop_all(connection)
                return self._fill(connection)
        return self._put_file(self.target.file)

    def _put_file(self, file: Path) -> tuple[int, int]:
        """A new file takes the place of the old one when it is complete."""
        new = file.with_name(f"{file.name}.{os.getpid()}.part")
        engine = make_engine(f"sqlite:///{new}")
        try:
            with engine.begin() as connection:
                counts = self._fill(connection)
            engine.dispose()  # the last connection writes back what stands beside the file
            new.chmod(0o600)
            _write_back(file)
            for each in BESIDE:  # of the old file: the new one must not be read with them
                file.with_name(file.name + each).unlink(missing_ok=True)
            new.replace(file)
        finally:
            engine.dispose()
            for each in ("", *BESIDE):
                new.with_name(new.name + each).unlink(missing_ok=True)
        _flush(file.parent)
        return counts

    def _fill(self, connection: Connection) -> tuple[int, int]:
        """Tables of the backup's version, its rows, then what this version makes of them."""
        upgrade_on(connection, self.manifest.revision)
        tables = MetaData()
        tables.reflect(connection)
        _empty(connection, tables)
        rows = sum(self._fill_table(connection, tables, name) for name in self._tables())
        _count_on(connection, tables, self.manifest.sequences)
        upgrade_on(connection, "head")
        return rows, 0 if self.target.moved else doubt_what_waited(connection)

    def _tables(self) -> Iterator[str]:
        return (name for name in self.manifest.parts if name.startswith(TABLES))

    def _fill_table(self, connection: Connection, tables: MetaData, name: str) -> int:
        wanted = name.removeprefix(TABLES).removesuffix(".jsonl")
        table = tables.tables.get(wanted)
        if table is None:
            raise OtherColumns(wanted)
        with self.archive.open(name) as lines:
            return insert_lines(connection, table, lines)

    def _put_files(self) -> Iterator[str]:
        for name in self.manifest.parts:
            if not name.startswith(FILES):
                continue
            uid = name.removeprefix(FILES)
            _put(self.target.folder / "files" / uid[:2] / uid, self.archive.read(name))
            yield uid

    def _put_anchor(self) -> None:
        place = self.target.folder / ANCHOR_FILE
        if ANCHOR in self.manifest.parts:
            _put(place, self.archive.read(ANCHOR))
        else:
            place.unlink(missing_ok=True)

    def _drop_files(self, kept: set[str]) -> None:
        for each in (self.target.folder / "files").glob("*/*"):
            if each.name not in kept:
                each.unlink()


def _write_back(file: Path) -> None:
    """Let the old file hold all that was committed, in case this is interrupted."""
    if not file.exists():
        return
    engine = make_engine(f"sqlite:///{file}")
    try:
        engine.connect().close()
    except DBAPIError:
        return  # it is damaged, and so there is nothing to save
    finally:
        engine.dispose()


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    _flush(path.parent)


def _flush(folder: Path) -> None:
    """Make a rename survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _drop_all(connection: Connection) -> None:
    tables = MetaData()
    tables.reflect(connection)
    tables.drop_all(connection)


def _empty(connection: Connection, tables: MetaData) -> None:
    """Migrations put some rows in, which the backup has as well."""
    for table in tables.sorted_tables:
        if connection.execute(table.select().limit(1)).first() and table.name != "alembic_version":
            connection.execute(table.delete())


def _count_on(connection: Connection, tables: MetaData, told: Mapping[str, int]) -> None:
    """New ids begin after the highest one that was given out there, or is in use."""
    for counter in counters(connection):
        column = tables.tables[counter.table].c[counter.column]
        used = connection.execute(select(func.max(column))).scalar() or 0
        last = max(used, told.get(counter.table, 0))
        if last:
            connection.execute(select(func.setval(counter.sequence, last)))
