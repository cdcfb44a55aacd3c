"""A chat as JSON, the way its person sees it."""

from typing import Any

from bot.sandbox.model import Chat, Keys, Message, StoredFile


def chat_view(chat: Chat) -> dict[str, Any]:
    """A chat as JSON, the way its person sees it; deleted messages are marked, not left out."""
    return {
        "revision": chat.revision,
        "messages": [message_view(message) for message in chat.messages],
        "toast": chat.toast,
        "toast_alert": chat.toast_alert,
        "action": chat.doing,
        "unread": chat.unread,
        "blocked": chat.blocked,
        "unanswered": len(chat.unanswered),
    }


def message_view(message: Message) -> dict[str, Any]:
    """A message as JSON; `at` in unix seconds."""
    return {
        "id": message.id,
        "sender": message.sender,
        "at": message.at,
        "revision": message.revision,
        "html": message.html,
        "text": message.text,
        "keyboard": [
            [{"text": one.text, "data": one.data, "url": one.url} for one in row]
            for row in message.keyboard
        ],
        "below": _below(message.below),
        "edited": message.edited,
        "deleted": message.deleted,
        "silent": message.silent,
        "protected": message.protected,
        "reply_to": message.reply_to,
        "photo": _file_view(message.photo),
        "document": _file_view(message.document),
        "voice": _file_view(message.voice),
    }


def _below(keys: Keys | None) -> list[list[str]] | None:
    """The labels below the field; an empty list takes them away, None leaves them."""
    return None if keys is None else [[key.text for key in row] for row in keys.rows]


def _file_view(file: StoredFile | None) -> dict[str, Any] | None:
    if file is None:
        return None
    return {"id": file.id, "name": file.name, "mime": file.mime, "size": file.size}
