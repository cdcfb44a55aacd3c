"""The migrations make the tables that the code declares, on both engines."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.migrate import upgrade
from bot.store.engines import make_engine
from bot.store.tables import METADATA


def test_a_migrated_database_is_what_the_code_declares(database_url: str) -> None:
    engine = make_engine(database_url)
    upgrade(engine)
    upgrade(engine)  # nothing to do is the usual case
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []
    engine.dispose()
