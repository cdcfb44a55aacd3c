"""A message that takes the place of a former one: what is left to do with that."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select, update

from bot.store.columns import real_now
from bot.store.outbox import OUTBOX, OutboxState

DELETABLE_SECONDS: Final = 47 * 3600.0
"""Telegram deletes messages of the last 48 hours."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message that stands in its chat.

    Attributes:
        deletable: Telegram still deletes it.
    """

    message_id: int
    deletable: bool


def take_back(connection: Connection, key: str) -> Arrived | None:
    """A letter that is still to go does not go any more; one that arrived is found.

    Returns:
        None if nothing stands in the chat. One that is just being sent stays, too: nobody knows
        yet as which message.
    """
    unsent = (OUTBOX.c.key == key, OUTBOX.c.state == OutboxState.READY)
    over = {"state": OutboxState.SUPERSEDED, "live": False, "settled_at": real_now()}
    connection.execute(update(OUTBOX).where(*unsent).values(**over))
    age = (real_now() - OUTBOX.c.settled_at).label("age")
    sent = (OUTBOX.c.key == key, OUTBOX.c.state == OutboxState.SENT)
    row = connection.execute(select(OUTBOX.c.message_id, age).where(*sent)).first()
    return None if row is None else Arrived(row.message_id, row.age < DELETABLE_SECONDS)
