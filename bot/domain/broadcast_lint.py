"""What is wrong with a broadcast's content before it may be sent to anybody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from bot.domain.broadcast_changes import CORRECTED, Kind
from bot.domain.broadcast_reading import reads
from bot.domain.broadcasts import PLACEHOLDERS, Content, LinkButton
from bot.domain.markup import CAPTION_UNITS, TEXT_UNITS, links_in, plain_text, units_of
from bot.domain.packages import WORDS_LINES, WORDS_UNITS

FILLED: Final = tuple(each.strip("{}") for each in PLACEHOLDERS)
"""What may stand in braces: it is filled in for each who gets it."""
SPOKEN: Final = {
    "企业": "firm", "企业名称": "firm", "firm name": "firm",
    "地区": "region", "地方": "region", "place": "region",
}  # fmt: skip
"""What people write in braces instead."""
LONGEST: Final = 60
"""UTF-16 units of the longest name of a firm; those of regions are shorter."""
REASON_UNITS: Final = 500
"""How long the reason of a withdrawal may be: it also has to fit beside a picture."""
BUTTONS_MOST: Final = 4
LABEL_MOST: Final = 30
URL_MOST: Final = 2000
_BRACES: Final = re.compile(r"\{([^{}]*)\}")
_STRAY: Final = re.compile(r"\{[^{}]*\}|([{}])")
_WRITTEN_OUT: Final = re.compile(r"https?://[^\s<>\"'，。；！？、（）《》“”]*", re.IGNORECASE)
_HOST: Final = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}", re.UNICODE)


class FaultKind(StrEnum):
    """What can be wrong."""

    MISSING = "missing"  # nothing is written in this language
    TOO_LONG = "too_long"  # units, most
    BLANK = "blank"  # what: a placeholder that nothing fills, or a brace that stands alone
    LINK = "link"  # what: an address that leads nowhere
    LINES = "lines"  # units, most: lines of text above a list of policies
    FILE = "file"  # a list of policies takes no photo or document beside it
    LABEL = "label"  # what: a button's words that are lacking or too long


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that must be put right.

    Args:
        language: In which text it is; "" for what stands in both.
        units: How long the text is, with the longest names filled in.
        most: How long it may be.
    """

    kind: FaultKind
    language: str = ""
    what: str = ""
    units: int = 0
    most: int = 0


def faults_of(content: Content, kind: Kind = Kind.NOTICE) -> tuple[Fault, ...]:
    """All that must be put right before it can be submitted; () if nothing."""
    written = [each for language in ("zh", "en") for each in text_faults(content, language, kind)]
    labels = (each for button in content.buttons for each in label_faults(button))
    file = content.package is not None and content.file_id is not None
    return (*written, *labels, *((Fault(FaultKind.FILE),) if file else ()))


def text_faults(content: Content, language: str, kind: Kind = Kind.NOTICE) -> tuple[Fault, ...]:
    """What is wrong with the text of one language."""
    markup = content.zh if language == "zh" else content.en
    if not plain_text(markup).strip():
        return (Fault(FaultKind.MISSING, language),)
    return (
        *_length_faults(content, language, most_units(content, kind)),
        *_line_faults(content, language, markup),
        *(Fault(FaultKind.BLANK, language, each) for each in _unfilled(markup)),
        *(Fault(FaultKind.LINK, language, each) for each in _links(markup) if not leads(each)),
    )


def most_units(content: Content, kind: Kind = Kind.NOTICE) -> int:
    """How long a text may be: beside a file much shorter."""
    if kind is Kind.WITHDRAWAL:
        return REASON_UNITS
    if content.package is not None:
        return WORDS_UNITS
    return TEXT_UNITS if content.file_id is None else CAPTION_UNITS


def label_faults(button: LinkButton) -> Iterator[Fault]:
    """What is wrong with a button."""
    for language, label in (("zh", button.zh), ("en", button.en)):
        if not 1 <= len(label.strip()) <= LABEL_MOST:
            yield Fault(FaultKind.LABEL, language, label, len(label), LABEL_MOST)
    if not leads(button.url):
        yield Fault(FaultKind.LINK, what=button.url)


def leads(url: str) -> bool:
    """Whether an address can be opened: http or https, a host, no blanks to fill."""
    try:
        parts = urlsplit(url)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        return False
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not port_fits:
        return False
    plain = not re.search(r"[\s{}]", url) and len(url) <= URL_MOST
    return plain and _HOST.fullmatch(host) is not None


def named_alike(words: str) -> str:
    """A text whose blanks are called as we call them: {企业} becomes {firm}."""
    return _BRACES.sub(lambda found: "{" + _called(found[1]) + "}", words)


def as_written(markup: str, language: str) -> str:
    """A text in plain words, with its blanks called as its writer calls them."""
    words = plain_text(markup)
    if language == "zh":
        return words.replace("{firm}", "{企业}").replace("{region}", "{地区}")
    return words


def _called(name: str) -> str:
    plain = name.strip().lower()
    return SPOKEN.get(plain, plain if plain in FILLED else name)


def _length_faults(content: Content, language: str, most: int) -> Iterator[Fault]:
    """As it is at its longest: the longest names, repeated, and as a correction."""
    longest = "企" * LONGEST
    link = "https://t.me/" if content.terms.forward else None
    zh, en = CORRECTED["zh"] + content.zh, CORRECTED["en"] + content.en
    room = replace(content, zh=zh, en=en)
    longest_one = reads(room, language, firm=longest, region=longest, again=True, link=link)
    units = units_of(longest_one.html)
    if units > most:
        yield Fault(FaultKind.TOO_LONG, language, units=units, most=most)


def _line_faults(content: Content, language: str, markup: str) -> Iterator[Fault]:
    """A list of policies and what is said above it are one screen."""
    count = len(plain_text(markup).strip().splitlines())
    if content.package is not None and count > WORDS_LINES:
        yield Fault(FaultKind.LINES, language, units=count, most=WORDS_LINES)


def _unfilled(markup: str) -> tuple[str, ...]:
    words = plain_text(markup)
    unknown = (f"{{{each[1]}}}" for each in _BRACES.finditer(words) if each[1] not in FILLED)
    split = (f"{{{each}}}" for each in FILLED if _count(words, each) > _count(markup, each))
    stray = (each[1] for each in _STRAY.finditer(words) if each[1])
    return tuple(dict.fromkeys((*unknown, *split, *stray)))


def _count(text: str, name: str) -> int:
    return text.count("{" + name + "}")


def _links(markup: str) -> Iterator[str]:
    yield from links_in(markup)
    yield from _WRITTEN_OUT.findall(plain_text(markup))
