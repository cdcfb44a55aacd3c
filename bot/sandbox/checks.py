"""Strict reading of a call: what Telegram would refuse is refused, in its words."""

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.errors import bad_request, not_modelled
from bot.sandbox.formatting import Formatted, formatted
from bot.sandbox.methods import METHODS
from bot.sandbox.model import Button, Keyboard
from bot.sandbox.wire import utf16

TEXT_LIMIT = 4096  # UTF-16 units after entity parsing, as the next
CAPTION_LIMIT = 1024
DATA_LIMIT = 64  # bytes
BUTTONS_LIMIT = 100
ROW_LIMIT = 8
LINKS = frozenset({"http", "https", "tg"})

_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "voice": "there is no voice in the request",
}
_BUTTON_UNMODELLED = frozenset(
    [
        "icon_custom_emoji_id",
        "style",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
        "disabled",
    ]
)
_REPLY_UNMODELLED = frozenset(
    [
        "chat_id",
        "quote",
        "quote_parse_mode",
        "quote_entities",
        "quote_position",
        "checklist_task_id",
        "poll_option_id",
        "ephemeral_message_id",
    ]
)
_PREVIEW = {"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"}
_BELOW = frozenset({"keyboard", "remove_keyboard"})


def arguments(method: str, raw: Mapping[str, Any], uploads: Collection[str]) -> dict[str, Any]:
    """The parameters of a call, typed.

    Args:
        method: A name in METHODS, or not.
        raw: Form fields as text, or JSON values.
        uploads: Names of the parts that carry files.

    Raises:
        ApiError: 501 for what is not modelled; 400 for an unknown or missing
            parameter, a wrong type, or a file that nothing refers to.
    """
    if method not in METHODS:
        raise not_modelled(f"the method {method}")
    spec = METHODS[method]
    check_keys("parameter", raw, spec.fields.keys(), spec.unmodelled)
    for name in spec.required:
        if name not in raw and name not in uploads:
            raise bad_request(_MISSING.get(name, f'parameter "{name}" is required'))
    for part in uploads:
        if part not in spec.fields and f"attach://{part}" not in raw.values():
            raise bad_request(f'nothing refers to the file "{part}"')
    return {name: spec.fields[name](name, value) for name, value in raw.items()}


def check_keys(
    what: str, given: Mapping[str, Any], known: Collection[str], unmodelled: Collection[str] = ()
) -> None:
    """Refuse keys that the Bot API does not have (400) or the sandbox does not model (501)."""
    for key in given:
        if key in unmodelled:
            raise not_modelled(f'the {what} "{key}"')
        if key not in known:
            raise bad_request(f'unknown {what} "{key}"')


def body_text(args: Mapping[str, Any]) -> Formatted:
    """The text of a message: 1 to 4096 units."""
    words = formatted(args["text"], args.get("parse_mode"))
    if not words.text:
        raise bad_request("message text is empty")
    if utf16(words.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return words


def caption(args: Mapping[str, Any]) -> Formatted:
    """The caption of a photo or document: up to 1024 units, or none."""
    words = formatted(args.get("caption", ""), args.get("parse_mode"))
    if utf16(words.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return words


def keyboard(args: Mapping[str, Any], *, new: bool = False) -> Keyboard:
    """The inline keyboard of a message; empty when there is none.

    Args:
        new: It is sent, so that it may have one below the field instead: see `replykeys`.
    """
    markup = args.get("reply_markup")
    if markup is None or (new and _BELOW & markup.keys()):
        return []
    if _BELOW & markup.keys():
        raise bad_request("inline keyboard expected")
    check_keys("reply markup", markup, {"inline_keyboard"}, {"force_reply"})
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse inline keyboard: expected an Array of Array")
    if any(not 1 <= len(row) <= ROW_LIMIT for row in rows):
        raise bad_request(f"a row of an inline keyboard has 1 to {ROW_LIMIT} buttons")
    if sum(map(len, rows)) > BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")
    return [[_button(each) for each in row] for row in rows]


def _button(raw: Any) -> Button:
    if not isinstance(raw, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    check_keys("button field", raw, {"text", "callback_data", "url"}, _BUTTON_UNMODELLED)
    if not all(isinstance(value, str) for value in raw.values()):
        raise bad_request("can't parse inline keyboard button: fields must be of type String")
    words, data, url = raw.get("text", ""), raw.get("callback_data"), raw.get("url")
    if not words.strip():
        raise bad_request("can't parse inline keyboard button: text is empty")
    if (data is None) == (url is None):
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if data is not None and not 1 <= len(data.encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if url is not None and urlsplit(url).scheme not in LINKS:
        raise bad_request("BUTTON_URL_INVALID")
    return Button(words, data, url)


def data_of(keys: Keyboard) -> frozenset[str]:
    """All callback data of a keyboard."""
    return frozenset(button.data for row in keys for button in row if button.data is not None)


def reply_target(args: Mapping[str, Any]) -> tuple[int | None, bool]:
    """The message to answer, and whether to send even when it is gone."""
    wish = args.get("reply_parameters")
    if wish is None:
        return None, False
    check_keys(
        "reply parameter", wish, {"message_id", "allow_sending_without_reply"}, _REPLY_UNMODELLED
    )
    number, anyway = wish.get("message_id"), wish.get("allow_sending_without_reply", False)
    if type(number) is not int or type(anyway) is not bool:
        raise bad_request("can't parse reply parameters")
    return number, anyway


def link_preview(args: Mapping[str, Any]) -> None:
    """Accepted when well formed; the sandbox shows no previews."""
    check_keys("link preview option", args.get("link_preview_options") or {}, _PREVIEW)
