"""What the sandbox holds: bots, people, their chats, and the messages in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.signals import Signal

AWAKE_FOR = 60.0  # seconds after its last getUpdates in which a bot counts as running
MESSAGES_KEPT = 300  # a chat forgets its oldest messages, so that a load test cannot fill memory


@dataclass(frozen=True)
class Button:
    """An inline button: it carries callback data or a link, never both."""

    text: str
    data: str | None = None
    url: str | None = None


Keyboard = list[list[Button]]


@dataclass(frozen=True)
class Key:
    """A key below the field: it writes its label, or with `contact` shares the own card."""

    text: str
    contact: bool = False


@dataclass(frozen=True)
class Keys:
    """What stands below the field of a private chat instead of the letters.

    Attributes:
        once: It goes when one of its keys was used.
    """

    rows: tuple[tuple[Key, ...], ...]
    once: bool = False


NO_KEYS = Keys(())
"""What a bot sends to have them taken away."""


@dataclass(frozen=True)
class StoredFile:
    """A file as one bot knows it; another bot cannot use its id."""

    id: str
    unique_id: str
    bot: str
    name: str
    mime: str
    content: bytes = field(repr=False)
    path: str
    width: int = 0
    height: int = 0

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content)


@dataclass(slots=True)
class Message:
    """A message of a private chat, as both sides see it.

    `html` is safe to put into a page: either re-emitted from a bot's checked
    Telegram HTML, or the escaped text of a person. `text` is the plain text
    after entity parsing; of a photo or document both are the caption.
    """

    id: int
    sender: Literal["bot", "person"]
    at: float  # unix seconds, real time
    html: str = ""
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    keyboard: Keyboard = field(default_factory=list)
    offered: frozenset[str] = frozenset()  # all callback data it has ever carried
    edited_at: float | None = None
    deleted: bool = False
    revision: int = 0  # the world's revision at its last change
    silent: bool = False
    protected: bool = False
    reply_to: int | None = None
    photo: StoredFile | None = None
    document: StoredFile | None = None
    voice: StoredFile | None = None
    seconds: int = 0  # of a voice message, as announced
    album: str | None = None  # media_group_id: several pictures sent as one
    other: dict[str, Any] = field(default_factory=dict)  # a place, sticker or card, as in the API
    below: Keys | None = None  # the keys that it brings below the field, or takes away
    author: Person | None = None  # in a group; in a private chat it is the chat's person
    thread: int | None = None  # the topic of a group

    @property
    def edited(self) -> bool:
        """Whether its words or buttons have changed since it was sent."""
        return self.edited_at is not None


@dataclass
class Person:
    """Somebody who uses Telegram."""

    id: int
    first_name: str
    language_code: str = "zh-hans"


@dataclass(frozen=True)
class Webhook:
    """Where a bot wants its updates brought."""

    url: str
    secret_token: str
    max_connections: int


@dataclass
class BotAccount:
    """A bot's account; `commands` is keyed by (scope as JSON text, language code)."""

    name: str  # "owner" or "desk"
    token: str
    id: int
    username: str
    title: str
    time: Callable[[], float] = field(repr=False)  # real time, unix seconds
    titles: dict[str, str] = field(default_factory=dict)  # setMyName, by language
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    menu_button: dict[str, Any] = field(default_factory=lambda: {"type": "commands"})
    last_poll_at: float | None = None  # unix seconds, real time
    polling: int = 0  # getUpdates calls that are held open now
    webhook: Webhook | None = None  # where its updates are brought, instead of getUpdates
    webhook_error: str = ""  # the last time that they were not taken there

    @property
    def awake(self) -> bool:
        """Whether a program is listening for this bot."""
        recent = self.last_poll_at is not None and self.time() - self.last_poll_at < AWAKE_FOR
        return self.polling > 0 or recent or self.webhook is not None


@dataclass
class Chat:
    """The private chat of one person with one bot.

    `toast` is the text of the last answered button (`toast_alert`: shown as an
    alert). `action` ("typing") holds until `action_until`. `unanswered` are
    callback queries whose button still shows a spinner. `opened` says whether
    the person has ever written: before that the bot cannot reach them.
    """

    bot: BotAccount
    person: Person
    by_id: dict[int, Message] = field(default_factory=dict)
    unread: int = 0
    opened: bool = False
    blocked: bool = False
    toast: str | None = None
    toast_alert: bool = False
    action: str | None = None
    action_until: float = 0.0
    unanswered: set[str] = field(default_factory=set)
    keys: Keys = NO_KEYS
    revision: int = 0  # the world's revision at this chat's last change
    changed: Signal = field(default_factory=Signal, repr=False)

    @property
    def doing(self) -> str | None:
        """The chat action that is still shown, for example "typing"."""
        return self.action if self.bot.time() < self.action_until else None

    def note_answer(self, query_id: str, text: str | None, *, alert: bool) -> None:
        """What the last pressed button said."""
        self.toast, self.toast_alert = text, alert

    def used(self, text: str | None = None) -> None:
        """A key was used: with a text, if one of them writes that."""
        pressed = text is None or any(key.text == text for row in self.keys.rows for key in row)
        if self.keys.once and pressed:
            self.keys = NO_KEYS

    @property
    def messages(self) -> list[Message]:
        """Oldest first, deleted ones included."""
        return list(self.by_id.values())

    def add(self, message: Message) -> None:
        """Append a message, forgetting the oldest when there are too many."""
        self.by_id[message.id] = message
        if len(self.by_id) > MESSAGES_KEPT:
            del self.by_id[next(iter(self.by_id))]

    def find(self, message_id: int) -> Message | None:
        """The message with this id, unless it is deleted or forgotten."""
        message = self.by_id.get(message_id)
        return None if message is None or message.deleted else message
