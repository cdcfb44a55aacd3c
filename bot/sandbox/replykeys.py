"""Keyboards below the field of a private chat: what bots ask for, and what people do with them."""

import html
from collections.abc import Mapping
from typing import Any

from bot.sandbox.checks import BUTTONS_LIMIT, check_keys
from bot.sandbox.errors import bad_request, not_modelled
from bot.sandbox.model import NO_KEYS, Chat, Key, Keys, Message
from bot.sandbox.state import PlayRefusal
from bot.sandbox.world import World

ROW_LIMIT = 12
NAME_LIMIT = 64
_KEYBOARD = {"keyboard", "resize_keyboard", "one_time_keyboard"}
_KEYBOARD_UNMODELLED = frozenset({"is_persistent", "input_field_placeholder", "selective"})
_KEY_UNMODELLED = frozenset(
    [
        "icon_custom_emoji_id",
        "style",
        "request_users",
        "request_chat",
        "request_managed_bot",
        "request_location",
        "request_poll",
        "web_app",
    ]
)


def asked(args: Mapping[str, Any], chat: Chat) -> Keys | None:
    """The keys that a message brings, or NO_KEYS if it takes them away; None if neither.

    Raises:
        ApiError: 400 for what Telegram refuses, 501 for what is not modelled.
    """
    markup = args.get("reply_markup") or {}
    if "remove_keyboard" in markup:
        check_keys("reply markup", markup, {"remove_keyboard"}, {"selective"})
        if markup["remove_keyboard"] is not True:
            raise bad_request("can't parse reply keyboard remove: it is always true")
        return NO_KEYS
    if "keyboard" not in markup:
        return None
    if type(chat) is not Chat:
        raise not_modelled("keyboards of groups")
    check_keys("reply markup", markup, _KEYBOARD, _KEYBOARD_UNMODELLED)
    rows = markup["keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse reply keyboard: expected an Array of Array")
    if not rows or any(not 1 <= len(row) <= ROW_LIMIT for row in rows):
        raise bad_request("reply markup is too long or has an empty row")
    if sum(map(len, rows)) > BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")
    keys = tuple(tuple(_key(each) for each in row) for row in rows)
    return Keys(keys, once=markup.get("one_time_keyboard") is True)


def share_contact(
    world: World, bot: str, person_id: int, phone: str, owner_id: int | None
) -> Message:
    """The person sends a card: their own, or with another `owner_id` somebody else's.

    None is the card of somebody who does not use Telegram.

    Raises:
        PlayRefusal: No number, or they have blocked the bot.
    """
    if not phone.lstrip("+").isdecimal():
        raise PlayRefusal(409, "须为电话号码", "a phone number is expected")
    chat = world.reach(bot, person_id)
    name = chat.person.first_name if owner_id == person_id else "某人"
    card: dict[str, Any] = {"phone_number": phone, "first_name": name[:NAME_LIMIT]}
    message = world.draft("")
    message.html = html.escape(f"👤 {card['first_name']} {phone}", quote=False)
    message.other["contact"] = card | ({} if owner_id is None else {"user_id": owner_id})
    chat.used()
    return world.receive(chat, message)


def own_number(person_id: int) -> str:
    """The number that a person of the sandbox has with Telegram."""
    return f"+86138{person_id % 10**8:08d}"


def _key(raw: Any) -> Key:
    if isinstance(raw, str):
        raw = {"text": raw}
    if not isinstance(raw, dict):
        raise bad_request("can't parse keyboard button: expected an Object")
    check_keys("keyboard button field", raw, {"text", "request_contact"}, _KEY_UNMODELLED)
    words, contact = raw.get("text", ""), raw.get("request_contact", False)
    if not isinstance(words, str) or not words.strip():
        raise bad_request("can't parse keyboard button: text is empty")
    if type(contact) is not bool:
        raise bad_request("can't parse keyboard button: request_contact must be a Boolean")
    return Key(words, contact)
