"""Trips of trucks: what a line says of one, how it stands, when a proof is about to run out.

The document says how old a proof may be and no hour besides; every lead is this product's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.coming import Coming, on_day, read_coming
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
_PIECES: Final = re.compile(
    r"[\n,，;；。]+|\s{2,}|(?<=出发)\s+|(?<=[点分半]走)\s+"
    r"|(?<=走)(?=(?:上午|中午|下午|晚上|[明后]天|\d{1,2}\s*[点:]))"
)
_LEAVING: Final = re.compile(
    r"出发|动身|发车|开车|启程|[就再]?走$|走(?=[ ,，])"
    r"|\b(?:leav\w+|leaves? at|depart\w*|start\w*)\b",
    re.IGNORECASE,
)
_ARRIVING: Final = re.compile(r"到达?$|抵达|送到$|\b(?:arriv\w+|there)\b", re.IGNORECASE)
_BACK_AGAIN: Final = re.compile(
    r"回来|返回|返程|回厂|\b(?:back|returns?|returning)\b", re.IGNORECASE
)
_THERE_AT: Final = re.compile(
    r"(?:\d|[点半刻分])\s*(?:前|之前|左右)?\s*到达?(?=[一-鿿])(?!站就)|\barrives?\b", re.IGNORECASE
)
"""An hour right before 到: it may be meant as the arrival."""


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
    """What a line says of a trip; a moment that it leaves open is None.

    Attributes:
        day: When it leaves, where no hour was said with it.
        part: Of that day, a key of `HOURS`, if it was said.
        readings: What the departure may mean, if it has more readings than one.
        either: A moment of which it is not plain whether it leaves or arrives then.
    """

    route: str
    departs_at: datetime | None
    arrives_at: datetime | None
    day: date | None = None
    part: str | None = None
    readings: tuple[datetime, ...] = ()
    either: datetime | None = None

    @property
    def is_timed(self) -> bool:
        """Whether any of its moments was said, if only a day."""
        said = (self.departs_at, self.arrives_at, self.either, self.day)
        return bool(self.readings) or any(each is not None for each in said)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line with what it says of a moment."""

    text: str
    said: Coming

    @property
    def is_day(self) -> bool:
        """A day without an hour."""
        return self.said.day is not None and not self.said.moments

    @property
    def is_timed(self) -> bool:
        return self.said.day is not None or bool(self.said.moments)

    @property
    def arrives(self) -> bool:
        return self.is_timed and _ARRIVING.search(self.said.rest) is not None

    @property
    def leaves(self) -> bool:
        return self.is_timed and _LEAVING.search(self.said.rest) is not None


@dataclass(frozen=True, slots=True)
class Moment:
    """A stage, its time, and the moment that it is about (aware UTC)."""

    stage: TripStage
    at: datetime
    about: datetime


def read_trip(text: str, now: datetime, zone: ZoneInfo) -> Planned:
    """Read from where to where, when it leaves and when it is to arrive.

    The first moment is the departure and the second the arrival, which comes after it, unless
    their verbs say otherwise. A day may stand apart from its hour; when it comes back is nothing
    to us.

    Args:
        text: As typed, such as 方城到郑州，明早6点走，下午2点到.
        now: Aware; the business clock.
        zone: Of the wall clock by which people read the time.
    """
    pieces = [
        _Piece(each, read_coming(each, now, zone))
        for each in (part.strip() for part in _PIECES.split(text))
        if each and not _BACK_AGAIN.search(each)
    ]
    route = " ".join(filter(None, map(_route, pieces)))[:ROUTE].strip()
    timed = _joined([each for each in pieces if each.is_timed], now, zone)
    leaving = next((each for each in timed if not each.arrives), None)
    arriving = next((each for each in timed if each is not leaving), None)
    planned = _leaving(Planned(route, None, None), leaving)
    if arriving is None:
        return planned
    # An hour alone is the next one after the departure.
    since = planned.departs_at or now
    said = arriving.said if _names_day(arriving) else read_coming(arriving.text, since, zone)
    at = said.moments[0] if len(said.moments) == 1 else None
    behind = at is not None and (planned.departs_at is None or at > planned.departs_at)
    return replace(planned, arrives_at=at if behind else None)


def _leaving(planned: Planned, piece: _Piece | None) -> Planned:
    """With the departure that a piece of the line names."""
    if piece is None:
        return planned
    said = piece.said
    if len(said.moments) != 1:
        return replace(planned, day=said.day, part=said.part, readings=said.moments)
    if _THERE_AT.search(piece.text) and not piece.leaves:
        return replace(planned, either=said.moments[0])
    return replace(planned, departs_at=said.moments[0])


def _joined(timed: list[_Piece], now: datetime, zone: ZoneInfo) -> list[_Piece]:
    """The pieces that name a moment; a day that stands apart from its hour is put to it."""
    for day in timed:
        if not day.is_day or day.said.day is None or day.arrives:
            continue
        for hour in timed:
            if hour is not day and not _names_day(hour) and hour.said.moments:
                text = on_day(hour.text, day.said.day, day.said.part)
                one = _Piece(hour.text, read_coming(text, now, zone))
                return [one if each is hour else each for each in timed if each is not day]
    return timed


def _names_day(piece: _Piece) -> bool:
    return piece.said.day is not None


def _route(piece: _Piece) -> str:
    return _without_verbs(piece.said.rest) if piece.is_timed else piece.text


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
