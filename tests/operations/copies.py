"""Installations to back up and to restore to, and what is in them."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
)

import bot.wiring.assembly  # noqa: F401 - with it every table is known
from bot.backup.making import OWN, Source, make_backup
from bot.backup.restoring import Restored, Target, restore_backup
from bot.backup.rows import lines_of
from bot.migrate import upgrade
from bot.store.blobs import Blobs
from bot.store.engines import make_engine
from bot.store.vault import Vault, new_key
from tests.databases import schema, sqlite_url

VAULT = Vault.from_settings(f"1:{new_key()}", new_key())
MADE_AT = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
FILLED = 3


@dataclass(frozen=True)
class Installation:
    url: str
    folder: Path
    vault: Vault = VAULT

    def begin(self) -> None:
        engine = make_engine(self.url)
        upgrade(engine)
        engine.dispose()

    def run(self, *statements: Any) -> None:
        engine = make_engine(self.url)
        with engine.begin() as connection:
            for each in statements:
                connection.execute(each)
        engine.dispose()

    def fill(self) -> None:
        """Some rows in every table, whatever they mean, and three files with the bytes to them."""
        engine, tables = make_engine(self.url), MetaData()
        with engine.begin() as connection:
            tables.reflect(connection)
            for table in tables.sorted_tables:
                if table.name != OWN:
                    if connection.execute(table.select().limit(1)).first():
                        connection.execute(table.delete())
                    connection.execute(
                        table.insert(), [_row(table, n) for n in range(1, FILLED + 1)]
                    )
        engine.dispose()
        for number in range(1, FILLED + 1):
            self.blobs.write(f"text-{number}-uid", b"picture" * number)

    @property
    def blobs(self) -> Blobs:
        return Blobs(self.folder / "files", self.vault)

    def rows(self) -> dict[str, list[bytes]]:
        """All there is, table by table."""
        engine, tables = make_engine(self.url), MetaData()
        with engine.connect() as connection:
            tables.reflect(connection)
            found = {
                name: sorted(lines_of(connection, each)) for name, each in tables.tables.items()
            }
        engine.dispose()
        return found

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.folder / "files").glob("*/*")}

    def back_up(self, file: Path) -> Any:
        return make_backup(Source(self.url, self.folder, self.vault, lambda: MADE_AT), file)

    def restore(self, file: Path, **how: bool) -> Restored:
        return restore_backup(Target(self.url, self.folder, self.vault, **how), file)


@contextmanager
def installation(engine: str, folder: Path) -> Iterator[Installation]:
    """Nothing is there yet."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if engine == "sqlite":
        yield Installation(sqlite_url(folder), folder)
        return
    with schema() as url:
        yield Installation(url, folder)


def _row(table: Table, number: int) -> dict[str, Any]:
    places = itertools.count()
    return {column.name: _value(column, number, next(places)) for column in table.columns}


def _value(column: Column[Any], number: int, place: int) -> Any:
    """Unlike its neighbours', and in the last row nothing where that may be."""
    if column.nullable and number == FILLED:
        return None
    if column.name == "uid":
        return f"text-{number}-uid"
    made = {
        Boolean: number % 2 == 0,
        Integer: number if column.primary_key else number * 2**20 + place,
        Float: number / 3 + place,
        Date: date(2022, 2, 27) + timedelta(number),
        LargeBinary: bytes([number, 0, 255, 10, place]),
    }
    text = f"“文字”\n{number}-{place}"
    return next((made[kind] for kind in made if isinstance(column.type, kind)), text)
