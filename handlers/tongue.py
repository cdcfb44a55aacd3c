"""Speaking to a person in their language: Chinese sources, English from the catalogue."""

import gettext
import html
import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.domain.literal import literal
from bot.domain.markup import Html
from policies.words import Words

__all__ = ["INNER", "LANGUAGES", "LOCALES", "Html", "Tongue", "escaped", "lines", "tongue_of"]

LOCALES: Final = Path(__file__).parent.parent / "locales"
LANGUAGES: Final = ("zh", "en")
INNER: Final = str.maketrans("“”", "‘’")
"""Marks of a quotation in a quotation."""
_FIELD: Final = re.compile(r"[“”]|\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language. Calling it says a sentence; values are escaped for Telegram's HTML.

    >>> Tongue("zh")("您好,{name}", name="<张>")
    '您好,&lt;张&gt;'
    """

    language: str

    def __call__(self, source: str, **values: object) -> Html:
        """Say a sentence whose Chinese wording is its key in the catalogue.

        A value that stands in quotation marks keeps its own as single ones: “关于‘四保’的事”.
        """
        text = source if self.language == "zh" else _catalogue(self.language).gettext(source)
        said = {name: escaped(value) for name, value in values.items()}
        said |= {name: said[name].translate(INNER) for name in _quoted(text) & said.keys()}
        return Html(text.format(**said))

    def words(self, words: Words) -> Html:
        """Say a text of the rule base, which holds both languages itself."""
        return Html(escaped(self.plain(words)))

    def plain(self, words: Words) -> str:
        """The same for a button's label, where nothing is HTML."""
        return words.zh if self.language == "zh" else words.en


def tongue_of(language: str | None) -> Tongue:
    """The language to speak: what was chosen, or what a client hints at; Chinese otherwise."""
    return Tongue("en" if (language or "").lower().startswith("en") else "zh")


def escaped(value: object) -> str:
    """A value as HTML, see `literal`; what is HTML already stays as it is."""
    return value if isinstance(value, Html) else html.escape(literal(str(value)), quote=False)


def lines(*parts: str | None) -> Html:
    """Sentences under each other; None leaves its line out, an empty text makes a gap."""
    return Html("\n".join(part for part in parts if part is not None))


@cache  # as many as there are sentences
def _quoted(text: str) -> frozenset[str]:
    """The values of a sentence that stand in quotation marks."""
    found, depth = set(), 0
    for each in _FIELD.finditer(text):
        if each[1] is None:
            depth += 1 if each[0] == "“" else -1
        elif depth > 0:
            found.add(each[1])
    return frozenset(found)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    path = LOCALES / language / "LC_MESSAGES" / "zhuqi.po"
    with path.open("rb") as file:
        messages = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
