"""What a bot's Telegram HTML becomes on the page.

The Bot API half has checked the markup already. It is taken apart and built anew
here all the same: nothing but the elements named below ever reaches the browser.
"""

import re
from html import escape
from html.parser import HTMLParser
from typing import Final
from urllib.parse import SplitResult, parse_qs, urlsplit

from markupsafe import Markup

PLAIN_TAGS: Final = {
    "b": "b",
    "strong": "b",
    "i": "i",
    "em": "i",
    "u": "u",
    "ins": "u",
    "s": "s",
    "strike": "s",
    "del": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
SPOILER: Final = '<span class="spoiler" role="button" tabindex="0" aria-expanded="false">'
FOLDED_QUOTE: Final = '<blockquote class="folded" role="button" tabindex="0">'
BLOCKS: Final = frozenset({"pre", "blockquote"})
# An address, or a command that stands free: "/privacy" but not "48/24" and not "and/or".
NOT_IN_ADDRESS: Final = r"\s<>\"'《》〈〉「」【】（），。；：！？、“”‘’"
LIVE_TEXT: Final = re.compile(
    rf"(?P<url>https?://[^{NOT_IN_ADDRESS}]*[^{NOT_IN_ADDRESS}.,;:!?)])"
    r"|(?<![\w/<.])(?P<command>/[a-zA-Z][a-zA-Z0-9_]{0,31})(?![\w/])"
)
SAFE_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})


def start_payload(url: str) -> tuple[str, str] | None:
    """Read a deep link of a bot.

    Returns:
        User name of the bot and the start parameter (may be empty), or None when the
        address is not `https://t.me/<bot>` at all.
    """
    parts = _split(url)
    name = parts.path.strip("/") if parts else ""
    if parts is None or parts.netloc not in {"t.me", "telegram.me"} or "/" in name or not name:
        return None
    return name, parse_qs(parts.query).get("start", [""])[0]


def link_attributes(url: str) -> str | None:
    """Give the attributes of a link as HTML, or None when the scheme is not to be followed.

    A deep link carries `data-bot` and `data-start`, so that the page can press Start in the
    seat of that bot instead of leaving for the real messenger.
    """
    parts = _split(url)
    if parts is None or parts.scheme not in SAFE_SCHEMES:
        return None
    attributes = f'href="{escape(url)}" target="_blank" rel="noopener noreferrer"'
    if deep := start_payload(url):
        attributes += f' data-bot="{escape(deep[0])}" data-start="{escape(deep[1])}"'
    return attributes


def safe_html(telegram_html: str) -> Markup:
    """Render Telegram HTML as HTML that may stand on the page.

    Args:
        telegram_html: Text with Telegram's tags; anything else in it is shown as text
            or left out, and tags left open are closed.
    """
    builder = _Builder()
    builder.feed(telegram_html)
    builder.close()
    return Markup(builder.finished())


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url.strip())
    except ValueError:  # an address such as "http://[" is not one
        return None


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._open: list[tuple[str, str]] = []  # (Telegram's tag, what closes ours)
        self._after_block = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS and self._out:  # a block starts its own line: one break is enough
            self._out[-1] = self._out[-1].removesuffix("\n")
        opening = _opening(tag, dict(attrs))
        self._out.append(opening)
        self._open.append((tag, _closing(opening)))

    def handle_endtag(self, tag: str) -> None:
        if all(tag != name for name, _ in self._open):
            return
        self._after_block = tag in BLOCKS
        while self._open:
            name, closing = self._open.pop()
            self._out.append(closing)
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._after_block:
            data = data.removeprefix("\n")
        self._after_block = False
        literal = any(name in {"a", "code", "pre"} for name, _ in self._open)
        self._out.append(escape(data) if literal else _enliven(data))

    def finished(self) -> str:
        return "".join(self._out) + "".join(closing for _, closing in reversed(self._open))


def _opening(tag: str, attributes: dict[str, str | None]) -> str:
    if tag in PLAIN_TAGS:
        folded = tag == "blockquote" and "expandable" in attributes
        return FOLDED_QUOTE if folded else f"<{PLAIN_TAGS[tag]}>"
    if tag == "tg-spoiler" or (tag == "span" and attributes.get("class") == "tg-spoiler"):
        return SPOILER
    if tag == "a" and (link := link_attributes(attributes.get("href") or "")):
        return f"<a {link}>"
    return ""


def _closing(opening: str) -> str:
    name = re.match(r"<([a-z]+)", opening)
    return f"</{name[1]}>" if name else ""


def _enliven(text: str) -> str:
    out: list[str] = []
    end = 0
    for found in LIVE_TEXT.finditer(text):
        out += [escape(text[end : found.start()]), _live(found)]
        end = found.end()
    return "".join(out) + escape(text[end:])


def _live(found: re.Match[str]) -> str:
    text = escape(found[0])
    if found["command"]:
        return f'<button type="button" class="command" data-say="{text}">{text}</button>'
    link = link_attributes(found[0])
    return f"<a {link}>{text}</a>" if link else text
