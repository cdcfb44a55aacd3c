"""What an update's JSON must be to be kept, and what of it the database or a library cannot take.

Clients and proxies send anything: what has no number cannot be kept, what has no chat has a lane
of its own, and what is no character (half of a pair, a zero byte) becomes U+FFFD.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

HIGHEST: Final = 2**63 - 1
OTHER: Final = "other"
"""The lane of updates that no chat can be read from."""

_HALVES: Final = dict.fromkeys((0, *range(0xD800, 0xE000)), "\ufffd")
_IN_A_CHAT: Final = ("message", "edited_message", "my_chat_member")


def read_body(raw: bytes) -> Mapping[str, Any] | None:
    """The update in the body of a request; None if it is no update."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) and number_of(body) is not None else None


def number_of(body: Mapping[str, Any]) -> int | None:
    """Its update_id, if it is one."""
    number = body.get("update_id")
    fits = isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= HIGHEST
    return number if fits else None


def lane_of(body: Mapping[str, Any]) -> str:
    """Which updates must stay in order: those of one chat (and thread)."""
    try:
        return _lane(body)
    except (AttributeError, KeyError, TypeError, ValueError):
        return OTHER


def written(body: Mapping[str, Any]) -> str:
    """The JSON that is kept: it can be encoded, and holds nothing that PostgreSQL refuses."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    if text.isascii() or _is_clean(text):
        return text if "\\u0000" not in text else _cleaned(body)
    return _cleaned(body)


def _lane(body: Mapping[str, Any]) -> str:
    for kind in _IN_A_CHAT:
        if kind in body:
            return _chat_lane(body[kind])
    if "callback_query" in body:
        query = body["callback_query"]
        if "message" in query:
            return _chat_lane(query["message"])
        return f"u{int(query['from']['id'])}"
    return OTHER


def _chat_lane(message: Mapping[str, Any]) -> str:
    thread = int(message.get("message_thread_id") or 0)
    return f"{int(message['chat']['id'])}" + (f":{thread}" if thread else "")


def _is_clean(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _cleaned(body: Mapping[str, Any]) -> str:
    return json.dumps(_clean(body), ensure_ascii=False, separators=(",", ":"))


def _clean(value: Any) -> Any:
    match value:
        case str():
            return value.translate(_HALVES)
        case list():
            return [_clean(each) for each in value]
        case dict():
            return {_clean(key): _clean(each) for key, each in value.items()}
    return value
