"""Groups of a unit with a topic for each case: what the bot needs there, what went wrong."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class GroupState(StrEnum):
    """How a group stands. The desk goes on in private chats in all but WORKING."""

    PROPOSED = "proposed"  # somebody asked for it; not bound to a unit yet
    WORKING = "working"
    NO_TOPICS = "no_topics"  # topics are switched off, or never were on
    NO_RIGHT = "no_right"  # the bot may not manage topics, or not write
    REMOVED = "removed"  # the bot is no member, or the group is gone
    UNANSWERED = "unanswered"  # Telegram did not say whether a topic was made, twice
    ENDED = "ended"  # unbound


class TopicState(StrEnum):
    """How the topic of a case stands in its group."""

    MISSING = "missing"  # not made yet, or deleted: made when something is to be said there
    MAKING = "making"  # asked for; messages are held
    SHOWING = "showing"  # it is there; the case's card goes first, messages are held
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Sight:
    """What Telegram says of a group at a moment.

    Args:
        is_there: The bot is a member, and the group exists.
        is_forum: It has topics.
        may_manage: The bot is an administrator who may manage topics.
    """

    title: str
    is_there: bool
    is_forum: bool
    may_manage: bool

    @property
    def state(self) -> GroupState:
        """How a group that looks so stands."""
        if not self.is_there:
            return GroupState.REMOVED
        if not self.is_forum:
            return GroupState.NO_TOPICS
        return GroupState.WORKING if self.may_manage else GroupState.NO_RIGHT


_REFUSALS: Final = (
    ("not a forum", GroupState.NO_TOPICS),
    ("chat_not_forum", GroupState.NO_TOPICS),
    ("not enough rights", GroupState.NO_RIGHT),
    ("need administrator rights", GroupState.NO_RIGHT),
    ("chat_admin_required", GroupState.NO_RIGHT),
    ("chat_write_forbidden", GroupState.NO_RIGHT),
    ("chat not found", GroupState.REMOVED),
    ("not a member", GroupState.REMOVED),
    ("was kicked", GroupState.REMOVED),
    ("group chat was deactivated", GroupState.REMOVED),
)


def state_of_refusal(words: str) -> GroupState | None:
    """What Telegram's refusal of a call says about the whole group; None if nothing."""
    said = words.lower()
    return next((state for part, state in _REFUSALS if part in said), None)
