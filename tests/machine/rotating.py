"""A database with values in every sealed column, and a process that dies while sealing them anew.

`python -m tests.machine.rotating URL FOLDER FIELD_KEY INDEX_KEY BATCHES` kills itself after so
many batches.
"""

import os
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    Date,
    Float,
    Integer,
    LargeBinary,
    Table,
    insert,
    select,
)

import bot.wiring.assembly  # noqa: F401 - with it every table is known
from bot.keys_command import Rotation
from bot.store.blobs import Blobs
from bot.store.columns import Moment
from bot.store.database import Database
from bot.store.firms.firms import CODE, FIRM
from bot.store.sealed import SEALED
from bot.store.vault import Vault

ROWS = 3


def said(place: str, number: int) -> str:
    """What is sealed in a row of a place."""
    return f"{place} 第 {number} 条"


def fill(connection: Connection, vault: Vault, numbers: range = range(1, ROWS + 1)) -> None:
    """A few rows of each table that has sealed values."""
    for table in dict.fromkeys(each.table for each in SEALED):
        for number in numbers:
            connection.execute(insert(table).values(_row(vault, table, number)))


def read(connection: Connection, vault: Vault) -> Iterator[tuple[str, str, int]]:
    """(place, text, key id) of every sealed value."""
    for each in SEALED:
        for row in connection.execute(select(each.table)):
            sealed = bytes(getattr(row, each.column))
            content = vault.open_bytes(each.place, each.row_of(row), sealed)
            yield each.place, content.decode(), sealed[0]


def _row(vault: Vault, table: Table, number: int) -> dict[str, Any]:
    plain = {
        column.name: _plain(column.type, number)
        for column in table.columns
        if not column.nullable and not isinstance(column.type, LargeBinary)
    }
    sealed = [each for each in SEALED if each.table is table]
    row = {**plain}
    for each in sealed:
        named = ":".join(str(plain[name]) for name in each.row)
        row[each.column] = vault.seal(each.place, named, said(each.place, number))
    if table is FIRM:
        row["code_index"] = vault.blind(CODE, said(CODE, number))
    return row


def _plain(kind: Any, number: int) -> Any:
    if isinstance(kind, Moment):
        return datetime(2022, 7, 15, tzinfo=UTC)
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Date):
        return date(2022, 7, 15)
    if isinstance(kind, BigInteger | Integer | Float):
        return number
    return f"{number}"


def main(url: str, folder: str, field_key: str, index_key: str, batches: str) -> None:
    """Rotate, and die."""
    vault, left = Vault.from_settings(field_key, index_key), iter(range(int(batches)))

    def between() -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    Rotation(Database(url), vault, Blobs(Path(folder), vault), between).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
