"""Views and notices in the shape of Bot API calls."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from bot.domain.files import MADE_MOST_BYTES, FileKind
from bot.domain.literal import literal
from bot.domain.markup import CAPTION_UNITS, units_of
from bot.domain.speech import Below, Button, Lane, Notice, OutFile, View
from bot.domain.splitting import parts_of
from bot.store.cases.topics import TopicCard
from bot.store.files.keeping import keep_made
from bot.store.outbox import Letter
from bot.store.uow import UnitOfWork

CALLBACK_BYTES: Final = 64
NO_LABEL: Final = "…"
"""On a button that is called by something without any visible character."""
REKEY: Final = "editMessageReplyMarkup"
"""Changes only the buttons: if that cannot be done any more, nothing is lost."""
METHODS: Final = {"document": "sendDocument", "photo": "sendPhoto", "voice": "sendVoice"}
"""By the field that holds the file itself: whoever sends it fills that in."""


class ButtonTooLong(ValueError):
    """Callback data of more than 64 bytes: a bug in a view, found before anything is stored."""


class NoPlaceForFile(ValueError):
    """A view with a file where only text can go, or a file that is no file: a bug in a view."""


def letters_of(
    uow: UnitOfWork,
    bot: str,
    chat_id: int,
    view: View,
    *,
    lane: Lane = Lane.INTERACTIVE,
    key: str | None = None,
) -> list[Letter]:
    """A view as one message, or as two if its text is too long for a caption.

    A file that was made just now is kept with the act, so that it is there when it is sent.

    Raises:
        NoPlaceForFile: The file has neither content nor id, or is too large.
    """
    if view.file is None:
        return _said(uow, bot, chat_id, view, lane, key)
    fits = units_of(view.html) <= CAPTION_UNITS
    carried = view if fits else replace(view, html="", rows=())
    first = replace(_carry(uow, bot, chat_id, carried, view.file), lane=lane, key=key)
    if fits:
        return [first]
    rest = None if key is None else f"{key}:text"
    return [first, *_said(uow, bot, chat_id, replace(view, file=None), lane, rest)]


def in_parts(view: View) -> tuple[View, ...]:
    """A view whose text is too long for one message as several; the last has the buttons."""
    *before, last = parts_of(view.html)
    bare = replace(view, rows=(), file=None)
    return (*(replace(bare, html=part) for part in before), replace(view, html=last))


def _said(
    uow: UnitOfWork, bot: str, chat_id: int, view: View, lane: Lane, key: str | None
) -> list[Letter]:
    views = in_parts(view)
    keys = [key, *(None if key is None else f"{key}:{n}" for n in range(2, len(views) + 1))]
    return [
        replace(say(uow.new_uid(), bot, chat_id, each), lane=lane, key=its)
        for each, its in zip(views, keys, strict=True)
    ]


def notify_all(uow: UnitOfWork, notice: Notice) -> list[Letter]:
    """`notify`, for a notice that may carry a file."""
    lane = Lane(notice.lane)
    return letters_of(uow, notice.bot, notice.chat_id, notice.view, lane=lane, key=notice.key)


def without_file(payload: Mapping[str, Any], remark: str) -> dict[str, Any]:
    """The call that says in words what a file cannot, after all: for `sendMessage`."""
    kept = {name: value for name, value in payload.items() if name != "caption"}
    text = "\n".join(part for part in (payload.get("caption"), remark) if part)
    return kept | {"text": text, "parse_mode": "HTML"}


def say(uid: str, bot: str, chat_id: int, view: View) -> Letter:
    """A new message to the chat that acted: text only."""
    return Letter(uid, bot, chat_id, "sendMessage", _message(chat_id, view))


def edit(uid: str, bot: str, chat_id: int, message_id: int, view: View) -> Letter:
    """The pressed message becomes this view."""
    payload = _message(chat_id, view, silent=False) | {"message_id": message_id}
    payload.setdefault("reply_markup", {"inline_keyboard": []})
    return Letter(uid, bot, chat_id, "editMessageText", payload, edits=message_id)


def rekey(
    uid: str, bot: str, chat_id: int, message_id: int, rows: tuple[tuple[Button, ...], ...]
) -> Letter:
    """A message keeps its words and gets these buttons."""
    keyboard = [[_button(button) for button in row] for row in rows]
    payload: dict[str, Any] = {"chat_id": chat_id, "message_id": message_id}
    payload["reply_markup"] = {"inline_keyboard": keyboard}
    return Letter(uid, bot, chat_id, REKEY, payload, edits=message_id)


def delete(uid: str, bot: str, chat_id: int, message_id: int, lane: Lane) -> Letter:
    """A message of ours goes; Telegram allows that for 48 hours."""
    payload = {"chat_id": chat_id, "message_id": message_id}
    return Letter(uid, bot, chat_id, "deleteMessage", payload, lane=lane)


def notify(uid: str, notice: Notice) -> Letter:
    """A message to somebody else, once for its key: text only."""
    return Letter(
        uid,
        notice.bot,
        notice.chat_id,
        "sendMessage",
        _message(notice.chat_id, notice.view),
        lane=Lane(notice.lane),
        key=notice.key,
    )


def in_reply(letter: Letter, message_id: int) -> Letter:
    """A new message as the answer to one of ours; it comes also where that one is gone."""
    answered = {"message_id": message_id, "allow_sending_without_reply": True}
    return replace(letter, payload={**letter.payload, "reply_parameters": answered})


def in_thread(letter: Letter, thread_id: int, topic: TopicCard | None) -> Letter:
    """A letter into a thread of its chat; into the topic of a case, wherever that is by then."""
    if topic is not None:
        return replace(letter, topic_id=topic.id)
    if letter.method == "editMessageText":
        return letter
    return replace(letter, payload={**letter.payload, "message_thread_id": thread_id})


def _carry(uow: UnitOfWork, bot: str, chat_id: int, view: View, file: OutFile) -> Letter:
    payload: dict[str, Any] = {"chat_id": chat_id}
    if view.html:
        payload |= {"caption": view.html, "parse_mode": "HTML"}
    return Letter(
        uow.new_uid(),
        bot,
        chat_id,
        METHODS[file.kind],
        payload | _surroundings(view),
        file_id=_kept(uow, file),
    )


def _kept(uow: UnitOfWork, file: OutFile) -> int:
    if file.kept is not None:
        return file.kept
    if not file.content or len(file.content) > MADE_MOST_BYTES:
        raise NoPlaceForFile(f"{file.name}: {len(file.content or b'')} bytes")
    return keep_made(uow, FileKind(file.kind), file.name, file.content)


def _message(chat_id: int, view: View, *, silent: bool = True) -> dict[str, Any]:
    if view.file is not None:
        raise NoPlaceForFile(view.file.name)
    payload: dict[str, Any] = {
        "chat_id": chat_id,
        "text": view.html,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    return payload | _surroundings(view, silent=silent)


def _surroundings(view: View, *, silent: bool = True) -> dict[str, Any]:
    payload: dict[str, Any] = {}
    if view.rows:
        payload["reply_markup"] = {
            "inline_keyboard": [[_button(button) for button in row] for row in view.rows]
        }
    if view.below is not None:
        payload["reply_markup"] = _below(view.below)
    if silent and view.silent:
        payload["disable_notification"] = True
    if silent and view.protected:
        payload["protect_content"] = True
    return payload


def _below(below: Below) -> Mapping[str, Any]:
    """It goes when it was used; a keyboard of its own size hides less of the chat."""
    if not below.share:
        return {"remove_keyboard": True}
    rows = [[{"text": below.share, "request_contact": True}]]
    rows += [[{"text": each}] for each in below.other]
    return {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}


def _button(button: Button) -> Mapping[str, str]:
    label = literal(button.text).strip() or NO_LABEL
    if button.url is not None:
        return {"text": label, "url": button.url}
    if not 1 <= len(button.data.encode()) <= CALLBACK_BYTES:
        raise ButtonTooLong(button.data)
    return {"text": label, "callback_data": button.data}
