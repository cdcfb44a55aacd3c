"""What a sheet may be called."""

import re
from collections.abc import Iterable
from typing import Final

from bot.sheets.texts import cell_text

LONGEST_TITLE: Final = 31
_UNFIT: Final = re.compile(r"[\\/*?:\[\]\n\t]")
_RESERVED: Final = "history"
_AT_NO_END: Final = "' "


def sheet_titles(wanted: Iterable[str]) -> list[str]:
    """Titles as Excel takes them: 31 characters, without its own signs, none twice."""
    titles: list[str] = []
    for number, text in enumerate(wanted, start=1):
        plain = _UNFIT.sub("_", cell_text(text)).strip(_AT_NO_END) or f"Sheet{number}"
        if plain.lower() == _RESERVED:
            plain += "_"
        titles.append(_not_yet(plain, {title.lower() for title in titles}))
    return titles


def _not_yet(title: str, taken: set[str]) -> str:
    found, count = _short(title, LONGEST_TITLE), 1
    while found.lower() in taken:
        count += 1
        mark = f" ({count})"
        found = _short(title, LONGEST_TITLE - len(mark)) + mark
    return found


def _short(title: str, most: int) -> str:
    """So many UTF-16 units, which is how Excel counts."""
    units = title.encode("utf-16-le")[: 2 * most]
    return units.decode("utf-16-le", "ignore").rstrip(_AT_NO_END)
