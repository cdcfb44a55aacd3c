"""Whether a document speaks of a day: not before its date, and only its own year for certain."""

from dataclasses import dataclass
from datetime import date, datetime
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
        by: The name of who recorded it; None if nobody at a desk did.
        recorded_at: When it was recorded (aware UTC).
    """

    until: date
    source: str | None = None
    by: str | None = None
    recorded_at: datetime | None = None


def last_day_of(published: date) -> date:
    """Give the last day on which a document carries by itself, local calendar.

    No document of the catalogue states an end; that a later calendar year only allows
    `confirm` is a rule of the product.
    """
    return date(published.year, 12, 31)


def season_of(published: date, last_day: date, as_of: date, extension: Extension | None) -> Season:
    """Say how far a document carries.

    Args:
        published: Day of the document; it applies from that day on.
        last_day: The last day on which it carries by itself.
        as_of: Day of the question.
        extension: What staff recorded of the document, if anything.
    """
    if as_of < published:
        return Season.NOT_YET
    if as_of <= last_day:
        return Season.CURRENT
    extended = extension is not None and as_of <= extension.until
    return Season.EXTENDED if extended else Season.CAPPED
