"""Messages of a chat with the owner bot, both ways: emptied, and told of no chat any more."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, delete, or_, select, update

from bot.store.columns import real_now
from bot.store.files.erasing import erase
from bot.store.files.files import FILE, MADE, NAME
from bot.store.inbox import INBOX, InboxState
from bot.store.outbox import OUTBOX, OutboxState
from bot.store.slots import SLOT
from bot.store.uow import UnitOfWork

BOT: Final = "owner"
GONE: Final = "gone"
"""The lane of updates that came from nobody any more."""
LAST_WORDS_SECONDS: Final = 60.0
"""What is queued within so long after an erasure is its own farewell."""


def cancel_unsent(connection: Connection, chat_id: int) -> None:
    """What waits to be sent to a chat is not sent any more."""
    waits = (_to(chat_id), OUTBOX.c.live, OUTBOX.c.state == OutboxState.READY)
    ended = {"state": OutboxState.CANCELLED, "live": False, "settled_at": real_now()}
    connection.execute(update(OUTBOX).where(*waits).values(ended))


def empty_chat(uow: UnitOfWork, chat_id: int, before: float | None = None) -> None:
    """Empty all messages of a chat that are done with, and forget which chat it was.

    Args:
        before: Only those of before this moment (real time); None for all.
    """
    settled = (_to(chat_id), ~OUTBOX.c.live, *_before(OUTBOX.c.created_at, before))
    _forget_made(uow, settled)
    nowhere = {"payload": None, "chat_id": 0, "key": None, "person_id": None}
    uow.connection.execute(update(OUTBOX).where(*settled).values(nowhere))
    lanes = INBOX.c.lane.in_([f"{chat_id}", f"u{chat_id}"])
    over = INBOX.c.state.in_([InboxState.DONE, InboxState.PARKED])
    ours = (INBOX.c.bot == BOT, lanes, over, *_before(INBOX.c.received_at, before))
    uow.connection.execute(update(INBOX).where(*ours).values(body=None, lane=GONE))


def is_under_way(connection: Connection, chat_id: int, before: float) -> bool:
    """Whether anything of before this moment is still to be sent there."""
    live = select(OUTBOX.c.id).where(_to(chat_id), OUTBOX.c.live, OUTBOX.c.created_at <= before)
    return connection.execute(live.limit(1)).first() is not None


def forget_slot(connection: Connection, chat_id: int) -> None:
    """When the next message may go to a chat is not known any more."""
    connection.execute(delete(SLOT).where(SLOT.c.key == f"chat:{BOT}:{chat_id}"))


def _to(chat_id: int) -> ColumnElement[bool]:
    return (OUTBOX.c.chat_id == chat_id) & (OUTBOX.c.bot == BOT)


def _before(column: ColumnElement[float], moment: float | None) -> tuple[ColumnElement[bool], ...]:
    return () if moment is None else (column <= moment,)


def _forget_made(uow: UnitOfWork, settled: tuple[ColumnElement[bool], ...]) -> None:
    """Files that we made for them go as well; what others sent them stays theirs."""
    carried = select(OUTBOX.c.file_id).where(*settled, OUTBOX.c.file_id.is_not(None))
    wanted = select(FILE.c.id, FILE.c.uid).where(FILE.c.id.in_(carried), FILE.c.bot == MADE)
    for row in uow.connection.execute(wanted).all():
        erase(uow.connection, or_(FILE.c.id == row.id))
        nameless: dict[str, Any] = {"name": uow.vault.seal(NAME, row.uid, "file")}
        uow.connection.execute(update(FILE).where(FILE.c.id == row.id).values(nameless))
