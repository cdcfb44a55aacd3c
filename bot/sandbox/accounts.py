"""What bots say about themselves: menus, names, and the state of their queue."""

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.checks import check_keys
from bot.sandbox.errors import bad_request, not_modelled
from bot.sandbox.groups import Group
from bot.sandbox.wire import Json, bot_self, chat_json, utf16

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
COMMANDS_LIMIT = 100
LANGUAGE = re.compile(r"[a-z]{2}")
SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat"}
)
ONE_GROUP = frozenset({"chat_administrators", "chat_member"})


def get_me(call: Call) -> Json:
    """GetMe."""
    return bot_self(call.bot)


def get_file(call: Call) -> Json:
    """GetFile."""
    file = call.world.files.find(call.bot.name, call.args["file_id"])
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > 20 * 1024 * 1024:
        raise bad_request("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "file_path": file.path,
    }


def get_chat(call: Call) -> Json:
    """GetChat; works for a person who has blocked the bot, too."""
    chat = call.world.chats.get((call.bot.name, call.args["chat_id"]))
    if chat is None or not chat.opened:
        raise bad_request("chat not found")
    if isinstance(chat, Group):
        chat.require_member()
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    more = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    return chat_json(chat) | more


def set_my_commands(call: Call) -> bool:
    """SetMyCommands for a scope and a language."""
    commands = call.args["commands"]
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("too many commands specified")
    call.bot.commands[_menu(call.args)] = [_command(each) for each in commands]
    call.world.changed()
    return True


def get_my_commands(call: Call) -> list[dict[str, str]]:
    """GetMyCommands: exactly this scope and language, no fallback."""
    return call.bot.commands.get(_menu(call.args), [])


def delete_my_commands(call: Call) -> bool:
    """DeleteMyCommands."""
    call.bot.commands.pop(_menu(call.args), None)
    call.world.changed()
    return True


def get_my_name(call: Call) -> Json:
    """GetMyName: of this language, else of all others, else as it was made."""
    names, language = call.bot.titles, _language(call.args)
    return {"name": names.get(language) or names.get("") or call.bot.title}


def set_my_name(call: Call) -> bool:
    """SetMyName: 0-64 characters."""
    return _describe(call, call.bot.titles, "name", 64)


def set_my_description(call: Call) -> bool:
    """SetMyDescription: 0-512 characters."""
    return _describe(call, call.bot.descriptions, "description", 512)


def set_my_short_description(call: Call) -> bool:
    """SetMyShortDescription: 0-120 characters."""
    return _describe(call, call.bot.short_descriptions, "short_description", 120)


def set_chat_menu_button(call: Call) -> bool:
    """SetChatMenuButton for all private chats: the commands, or Telegram's default."""
    if "chat_id" in call.args:
        raise not_modelled("a menu button of one chat")
    button = call.args.get("menu_button", {"type": "default"})
    if button.get("type") == "web_app":
        raise not_modelled("a menu button that opens a web app")
    check_keys("menu button field", button, {"type"})
    if button.get("type") not in {"commands", "default"}:
        raise bad_request("can't parse menu button: unsupported type")
    call.bot.menu_button = button
    call.world.changed()
    return True


def _describe(call: Call, kept: dict[str, str], field: str, limit: int) -> bool:
    words = call.args.get(field, "")
    if utf16(words) > limit:
        raise bad_request(f"{field.replace('_', ' ')} is too long")
    kept[_language(call.args)] = words
    call.world.changed()
    return True


def _language(args: Mapping[str, Any]) -> str:
    language: str = args.get("language_code", "")
    if language and not LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _menu(args: Mapping[str, Any]) -> tuple[str, str]:
    scope = args.get("scope", {"type": "default"})
    kind = scope.get("type")
    if kind in ONE_GROUP:
        raise not_modelled(f"the command scope {kind}")
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type")
    check_keys("scope field", scope, {"type", "chat_id"} if kind == "chat" else {"type"})
    return json.dumps(scope, sort_keys=True), _language(args)


def _command(raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict) or not all(isinstance(each, str) for each in raw.values()):
        raise bad_request("can't parse BotCommand: expected an Object of String")
    check_keys("command field", raw, {"command", "description"}, {"is_ephemeral"})
    name, description = raw.get("command", ""), raw.get("description", "")
    if not COMMAND.fullmatch(name.removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= utf16(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description}
