"""What somebody is asked in a topic: it names them, and they answer it by a reply."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.domain.speech import View
from bot.store.staff.officers import OfficerCard
from handlers.press import DIGITS, button, read_press
from handlers.tongue import Tongue, lines

DROP: Final = "topic:drop"
"""取消 under a prompt; its arguments are the officer who is asked, and what for."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Who was asked by a message, and what for (the kind of the question): untrusted."""

    officer_id: int
    kind: str


def prompt(t: Tongue, officer: OfficerCard, kind: str, view: View) -> View:
    """A question for one of those who read the topic."""
    head = t("✍️ {name}，请用“回复”写在这条消息下面：", name=officer.name)
    drop = button(t("取消"), DROP, officer.id, kind)
    return replace(view, html=lines(head, view.html), rows=((drop,),))


def prompted(message: Mapping[str, Any]) -> Prompt | None:
    """The prompt that a message replies to; None if it replies to none."""
    answered = message.get("reply_to_message") or {}
    rows = (answered.get("reply_markup") or {}).get("inline_keyboard") or []
    return next(_asked(rows), None)


def _asked(rows: list[list[Mapping[str, Any]]]) -> Iterator[Prompt]:
    for each in (one for row in rows for one in row):
        press = read_press(str(each.get("callback_data") or ""))
        number = press.args[0] if press.args else ""
        if press.name == DROP and number.isdecimal() and len(number) <= DIGITS:
            yield Prompt(int(number), press.args[1] if press.args[1:] else "")
