"""A message in somebody's chat that follows what goes on by itself: one, kept up to date.

What is followed keeps it in columns of its own: `progress_key`, `progress_message`, `progress_at`
and `progress_shown`.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, select, update

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


def follower_of(connection: Connection, followed: Table, number: int) -> Follower:
    """The message that follows a row of such a table."""
    age = (real_now() - followed.c.progress_at).label("age")
    wanted = (
        select(followed.c.progress_key, followed.c.progress_message, followed.c.progress_shown)
        .add_columns(age, OUTBOX.c.live, OUTBOX.c.message_id)
        .outerjoin_from(followed, OUTBOX, OUTBOX.c.key == followed.c.progress_key)
        .where(followed.c.id == number)
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


def note_said(
    connection: Connection, followed: Table, number: int, key: str, message_id: int | None
) -> None:
    """A letter is on its way that says how far it is; the message before it is known."""
    values = {"progress_key": key, "progress_message": message_id, "progress_at": real_now()}
    connection.execute(update(followed).where(followed.c.id == number).values(values))


def note_shown(connection: Connection, followed: Table, number: int, shown: str) -> None:
    """Keep what that letter says."""
    values = {"progress_shown": shown}
    connection.execute(update(followed).where(followed.c.id == number).values(values))
