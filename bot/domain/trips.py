"""Trips of trucks: what a line says of one, how it stands, when a proof is about to run out.

The document says how old a proof may be and no hour besides; every lead is this product's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.coming import read_coming
from bot.domain.errands import awake_before
from bot.domain.quiet import QuietHours

TRIP: Final = "trip"
"""The kind of subject that evidence of a trip hangs on."""
EARLY_LEAD: Final = timedelta(hours=12)
LATE_LEAD: Final = timedelta(hours=2)
BEFORE_NIGHT: Final = timedelta(minutes=30)
LEFT_AFTER: Final = timedelta(minutes=10)
ARRIVED_AFTER: Final = timedelta(minutes=30)
SHOWN_FOR: Final = timedelta(days=14)
"""So long after its end a trip is shown; then what was said of it goes."""
LABEL: Final = 30
ROUTE: Final = 60
_PIECES: Final = re.compile(r"[\n,，;；。]+|\s{2,}|(?<=出发)\s+|(?<=[点分半]走)\s+")
_LEAVING: Final = re.compile(
    r"出发|动身|发车|开车|启程|走$|走(?=[ ,，])|\b(?:leav\w+|depart\w*|start\w*)\b", re.IGNORECASE
)
_ARRIVING: Final = re.compile(r"到达?$|抵达|送到$|\b(?:arriv\w+|there)\b", re.IGNORECASE)


class TripState(StrEnum):
    """Where a trip stands."""

    PLANNED = "planned"
    UNDERWAY = "underway"
    HELD = "held"  # somebody does not let the truck pass
    ARRIVED = "arrived"
    CANCELLED = "cancelled"


ON: Final = frozenset({TripState.PLANNED, TripState.UNDERWAY, TripState.HELD})


class TripStage(StrEnum):
    """The reminders about a trip."""

    EARLY = "early"  # the crew's proof runs out in some hours
    LATE = "late"  # it runs out soon
    LEAVE = "leave"  # it should be on its way
    ARRIVE = "arrive"  # it should be there


@dataclass(frozen=True, slots=True)
class Planned:
    """What a line says of a trip; a moment that it leaves open is None."""

    route: str
    departs_at: datetime | None
    arrives_at: datetime | None


@dataclass(frozen=True, slots=True)
class Moment:
    """A stage, its time, and the moment that it is about (aware UTC)."""

    stage: TripStage
    at: datetime
    about: datetime


def read_trip(text: str, now: datetime, zone: ZoneInfo) -> Planned:
    """Read from where to where, when it leaves and when it is to arrive.

    The first moment is the departure and the second the arrival, which comes after it.

    Args:
        text: As typed, such as 方城到郑州，明早6点走，下午2点到.
        now: Aware; the business clock.
        zone: Of the wall clock by which people read the time.
    """
    rest, found = [], list[datetime | None]()
    since = now
    for piece in (each.strip() for each in _PIECES.split(text)):
        said = read_coming(piece, now, zone)
        if said.day is None:  # an hour alone is the next one after the departure
            said = read_coming(piece, since, zone)
        named = bool(said.moments) or said.day is not None
        if named:
            found.append(said.moments[0] if len(said.moments) == 1 else None)
            since = found[-1] or since
        route = _without_verbs(said.rest) if named else piece
        rest += [route] if route else []
    departs, arrives = [*found, None, None][:2]
    if departs is not None and arrives is not None and arrives <= departs:
        arrives = None
    return Planned(" ".join(rest)[:ROUTE].strip(), departs, arrives)


def _without_verbs(text: str) -> str:
    return _ARRIVING.sub("", _LEAVING.sub("", text)).strip(" 。.")


def proof_until(sampled_at: datetime, hours: int) -> datetime:
    """Until when a crew's proof counts; we count from the sampling."""
    return sampled_at + timedelta(hours=hours)


def of_proof(until: datetime, quiet: QuietHours) -> Iterator[Moment]:
    """The reminders before a proof runs out."""
    early = awake_before(until - EARLY_LEAD, quiet, BEFORE_NIGHT)
    yield Moment(TripStage.EARLY, early, until)
    yield Moment(TripStage.LATE, until - LATE_LEAD, until)


def of_course(departs_at: datetime, arrives_at: datetime | None) -> Iterator[Moment]:
    """The questions whether a trip has begun and ended."""
    yield Moment(TripStage.LEAVE, departs_at + LEFT_AFTER, departs_at)
    if arrives_at is not None:
        yield Moment(TripStage.ARRIVE, arrives_at + ARRIVED_AFTER, arrives_at)


def forgotten_at(ended: datetime) -> datetime:
    """When a trip is no longer shown."""
    return ended + SHOWN_FOR
