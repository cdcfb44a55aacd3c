"""Telegram's HTML: how long it is as Telegram counts, and what of it we pass on."""

import re
from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser
from typing import Final

from bot.domain.literal import literal

TEXT_UNITS: Final = 4096
CAPTION_UNITS: Final = 1024
"""So many UTF-16 units a message, and the words beside a file, may have."""
_PLAIN: Final = frozenset({"b", "i", "u", "s", "code", "pre", "blockquote"})
_TAG: Final = re.compile(r"<[^>]*>")
_HREF: Final = re.compile(r'<a href="([^"]*)">')


class Html(str):
    """Text that is HTML already and must not be escaped again."""


def unmarked(text: str) -> str:
    """A text for where nothing is HTML, such as a button: what was HTML is what it reads."""
    return plain_text(text) if isinstance(text, Html) else text


def within(text: str, units: int) -> str:
    """As much of a text as fits into so many UTF-16 units; a cut is visible."""
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 <= units:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (units - 1)]
    return kept.decode("utf-16-le", "ignore") + "…"


def plain_text(markup: str) -> str:
    """What is read, without any formatting."""
    return unescape(_TAG.sub("", markup))


def units_of(markup: str) -> int:
    """The length that Telegram counts: UTF-16 units, after its tags are read."""
    return len(plain_text(markup).encode("utf-16-le", "surrogatepass")) // 2


def links_in(markup: str) -> tuple[str, ...]:
    """Where words of a text lead, in their order; addresses that are written out not."""
    reader = _Reader(lambda words: words)
    reader.feed(markup)
    reader.close()
    return tuple(reader.links)


def passed_on(markup: str, change: Callable[[str], str] = lambda words: words) -> str:
    """A text that somebody formatted in their own client, as we may send it to others.

    Mentions of people, moving emoji and moments become their words: they mean nothing elsewhere.

    Args:
        markup: As python-telegram-bot gives it: all is escaped but addresses.
        change: What is done to words outside of tags; it gets and gives plain text.
    """
    reader = _Reader(change)
    reader.feed(_HREF.sub(lambda found: f'<a href="{escape(found[1])}">', markup))
    reader.close()
    return "".join(reader.out).strip()


class _Reader(HTMLParser):
    def __init__(self, change: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.links: list[str] = []
        self._change = change
        self._closing: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        opening = self._opening(tag, {name: value or "" for name, value in attrs})
        self.out.append(opening)
        name = opening.strip("<>").partition(" ")[0]
        self._closing.append(f"</{name}>" if name else "")

    def handle_endtag(self, tag: str) -> None:
        if self._closing:
            self.out.append(self._closing.pop())

    def handle_data(self, data: str) -> None:
        self.out.append(escape(literal(self._change(data)), quote=False))

    def _opening(self, tag: str, attributes: dict[str, str]) -> str:
        if tag == "a" and not attributes.get("href", "").startswith("tg://"):
            self.links.append(attributes.get("href", ""))
            return f'<a href="{escape(attributes.get("href", ""))}">'
        if tag == "span" and attributes.get("class") == "tg-spoiler":
            return "<tg-spoiler>"
        if tag == "blockquote" and "expandable" in attributes:
            return "<blockquote expandable>"
        if tag == "code" and self._closing[-1:] == ["</pre>"]:
            return ""  # the language of a program
        return f"<{tag}>" if tag in _PLAIN or tag == "tg-spoiler" else ""
