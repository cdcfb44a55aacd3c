"""What a digest counts, for whom, and within which time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.quiet import QuietHours
from bot.domain.staff import POWERS, Appointment, Power

DAY: Final = timedelta(days=1)


class Figure(StrEnum):
    """One figure of a day. A case may count in several."""

    NEW = "new"  # came in since the last digest
    OPEN = "open"  # nobody says yet that it is solved
    UNTAKEN = "untaken"  # nobody has taken it
    OVERDUE = "overdue"  # a date (`LATE`) was not kept, and what it was for is not done since
    TODAY = "today"  # no term was missed, and the next one ends today
    NEXT = "next"  # … or by the end of the next day that is gathered
    REOPENED = "reopened"  # open again after somebody said that it is not solved
    FIRM = "firm"  # it is the firm's turn
    CHECK = "check"  # an inspector's call or check
    RATED = "rated"  # its firm rated it since the last digest


Counts = Mapping[Figure, int]


@dataclass(frozen=True, slots=True)
class Spread:
    """Why the desks of a region together do not make its sum: how many cases, open or overdue.

    Attributes:
        several: Lie at several desks, and count in each.
        personal: Lie at no desk but an officer's own.
        nowhere: Lie nowhere.
    """

    several: int = 0
    personal: int = 0
    nowhere: int = 0


def average(stars: Sequence[int]) -> Decimal | None:
    """What firms gave on average, to one place; None if none of them rated anything."""
    if not stars:
        return None
    return (Decimal(sum(stars)) / len(stars)).quantize(Decimal("0.1"), ROUND_HALF_UP)


class DigestKind(StrEnum):
    """What comes at its hour."""

    DAILY = "daily"  # 日汇总
    WEEKLY = "weekly"  # 周调度
    LINKED = "linked"  # … of the firms that somebody looks after (包联)
    ASK = "ask"  # before it: how does it stand?


@dataclass(frozen=True, slots=True)
class Bounds:
    """The time that a day's figures speak of; moments are aware UTC.

    Attributes:
        since: When the digest before this one came.
        now: Until when things happened.
        day_ends: Midnight.
        next_ends: The end of the next day that has figures of its own.
    """

    day: date
    since: datetime
    now: datetime
    day_ends: datetime
    next_day: date
    next_ends: datetime


def bounds_of(
    day: date, following: date, since: datetime, now: datetime, zone: ZoneInfo
) -> Bounds:
    """The bounds of a day's figures as they are now.

    Args:
        following: The next day that has figures of its own.
    """
    return Bounds(
        day=day,
        since=since,
        now=now,
        day_ends=_end_of(day, zone),
        next_day=following,
        next_ends=_end_of(following, zone),
    )


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which cases a post hears.

    Attributes:
        region: Where it is.
        whole: All cases of the region and of all that lies in it; else those of one desk.
        sector: Only cases of this sector.
        unit_id: The unit at whose desk they lie; None for the region's general desk.
    """

    region: str
    whole: bool = False
    sector: str | None = None
    unit_id: int | None = None

    @property
    def key(self) -> str:
        """Its name in rows, unique."""
        if self.whole:
            return f"region:{self.region}:{self.sector or ''}"
        return (
            f"desk:{self.region}" if self.unit_id is None else f"unit:{self.unit_id}:{self.region}"
        )


def scope_of(post: Appointment) -> Scope:
    """Whoever works hears of their desk; whoever dispatches, checks or manages, of the region."""
    if Power.CASE_WORK in POWERS[post.kind]:
        return Scope(post.region, unit_id=post.unit_id)
    return Scope(post.region, whole=True, sector=post.sector)


def still_today(due: datetime, now: datetime, quiet: QuietHours) -> bool:
    """Whether a digest that was due may come now: on its own day only, and never at night."""
    zone = quiet.zone
    same = due.astimezone(zone).date() == now.astimezone(zone).date()
    return same and not quiet.contains(now)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + DAY, time(), zone).astimezone(UTC)
