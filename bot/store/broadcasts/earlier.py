"""Whom a correction or a withdrawal reaches: whoever the ledger of the one before names."""

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from bot.domain.broadcast_changes import DELETABLE_SECONDS, Way
from bot.domain.broadcasts import RecipientState
from bot.store.broadcasts.broadcasts import BROADCAST
from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.columns import real_now
from bot.store.firms.people import PERSON
from bot.store.outbox import OUTBOX
from bot.store.uow import UnitOfWork

_EARLIER: Final = RECIPIENT.alias("earlier")
_LOST: Final = and_(_EARLIER.c.state == RecipientState.UNKNOWN, _EARLIER.c.message_id.is_(None))
_COPIED: Final = ("message_id", "carried", "sent_at")


def successor_of(uow: UnitOfWork, broadcast_id: int) -> int | None:
    """The one that changes a broadcast, drafts included; given up before it began: none."""
    given_up = and_(BROADCAST.c.state == "cancelled", BROADCAST.c.begun_at.is_(None))
    wanted = select(BROADCAST.c.id).where(BROADCAST.c.corrects_id == broadcast_id, ~given_up)
    found: int | None = uow.connection.execute(wanted).scalar_one_or_none()
    return found


def list_earlier(
    connection: Connection, broadcast_id: int, corrects: int, *, rest: bool, after: int, upto: int
) -> int:
    """Write down who gets a change: people with these ids, the first excluded, the last not.

    Who blocked the bot is done with at once, and so is who never got the one before for that.

    Args:
        corrects: The one before.
        rest: Those too whom the one before had not reached when it was taken over.

    Returns:
        How many.
    """
    kept: dict[str, ColumnElement[Any]] = {"broadcast_id": literal(broadcast_id)}
    kept |= {name: _EARLIER.c[name] for name in ("person_id", "firm_id", *_COPIED)}
    kept |= {name: PERSON.c[name] for name in ("chat_id", "language")}
    never = and_(_EARLIER.c.state == RecipientState.BLOCKED, _EARLIER.c.message_id.is_(None))
    gone = or_(PERSON.c.blocked, never)
    blocked, waiting = RecipientState.BLOCKED.value, RecipientState.WAITING.value
    kept["state"] = case((gone, blocked), else_=waiting)
    kept["settled_at"] = case((gone, real_now()))
    kept["doubted"] = or_(_EARLIER.c.doubted, _LOST)
    rows = (
        select(*(value.label(name) for name, value in kept.items()))
        .join_from(_EARLIER, PERSON, PERSON.c.id == _EARLIER.c.person_id)
        .where(_EARLIER.c.broadcast_id == corrects, _concerned(rest=rest))
        .where(_EARLIER.c.person_id > after, _EARLIER.c.person_id <= upto)
    )
    return connection.execute(insert(RECIPIENT).from_select(list(kept), rows)).rowcount


def count_earlier(connection: Connection, corrects: int, *, rest: bool) -> int:
    """How many `list_earlier` would write down."""
    counted = select(func.count()).select_from(_EARLIER)
    wanted = counted.where(_EARLIER.c.broadcast_id == corrects, _concerned(rest=rest))
    return int(connection.execute(wanted).scalar_one())


def last_earlier(connection: Connection, corrects: int) -> int:
    """The highest id of a recipient of the one before; 0 if it has none."""
    highest = select(func.max(RECIPIENT.c.person_id)).where(RECIPIENT.c.broadcast_id == corrects)
    return int(connection.execute(highest).scalar_one() or 0)


def method_for(way: Way, send: str, file_id: int | None) -> ColumnElement[str]:
    """By which call a change comes to each recipient first; `fall_back` knows the next.

    Args:
        send: The call that says it in another message.
        file_id: The stored file that goes with it.
    """
    stands, plain = RECIPIENT.c.message_id.is_not(None), RECIPIENT.c.carried.is_(None)
    young = RECIPIENT.c.sent_at > real_now() - DELETABLE_SECONDS
    text, caption = (and_(stands, plain), "editMessageText"), (stands, "editMessageCaption")
    match way:
        case Way.ANEW:
            return literal(send)
        case Way.EDIT if file_id is None:
            return case(text, else_=send)
        case Way.EDIT:
            return case((and_(stands, RECIPIENT.c.carried == file_id), caption[1]), else_=send)
        case Way.DELETE:
            # What may stand there twice can be deleted once only: the other needs a word.
            gone = (and_(stands, young, ~RECIPIENT.c.doubted), "deleteMessage")
            return case(gone, text, caption, else_=send)
        case Way.MARK:
            return case(text, caption, else_=send)


def fall_back(connection: Connection, letter_id: int, method: str) -> None:
    """A change that Telegram does not make: a deletion becomes an edit, that a new message."""
    mine = select(RECIPIENT.c.carried).where(
        RECIPIENT.c.broadcast_id == OUTBOX.c.broadcast_id,
        RECIPIENT.c.person_id == OUTBOX.c.person_id,
    )
    carries = mine.scalar_subquery().is_not(None)
    edits: Any = case((carries, "editMessageCaption"), else_="editMessageText")
    sends: Any = case((OUTBOX.c.file_id.is_not(None), "sendDocument"), else_="sendMessage")
    following = edits if method == "deleteMessage" else sends
    changed = update(OUTBOX).where(OUTBOX.c.id == letter_id)
    connection.execute(changed.values(method=following, doubts=0))


def _concerned(*, rest: bool) -> ColumnElement[bool]:
    """Who has the one before, may have it, or could not be told; and maybe who waited for it."""
    waiting = (RecipientState.WAITING, RecipientState.CANCELLED)
    return or_(
        _EARLIER.c.message_id.is_not(None),
        _EARLIER.c.doubted,
        _EARLIER.c.state.in_([RecipientState.UNKNOWN, RecipientState.BLOCKED]),
        _EARLIER.c.state.in_(waiting) if rest else false(),
    )
