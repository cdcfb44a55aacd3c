"""Insert statements that both engines understand but spell differently."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, Table, insert
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.store.columns import real_now


def insert_or_ignore(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    *,
    stamp: str | None = None,
) -> int:
    """Insert the rows that break no unique rule, in order.

    Args:
        rows: All with the same columns.
        stamp: The column that gets the real time, by the database's clock.

    Returns:
        How many rows are new.
    """
    if not rows:
        return 0
    statement = _insert_or_ignore(connection.dialect.name, table, stamp)
    return connection.execute(statement, list(rows)).rowcount


@cache
def _insert_or_ignore(dialect: str, table: Table, stamp: str | None) -> Executable:
    build = postgresql_insert if dialect == "postgresql" else sqlite_insert
    values = {} if stamp is None else {stamp: real_now()}
    statement = build(table).values(**values).on_conflict_do_nothing()
    # One prepared statement for all rows; without the option the count of an INSERT is dropped.
    return statement.execution_options(preserve_rowcount=True)


def insert_one(
    connection: Connection, table: Table, row: dict[str, Any], **computed: ColumnElement[Any]
) -> int:
    """Insert a row and return the id that the database gave it."""
    statement = insert(table).values(**row, **computed).returning(table.c.id)
    return int(connection.execute(statement).scalar_one())


def upsert(
    connection: Connection, table: Table, row: dict[str, Any], *, key: Sequence[str]
) -> None:
    """Insert a row, or give the row with the same key these values."""
    build = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    statement = build(table).values(**row)
    others = {name: statement.excluded[name] for name in row if name not in key}
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=others))
