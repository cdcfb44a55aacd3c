"""Messages of a broadcast are put into the outbox, a good minute's worth ahead."""

from sqlalchemy import ColumnElement, literal

from bot.domain.files import FileKind
from bot.services.packages.packing import packed_to
from bot.store.broadcasts.broadcasts import BroadcastRecord, change_broadcast
from bot.store.broadcasts.earlier import method_for
from bot.store.broadcasts.letters import next_cursor, queue_recipients, unsent_of
from bot.store.files.files import files_by_id
from bot.store.uow import UnitOfWork


def queue_more(uow: UnitOfWork, broadcast: BroadcastRecord, last: int, most: int) -> bool:
    """Fill the outbox up again once half of what was in it has gone.

    Args:
        last: The last person whom it is written down for.
        most: So many of its messages stand there at once.
    """
    room = most - unsent_of(uow.connection, broadcast.id, most)
    last = packed_to(uow, broadcast, last)
    if room < most // 2 or last <= broadcast.queued_to:
        return False
    after, file_id = broadcast.queued_to, broadcast.content.file_id
    upto = next_cursor(uow.connection, broadcast.id, after=after, last=last, most=room)
    queue_recipients(
        uow.connection,
        broadcast.id,
        after=after,
        upto=upto,
        method=_method(uow, broadcast),
        file_id=file_id,
    )
    change_broadcast(uow, broadcast.id, queued_to=upto)
    return True


def _method(uow: UnitOfWork, broadcast: BroadcastRecord) -> ColumnElement[str]:
    change, send = broadcast.change, _send_method(uow, broadcast.content.file_id)
    if change is None:
        return literal(send)
    return method_for(change.way, send, broadcast.content.file_id)


def _send_method(uow: UnitOfWork, file_id: int | None) -> str:
    if file_id is None:
        return "sendMessage"
    [file] = files_by_id(uow, [file_id])
    return "sendPhoto" if file.kind is FileKind.PHOTO else "sendDocument"
