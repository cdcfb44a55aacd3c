"""Documents that a question writes out by title or number, also those that nobody here knows."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from policies.documents import Document
from policies.regions import Standing, standing
from policies.rulebase import RuleBase
from policies.understanding.unheld import bears_number, letters_and_digits, near_title

SHORTEST: Final = 4  # letters; what is shorter names no document

_MARKED: Final = re.compile(r"《([^《》]{2,80})》|<<([^<>]{2,80})>>")
_SPELT: Final = re.compile(
    r"关于[^,，。;；?？!！《》\s]{4,60}?的(?:通知|意见|决定|办法|方案|公告|通告|批复|函)(?![你我他])"
)
_NUMBER: Final = re.compile(
    r"([\u4e00-\u9fff]{2,7})\s*[〔\[【(（]\s*((?:19|20)\d\d)\s*[〕\]】)）]\s*第?\s*(\d{1,4})\s*号?"
)
_ASKING: Final = re.compile(
    r"^(?:请问|我?想问|问|看|查|按照?|根据|依据|那个?|这个?|咱?县?里?的|上面|文件|是|有|还有|和|跟)+"
)
_FORM: Final = re.compile(r"(?:证|证明|执照|许可|表|单|书|卡|票|合同|码)$")
"""So end papers that somebody has or fills in, and that say no rules."""


@dataclass(frozen=True)
class Written:
    """Documents that a question writes out and that are not held for its place.

    Attributes:
        unheld: Of which a document that is held says that they exist.
        elsewhere: Held, and binding only other places.
        unknown: Titles and numbers, as they were typed, of which nothing is known.
        rest: The question without the titles of what is held for its place.
    """

    unheld: tuple[Document, ...]
    elsewhere: tuple[Document, ...]
    unknown: tuple[str, ...]
    rest: str


def find_written(
    rulebase: RuleBase, region: str, text: str, speaks_of: Callable[[str], bool]
) -> Written:
    """Find the documents whose titles or numbers a question writes out.

    Args:
        region: Where the firm works.
        speaks_of: Whether clauses of the place call something by a name: then it is no document.
    """
    documents = tuple(rulebase.documents.values())
    here = [each for each in documents if standing(region, each.region) is Standing.INSIDE]
    unheld: list[Document] = []
    elsewhere: list[Document] = []
    unknown = [n for n in _numbers(text) if not any(bears_number(d, n) for d in here)]
    rest = text
    for title in _titles(text):
        if any(each.held and _is_about(each, title) for each in here):
            rest = rest.replace(title, "")
            continue
        meant = [d for d in here if _has_title(d, title)]
        meant = meant or [d for d in documents if _has_title(d, title)]
        unheld += [each for each in meant if not each.held]
        elsewhere += [each for each in meant if each.held]
        unknown += [] if meant or speaks_of(title) else [f"《{title}》"]
    return Written(
        tuple(unheld), tuple(elsewhere), tuple(dict.fromkeys(unknown)), _asking(rest, text)
    )


def _asking(rest: str, text: str) -> str:
    """What is left beside a title, unless the title is all that was asked."""
    return rest if len(letters_and_digits(rest)) >= SHORTEST else text


def _titles(text: str) -> Sequence[str]:
    """Titles between 《》, or spelt as 关于…的通知."""
    marked = [one or other for one, other in _MARKED.findall(text)]
    found = [title.strip() for title in (*marked, *_SPELT.findall(_MARKED.sub(" ", text)))]
    return [t for t in found if len(letters_and_digits(t)) >= SHORTEST and not _FORM.search(t)]


def _numbers(text: str) -> Iterator[str]:
    """Numbers with their year in brackets: 豫政〔2021〕5号."""
    for issuer, year, serial in _NUMBER.findall(unicodedata.normalize("NFKC", text)):
        yield f"{_ASKING.sub('', issuer)}〔{year}〕{int(serial)}号"


def _has_title(document: Document, title: str) -> bool:
    """Whether a document is called so: in full, nearly, or by a part of its title."""
    typed = letters_and_digits(title)
    own = map(letters_and_digits, (document.title.zh, document.title.en, *document.called))
    return any(typed in each or near_title(each, typed) for each in own)


def _is_about(document: Document, title: str) -> bool:
    """The same for what is held, where most of what was typed stands in the title is enough."""
    typed = letters_and_digits(title)
    return _has_title(document, title) or near_title(typed, letters_and_digits(document.title.zh))
