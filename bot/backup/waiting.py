"""What had not been sent when a backup was made.

Those who made it went on, most likely: what waited then has been sent since, and nobody can tell
here. So it is not sent again blindly: a person decides, as of any message in doubt. Where the
installation moves, because the old one had stopped before, everything that waits goes on.
"""

from typing import Final

from sqlalchemy import Connection, select, update

from bot.domain.broadcasts import BroadcastState
from bot.store.broadcasts.broadcasts import BROADCAST
from bot.store.broadcasts.letters import note_given_up
from bot.store.columns import real_now
from bot.store.outbox import OUTBOX, OutboxState

WHY: Final = "restored from a backup"
_DOUBTED = {
    "state": OutboxState.UNKNOWN,
    "live": False,
    "settled_at": real_now(),
    "lease_until": 0.0,
    "error": WHY,
}


def doubt_what_waited(connection: Connection) -> int:
    """Leave unsent messages to a person, and hold broadcasts that were under way.

    Returns:
        How many messages there were.
    """
    of_broadcasts = select(OUTBOX.c.broadcast_id, OUTBOX.c.person_id)
    waited = OUTBOX.c.live, OUTBOX.c.broadcast_id.is_not(None), OUTBOX.c.person_id.is_not(None)
    note_given_up(
        connection, [(row[0], row[1]) for row in connection.execute(of_broadcasts.where(*waited))]
    )
    count = connection.execute(update(OUTBOX).where(OUTBOX.c.live).values(_DOUBTED)).rowcount
    under_way = update(BROADCAST).where(BROADCAST.c.state == BroadcastState.SENDING)
    connection.execute(under_way.values(state=BroadcastState.PAUSED))
    return count
