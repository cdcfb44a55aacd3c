"""Reading one parameter of a call, which came as a form field or as a JSON value."""

import json
import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.errors import bad_request

Reader = Callable[[str, Any], Any]

INTEGER = re.compile(r"-?\d{1,19}")


def integer(name: str, raw: Any) -> int:
    """A whole number, or its digits."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and INTEGER.fullmatch(raw):
        return int(raw)
    raise _type_error(name, "Integer")


def boolean(name: str, raw: Any) -> bool:
    """True or False, or one of these words in lower case."""
    if isinstance(raw, bool):
        return raw
    if raw in {"true", "false"}:
        return bool(raw == "true")
    raise _type_error(name, "Boolean")


def text(name: str, raw: Any) -> str:
    """A string."""
    if isinstance(raw, str):
        return raw
    raise _type_error(name, "String")


def chat_id(name: str, raw: Any) -> int:
    """A person's id. A @channelname is well formed, but no chat here has one."""
    if isinstance(raw, str) and raw.startswith("@"):
        raise bad_request("chat not found")
    return integer(name, raw)


def json_object(name: str, raw: Any) -> dict[str, Any]:
    """An object, or its JSON text."""
    value = _parsed(name, raw)
    if isinstance(value, dict):
        return value
    raise bad_request(f"object expected as {name}")


def json_array(name: str, raw: Any) -> list[Any]:
    """An array, or its JSON text."""
    value = _parsed(name, raw)
    if isinstance(value, list):
        return value
    raise bad_request(f"expected an Array as {name}")


def _parsed(name: str, raw: Any) -> Any:
    if not isinstance(raw, str):
        return raw
    try:
        return json.loads(raw)
    except ValueError as error:
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error


def _type_error(name: str, kind: str) -> Exception:
    return bad_request(f'field "{name}" must be of type {kind}')
