"""One update in the hand of one handler, and how a bot speaks of it."""

from dataclasses import dataclass
from typing import Any, Protocol

from bot.domain.errors import Refusal
from bot.domain.speech import Replies, View
from bot.store.inbox_turns import Leased
from bot.store.uow import UnitOfWork, Wrote


class HasUpdateId(Protocol):
    """An update object of either library."""

    @property
    def update_id(self) -> int:
        """Telegram's number of the update."""


class LeaseLost(RuntimeError):
    """The update was handled elsewhere meanwhile (a lease that ran out): keep nothing."""


class SpeaksOnlyThroughOutbox(RuntimeError):
    """A handler tried to send by itself: its message would be lost or doubled in a crash."""


class ActedTwice(RuntimeError):
    """A handler called `act` twice for one update: its second half would not be atomic."""


class Voice(Protocol):
    """How a bot says what no transaction decides: refusals, bugs, and what nobody handled."""

    def refusal(self, uow: UnitOfWork, turn: "Turn", refusal: Refusal) -> Replies:
        """The sentence with a way on."""

    def failure(self, uow: UnitOfWork, turn: "Turn", error_id: str) -> View:
        """Something went wrong here; the id to name."""

    def help(self, uow: UnitOfWork, turn: "Turn") -> Replies:
        """What can be done here, for an update that no handler wanted."""


class Line(Protocol):
    """The direct, best-effort line of a bot: what is not worth a row."""

    async def answer_callback(self, query_id: str, text: str | None) -> None:
        """Stop the spinner on a pressed button."""


@dataclass(slots=True)
class Turn:
    """One update in the hand of one handler.

    Attributes:
        edition: Of the rules by which it is handled; None where none are published.
    """

    leased: Leased
    edition: int | None = None
    acted: bool = False
    error: BaseException | None = None

    @property
    def pressed(self) -> dict[str, Any] | None:
        """The callback query, if a button was pressed."""
        return self.leased.body.get("callback_query")

    @property
    def event(self) -> dict[str, Any]:
        """The message, query or membership change inside the update."""
        kinds = ("message", "edited_message", "callback_query", "my_chat_member")
        return next((self.leased.body[k] for k in kinds if k in self.leased.body), {})

    @property
    def chat_id(self) -> int | None:
        """Where an answer goes."""
        holder = self.pressed.get("message", {}) if self.pressed else self.event
        chat: int | None = holder.get("chat", {}).get("id")
        return chat

    @property
    def thread_id(self) -> int | None:
        """The topic of a group in which it happened."""
        holder = self.pressed.get("message", {}) if self.pressed else self.event
        thread: int | None = holder.get("message_thread_id")
        return thread if holder.get("is_topic_message") else None

    @property
    def wrote(self) -> Wrote | None:
        """The message that it is, if it is one of a private chat."""
        body = self.leased.body
        message = body.get("message") or body.get("edited_message")
        number = message.get("message_id") if isinstance(message, dict) else None
        if not isinstance(message, dict) or not isinstance(number, int) or self.in_group:
            return None
        return Wrote(number, str(message.get("text") or message.get("caption") or ""))

    @property
    def in_group(self) -> bool:
        """Whether others may read the answer."""
        return self.chat_id != self.sender_id

    @property
    def sender_id(self) -> int | None:
        """Who acted: the Telegram account."""
        sender: int | None = self.event.get("from", {}).get("id")
        return sender
