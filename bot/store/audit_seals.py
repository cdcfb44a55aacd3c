"""The seals over the audit, one an entry, in the order in which they were set.

An entry's id is taken when its act begins and seen when its act ends: a lower id may come later.
So seals have an order of their own. Columns are read as the database prints them: what somebody
wrote there with another program must be found, not stumbled over.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    LargeBinary,
    Table,
    case,
    func,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import Field, SQLModel

from bot.domain.audit_chain import GENESIS, Entry, Link, Mark, Seal, framed
from bot.store.audit import AUDIT
from bot.store.columns import RowId, table_of
from bot.store.insert import insert_or_ignore, upsert


class AuditSeal(SQLModel, table=True):
    """One link of the chain; rows are only ever added. `mac` is in hex."""

    __tablename__ = "audit_seal"

    seq: int = Field(primary_key=True, sa_type=RowId, sa_column_kwargs={"autoincrement": False})
    audit_id: int = Field(sa_type=BigInteger, index=True, unique=True)
    key_id: int
    mac: str


class AuditMark(SQLModel, table=True):
    """A single row: how long the chain is. Whoever adds seals locks it."""

    __tablename__ = "audit_mark"

    id: int = Field(default=1, primary_key=True)
    seq: int = Field(sa_type=BigInteger)
    audit_id: int = Field(sa_type=BigInteger)
    key_id: int
    mac: str
    proof: str


SEAL: Final = table_of(AuditSeal)
MARK: Final = table_of(AuditMark)
_NO_MARK: Final = {"id": 1, **asdict(Mark(0, 0, 0, GENESIS, ""))}


class printed(FunctionElement[bytes]):
    """A column's value as text, in bytes that need not be proper text."""

    type = LargeBinary()
    inherit_cache = True


@compiles(printed, "sqlite")
def _sqlite_printed(element: printed, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(CAST({compiler.process(element.clauses, **options)} AS TEXT) AS BLOB)"


@compiles(printed, "postgresql")
def _postgresql_printed(element: printed, compiler: SQLCompiler, **options: Any) -> str:
    return f"convert_to(CAST({compiler.process(element.clauses, **options)} AS TEXT), 'UTF8')"


def _columns(table: Table, *names: str) -> list[ColumnElement[Any]]:
    return [table.c[name] for name in names]


_SAID: Final = [printed(column) for column in _columns(AUDIT, "at", "actor", "act", "subject")]
_SEAL: Final = [*_columns(SEAL, "seq", "audit_id", "key_id"), printed(SEAL.c.mac)]
_MARK: Final = [
    *_columns(MARK, "seq", "audit_id", "key_id"),
    *(printed(column) for column in _columns(MARK, "mac", "proof")),
]
_UNSEALED: Final = AUDIT.outerjoin(SEAL, SEAL.c.audit_id == AUDIT.c.id)


class Waiting(NamedTuple):
    """Entries without a seal: how many, how many of them too old, and the first of those."""

    total: int
    overdue: int
    first: int | None


def unsealed(
    connection: Connection, *, above: int, up_to: int | None = None, limit: int
) -> list[Entry]:
    """Entries without a seal, by id, in a range of ids."""
    wanted = select(AUDIT.c.id, *_SAID).select_from(_UNSEALED)
    wanted = wanted.where(SEAL.c.seq.is_(None), AUDIT.c.id > above)
    if up_to is not None:
        wanted = wanted.where(AUDIT.c.id <= up_to)
    rows = connection.execute(wanted.order_by(AUDIT.c.id).limit(limit))
    return [Entry(number, framed(*said)) for number, *said in rows]


def waiting(connection: Connection, before: datetime) -> Waiting:
    """What has no seal; entries made before this business time should have one."""
    is_old = AUDIT.c.at < before
    counts = func.count(), func.count(case((is_old, 1))), func.min(case((is_old, AUDIT.c.id)))
    wanted = select(*counts).select_from(_UNSEALED).where(SEAL.c.seq.is_(None))
    return Waiting(*connection.execute(wanted).one())


def count_entries(connection: Connection) -> dict[str, int]:
    """How many entries have a seal, and how many wait for theirs."""
    sealed = connection.execute(select(func.count()).select_from(SEAL)).scalar_one()
    written = connection.execute(select(func.count()).select_from(AUDIT)).scalar_one()
    return {"sealed": sealed, "waiting": written - sealed}


def newest_ids(connection: Connection) -> tuple[int, int]:
    """The highest id that has a seal, and the highest there is; 0 for none."""
    highest = (select(func.coalesce(func.max(c), 0)) for c in (SEAL.c.audit_id, AUDIT.c.id))
    sealed, written = (int(connection.execute(each).scalar_one()) for each in highest)
    return sealed, written


def last_seal(connection: Connection) -> Seal | None:
    """The end of the chain."""
    row = connection.execute(select(*_SEAL).order_by(SEAL.c.seq.desc()).limit(1)).one_or_none()
    return None if row is None else _seal(row)


def seal_at(connection: Connection, seq: int) -> Seal | None:
    """One link of the chain."""
    row = connection.execute(select(*_SEAL).where(SEAL.c.seq == seq)).one_or_none()
    return None if row is None else _seal(row)


def links_after(connection: Connection, seq: int | None, limit: int) -> list[Link]:
    """The next links with their entries; from the very first row for None."""
    linked = SEAL.outerjoin(AUDIT, AUDIT.c.id == SEAL.c.audit_id)
    wanted = select(*_SEAL, AUDIT.c.id, *_SAID).select_from(linked)
    if seq is not None:
        wanted = wanted.where(SEAL.c.seq > seq)
    rows = connection.execute(wanted.order_by(SEAL.c.seq).limit(limit))
    return [Link(_seal(row[:4]), _entry(*row[4:])) for row in rows]


def add_seals(connection: Connection, seals: Sequence[Seal]) -> None:
    """Append links."""
    connection.execute(SEAL.insert(), [asdict(seal) for seal in seals])


def load_mark(connection: Connection) -> Mark | None:
    """How long the chain is, as the database itself says."""
    row = connection.execute(select(*_MARK)).one_or_none()
    return None if row is None else _mark(row)


def lock_mark(connection: Connection) -> Mark | None:
    """The same, and nobody else adds seals before this transaction ends; None if it was gone."""
    is_new = insert_or_ignore(connection, MARK, [_NO_MARK]) == 1
    row = connection.execute(select(*_MARK).with_for_update()).one()
    return None if is_new else _mark(row)


def save_mark(connection: Connection, mark: Mark) -> None:
    """Keep how long the chain is now."""
    upsert(connection, MARK, {"id": 1, **asdict(mark)}, key=("id",))


def _entry(number: int | None, *said: bytes) -> Entry | None:
    return None if number is None else Entry(number, framed(*said))


def _seal(row: Sequence[Any]) -> Seal:
    seq, audit_id, key_id, mac = row
    return Seal(seq, audit_id, key_id, _text(mac))


def _mark(row: Sequence[Any]) -> Mark:
    seq, audit_id, key_id, mac, proof = row
    return Mark(seq, audit_id, key_id, _text(mac), _text(proof))


def _text(printed_bytes: bytes) -> str:
    return printed_bytes.decode("ascii", "replace")
