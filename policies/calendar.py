"""Whether a document speaks of a day: not before its date, and only its own year for certain."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Season(StrEnum):
    """How far a document carries on a given day."""

    NOT_YET = "not_yet"
    CURRENT = "current"
    EXTENDED = "extended"  # a later year, and staff have recorded 仍执行至
    CAPPED = "capped"  # a later year, nobody has: at most `confirm`


@dataclass(frozen=True)
class Extension:
    """仍执行至: staff recorded that a document of an earlier year is still carried out.

    Attributes:
        until: The last day for which that was said.
        source: Where staff have it from, in their own words.
    """

    until: date
    source: str | None = None


def season_of(published: date, as_of: date, extension: Extension | None) -> Season:
    """Say how far a document carries.

    No document of the catalogue states an end; that a later calendar year only allows
    `confirm` is a rule of the product.

    Args:
        published: Day of the document; it applies from that day on.
        as_of: Day of the question.
        extension: What staff recorded of the document, if anything.
    """
    if as_of < published:
        return Season.NOT_YET
    if as_of.year == published.year:
        return Season.CURRENT
    extended = extension is not None and as_of <= extension.until
    return Season.EXTENDED if extended else Season.CAPPED
