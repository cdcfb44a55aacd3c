"""Seals what older keys sealed with the current one, batch by batch, while others read and write.

Each value says by its first byte which key it wants, so nothing else is kept of how far it has
come: whoever begins again finds what is left.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    Row,
    func,
    literal,
    select,
    tuple_,
    update,
)

from bot.store.blobs import BlobMissing, Blobs
from bot.store.files.files import FILE, FileState
from bot.store.firms.firms import CODE, FIRM
from bot.store.sealed import SealedColumn
from bot.store.vault import Vault

ROWS: Final = 500
LARGE_ROWS: Final = 4
"""Of files, which have up to 10 MB each."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What was done with some rows.

    Attributes:
        done: Sealed anew.
        shut: No key opened them: they stay as they are.
        after: The key of the last row that was looked at; None if there are no more.
    """

    done: int
    shut: int
    after: tuple[Any, ...] | None


def reseal(
    connection: Connection, vault: Vault, sealed: SealedColumn, after: tuple[Any, ...] | None
) -> Batch:
    """Seal the next values of a column anew; what changes meanwhile is left as it becomes."""
    rows = _old(connection, vault, sealed, after)
    done = shut = 0
    for row in rows:
        was = bytes(getattr(row, sealed.column))
        try:
            plain = vault.open_bytes(sealed.place, sealed.row_of(row), was)
        except (InvalidTag, KeyError):
            shut += 1
            continue
        now = vault.seal_bytes(sealed.place, sealed.row_of(row), plain)
        same = (*_is(sealed, row), sealed.table.c[sealed.column] == was)
        changed = update(sealed.table).where(*same).values({sealed.column: now})
        done += connection.execute(changed).rowcount
    last = _keys(sealed, rows[-1]) if len(rows) == _most(sealed) else None
    return Batch(done, shut, last)


def count_old(connection: Connection, vault: Vault, sealed: SealedColumn) -> int:
    """How many values of a column still want an older key."""
    counted = select(func.count()).select_from(sealed.table)
    wanted = counted.where(_wants_another(vault, sealed))
    return int(connection.execute(wanted).scalar_one())


def reindex(connection: Connection, vault: Vault) -> int:
    """Index credit codes by the current index key; returns how many were not."""
    wanted = select(FIRM.c.id, FIRM.c.uid, FIRM.c.code, FIRM.c.code_index)
    changed = 0
    for row in connection.execute(wanted.where(FIRM.c.code.is_not(None))).all():
        index = vault.blind(CODE, vault.open(CODE, row.uid, bytes(row.code)))
        if bytes(row.code_index) != index:
            same = update(FIRM).where(FIRM.c.id == row.id, FIRM.c.code == row.code)
            changed += connection.execute(same.values(code_index=index)).rowcount
    return changed


def old_blobs(folder: Path, current: int) -> Iterator[str]:
    """The uids of files on disk that want an older key."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith(".part") and _first(path) != current:
            yield path.name


def reseal_blob(blobs: Blobs, uid: str) -> bool:
    """Seal a file anew; False if it does not open, or is gone."""
    try:
        blobs.write(uid, blobs.read(uid))
    except BlobMissing:
        return False
    return True


def is_gone(connection: Connection, uid: str) -> bool:
    """Whether the file of this uid was erased, maybe while it was sealed anew."""
    state = connection.execute(select(FILE.c.state).where(FILE.c.uid == uid)).scalar_one_or_none()
    return state in {FileState.ERASING, FileState.ERASED}


def _old(
    connection: Connection, vault: Vault, sealed: SealedColumn, after: tuple[Any, ...] | None
) -> list[Row[Any]]:
    names = dict.fromkeys((*_key_names(sealed), *sealed.row, sealed.column))
    keys = [sealed.table.c[name] for name in _key_names(sealed)]
    wanted = select(*(sealed.table.c[name] for name in names)).where(_wants_another(vault, sealed))
    if after is not None:
        wanted = wanted.where(tuple_(*keys) > tuple_(*(literal(each) for each in after)))
    return list(connection.execute(wanted.order_by(*keys).limit(_most(sealed))).all())


def _wants_another(vault: Vault, sealed: SealedColumn) -> ColumnElement[bool]:
    column = sealed.table.c[sealed.column]
    ours = literal(bytes([vault.current]), LargeBinary)
    return column.is_not(None) & (func.substr(column, 1, 1, type_=LargeBinary) != ours)


def _most(sealed: SealedColumn) -> int:
    return ROWS if sealed.text else LARGE_ROWS


def _key_names(sealed: SealedColumn) -> list[str]:
    return [each.name for each in sealed.table.primary_key.columns]


def _keys(sealed: SealedColumn, row: Row[Any]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _key_names(sealed))


def _is(sealed: SealedColumn, row: Row[Any]) -> list[ColumnElement[bool]]:
    return [sealed.table.c[name] == getattr(row, name) for name in _key_names(sealed)]


def _first(path: Path) -> int | None:
    with path.open("rb") as file:
        return next(iter(file.read(1)), None)
