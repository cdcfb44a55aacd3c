"""What each end of a send means for its message, its chat, its topic and its broadcast."""

from collections.abc import Callable, Sequence
from typing import Final

import structlog
from sqlalchemy import Connection

from bot.domain.broadcasts import RecipientState
from bot.domain.desk_groups import state_of_refusal
from bot.domain.speech import Lane
from bot.fates import (
    Again,
    Fate,
    Lost,
    Moved,
    Paused,
    Rejected,
    Sent,
    Threadless,
    Unavailable,
    Uneditable,
    Unfetched,
    Unreachable,
)
from bot.store.broadcasts.earlier import fall_back
from bot.store.broadcasts.letters import note_fates
from bot.store.broadcasts.payloads import note_uploaded
from bot.store.claims import DOUBTS_ALLOWED, Claimed
from bot.store.outbox import HELD, OutboxState, say_instead_of_edit
from bot.store.settling import end_letter, end_sent, retry_letter
from bot.store.slots import Limits, hold
from bot.store.topic_letters import fail_group, move_chat, note_gone, note_sent, note_unsaid

log = structlog.get_logger(__name__)

RESEND_SECONDS: Final = {
    Lane.INTERACTIVE: 2.0,
    Lane.ESCALATION: 2.0,
    Lane.REMINDER: 2.0,
    Lane.BROADCAST: 60.0,
}
"""How long a message of unknown fate rests before its one repetition."""
LONGEST_PAUSE: Final = 60.0
DELETE: Final = "deleteMessage"
NO_LOSS: Final = frozenset({DELETE, "editMessageReplyMarkup"})
"""Calls that say nothing: where they cannot be made any more, nobody misses anything."""
CHAT_SLACK: Final = 2.0
"""A chat may run ahead of its row by this much (its burst), so a pause is put on top."""
GROUP_SLACK: Final = 2.0 * Limits().group_seconds
"""The same for a group."""

OnUnreachable = Callable[[Connection, str, int], None]


def settle_all(
    connection: Connection, known: Sequence[tuple[Claimed, Fate]], *, unreachable: OnUnreachable
) -> None:
    """Store what became of messages, in the caller's transaction; what arrived goes in one."""
    sent = [(letter, fate.message_id) for letter, fate in known if isinstance(fate, Sent)]
    superseded = end_sent(connection, sent)
    if superseded:
        log.warning("superseded leases", count=superseded)
    _tell_ledger(connection, [letter for letter, _ in sent], OutboxState.SENT)
    for letter, fate in known:
        if not isinstance(fate, Sent):
            settle(connection, letter, fate, unreachable=unreachable)
        elif letter.topic_id is not None:
            note_sent(connection, letter.topic_id, letter.method, fate.message_id)
        elif letter.broadcast_id is not None and letter.file_id is not None and fate.file:
            note_uploaded(connection, letter.broadcast_id, fate.file)


def _tell_ledger(
    connection: Connection,
    letters: Sequence[Claimed],
    end: OutboxState,
    fate: RecipientState | None = None,
) -> None:
    """What became of messages of broadcasts, for each recipient."""
    ended = [
        (letter.id, letter.broadcast_id, letter.person_id)
        for letter in letters
        if letter.broadcast_id is not None and letter.person_id is not None
    ]
    note_fates(connection, ended, end, fate)


def _end(connection: Connection, letter: Claimed, end: OutboxState, fate: Fate) -> bool:
    """The message is not sent again; its reason is kept."""
    reason = fate.reason if isinstance(fate, Unreachable | Rejected | Lost) else None
    ours = end_letter(connection, letter, end, error=reason)
    blocked = RecipientState.BLOCKED if isinstance(fate, Unreachable) else None
    _tell_ledger(connection, [letter], end, blocked)
    return ours


def settle(
    connection: Connection, letter: Claimed, fate: Fate, *, unreachable: OnUnreachable
) -> None:
    """Store what became of a message, in the caller's transaction."""
    if not _record(connection, letter, fate, unreachable):
        # Another process took it over after our lease ran out; its record stands.
        log.warning("superseded lease", bot=letter.bot, letter=letter.id)


def _record(
    connection: Connection, letter: Claimed, fate: Fate, unreachable: OnUnreachable
) -> bool:
    match fate:
        case Sent(message_id):
            ours = end_letter(connection, letter, OutboxState.SENT, message_id=message_id)
            _tell_ledger(connection, [letter], OutboxState.SENT)
            return ours
        case Rejected(reason) | Unreachable(reason):
            if isinstance(fate, Unreachable):
                unreachable(connection, letter.bot, letter.chat_id)
            _note_failure(connection, letter, reason)
            return _end(connection, letter, OutboxState.DEAD, fate)
        case Lost():
            return _doubt(connection, letter, fate)
        case Paused() | Unavailable() | Uneditable() | Unfetched() | Threadless() | Moved():
            return _try_again(connection, letter, fate)


def _note_failure(connection: Connection, letter: Claimed, reason: str) -> None:
    """A letter to a group is lost for good: maybe no other will arrive there either."""
    if letter.topic_id is None:
        return
    state = state_of_refusal(reason)
    if state is not None:
        fail_group(connection, letter.chat_id, state)
    note_unsaid(connection, letter.topic_id)


def _try_again(connection: Connection, letter: Claimed, fate: Again) -> bool:
    match fate:
        case Paused(seconds):
            if letter.chat_id < 0:  # a group's own limit: everybody else is heard meanwhile
                hold(connection, letter.chat_key, seconds + GROUP_SLACK)
            else:
                hold(connection, f"bot:{letter.bot}", seconds)
            return retry_letter(connection, letter, pause=0.0, error="429", counted=False)
        case Threadless(reason):
            return _hold_back(connection, letter, reason)
        case Moved(chat_id):
            move_chat(connection, letter.bot, letter.chat_id, chat_id)
            return retry_letter(connection, letter, pause=0.0, error="moved", counted=False)
        case Unavailable(reason):
            # The chat waits, not only the row: later messages must not overtake it.
            pause = min(2.0 ** min(letter.attempts, 6), LONGEST_PAUSE)
            slack = GROUP_SLACK if letter.chat_id < 0 else CHAT_SLACK
            hold(connection, letter.chat_key, pause + slack)
            return retry_letter(connection, letter, pause=0.0, error=reason)
        case Unfetched(seconds):
            # Only this row waits: what is said meanwhile need not stand behind a slow file.
            return retry_letter(connection, letter, pause=seconds, error="file not fetched yet")
        case Uneditable(reason):
            return _otherwise(connection, letter, reason)


def _otherwise(connection: Connection, letter: Claimed, reason: str) -> bool:
    """What stands there cannot be changed so: in another way, or it stays as it is."""
    if letter.broadcast_id is None and letter.method in NO_LOSS:
        return end_letter(connection, letter, OutboxState.SENT, message_id=0)
    again = retry_letter(connection, letter, pause=0.0, error=reason)
    if again and letter.broadcast_id is not None:
        fall_back(connection, letter.id, letter.method)
    elif again:
        say_instead_of_edit(connection, letter.id)
    return again


def _hold_back(connection: Connection, letter: Claimed, reason: str) -> bool:
    """It waits for its topic; in a topic that is no case's there is nothing to wait for."""
    if letter.topic_id is None:
        return _end(connection, letter, OutboxState.DEAD, Rejected(reason))
    thread = letter.payload.get("message_thread_id")
    waits = note_gone(connection, letter.topic_id, thread)
    pause = HELD if waits else 0.0
    return retry_letter(connection, letter, pause=pause, error=reason, counted=False)


def _doubt(connection: Connection, letter: Claimed, lost: Lost) -> bool:
    if letter.doubts >= DOUBTS_ALLOWED:
        return _end(connection, letter, OutboxState.UNKNOWN, lost)
    pause = RESEND_SECONDS[letter.lane]
    return retry_letter(connection, letter, pause=pause, error=lost.reason, in_doubt=True)
