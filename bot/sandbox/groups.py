"""Groups with topics: what they hold, and what may be done in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.model import Chat, Message, Person

IN_GROUP = frozenset({"member", "administrator"})


@dataclass
class Topic:
    """A topic of a group. Its id is that of the message that says that it was made."""

    name: str
    closed: bool = False
    deleted: bool = False


@dataclass
class Group(Chat):
    """A supergroup as one bot sees it; `person` is whoever made it.

    Attributes:
        status: The bot's: "left", "member", "administrator" or "kicked".
        may_manage: Whether the bot, as an administrator, may manage topics.
        moved_to: The id that it has had since it became a supergroup.
        toasts: What each person's last button said.
        pressers: Who waits for the answer to a callback query.
    """

    id: int = 0
    title: str = ""
    is_forum: bool = True
    status: str = "left"
    may_manage: bool = False
    moved_to: int | None = None
    members: dict[int, Person] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    toasts: dict[int, str | None] = field(default_factory=dict)
    pressers: dict[str, int] = field(default_factory=dict)

    def require_member(self) -> None:
        """Refuse a call of a bot that is not in it, or that uses its old id.

        Raises:
            ApiError: 400 or 403.
        """
        if self.moved_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": self.moved_to},
            )
        if self.status == "kicked":
            raise ApiError(403, "Forbidden: bot was kicked from the supergroup chat")
        if self.status not in IN_GROUP:
            raise ApiError(403, "Forbidden: bot is not a member of the supergroup chat")

    def require_right(self) -> None:
        """Refuse a bot that may not manage topics, or a group without them.

        Raises:
            ApiError: 400.
        """
        if not self.is_forum:
            raise bad_request("the chat is not a forum")
        if self.status != "administrator" or not self.may_manage:
            raise bad_request("not enough rights to manage topics")

    def topic(self, thread: int) -> Topic:
        """A topic that is still there.

        Raises:
            ApiError: 400; also for the general topic, which has no number.
        """
        found = self.topics.get(thread)
        if not self.is_forum or found is None or found.deleted:
            raise bad_request("message thread not found")
        return found

    def note_answer(self, query_id: str, text: str | None, *, alert: bool) -> None:
        """Only whoever pressed sees the answer."""
        presser = self.pressers.pop(query_id, None)
        if presser is not None:
            self.toasts[presser] = text
            self.toast_alert = alert

    def is_heard(self, message: Message) -> bool:
        """Whether the bot gets it: one that is no administrator gets commands and replies only."""
        if self.status == "administrator" or message.other:
            return self.status in IN_GROUP
        replied = self.find(message.reply_to) if message.reply_to is not None else None
        to_bot = replied is not None and replied.sender == "bot"
        return self.status == "member" and (message.text.startswith("/") or to_bot)


def chat_shape(group: Group) -> dict[str, Any]:
    """A group as a Chat."""
    forum = {"is_forum": True} if group.is_forum else {}
    return {"id": group.id, "type": "supergroup", "title": group.title} | forum


def bot_membership(group: Group, user: dict[str, Any]) -> dict[str, Any]:
    """The bot as a ChatMember."""
    if group.status == "kicked":
        return {"user": user, "status": "kicked", "until_date": 0}
    if group.status != "administrator":
        return {"user": user, "status": group.status}
    rights = dict.fromkeys(
        (
            "can_be_edited",
            "is_anonymous",
            "can_manage_video_chats",
            "can_restrict_members",
            "can_promote_members",
            "can_change_info",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
        ),
        False,
    )
    given = dict.fromkeys(("can_manage_chat", "can_delete_messages", "can_invite_users"), True)
    shape = {"user": user, "status": "administrator", "can_manage_topics": group.may_manage}
    return shape | rights | given
