"""When the next message may go: one row a bot and one a chat, shared by every process.

Each row holds the theoretical time of the next send (GCRA). Reserving is part of claiming, so
two processes can never take the same moment. Times are the database's seconds since 1970.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Float, bindparam, case, delete, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import real_now, table_of
from bot.store.insert import insert_or_ignore


@dataclass(frozen=True, slots=True)
class Limits:
    """What Telegram takes without complaint.

    Args:
        per_second: Messages a second of one bot; None sends as fast as it can (benches).
        chat_burst: So many messages to one chat at once, then one a second.
        group_per_minute: Messages to one group in any minute.
        group_burst: So many of them at once.
        horizon: How far ahead moments are taken, in seconds: an urgent message waits no longer
            than this behind a broadcast.
        edit_seconds: Between two changes of a message that follows something.
    """

    per_second: float | None = 28.0
    chat_burst: int = 3
    group_per_minute: int = 20
    group_burst: int = 3
    horizon: float = 0.25
    edit_seconds: float = 3.0

    @property
    def group_seconds(self) -> float:
        """What a message to a group costs, so that no minute holds more, its burst included."""
        return 60.0 / (self.group_per_minute - self.group_burst)

    def seconds_of(self, chat_id: int) -> float:
        """What a message to this chat costs; ids of groups are below zero."""
        return self.group_seconds if chat_id < 0 else 1.0


class Slot(SQLModel, table=True):
    """`bot:owner` or `chat:owner:123` and the earliest moment of its next send."""

    key: str = Field(primary_key=True)
    next_at: float = 0.0


SLOT: Final = table_of(Slot)
_LATER = case((SLOT.c.next_at > real_now(), SLOT.c.next_at), else_=real_now())
_RESERVE = (
    update(SLOT)
    .where(SLOT.c.key == bindparam("slot_key"))
    .values(next_at=_LATER + bindparam("seconds", type_=Float))
    .returning(SLOT.c.next_at)
)
_STATE = select(SLOT.c.next_at, real_now()).where(SLOT.c.key == bindparam("slot_key"))


def free_slots(connection: Connection, key: str, limits: Limits, *, at_most: int) -> int:
    """How many messages may be taken now so that the last goes within the horizon."""
    if limits.per_second is None:
        return at_most
    insert_or_ignore(connection, SLOT, [{"key": key, "next_at": 0.0}])
    locked = _STATE.with_for_update()
    next_at, now = connection.execute(locked, {"slot_key": key}).one()
    ahead = max(next_at - now, 0.0)
    return min(at_most, int((limits.horizon - ahead) * limits.per_second))


def reserve(connection: Connection, key: str, limits: Limits, *, count: int) -> Sequence[float]:
    """Take `count` moments in a row, evenly spaced; 0.0 means at once."""
    if limits.per_second is None:
        return [0.0] * count
    step = 1 / limits.per_second
    values = {"slot_key": key, "seconds": count * step}
    end = float(connection.execute(_RESERVE, values).scalar_one())
    return [end - step * (count - n) for n in range(count)]


def note_chat_send(connection: Connection, costs: Sequence[tuple[str, float]]) -> None:
    """Push each chat's row by the seconds that its messages cost."""
    insert_or_ignore(connection, SLOT, [{"key": key, "next_at": 0.0} for key, _ in costs])
    for (seconds, times), keys in _alike(costs).items():
        pushed = update(SLOT).where(SLOT.c.key.in_(keys))
        connection.execute(pushed.values(next_at=_LATER + seconds * times))


def _alike(costs: Sequence[tuple[str, float]]) -> dict[tuple[float, int], list[str]]:
    """The chats by what each of their messages costs, and how many there are."""
    found: dict[tuple[float, int], list[str]] = {}
    for (key, seconds), times in Counter(costs).items():
        found.setdefault((seconds, times), []).append(key)
    return found


def hold(connection: Connection, key: str, seconds: float) -> None:
    """Nothing more under this key for so many seconds: Telegram or the line asked for a pause."""
    insert_or_ignore(connection, SLOT, [{"key": key, "next_at": 0.0}])
    until = real_now() + seconds
    later = case((SLOT.c.next_at > until, SLOT.c.next_at), else_=until)
    connection.execute(update(SLOT).where(SLOT.c.key == key).values(next_at=later))


def forget_idle_chats(connection: Connection) -> int:
    """Drop the rows of chats that may send at once anyway."""
    idle = SLOT.c.key.startswith("chat:") & (SLOT.c.next_at < real_now())
    return connection.execute(delete(SLOT).where(idle)).rowcount
