"""What became of messages that were taken out of the outbox; leases of processes that died."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, Float, bindparam, update

from bot.store.claims import DIED, Claimed
from bot.store.columns import real_now
from bot.store.outbox import OUTBOX, OutboxState

_OURS = (
    OUTBOX.c.id == bindparam("its_id"),
    OUTBOX.c.state == OutboxState.LEASED,
    OUTBOX.c.lease_owner == bindparam("its_owner"),
    OUTBOX.c.attempts == bindparam("its_attempt"),
)
_END = (
    update(OUTBOX)
    .where(*_OURS)
    .values(
        state=bindparam("end_state"),
        live=False,
        message_id=bindparam("sent_as", type_=BigInteger),
        error=bindparam("its_error"),
        settled_at=real_now(),
    )
)
_AGAIN = (
    update(OUTBOX)
    .where(*_OURS)
    .values(
        state=OutboxState.READY,
        due=real_now() + bindparam("pause", type_=Float),
        lease_until=0.0,
        attempts=OUTBOX.c.attempts + bindparam("tries"),
        doubts=OUTBOX.c.doubts + bindparam("new_doubts"),
        error=bindparam("its_error"),
    )
)


def end_letter(
    connection: Connection,
    letter: Claimed,
    state: OutboxState,
    *,
    message_id: int | None = None,
    error: str | None = None,
) -> bool:
    """Record the final fate; False if the lease is no longer ours."""
    values = {"end_state": state, "sent_as": message_id, "its_error": error}
    return connection.execute(_END, _mark(letter) | values).rowcount == 1


def end_sent(connection: Connection, letters: Sequence[tuple[Claimed, int]]) -> int:
    """Record that letters arrived, each as this message; returns how many were no longer ours."""
    rows = [
        _mark(letter) | {"end_state": OutboxState.SENT, "sent_as": number, "its_error": None}
        for letter, number in letters
    ]
    return len(rows) - connection.execute(_END, rows).rowcount if rows else 0


def retry_letter(
    connection: Connection,
    letter: Claimed,
    *,
    pause: float,
    error: str,
    counted: bool = True,
    in_doubt: bool = False,
) -> bool:
    """Put a message back for another try after a pause of real seconds.

    Args:
        counted: False where Telegram only asked us to wait.
        in_doubt: It may have arrived.
    """
    values = {
        "pause": pause,
        "tries": 0 if counted else -1,
        "new_doubts": int(in_doubt),
        "its_error": error,
    }
    return connection.execute(_AGAIN, _mark(letter) | values).rowcount == 1


def _mark(letter: Claimed) -> dict[str, Any]:
    return {"its_id": letter.id, "its_owner": letter.owner, "its_attempt": letter.attempts}


def release_leases(connection: Connection, *, except_owners: Iterable[str]) -> int:
    """End the leases of processes that are known to be dead, instead of waiting for them."""
    theirs = (OUTBOX.c.live, DIED, OUTBOX.c.lease_owner.not_in(list(except_owners)))
    return connection.execute(update(OUTBOX).where(*theirs).values(lease_until=0.0)).rowcount
