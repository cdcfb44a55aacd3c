"""What is forgotten when it is no longer needed."""

from typing import Final

from sqlalchemy import Connection

from bot.domain.testing import OLDEST_SAMPLING
from bot.due.batches import Batches
from bot.store.broadcasts.packages import clear_packages
from bot.store.heard import forget_heard
from bot.store.inbox import clear_bodies
from bot.store.outbox import clear_payloads
from bot.store.senders import forget_senders
from bot.store.slots import forget_idle_chats
from bot.store.testing.bundles import clear_bundles

KEEP_TEXTS_SECONDS: Final = 48 * 3600.0
KEEP_BUNDLES: Final = OLDEST_SAMPLING
"""As long as somebody may record a sampling with the buttons of a reminder; business time."""


async def keep_house(batches: Batches) -> None:
    """Forget idle chats, dead senders, old texts and buttons, each in a transaction of its own.

    Raises:
        sqlalchemy.exc.DBAPIError: The database is away.
    """
    oldest = batches.clock.now() - KEEP_BUNDLES
    await batches.database.run(forget_idle_chats)
    await batches.database.run(forget_senders)
    await batches.database.run(_clear_old_texts)
    await batches.database.run(lambda connection: clear_bundles(connection, oldest))


def _clear_old_texts(connection: Connection) -> None:
    clear_bodies(connection, older_than_seconds=KEEP_TEXTS_SECONDS)
    clear_payloads(connection, older_than_seconds=KEEP_TEXTS_SECONDS)
    forget_heard(connection, older_than_seconds=KEEP_TEXTS_SECONDS)
    clear_packages(connection, older_than_seconds=KEEP_TEXTS_SECONDS)
