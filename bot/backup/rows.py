"""Rows as lines of JSON, the same whichever engine they come from."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, Final

from sqlalchemy import Boolean, Column, Connection, Date, LargeBinary, Table

BATCH: Final = 500
Lines = Iterator[bytes]


class OtherColumns(ValueError):
    """The lines are of a table with other columns."""


def lines_of(connection: Connection, table: Table) -> Lines:
    """First the names of the columns, then a line a row, in the order of the primary key."""
    yield _line(list(table.columns.keys()))
    coders = [_written(column) for column in table.columns]
    wanted = table.select().order_by(*table.primary_key.columns)
    streamed = connection.execution_options(stream_results=True, yield_per=BATCH)
    for row in streamed.execute(wanted):
        yield _line([code(value) for code, value in zip(coders, row, strict=True)])


def insert_lines(connection: Connection, table: Table, lines: Iterable[bytes]) -> int:
    """Insert what `lines_of` gave, in batches.

    Returns:
        How many rows there were.

    Raises:
        OtherColumns: See there.
    """
    read = (json.loads(line) for line in lines)
    names: Sequence[str] = next(read)
    if set(names) != set(table.columns.keys()):
        raise OtherColumns(table.name)
    coders = [_read(table.columns[name]) for name in names]
    count = 0
    while rows := [_row(names, coders, values) for values in islice(read, BATCH)]:
        connection.execute(table.insert(), rows)
        count += len(rows)
    return count


def _row(names: Sequence[str], coders: Sequence[Callable[[Any], Any]], values: Any) -> Any:
    given = zip(names, coders, values, strict=True)
    return {name: code(value) for name, code, value in given}


def _line(values: Sequence[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _written(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, LargeBinary):
        return lambda value: None if value is None else b64encode(value).decode()
    if isinstance(column.type, Date):
        return lambda value: None if value is None else value.isoformat()
    return lambda value: value


def _read(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, LargeBinary):
        return lambda value: None if value is None else b64decode(value)
    if isinstance(column.type, Date):
        return lambda value: None if value is None else date.fromisoformat(value)
    if isinstance(column.type, Boolean):
        return lambda value: None if value is None else bool(value)
    return lambda value: value
