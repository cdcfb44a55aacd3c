"""Views and notices in the shape of Bot API calls."""

from collections.abc import Mapping
from typing import Any

from bot.domain.speech import Button, Lane, Notice, View
from bot.store.outbox import Letter

CALLBACK_BYTES = 64


class ButtonTooLong(ValueError):
    """Callback data of more than 64 bytes: a bug in a view, found before anything is stored."""


def say(uid: str, bot: str, chat_id: int, view: View) -> Letter:
    """A new message to the chat that acted."""
    return Letter(uid, bot, chat_id, "sendMessage", _message(chat_id, view))


def edit(uid: str, bot: str, chat_id: int, message_id: int, view: View) -> Letter:
    """The pressed message becomes this view."""
    payload = _message(chat_id, view, silent=False) | {"message_id": message_id}
    payload.setdefault("reply_markup", {"inline_keyboard": []})
    return Letter(uid, bot, chat_id, "editMessageText", payload, edits=message_id)


def notify(uid: str, notice: Notice) -> Letter:
    """A message to somebody else, once for its key."""
    return Letter(
        uid,
        notice.bot,
        notice.chat_id,
        "sendMessage",
        _message(notice.chat_id, notice.view),
        lane=Lane(notice.lane),
        key=notice.key,
    )


def _message(chat_id: int, view: View, *, silent: bool = True) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "chat_id": chat_id,
        "text": view.html,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if view.rows:
        payload["reply_markup"] = {
            "inline_keyboard": [[_button(button) for button in row] for row in view.rows]
        }
    if silent and view.silent:
        payload["disable_notification"] = True
    if silent and view.protected:
        payload["protect_content"] = True
    return payload


def _button(button: Button) -> Mapping[str, str]:
    if not 1 <= len(button.data.encode()) <= CALLBACK_BYTES:
        raise ButtonTooLong(button.data)
    return {"text": button.text, "callback_data": button.data}
