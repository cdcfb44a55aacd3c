"""What a database says of itself: its version, its shape, its soundness, our rights in it."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, inspect, text

_RIGHTS: Final = text(
    "select c.relname from pg_class c"
    " where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'"
    " and not (has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')"
    " and (c.relname = any(:kept) or"
    " (has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete'))))"
    " order by c.relname"
)
_MAY_MAKE: Final = text("select has_schema_privilege(current_schema(), 'create')")
_NOW: Final = text("select extract(epoch from clock_timestamp())::float8")
KEPT_FOR_EVER: Final = ("audit", "audit_seal")
"""Tables whose rows are never changed or deleted: a careful operator takes these rights away."""


def revision(connection: Connection) -> str | None:
    """The newest migration that was run; None in an empty database."""
    if "alembic_version" not in inspect(connection).get_table_names():
        return None
    found = connection.execute(text("select version_num from alembic_version")).scalar()
    return None if found is None else str(found)


def damage(connection: Connection, most: int = 3) -> list[str]:
    """What SQLite finds wrong with its file; empty if it is sound."""
    found = connection.exec_driver_sql(f"pragma integrity_check({most})").scalars().all()
    return [] if found == ["ok"] else [str(each) for each in found]


def pragma(connection: Connection, name: str) -> str:
    """A setting of SQLite."""
    return str(connection.exec_driver_sql(f"pragma {name}").scalar())


def shown(connection: Connection, name: str) -> str:
    """A setting of PostgreSQL."""
    asked = text("select current_setting(:name)")
    return str(connection.execute(asked, {"name": name}).scalar_one())


def server_time(connection: Connection) -> float:
    """PostgreSQL's clock, in seconds since 1970."""
    return float(connection.execute(_NOW).scalar_one())


def may_make_tables(connection: Connection) -> bool:
    """Whether migrations can be run on PostgreSQL."""
    return bool(connection.execute(_MAY_MAKE).scalar())


def closed_tables(connection: Connection, kept: Iterable[str] = KEPT_FOR_EVER) -> list[str]:
    """Tables on PostgreSQL in which we may not do what we must."""
    return [str(each) for each in connection.execute(_RIGHTS, {"kept": list(kept)}).scalars()]
