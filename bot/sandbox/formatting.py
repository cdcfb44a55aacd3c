"""Telegram HTML: parsed strictly, counted in UTF-16 units, re-emitted safe for a page."""

import html
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.errors import ApiError, bad_request, not_modelled
from bot.sandbox.wire import utf16

ENTITIES_LIMIT = 100  # Telegram drops formatting beyond this without a word
CANONICAL = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "ins": "u",
    "s": "s", "strike": "s", "del": "s", "tg-spoiler": "tg-spoiler", "span": "tg-spoiler",
    "a": "a", "code": "code", "pre": "pre", "blockquote": "blockquote",
}  # fmt: skip
ENTITY = {
    "b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "tg-spoiler": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
}  # fmt: skip
NOT_MODELLED = frozenset({"tg-emoji", "tg-time"})
LINK_SCHEMES = frozenset({"http", "https", "tg", "mailto", "tel"})

ATTRIBUTE = r"""\s+([a-zA-Z-]+)(?:\s*=\s*("[^"]*"|'[^']*'))?"""
TOKEN = re.compile(
    rf"""<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>(?:{ATTRIBUTE})*)\s*>"""
    r"""|&(?P<entity>lt|gt|amp|quot|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});"""
    r"""|(?P<text>[^<>&]+)|(?P<stray>[<>&])"""
)


@dataclass(frozen=True)
class Formatted:
    """Words after entity parsing: plain, as safe HTML, and Telegram's entities."""

    text: str
    html: str
    entities: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class _Open:
    tag: str  # as written
    kind: str  # canonical
    start: int  # UTF-16 offset
    extra: dict[str, str]
    silent: bool = False  # <code> inside <pre>: one entity, not two


def formatted(source: str, parse_mode: str | None) -> Formatted:
    """Read a text or caption the way its parse mode says.

    Raises:
        ApiError: 400 for HTML that is not well formed; 501 for Markdown.
    """
    if parse_mode is None or parse_mode == "":
        plain = source.strip()
        return Formatted(plain, html.escape(plain, quote=False))
    if parse_mode.upper() != "HTML":
        raise not_modelled(f"parse_mode {parse_mode!r}")
    return _Reader(source.strip()).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._plain: list[str] = []
        self._safe: list[str] = []
        self._open: list[_Open] = []
        self._entities: list[dict[str, Any]] = []
        self._length = 0  # UTF-16 units so far

    def read(self) -> Formatted:
        for token in TOKEN.finditer(self._source):
            if token["text"] is not None:
                self._add(token["text"])
            elif token["entity"] is not None:
                self._add(html.unescape(token.group()))
            elif token["stray"] is not None:
                raise self._stray(token)
            elif token["end"]:
                self._close(token)
            else:
                self._begin(token)
        if self._open:
            raise _wrong(f'can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        if len(self._entities) > ENTITIES_LIMIT:
            raise bad_request(f"too many message entities, at most {ENTITIES_LIMIT}")
        return self._trimmed()

    def _add(self, text: str) -> None:
        self._plain.append(text)
        self._safe.append(html.escape(text, quote=False))
        self._length += utf16(text)

    def _begin(self, token: re.Match[str]) -> None:
        tag = token["tag"].lower()
        if tag in NOT_MODELLED:
            raise not_modelled(f"the tag <{tag}>")
        if tag not in CANONICAL:
            raise self._at(token, f'unsupported start tag "{tag}"')
        attributes = _attributes(token["attributes"])
        opened = _Open(tag, CANONICAL[tag], self._length, _extra(tag, attributes))
        self._check_nesting(opened)
        self._open.append(opened)
        self._safe.append(_start_tag(opened))

    def _check_nesting(self, new: _Open) -> None:
        around = [one.kind for one in self._open]
        if around[-1:] == ["pre"] and new.kind == "code":
            new.silent = True
            self._open[-1].extra |= new.extra
        elif new.extra.get("language"):
            raise _wrong('a "code" tag has a class only directly inside "pre"')
        elif {"code", "pre"} & set(around):
            raise _wrong(f'"{around[-1]}" can\'t contain other entities')
        elif new.kind == "blockquote" and "blockquote" in around:
            raise _wrong('"blockquote" can\'t be nested')

    def _close(self, token: re.Match[str]) -> None:
        tag = token["tag"].lower()
        if not self._open:
            raise self._at(token, "unexpected end tag")
        opened = self._open.pop()
        if opened.tag != tag or token["attributes"]:
            expected = f'expected "</{opened.tag}>", found "{token.group()}"'
            raise self._at(token, "unmatched end tag", expected)
        self._safe.append(f"</{opened.kind}>")
        if self._length > opened.start and not opened.silent:
            self._entities.append(_entity(opened, self._length))

    def _trimmed(self) -> Formatted:
        whole = "".join(self._plain)
        text = whole.strip()
        lead = utf16(whole[: len(whole) - len(whole.lstrip())])
        end = utf16(text)
        entities = []
        for one in sorted(self._entities, key=lambda each: (each["offset"], -each["length"])):
            start = max(one["offset"] - lead, 0)
            stop = min(one["offset"] + one["length"] - lead, end)
            if stop > start:
                entities.append(one | {"offset": start, "length": stop - start})
        return Formatted(text, "".join(self._safe).strip(), entities)

    def _stray(self, token: re.Match[str]) -> ApiError:
        if token["stray"] == "<":
            name = re.match(r"/?[^\s<>]*", self._source[token.end() :])
            return self._at(token, f'unsupported start tag "{name.group() if name else ""}"')
        word = re.match(r"&\w*;?|>", self._source[token.start() :])
        found = word.group() if word else token["stray"]
        return self._at(token, f'"{found}" must be replaced with an HTML entity')

    def _at(self, token: re.Match[str], what: str, more: str = "") -> ApiError:
        offset = len(self._source[: token.start()].encode())
        return _wrong(f"{what} at byte offset {offset}" + (f", {more}" if more else ""))


def _wrong(what: str) -> ApiError:
    return bad_request("can't parse entities: " + what[0].upper() + what[1:])


def _attributes(source: str) -> dict[str, str | None]:
    return {
        name.lower(): html.unescape(value[1:-1]) if value else None
        for name, value in re.findall(ATTRIBUTE, source)
    }


def _extra(tag: str, attributes: dict[str, str | None]) -> dict[str, str]:
    """What an entity carries beside its place; every attribute must have a meaning."""
    given = dict(attributes)
    extra: dict[str, str] = {}
    if tag == "a":
        extra["url"] = _link(given.pop("href", None))
    elif tag == "span" and given.pop("class", None) != "tg-spoiler":
        raise _wrong('tag "span" must have class "tg-spoiler"')
    elif tag == "code" and (given.get("class") or "").startswith("language-"):
        extra["language"] = (given.pop("class") or "").removeprefix("language-")
    elif tag == "blockquote" and "expandable" in given:
        given.pop("expandable")
        extra["expandable"] = "yes"
    if given:
        raise _wrong(f'tag "{tag}" has no attribute "{next(iter(given))}"')
    return extra


def _link(url: str | None) -> str:
    """Telegram drops a link that it does not understand; here the loss is loud."""
    if not url or urlsplit(url).scheme not in LINK_SCHEMES:
        raise _wrong(f'tag "a" needs an href with a full URL, found "{url or ""}"')
    return url


def _start_tag(opened: _Open) -> str:
    if opened.kind == "a":
        return f'<a href="{html.escape(opened.extra["url"])}">'
    if opened.extra.get("expandable"):
        return "<blockquote expandable>"
    return f"<{opened.kind}>"


def _entity(opened: _Open, end: int) -> dict[str, Any]:
    kind = ENTITY[opened.kind]
    extra = dict(opened.extra)
    if extra.pop("expandable", None):
        kind = "expandable_blockquote"
    return {"type": kind, "offset": opened.start, "length": end - opened.start} | extra
