"""常用语: texts with blanks in braces that are filled in from a case."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

TEXT_MOST: Final = 600
"""Characters of a text with blanks: filled in, it must fit into an answer."""
TITLE_MOST: Final = 14
SHELF_MOST: Final = 40
"""So many answers are kept at one place."""
_BLANK: Final = re.compile(r"[{｛]\s*(.*?)\s*[}｝]", re.DOTALL)


class Blank(StrEnum):
    """What a blank stands for."""

    FIRM = "firm"
    CASE = "case"
    OFFICER = "officer"
    UNIT = "unit"
    DUE = "due"
    POLICY = "policy"
    CLAUSE = "clause"


NAMES: Final[Mapping[str, Blank]] = {
    "企业": Blank.FIRM,
    "事项号": Blank.CASE,
    "经办人": Blank.OFFICER,
    "单位": Blank.UNIT,
    "期限": Blank.DUE,
    "政策": Blank.POLICY,
    "条款": Blank.CLAUSE,
    **{blank.value: blank for blank in Blank},
}
"""What people write between the braces, in either language."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its blanks filled in.

    Attributes:
        lacking: The names, as written, of blanks for which this case has nothing.
    """

    text: str
    lacking: tuple[str, ...] = ()


def unknown_blanks(text: str) -> tuple[str, ...]:
    """The names in braces that stand for nothing, each once."""
    written = (found[1] for found in _BLANK.finditer(text))
    return tuple(dict.fromkeys(each for each in written if _blank(each) is None))


def filled(text: str, values: Mapping[Blank, str | None]) -> Filled:
    """Put a case's values into the blanks; a blank without one stays to be seen."""
    lacking: list[str] = []

    def value(found: re.Match[str]) -> str:
        blank = _blank(found[1])
        said = None if blank is None else values.get(blank)
        if said is None:
            lacking.append(found[1])
            return f"{{{found[1]}}}"
        return said

    return Filled(_BLANK.sub(value, text), tuple(dict.fromkeys(lacking)))


def titled(written: str) -> tuple[str, str]:
    """The title and the text of what somebody wrote: a short first line is a title."""
    said = written.strip()
    first, _, rest = said.partition("\n")
    if rest.strip() and len(first.strip()) <= TITLE_MOST:
        return first.strip(), rest.strip()
    short = " ".join(said.split())
    return (short if len(short) <= TITLE_MOST else short[: TITLE_MOST - 1] + "…"), said


def _blank(name: str) -> Blank | None:
    return NAMES.get(name.casefold())
