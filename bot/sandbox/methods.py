"""Which methods and parameters the sandbox models, and which it only knows of."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.sandbox.readers import (
    Reader,
    boolean,
    chat_id,
    integer,
    json_array,
    json_object,
    text,
)


@dataclass(frozen=True)
class Method:
    """The parameters of a method.

    A parameter that is in neither table is unknown to the Bot API (10.3) and
    refused with 400; an `unmodelled` one is answered with 501.
    """

    fields: Mapping[str, Reader]
    required: tuple[str, ...] = ()
    unmodelled: frozenset[str] = frozenset()


_SEND = {
    "chat_id": chat_id,
    "message_thread_id": integer,
    "parse_mode": text,
    "disable_notification": boolean,
    "protect_content": boolean,
    "reply_parameters": json_object,
    "reply_markup": json_object,
}
_SEND_UNMODELLED = frozenset(
    [
        "business_connection_id",
        "direct_messages_topic_id",
        "allow_paid_broadcast",
        "message_effect_id",
        "suggested_post_parameters",
        "ephemeral_message_parameters",
        "receiver_user_id",
        "callback_query_id",
        "allow_sending_without_reply",
        "reply_to_message_id",
    ]
)
_MEDIA_UNMODELLED = _SEND_UNMODELLED | {"caption_entities"}
_EDIT = {"chat_id": chat_id, "message_id": integer, "reply_markup": json_object}
_EDIT_UNMODELLED = frozenset({"business_connection_id", "inline_message_id"})
_TOPIC = {"chat_id": chat_id, "message_thread_id": integer}
_ICONS = frozenset({"icon_custom_emoji_id"})
_MENU = {"scope": json_object, "language_code": text}

METHODS: Mapping[str, Method] = {
    "getMe": Method({}),
    "getUpdates": Method(
        {"offset": integer, "limit": integer, "timeout": integer, "allowed_updates": json_array}
    ),
    "setWebhook": Method(
        {
            "url": text,
            "secret_token": text,
            "max_connections": integer,
            "allowed_updates": json_array,
            "drop_pending_updates": boolean,
        },
        ("url",),
        frozenset({"certificate", "ip_address"}),
    ),
    "deleteWebhook": Method({"drop_pending_updates": boolean}),
    "getWebhookInfo": Method({}),
    "sendMessage": Method(
        _SEND | {"text": text, "link_preview_options": json_object},
        ("chat_id", "text"),
        _SEND_UNMODELLED | {"entities", "disable_web_page_preview"},
    ),
    "editMessageText": Method(
        _EDIT | {"text": text, "parse_mode": text, "link_preview_options": json_object},
        ("chat_id", "message_id", "text"),
        _EDIT_UNMODELLED | {"entities", "disable_web_page_preview", "rich_message"},
    ),
    "editMessageCaption": Method(
        _EDIT | {"caption": text, "parse_mode": text},
        ("chat_id", "message_id"),
        _EDIT_UNMODELLED | {"caption_entities", "show_caption_above_media"},
    ),
    "editMessageReplyMarkup": Method(_EDIT, ("chat_id", "message_id"), _EDIT_UNMODELLED),
    "deleteMessage": Method(
        {"chat_id": chat_id, "message_id": integer}, ("chat_id", "message_id")
    ),
    "sendPhoto": Method(
        _SEND | {"photo": text, "caption": text},
        ("chat_id", "photo"),
        _MEDIA_UNMODELLED | {"show_caption_above_media", "has_spoiler"},
    ),
    "sendDocument": Method(
        _SEND | {"document": text, "caption": text, "disable_content_type_detection": boolean},
        ("chat_id", "document"),
        _MEDIA_UNMODELLED | {"thumbnail"},
    ),
    "sendVoice": Method(
        _SEND | {"voice": text, "caption": text, "duration": integer},
        ("chat_id", "voice"),
        _MEDIA_UNMODELLED,
    ),
    "getFile": Method({"file_id": text}, ("file_id",)),
    "answerCallbackQuery": Method(
        {"callback_query_id": text, "text": text, "show_alert": boolean, "cache_time": integer},
        ("callback_query_id",),
        frozenset({"url"}),
    ),
    "sendChatAction": Method(
        {"chat_id": chat_id, "action": text},
        ("chat_id", "action"),
        frozenset({"business_connection_id", "message_thread_id"}),
    ),
    "setMyCommands": Method(_MENU | {"commands": json_array}, ("commands",)),
    "getMyCommands": Method(_MENU),
    "deleteMyCommands": Method(_MENU),
    "getMyName": Method({"language_code": text}),
    "setMyName": Method({"name": text, "language_code": text}),
    "setMyDescription": Method({"description": text, "language_code": text}),
    "setMyShortDescription": Method({"short_description": text, "language_code": text}),
    "setChatMenuButton": Method({"chat_id": chat_id, "menu_button": json_object}),
    "getChatMember": Method({"chat_id": chat_id, "user_id": integer}, ("chat_id", "user_id")),
    "createForumTopic": Method(
        {"chat_id": chat_id, "name": text}, ("chat_id", "name"), _ICONS | {"icon_color"}
    ),
    "editForumTopic": Method(_TOPIC | {"name": text}, (*_TOPIC, "name"), _ICONS),
    "closeForumTopic": Method(_TOPIC, tuple(_TOPIC)),
    "reopenForumTopic": Method(_TOPIC, tuple(_TOPIC)),
    "getChat": Method({"chat_id": chat_id}, ("chat_id",)),
}
