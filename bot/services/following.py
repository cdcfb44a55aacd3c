"""One message in an officer's chat that says how far something has come, edited as it goes on."""

from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Table

from bot.domain.speech import Lane, Notice, View
from bot.store.followers import Follower, follower_of, note_said, note_shown
from bot.store.outbox import queue_letters
from bot.store.uow import UnitOfWork
from bot.telegram import edit, notify

EDIT_SECONDS: Final = 3.0
"""Of real time between two changes of one message: more often Telegram does not like it."""


@dataclass(frozen=True, slots=True)
class Course:
    """What is followed: a row of a table with the columns that `store.followers` names.

    Attributes:
        name: How keys of messages name the table: `release`.
    """

    table: Table
    name: str
    number: int


def keep_told(
    uow: UnitOfWork, course: Course, chat_id: int, view: View, seconds: float, *, begin: bool
) -> None:
    """Let the message that follows it say this, if it may be changed again.

    Args:
        seconds: Of real time between two changes, at least.
        begin: There is still something to follow: otherwise no message is begun.
    """
    follower = follower_of(uow.connection, course.table, course.number)
    if follower.busy or follower.age < seconds or follower.shown == view.html:
        return
    if follower.is_new and not begin:
        return
    if say(uow, course, chat_id, view, follower):
        note_shown(uow.connection, course.table, course.number, view.html)


def say(uow: UnitOfWork, course: Course, chat_id: int, view: View, follower: Follower) -> bool:
    """As a new message at first, then by editing the one that arrived.

    Returns:
        Whether there is one that can say it: none did arrive otherwise.
    """
    uid, key = uow.new_uid(), f"{course.name}:{course.number}:progress:{uow.new_uid()}"
    if follower.is_new:
        letter = notify(uid, Notice("desk", chat_id, view, key, Lane.REMINDER))
    elif follower.message_id is not None:
        edited = edit(uid, "desk", chat_id, follower.message_id, view)
        letter = replace(edited, key=key, lane=Lane.REMINDER)
    else:
        return False
    queue_letters(uow.connection, uow.vault, [letter])
    note_said(uow.connection, course.table, course.number, key, follower.message_id)
    return True
