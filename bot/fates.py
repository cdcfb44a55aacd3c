"""How a send can end, and what each end means for the message.

Sent         Telegram has it
Paused       429: wait, with everything of this bot
Unreachable  the person blocked the bot or is gone: no more messages there
Rejected     Telegram will never take this call: a bug of ours, kept for a person to see
Uneditable   the message to edit or delete is gone or too old: say it in another way
Threadless   the topic is gone: it waits until the topic is made anew
Moved        the group became a supergroup and has another id: again, there
Unavailable  the call was not made or not taken (no line, 5xx): again, later
Unfetched    the file that it carries is still on its way to us: again, later
Lost         the call was made and the answer is lost: it may have arrived
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram has it, as this message (0 where the call makes none).

    Attributes:
        file: How Telegram knows the file that went with it: its kind, a colon and its id.
    """

    message_id: int = 0
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Paused:
    """Telegram asked for a pause of so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nobody there: blocked, deleted or never known."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A call that Telegram will never take."""

    reason: str


@dataclass(frozen=True, slots=True)
class Uneditable:
    """The message to edit or delete is gone or too old."""

    reason: str


@dataclass(frozen=True, slots=True)
class Threadless:
    """The topic is gone."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has another id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Not taken: no connection, or the server said it failed."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unfetched:
    """Nothing was sent: what the message carries is to be there in so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Lost:
    """The request went out, the answer did not come back."""

    reason: str


_NOT_EDITABLE: Final = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",  # it is a picture with a caption
    "there is no caption in the message to edit",  # it is a text
    "message can't be deleted",  # it is too old
)
_GONE: Final = ("message to delete not found",)
"""Somebody was faster."""
_NO_THREAD: Final = (
    "message thread not found",
    "topic_deleted",
    "topic_id_invalid",
    "topic deleted",
)
Again = Paused | Unavailable | Uneditable | Unfetched | Threadless | Moved
Fate = Again | Sent | Unreachable | Rejected | Lost


def of_bad_request(description: str) -> Fate:
    """Read Telegram's words for a 400: some of them are no loss at all."""
    words = description.lower()
    if "message is not modified" in words or "topic_not_modified" in words:
        return Sent()
    if any(each in words for each in _GONE):
        return Sent()
    if any(each in words for each in _NO_THREAD):
        return Threadless(description)
    if "chat not found" in words or "user is deactivated" in words:
        return Unreachable(description)
    if any(each in words for each in _NOT_EDITABLE):
        return Uneditable(description)
    return Rejected(description)
