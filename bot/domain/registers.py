"""Registers: a value that staff set, from which day it holds, and until when it is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Protocol, TypeVar
from zoneinfo import ZoneInfo

from bot.domain.register_refusals import RegisterCode, RegisterRefusal

UNDO_WITHIN: Final = timedelta(minutes=2)
FARTHEST: Final = timedelta(days=366)
YEARS_MOST: Final = 10
"""A document is said to be carried out for so many years more; beyond that it is a slip."""
"""So far ahead or back a value may begin: a year that was mistyped is farther."""
REASON_MOST: Final = 300
SOURCE_MOST: Final = 100


class SourceKind(StrEnum):
    """Where staff have a value from."""

    DOCUMENT = "document"  # 文件
    MEETING = "meeting"  # 会议
    PHONE = "phone"  # 电话
    VISIT = "visit"  # 现场核查
    WORDS = "words"  # as they wrote it
    APPLICATION = "application"  # 企业申请
    OPERATOR = "operator"  # whoever runs the installation


TAPPED: Final = (SourceKind.DOCUMENT, SourceKind.MEETING, SourceKind.PHONE, SourceKind.VISIT)
"""What a button says; everything else is written, or is so by itself."""


class ApplicationState(StrEnum):
    """How far a firm's own application for a value has come."""

    OPEN = "open"  # staff have to say something
    ASKED = "asked"  # the firm is asked for more
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


UNDECIDED: Final = frozenset({ApplicationState.OPEN, ApplicationState.ASKED})


class ApplicationAct(StrEnum):
    """A step of an application."""

    APPLY = "apply"
    ASK = "ask"
    SUPPLY = "supply"
    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"  # a grant was taken back


class CheckResult(StrEnum):
    """What a spot check found."""

    KEPT = "kept"
    FAILED = "failed"


class Dated(Protocol):
    """A value of a register, from a moment on."""

    @property
    def number(self) -> int:
        """Its place among the values that were entered."""

    @property
    def starts_at(self) -> datetime:
        """From when it holds (aware UTC)."""

    @property
    def undone_at(self) -> datetime | None:
        """When it was taken back."""


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a value is set, and where that comes from.

    Attributes:
        words: The source as it was written; empty for what a button says.
    """

    reason: str
    source: SourceKind
    words: str = ""


def holding(entries: Sequence[D], at: datetime) -> D | None:
    """The entry that holds at a moment: the one that began last, and among those the newest."""
    begun = [each for each in entries if each.undone_at is None and each.starts_at <= at]
    return max(begun, key=lambda each: (each.starts_at, each.number), default=None)


def ahead(entries: Sequence[D], at: datetime) -> list[D]:
    """Those that have not begun, the first to begin first."""
    coming = [each for each in entries if each.undone_at is None and each.starts_at > at]
    return sorted(coming, key=lambda each: (each.starts_at, each.number))


def check_until(until: date, own: date, today: date) -> None:
    """Make sure that it can be said of a document that it is carried out until a day.

    Args:
        own: Until when it carries by itself.

    Raises:
        RegisterRefusal: The day is over, says nothing new, or is too far ahead to be meant.
    """
    if until < today:
        raise RegisterRefusal(RegisterCode.PAST)
    if until <= own:
        raise RegisterRefusal(RegisterCode.OWN_YEAR, year=own.year)
    if until.year - today.year > YEARS_MOST:
        raise RegisterRefusal(RegisterCode.TOO_LONG, most=YEARS_MOST)


def start_of(day: date | None, now: datetime, zone: ZoneInfo, since: datetime | None) -> datetime:
    """From when a value holds that is to hold from a day on.

    Args:
        day: None or today: from now on; another day from its first minute.
        since: When the value began that holds now; nothing is written over what was before it.

    Returns:
        Aware UTC.

    Raises:
        RegisterRefusal: Before the present value began, or more than a year away.
    """
    today = now.astimezone(zone).date()
    if day is None or day == today:
        return now
    if abs(day - today) > FARTHEST:
        raise RegisterRefusal(RegisterCode.TOO_FAR)
    first = datetime.combine(day, time(), zone).astimezone(UTC)
    if since is None or first >= since:
        return first
    if since.astimezone(zone).date() == day:
        return since
    raise RegisterRefusal(RegisterCode.TOO_EARLY, since=since)
