"""What counts ids up on PostgreSQL: a sequence a table. SQLite counts by what is there."""

from typing import Final, NamedTuple

from sqlalchemy import Connection, text

_COUNTERS: Final = text(
    "select t.relname, a.attname, s.relname from pg_class s"
    " join pg_depend d on d.objid = s.oid and d.deptype in ('a', 'i')"
    " join pg_class t on t.oid = d.refobjid"
    " join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid"
    " where s.relkind = 'S' and s.relnamespace = current_schema()::regnamespace"
)


class Counter(NamedTuple):
    """A sequence and the column that takes its numbers."""

    table: str
    column: str
    sequence: str


def counters(connection: Connection) -> list[Counter]:
    """All that there are; none on SQLite."""
    if connection.dialect.name != "postgresql":
        return []
    return [Counter(*row) for row in connection.execute(_COUNTERS)]


def last_given(connection: Connection, counter: Counter) -> int:
    """The last number that it gave out; 1 also if it gave out none."""
    quoted = connection.dialect.identifier_preparer.quote(counter.sequence)
    return int(connection.execute(text(f"select last_value from {quoted}")).scalar_one())
