"""What a message of ours was about: its own buttons say so, as long as they stand under it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from handlers.press import DIGITS, read_press

CASE: Final = "case"
GROUP: Final = "group"
_BY_BUTTON: Final[Mapping[str, str]] = {
    "case:show": CASE,
    "case:note": CASE,
    "case:claim": CASE,
    "case:confirm": CASE,
    "case:withdraw": CASE,
    "case:answer": CASE,
    "case:solve": CASE,
    "case:firm": CASE,
    "file:list": CASE,
    "test:done": GROUP,
    "test:when": GROUP,
    "test:show": GROUP,
    "test:some": GROUP,
    "test:snooze": GROUP,
}
"""Buttons whose first argument is the id of what they are about."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A case or a test group; untrusted, as whatever comes from outside."""

    kind: str
    id: int


def replied_to(message: Mapping[str, Any]) -> Subject | None:
    """What the message was about that this one answers; None if about nothing, or several."""
    answered = message.get("reply_to_message") or {}
    rows = (answered.get("reply_markup") or {}).get("inline_keyboard") or []
    found = set(_subjects(rows))
    return found.pop() if len(found) == 1 else None


def _subjects(rows: list[list[Mapping[str, Any]]]) -> Iterator[Subject]:
    for button in (button for row in rows for button in row):
        press = read_press(str(button.get("callback_data") or ""))
        kind = _BY_BUTTON.get(press.name)
        number = press.args[0] if press.args else ""
        if kind is not None and number.isdecimal() and len(number) <= DIGITS:
            yield Subject(kind, int(number))
