"""Evidence that a duty is kept: what it shows, of whom or what, and which day it counts for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

DAY: Final = "day"
CODE: Final = "code"
"""Kinds of subjects that this slice knows; others bring their own (a person, a trip)."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a duty asks for: what evidence shows and what an errand is about.

    Attributes:
        record: Id of the duty's record.
        item: Id of an item of its keeping; of a daily report, one of its two answers.
        subject: What it is counted for, as `subject_of` makes it; empty for the firm itself.
    """

    record: str
    item: str
    subject: str = ""


def subject_of(kind: str, its_id: str | int) -> str:
    """What an item is counted for: `code/workshops`, `day/2022-07-15`. It fits behind a button."""
    return f"{kind}/{its_id}"


def id_in(subject: str, kind: str) -> str | None:
    """The id in a subject of this kind; None in any other."""
    found, _, its_id = subject.partition("/")
    return its_id if found == kind else None


def day_subject(day: date) -> str:
    """The subject of a daily report."""
    return subject_of(DAY, day.isoformat())


def day_in(subject: str) -> date | None:
    """The day that a report is about; None for any other subject."""
    written = id_in(subject, DAY)
    try:
        return None if written is None else date.fromisoformat(written)
    except ValueError:
        return None


def is_late_entry(subject: str, recorded_at: datetime, zone: ZoneInfo) -> bool:
    """Whether a daily report was made up after its day was over (补报)."""
    day = day_in(subject)
    return day is not None and recorded_at.astimezone(zone).date() > day
