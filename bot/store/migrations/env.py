"""Alembic's entry: on the connection that is handed in, or on DATABASE_URL for `alembic`."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, create_engine
from sqlmodel import AutoString

from bot.settings import Settings
from bot.store.columns import Moment
from bot.store.tables import METADATA


def _plain_types(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Write our column types as what the database sees: a migration must not import our code."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        render_item=_plain_types,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_in: Connection | None = context.config.attributes.get("connection")
if handed_in is not None:
    _run(handed_in)
else:
    with create_engine(Settings().database).begin() as own:
        _run(own)
