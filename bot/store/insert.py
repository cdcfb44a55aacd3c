"""Insert statements that both engines understand but spell differently."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, insert
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert


def insert_or_ignore(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    **computed: ColumnElement[Any],
) -> int:
    """Insert the rows that break no unique rule, in order.

    Args:
        rows: All with the same columns.
        computed: Columns whose value the database computes, e.g. `received_at=real_now()`.

    Returns:
        How many rows are new.
    """
    build = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    if not rows:
        return 0
    statement = build(table).values(**computed).on_conflict_do_nothing()
    # One prepared statement for all rows; without the option the count of an INSERT is dropped.
    counted = statement.execution_options(preserve_rowcount=True)
    return connection.execute(counted, list(rows)).rowcount


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
