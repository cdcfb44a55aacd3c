"""The message in the author's chat that follows a release: its check, then its walk."""

from sqlalchemy import Connection, select, update

from bot.store.broadcasts.followers import Follower
from bot.store.columns import real_now
from bot.store.outbox import OUTBOX
from bot.store.releases.releases import RELEASE


def follower_of(connection: Connection, release_id: int) -> Follower:
    """The message that follows a release."""
    age = (real_now() - RELEASE.c.progress_at).label("age")
    wanted = (
        select(RELEASE.c.progress_key, RELEASE.c.progress_message, RELEASE.c.progress_shown)
        .add_columns(age, OUTBOX.c.live, OUTBOX.c.message_id)
        .outerjoin_from(RELEASE, OUTBOX, OUTBOX.c.key == RELEASE.c.progress_key)
        .where(RELEASE.c.id == release_id)
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
    connection: Connection, release_id: int, key: str, message_id: int | None, shown: str
) -> None:
    """A letter is on its way that says how far it is; the message before it is known."""
    values = {
        "progress_key": key,
        "progress_message": message_id,
        "progress_at": real_now(),
        "progress_shown": shown,
    }
    connection.execute(update(RELEASE).where(RELEASE.c.id == release_id).values(values))
