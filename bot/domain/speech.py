"""What a conversation may say, free of any messenger library: views return these."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal


class Lane(IntEnum):
    """How urgent a message is; the smaller number goes first."""

    INTERACTIVE = 0
    ESCALATION = 1
    REMINDER = 2
    BROADCAST = 3


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: it returns `data` when pressed, or it opens `url`; it has one of them.

    `data` is at most 64 bytes of UTF-8; it is untrusted when it returns. `url` is http(s).
    """

    text: str
    data: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class OutFile:
    """A file to send: bytes that were made just now, or a file that somebody sent us.

    Args:
        name: What the reader sees and saves it as.
        content: Made by us; None if it is a kept one.
        kept: The id of a stored file; it may still be on its way from Telegram.
        kind: How the reader's client shows it. A photo is a JPEG or PNG of at most 10 MB.
    """

    name: str
    content: bytes | None = field(default=None, repr=False)
    kept: int | None = None
    kind: Literal["document", "photo", "voice"] = "document"


@dataclass(frozen=True, slots=True)
class Below:
    """The keyboard below the field of a private chat, instead of buttons under a message.

    Args:
        share: What the key says that shares the own card with its number; "" takes all keys away.
        other: What further keys say, which is what they write.
    """

    share: str = ""
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """One message: Telegram HTML (user text already escaped) and rows of buttons.

    With a file, the text is its caption; one that is too long for that follows it. What has
    `below` has no rows, and is always a new message.
    """

    html: str
    rows: tuple[tuple[Button, ...], ...] = ()
    silent: bool = False
    protected: bool = False
    file: OutFile | None = None
    below: Below | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to somebody else than the one who just acted.

    Args:
        key: Unique for ever: the same notice is never queued twice.
        hushed_in: A region in whose quiet hours it makes no sound: it comes at once, and can wait.
    """

    bot: Literal["owner", "desk"]
    chat_id: int
    view: View
    key: str
    lane: Lane = Lane.INTERACTIVE
    hushed_in: str | None = None


@dataclass(frozen=True, slots=True)
class Replies:
    """What one act says, all of it or nothing.

    Args:
        say: New messages to the chat that acted, in order.
        edit: The pressed message becomes this; without a pressed message it is said anew.
        keys: The pressed message keeps its words, and gets these buttons.
        toast: A line that flashes up where a button was pressed (at most 200 characters).
        also: Messages to others.
    """

    say: tuple[View, ...] = ()
    edit: View | None = None
    toast: str | None = None
    keys: tuple[tuple[Button, ...], ...] = ()
    also: tuple[Notice, ...] = field(default=())


def rows_of(*buttons: Button, width: int = 2) -> tuple[tuple[Button, ...], ...]:
    """Lay buttons out in rows of at most `width`."""
    return tuple(buttons[start : start + width] for start in range(0, len(buttons), width))
