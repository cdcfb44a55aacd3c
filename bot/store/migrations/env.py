"""Alembic's entry: on the connection that is handed in, or on DATABASE_URL for `alembic`."""

from alembic import context
from sqlalchemy import Connection, create_engine

from bot.settings import Settings
from bot.store.tables import METADATA


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


handed_in: Connection | None = context.config.attributes.get("connection")
if handed_in is not None:
    _run(handed_in)
else:
    with create_engine(Settings().database).begin() as own:
        _run(own)
