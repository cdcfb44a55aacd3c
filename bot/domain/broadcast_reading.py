"""What one recipient reads of a broadcast, in their language, with the buttons below it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from bot.domain.broadcasts import AGAIN, PLACEHOLDERS, Content, Urgency, leavable
from bot.domain.literal import literal

_PLACEHOLDER: Final = re.compile("|".join(map(re.escape, PLACEHOLDERS)))

SENDER: Final[Mapping[str, str]] = {"zh": "📣 {region} · 群发", "en": "📣 {region} · sent to many"}
"""Ends every message: whose it is, and that it is not written to one firm alone."""
MENU: Final[Mapping[str, str]] = {"zh": "菜单", "en": "Menu"}
MENU_DATA: Final = "home:anew"
"""The last button of every message; the menu comes as another one, so that this one stays."""
SEEN: Final[Mapping[str, str]] = {"zh": "✅ 已读并知晓", "en": "✅ Read and understood"}
SEEN_DATA: Final = "note:seen"
LEAVE: Final[Mapping[str, str]] = {"zh": "不再接收此类", "en": "No more of this kind"}
LEAVE_DATA: Final = "note:leave"
CURRENT: Final[Mapping[str, str]] = {"zh": "看最新内容", "en": "see how it stands now"}
"""The words of the link that goes on with a message that somebody forwards."""


@dataclass(frozen=True, slots=True)
class Reads:
    """What one recipient gets: HTML, the words and address of each button, and of the menu's."""

    html: str
    buttons: tuple[tuple[str, str], ...]
    menu: str


def with_list(content: Content, language: str, listed: str) -> Content:
    """The same with a list of policies below its words in one language, "zh" or "en"."""
    if language == "en":
        return replace(content, en=f"{content.en}\n\n{listed}")
    return replace(content, zh=f"{content.zh}\n\n{listed}")


def asked_of_readers(
    content: Content, urgency: Urgency, language: str, broadcast_id: int
) -> tuple[tuple[str, str], ...]:
    """The words and callback data of the buttons by which a reader answers it."""
    said = "en" if language == "en" else "zh"
    seen = ((SEEN[said], f"{SEEN_DATA}:{broadcast_id}"),) if content.terms.receipt else ()
    leave = ((LEAVE[said], f"{LEAVE_DATA}:{broadcast_id}"),) if leavable(content, urgency) else ()
    return (*seen, *leave)


def reads(
    content: Content,
    language: str,
    *,
    firm: str,
    region: str,
    again: bool = False,
    link: str | None = None,
    sender: str | None = None,
) -> Reads:
    """A broadcast as one recipient reads it.

    Args:
        language: "zh" or "en".
        firm: Plain name of the firm that is addressed.
        region: Plain name of the place of that firm, in this language.
        again: It may have arrived before, and says so.
        link: Under which it can be read as it stands; it stays when the message is forwarded.
        sender: Plain name of the place that sends it; None: the same place.
    """
    english = language == "en"
    names = dict(zip(PLACEHOLDERS, (firm, region), strict=True))
    text = _PLACEHOLDER.sub(
        lambda found: escape(literal(names[found[0]]), quote=False),
        content.en if english else content.zh,
    )
    head = AGAIN["en" if english else "zh"] if again else ""
    whose = escape(literal(region if sender is None else sender), quote=False)
    signed = SENDER["en" if english else "zh"].format(region=whose)
    buttons = tuple((each.en if english else each.zh, each.url) for each in content.buttons)
    menu = MENU["en" if english else "zh"]
    current = CURRENT["en" if english else "zh"]
    more = "" if link is None else f' · <a href="{escape(link)}">{current}</a>'
    return Reads(f"{head}{text}\n\n<i>{signed}</i>{more}", buttons, menu)
