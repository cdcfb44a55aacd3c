"""What waits in the database, and for how long: counted along the indexes of what is live."""

from typing import NamedTuple

from sqlalchemy import Connection, case, func, select

from bot.domain.speech import Lane
from bot.store.columns import real_now
from bot.store.files.files import FILE
from bot.store.inbox import INBOX
from bot.store.outbox import HELD, OUTBOX


class Queue(NamedTuple):
    """What waits for one bot in one state or lane: how much, and the age of the oldest (s)."""

    bot: str
    kind: str
    waiting: int
    age: float


def waiting_updates(connection: Connection) -> list[Queue]:
    """Updates that are not done, by bot and state."""
    age = real_now() - func.min(INBOX.c.received_at)
    counted = select(INBOX.c.bot, INBOX.c.state, func.count(), age).where(INBOX.c.live)
    grouped = counted.group_by(INBOX.c.bot, INBOX.c.state)
    return [Queue(*row) for row in connection.execute(grouped)]


def waiting_letters(connection: Connection) -> list[Queue]:
    """Messages that may go now, by bot and lane; what waits for a later moment has no age."""
    since = case((OUTBOX.c.due > OUTBOX.c.created_at, OUTBOX.c.due), else_=OUTBOX.c.created_at)
    age = real_now() - func.min(since)
    due = OUTBOX.c.live, OUTBOX.c.due <= real_now()
    counted = select(OUTBOX.c.bot, OUTBOX.c.lane, func.count(), age).where(*due)
    rows = connection.execute(counted.group_by(OUTBOX.c.bot, OUTBOX.c.lane))
    return [Queue(bot, Lane(lane).name.lower(), n, max(age, 0.0)) for bot, lane, n, age in rows]


def held_letters(connection: Connection) -> int:
    """Messages that wait until somebody releases them."""
    held = select(func.count()).select_from(OUTBOX).where(OUTBOX.c.live, OUTBOX.c.due >= HELD)
    return int(connection.execute(held).scalar_one())


def live_files(connection: Connection) -> dict[str, int]:
    """Files with which something is still to be done, by state."""
    counted = select(FILE.c.state, func.count()).where(FILE.c.live).group_by(FILE.c.state)
    return {row[0]: row[1] for row in connection.execute(counted)}
