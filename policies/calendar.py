"""Whether a document speaks of a day: not before its date, and only its own year for certain."""

from datetime import date
from enum import StrEnum


class Season(StrEnum):
    """How far a document carries on a given day."""

    NOT_YET = "not_yet"
    CURRENT = "current"
    EXTENDED = "extended"  # a later year, and staff have recorded 仍执行至
    CAPPED = "capped"  # a later year, nobody has: at most `confirm`


def season_of(published: date, as_of: date, still_in_force: date | None) -> Season:
    """Say how far a document carries.

    No document of the catalogue states an end; that a later calendar year only allows
    `confirm` is a rule of the product.

    Args:
        published: Day of the document; it applies from that day on.
        as_of: Day of the question.
        still_in_force: Last day for which staff recorded that it is still carried out.
    """
    if as_of < published:
        return Season.NOT_YET
    if as_of.year == published.year:
        return Season.CURRENT
    extended = still_in_force is not None and as_of <= still_in_force
    return Season.EXTENDED if extended else Season.CAPPED
