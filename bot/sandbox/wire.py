"""The JSON shapes of the Bot API, complete enough for aiogram and python-telegram-bot."""

import re
from typing import Any

from bot.sandbox.groups import Group, chat_shape
from bot.sandbox.model import BotAccount, Button, Chat, Message, Person, StoredFile

Json = dict[str, Any]

COMMAND = re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?!\w)")


def utf16(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def commands_in(text: str) -> list[Json]:
    """The bot_command entities that Telegram finds in a person's text."""
    return [
        {
            "type": "bot_command",
            "offset": utf16(text[: found.start()]),
            "length": utf16(found.group()),
        }
        for found in COMMAND.finditer(text)
    ]


def bot_user(bot: BotAccount) -> Json:
    """A bot as a User, the way it appears inside messages."""
    return {"id": bot.id, "is_bot": True, "first_name": bot.title, "username": bot.username}


def bot_self(bot: BotAccount) -> Json:
    """The answer of getMe."""
    abilities = {
        "can_join_groups": bot.name == "desk",
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return bot_user(bot) | abilities


def person_user(person: Person) -> Json:
    """A person as a User."""
    return {
        "id": person.id,
        "is_bot": False,
        "first_name": person.first_name,
        "language_code": person.language_code,
    }


def chat_json(chat: Chat) -> Json:
    """A private chat carries the person's id and name, a group its own."""
    if isinstance(chat, Group):
        return chat_shape(chat)
    return {"id": chat.person.id, "type": "private", "first_name": chat.person.first_name}


def keyboard_json(keyboard: list[list[Button]]) -> Json:
    """An InlineKeyboardMarkup."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in keyboard]}


def _button(button: Button) -> Json:
    if button.url is not None:
        return {"text": button.text, "url": button.url}
    return {"text": button.text, "callback_data": button.data}


def _document(file: StoredFile) -> Json:
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_name": file.name,
        "mime_type": file.mime,
        "file_size": file.size,
    }


def _voice(file: StoredFile, seconds: int) -> Json:
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "mime_type": file.mime,
        "duration": seconds,
    }


def _photo(file: StoredFile) -> list[Json]:
    size = {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "width": file.width,
        "height": file.height,
    }
    return [size]


def message_json(chat: Chat, message: Message, *, with_reply: bool = True) -> Json:
    """A Message; the message that it answers is included one level deep, as Telegram does."""
    person = message.author or chat.person
    sender = bot_user(chat.bot) if message.sender == "bot" else person_user(person)
    shape: Json = {
        "message_id": message.id,
        "from": sender,
        "chat": chat_json(chat),
        "date": int(message.at),
    }
    if message.edited_at is not None:
        shape["edit_date"] = int(message.edited_at)
    # A message of a topic that answers none is shown as an answer to the topic's first one.
    answered = message.thread if message.reply_to is None else message.reply_to
    replied = None if answered in {None, message.id} else chat.find(answered or 0)
    if message.thread is not None:
        shape |= {"message_thread_id": message.thread, "is_topic_message": True}
    if with_reply and replied is not None:
        shape["reply_to_message"] = message_json(chat, replied, with_reply=False)
    if message.keyboard:
        shape["reply_markup"] = keyboard_json(message.keyboard)
    if message.album is not None:
        shape["media_group_id"] = message.album
    if message.protected:
        shape["has_protected_content"] = True
    return shape | _content(message)


def _content(message: Message) -> Json:
    if message.other:
        return message.other
    words = ("caption", "caption_entities")
    shape: Json = {}
    if message.photo is not None:
        shape["photo"] = _photo(message.photo)
    elif message.document is not None:
        shape["document"] = _document(message.document)
    elif message.voice is not None:
        shape["voice"] = _voice(message.voice, message.seconds)
    else:
        words = ("text", "entities")
    if message.text:
        shape[words[0]] = message.text
    if message.entities:
        shape[words[1]] = message.entities
    return shape


def callback_query(chat: Chat, query_id: str, message_id: int, data: str) -> Json:
    """A CallbackQuery; a message that is gone comes as an InaccessibleMessage with date 0."""
    message = chat.find(message_id)
    gone = {"message_id": message_id, "chat": chat_json(chat), "date": 0}
    return {
        "id": query_id,
        "from": person_user(chat.person),
        "message": gone if message is None else message_json(chat, message),
        "chat_instance": str(chat.bot.id * 1_000_003 + chat.person.id),
        "data": data,
    }


def membership(chat: Chat, at: float, *, was: str, now: str) -> Json:
    """A ChatMemberUpdated: in a private chat it comes exactly on block and unblock."""
    return {
        "chat": chat_json(chat),
        "from": person_user(chat.person),
        "date": int(at),
        "old_chat_member": _member(chat.bot, was),
        "new_chat_member": _member(chat.bot, now),
    }


def _member(bot: BotAccount, status: str) -> Json:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": bot_user(bot), "status": status} | until
