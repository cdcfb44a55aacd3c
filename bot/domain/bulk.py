"""包保 by spreadsheet: what a row asks for, and what can be wrong with it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final, Self

ROWS_MOST: Final = 500
"""Carried out in one transaction, of some 1.5 ms a row."""
BYTES_MOST: Final = 4_000_000
SIMILAR: Final = 3
_ENDINGS: Final = frozenset(
    {"xlsx", "csv", "txt", "tsv", "xls", "et", "xlsm", "xltx", "xlsb", "ods"}
)
"""Tables, also those that cannot be read: their bytes say which, and then what to do is known."""
_OTHERS: Final = ("image/", "video/", "audio/", "font/", "application/pdf")
_PROGRAMS: Final = ("msdownload", "executable", "dosexec", "msdos-program", "android.package")


def may_be_table(name: str, mime: str) -> bool:
    """Whether a file may be a table, by what it is called and said to be, before it is here.

    Args:
        name: Of the file; one without an ending may be anything.
        mime: As whoever sent it says; empty if they do not.
    """
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending and ending not in _ENDINGS:
        return False
    said = mime.lower()
    return not said.startswith(_OTHERS) and not any(each in said for each in _PROGRAMS)


class BulkCode(StrEnum):
    """What is wrong with a row that can be read."""

    NO_FIRM = "no_firm"  # neither a name nor a code
    BAD_CODE = "bad_code"  # no credit code
    UNKNOWN_FIRM = "unknown_firm"
    TWO_FIRMS = "two_firms"  # of that name, or with that code
    OTHER_NAME = "other_name"  # the code is of a firm with another name
    UNKNOWN_OFFICER = "unknown_officer"
    TWO_OFFICERS = "two_officers"  # of that name
    NOT_THERE = "not_there"  # an officer who does not work on cases of that place
    UNKNOWN_SLOT = "unknown_slot"
    TWICE = "twice"  # the same slot of the same firm in an earlier row
    TOO_EARLY = "too_early"  # before whoever has it now began
    FUTURE = "future"
    OVERTAKEN = "overtaken"  # it was changed after the spreadsheet was read


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row.

    Attributes:
        code: A `BulkCode`, or a `CellCode` of `bot.sheets`.
        column: The column's title; empty if it is about the whole row.
        shown: What stands there.
        similar: What is known that may be meant; for TWICE the number of the other row, for a
            slot its name in Chinese and English with a tab between.
    """

    code: str
    column: str = ""
    shown: str = ""
    similar: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """A row that is not carried out, as it stands in the spreadsheet."""

    number: int
    shown: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A row that can be carried out.

    Attributes:
        since: ISO day from which it holds; None for now.
        before: The assignment that it ends; None if the slot is free.
    """

    number: int
    firm_id: int
    officer_id: int
    slot: str
    since: str | None
    before: int | None
    shown: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who gets firms while they are not there.

    Attributes:
        until: The last moment of it (aware UTC, ISO); None while nobody knows.
        deputy: The name of whoever does their work meanwhile; None: nobody, it is the desk's.
        firms: How many firms they get.
    """

    name: str
    until: str | None
    deputy: str | None
    firms: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What a spreadsheet would do, or did.

    Attributes:
        name: Of the file.
        same: How many rows ask for what is so already.
        empty: How many rows name nobody.
        done: Pairs of assignments that began and that they ended (None: the slot was free).
        away: Who of those that get firms is not there now.
    """

    name: str
    changes: tuple[Change, ...] = ()
    failed: tuple[Failed, ...] = ()
    same: int = 0
    empty: int = 0
    done: tuple[tuple[int, int | None], ...] = ()
    away: tuple[Away, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What `from_json` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """A plan as it was kept."""
        return cls(
            name=kept["name"],
            changes=tuple(Change(**each) for each in kept["changes"]),
            failed=tuple(_failed(each) for each in kept["failed"]),
            same=kept["same"],
            empty=kept["empty"],
            done=tuple((begun, ended) for begun, ended in kept["done"]),
            away=tuple(Away(**each) for each in kept.get("away", ())),
        )


def _failed(kept: Mapping[str, Any]) -> Failed:
    problems = (
        Problem(**{**each, "similar": tuple(each["similar"])}) for each in kept["problems"]
    )
    return Failed(kept["number"], kept["shown"], tuple(problems))
