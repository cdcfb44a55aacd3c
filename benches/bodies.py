"""Updates as Telegram sends them."""

from typing import Any

DATE = 1657846800


def text_message(update_id: int, chat_id: int, text: str) -> dict[str, Any]:
    """A person writes in their private chat."""
    return {"update_id": update_id, "message": _message(update_id, chat_id, text)}


def press(update_id: int, chat_id: int, data: str) -> dict[str, Any]:
    """A person taps a button under message 1."""
    query = {
        "id": str(update_id),
        "from": _person(chat_id),
        "chat_instance": "1",
        "message": _message(1, chat_id, "…"),
        "data": data,
    }
    return {"update_id": update_id, "callback_query": query}


def _message(message_id: int, chat_id: int, text: str) -> dict[str, Any]:
    body = {
        "message_id": message_id,
        "date": DATE,
        "chat": {"id": chat_id, "type": "private", "first_name": "张"},
        "from": _person(chat_id),
        "text": text,
    }
    if text.startswith("/"):
        body["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    return body


def _person(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "is_bot": False, "first_name": "张", "language_code": "zh-hans"}
