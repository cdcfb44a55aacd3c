"""What the author of a broadcast sees of its sending: one message that follows it, and the end."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.domain.broadcasts import OVER
from bot.domain.speech import Lane, Notice, View
from bot.services.broadcasts.cards import BroadcastCard, card_for
from bot.services.broadcasts.news import Tell
from bot.services.duties.errands import Ground
from bot.services.following import EDIT_SECONDS, Course, say
from bot.store.broadcasts.broadcasts import BroadcastRecord, change_broadcast
from bot.store.broadcasts.table import BROADCAST
from bot.store.broadcasts.unfinished import shown_as
from bot.store.followers import Follower, follower_of, note_shown
from bot.store.outbox import queue_letters
from bot.store.staff.officers import officer_by_id
from bot.store.uow import UnitOfWork
from bot.telegram import notify

COUNTED: Final = 50_000
"""Counting so many takes some 20 ms; more are counted as many times more seldom."""


@dataclass(frozen=True)
class Broadcasting:
    """How broadcasts are sent, and what their author hears of it, in a language ("zh", "en").

    Attributes:
        progress: The one message that follows the sending; it is edited.
        finished: All is sent, with figures.
        missed: To its author: its moment has passed, and nobody has got it.
        voided: To its author and whoever approves: somebody who approved it does so no more.
        used: To headquarters: it went urgently; and to whoever is to look at it afterwards.
        seconds: Of real time between two edits, at least.
        owner_bot: What the owner bot is called in links; "" if that is not known.
    """

    ground: Ground
    progress: Callable[[BroadcastCard, str], View]
    finished: Callable[[BroadcastCard, str], View]
    missed: Tell
    voided: Tell
    used: Tell
    seconds: float = EDIT_SECONDS
    owner_bot: str = ""


def follow(uow: UnitOfWork, sending: Broadcasting, broadcast: BroadcastRecord) -> None:
    """Say how far it is, if that has changed and the message may be changed again."""
    if broadcast.begun_at is None:
        return
    follower = follower_of(uow.connection, BROADCAST, broadcast.id)
    pace = 1 + (broadcast.count or 0) // COUNTED
    if follower.busy or follower.age < sending.seconds * pace:
        return
    card = card_for(uow, officer_by_id(uow, broadcast.author_id), broadcast)
    quiet = broadcast.quiet_until is not None
    shown = shown_as(broadcast.state, quiet=quiet) + json.dumps(card.figures)
    if shown != follower.shown:
        _say(uow, sending, card, follower)
    note_shown(uow.connection, BROADCAST, broadcast.id, shown)
    if broadcast.state in OVER and broadcast.finished_at is not None:
        change_broadcast(uow, broadcast.id, followed=False)


def tell_finished(uow: UnitOfWork, sending: Broadcasting, broadcast: BroadcastRecord) -> None:
    """All is sent: its author hears of it once."""
    author = officer_by_id(uow, broadcast.author_id)
    if author.blocked:
        return
    view = sending.finished(card_for(uow, author, broadcast), author.language)
    key = f"broadcast:{broadcast.id}:finished"
    notice = Notice("desk", author.chat_id, view, key, Lane.REMINDER)
    queue_letters(uow.connection, uow.vault, [notify(uow.new_uid(), notice)])


def _say(uow: UnitOfWork, sending: Broadcasting, card: BroadcastCard, follower: Follower) -> None:
    """As a new message at first, then by editing the one that arrived; none if none did."""
    author = card.author
    if not author.blocked:
        view = sending.progress(card, author.language)
        course = Course(BROADCAST, "broadcast", card.record.id)
        say(uow, course, author.chat_id, view, follower)
