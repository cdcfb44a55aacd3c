"""The message in the author's chat that follows the sending of a broadcast."""

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from bot.store.broadcasts.broadcasts import BROADCAST
from bot.store.columns import real_now
from bot.store.outbox import OUTBOX


@dataclass(frozen=True, slots=True)
class Follower:
    """How that message stands.

    Attributes:
        is_new: Nothing was said yet.
        busy: What was said last is still on its way.
        message_id: The message that arrived; None if none did.
        age: Seconds of real time since it was changed last.
        shown: What it says.
    """

    is_new: bool
    busy: bool
    message_id: int | None
    age: float
    shown: str | None


def follower_of(connection: Connection, broadcast_id: int) -> Follower:
    """The message that follows a broadcast."""
    age = (real_now() - BROADCAST.c.progress_at).label("age")
    wanted = (
        select(BROADCAST.c.progress_key, BROADCAST.c.progress_message, BROADCAST.c.progress_shown)
        .add_columns(age, OUTBOX.c.live, OUTBOX.c.message_id)
        .outerjoin_from(BROADCAST, OUTBOX, OUTBOX.c.key == BROADCAST.c.progress_key)
        .where(BROADCAST.c.id == broadcast_id)
    )
    row = connection.execute(wanted).one()
    return Follower(
        is_new=row.progress_key is None,
        busy=bool(row.live),
        # An edit whose message is gone is said anew, and has another id; most have none.
        message_id=row.message_id or row.progress_message,
        age=row.age,
        shown=row.progress_shown,
    )


def note_said(connection: Connection, broadcast_id: int, key: str, message_id: int | None) -> None:
    """A letter is on its way that says how far it is; the message before it is known."""
    values = {"progress_key": key, "progress_message": message_id, "progress_at": real_now()}
    connection.execute(update(BROADCAST).where(BROADCAST.c.id == broadcast_id).values(values))


def note_shown(connection: Connection, broadcast_id: int, shown: str, *, last: bool) -> None:
    """Keep what was said; after the last time nothing more is followed."""
    values = {"progress_shown": shown, "followed": not last}
    connection.execute(update(BROADCAST).where(BROADCAST.c.id == broadcast_id).values(values))
