"""What people do in the sandbox."""

import html

from bot.sandbox.files import NotAnImage
from bot.sandbox.model import BotAccount, Button, Chat, Message, Person, StoredFile
from bot.sandbox.state import PlayRefusal, State
from bot.sandbox.wire import Json, callback_query, commands_in, membership, message_json, utf16

__all__ = [
    "BotAccount",
    "Button",
    "Chat",
    "Message",
    "Person",
    "PlayRefusal",
    "StoredFile",
    "World",
]

TEXT_LIMIT = 4096  # UTF-16 units; a client splits or refuses longer input
CAPTION_LIMIT = 1024


class World(State):
    """The state, with the acts of its people; the acts of bots are in modules of their own."""

    def say(
        self, bot_name: str, person_id: int, text: str, reply_to: int | None = None
    ) -> Message:
        """The person writes.

        Raises:
            PlayRefusal: Empty, over 4096 units, blocked, or no such message to reply to.
        """
        message, chat = self.draft(_words(text), reply_to), self.reach(bot_name, person_id)
        chat.used(message.text)
        return self.receive(chat, message)

    def edit_text(self, bot_name: str, person_id: int, message_id: int, text: str) -> Message:
        """The person changes the words (or the caption) of their own message.

        Raises:
            PlayRefusal: No such message of theirs, or empty or too long.
        """
        chat = self.reach(bot_name, person_id)
        message = chat.find(message_id)
        text = _words(text)
        if message is None or message.sender != "person":
            raise PlayRefusal(404, "没有可修改的消息", "there is no such message to edit")
        message.text, message.html = text, html.escape(text, quote=False)
        message.entities = commands_in(text)
        message.edited_at = self.time()
        self._queue(chat, "edited_message", message_json(chat, message))
        self.changed(chat, message)
        return message

    def press(
        self, bot_name: str, person_id: int, message_id: int, data: str, *, forged: bool = False
    ) -> str:
        """The person taps a button; returns the id of the callback query.

        Data that the message once carried is fine, as from a screen that was not
        refreshed. `forged` sends anything, as a hostile client can.

        Raises:
            PlayRefusal: The message never had such a button, or is gone.
        """
        chat = self.reach(bot_name, person_id)
        message = chat.find(message_id)
        if not forged and (message is None or data not in message.offered):
            raise PlayRefusal(404, "没有这个按钮", "there is no such button")
        query_id = str(self.next_id() * 4_294_967_311)
        chat.toast = None
        if self._queue(chat, "callback_query", callback_query(chat, query_id, message_id, data)):
            self.await_answer(chat, query_id)
        self.changed(chat)
        return query_id

    def send_photo(
        self, bot_name: str, person_id: int, name: str, content: bytes, caption: str = ""
    ) -> Message:
        """The person sends a picture.

        Raises:
            PlayRefusal: Not a PNG or JPEG, the caption over 1024 units, or blocked.
        """
        message = self.draft(caption_of(caption))
        chat = self.reach(bot_name, person_id)
        try:
            message.photo = self.files.keep_photo(bot_name, name, content)
        except NotAnImage as error:
            raise PlayRefusal(
                409, "图片须为 PNG 或 JPEG", "a photo must be PNG or JPEG"
            ) from error
        return self.receive(chat, message)

    def send_document(
        self,
        bot_name: str,
        person_id: int,
        name: str,
        content: bytes,
        mime: str = "application/octet-stream",
        caption: str = "",
    ) -> Message:
        """The person sends a file.

        Raises:
            PlayRefusal: The caption over 1024 units, or blocked.
        """
        message = self.draft(caption_of(caption))
        chat = self.reach(bot_name, person_id)
        message.document = self.files.keep(bot_name, name, mime, content)
        return self.receive(chat, message)

    def block(self, bot_name: str, person_id: int) -> None:
        """The person blocks the bot."""
        self._membership(bot_name, person_id, blocked=True)

    def unblock(self, bot_name: str, person_id: int) -> None:
        """The person takes the block back."""
        self._membership(bot_name, person_id, blocked=False)

    def fitting(self, text: str) -> str:
        """Words that make a message.

        Raises:
            PlayRefusal: Empty, or over 4096 units.
        """
        return _words(text)

    def mark_read(self, bot_name: str, person_id: int) -> None:
        """The person has looked at the chat."""
        chat = self.chat(bot_name, person_id)
        if chat.unread:
            chat.unread = 0
            self.changed(chat)

    def repeat(self, bot_name: str, update_id: int) -> None:
        """Deliver an update a second time, as Telegram does after a lost answer.

        Raises:
            PlayRefusal: No such bot or update.
        """
        if bot_name not in self.queues or not self.queues[bot_name].repeat(update_id):
            raise PlayRefusal(404, "没有这条更新", "there is no such update")

    def reach(self, bot_name: str, person_id: int) -> Chat:
        """The chat, to write into.

        Raises:
            PlayRefusal: The person has blocked the bot.
        """
        chat = self.open(bot_name, person_id)
        if chat.blocked:
            raise PlayRefusal(409, "您已屏蔽此机器人", "you have blocked this bot")
        return chat

    def draft(self, text: str, reply_to: int | None = None) -> Message:
        """A message of a person that is not sent yet."""
        return Message(
            id=self.next_id(),
            sender="person",
            at=self.time(),
            html=html.escape(text, quote=False),
            text=text,
            entities=commands_in(text),
            reply_to=reply_to,
        )

    def receive(self, chat: Chat, message: Message) -> Message:
        """Put a person's message into the chat and its update into the bot's queue."""
        if message.reply_to is not None and chat.find(message.reply_to) is None:
            raise PlayRefusal(404, "没有要回复的消息", "there is no such message to reply to")
        chat.add(message)
        chat.toast = None
        self._queue(chat, "message", message_json(chat, message))
        self.changed(chat, message)
        return message

    def _membership(self, bot_name: str, person_id: int, *, blocked: bool) -> None:
        chat = self.open(bot_name, person_id)
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        was, now = ("member", "kicked") if blocked else ("kicked", "member")
        self._queue(chat, "my_chat_member", membership(chat, self.time(), was=was, now=now))
        self.changed(chat)

    def _queue(self, chat: Chat, kind: str, content: Json) -> bool:
        return self.queues[chat.bot.name].put(self.next_id(), kind, content)


def _words(text: str) -> str:
    if not text.strip() or utf16(text) > TEXT_LIMIT:
        raise PlayRefusal(409, "消息须为 1 至 4096 字", "a message has 1 to 4096 characters")
    return text.strip()


def caption_of(text: str) -> str:
    """The caption of a photo or document: up to 1024 units."""
    if utf16(text) > CAPTION_LIMIT:
        raise PlayRefusal(409, "说明最多 1024 个字符", "a caption has at most 1024 characters")
    return text.strip()
