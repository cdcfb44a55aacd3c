"""A trip in one sentence: which truck, where to, with what, and when.

A plate is any one character, a letter, and five or six signs. Who drives is not
kept: the trip needs no name.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.trips import ROUTE, Planned, read_trip
from bot.domain.visits_said import ASKS, LONGEST

_PLATE: Final = re.compile(
    r"(?<![A-Za-z0-9])(?P<sign>[一-鿿])\s?(?P<letter>[A-Za-z])\s?[·•.\-]?\s?"
    r"(?P<rest>(?=[A-Za-z]{0,5}\d)[A-Za-z0-9]{5,6})(?![A-Za-z0-9])"
)
_NOT_FIRST: Final = frozenset("牌号车是叫为")
"""What people write before the letters of a plate whose first sign they leave out."""
_NAME: Final = "[^\\W\\d_a-zA-Z点时分钟早晚午上下天日号来去到]"
_DRIVER: Final = re.compile(
    rf"(?:司机|驾驶员)\s*(?::|是|叫)?\s*{_NAME}{{2,3}}(?=[\s,。;]|$)"
    rf"|{_NAME}{{1,3}}?(?:师傅|司机)\s*(?:开车|驾驶|带车|跟车)"
    rf"|{_NAME}{{2,3}}\s*(?:开车?|驾驶|带车|跟车)(?=[\s,。;]|$)"
    rf"|{_NAME}{{1,2}}师傅开?(?=[\s,。;]|$)"
    r"|\b(?:driver|driven by)\s*:?\s*(?:mr|ms|mrs)?\.?\s*\w+(?:\s+(?:drives|driving))?"
    r"|\b(?:mr|ms|mrs)\.?\s+\w+\s+(?:drives|driving)\b",
    re.IGNORECASE,
)
_TO: Final = re.compile(
    r"(?:发往|开往|送到|运到|拉到|前往|去|到|往|→|—|–|-)\s*"
    r"(?P<to>[^\s,。;][^\s,。;送拉运装卸发]{1,11})"
    r"|\bto\s+(?P<en>[a-z][\w'-]*)",
    re.IGNORECASE,
)
_CARGO: Final = re.compile(
    r"[送拉运装发](?![到往车货])(?:一?[车批趟])?(?P<cargo>[^\s,。;到去往送拉运]{1,12})"
    r"|\b(?:with|carrying|delivers?|delivering|loaded with)\s+(?P<en>[\w' -]{2,30})",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"(?P<name>(?![送拉运装发])[^从由自]{1,20}?)\s*(?=(?:发往|开往|前往|送到|运到|拉到|去)[^\s,。;])"
)
_BEFORE_PLATE: Final = re.compile(r"车牌号?(?:码|是|为)*\s*:?\s*$")
_ENDS: Final = " ,。.;"


@dataclass(frozen=True, slots=True)
class TripSaid:
    """What a sentence says of a trip; what it leaves out is empty.

    Attributes:
        plate: As it stands on the truck, without signs between: 豫R12345 is one.
        planned: Its route in their own words, without plate and driver, and its moments.
        name: What stands before where it goes, in place of a plate: 红解放 去….
        driver: Whether somebody was said to drive.
    """

    plate: str
    destination: str
    cargo: str
    planned: Planned
    name: str = ""
    driver: bool = False

    @property
    def road(self) -> Planned:
        """The trip without the name of its truck."""
        route = self.planned.route.removeprefix(self.name).strip(_ENDS)
        return replace(self.planned, route=route)

    @property
    def truck(self) -> str:
        """Which truck, as far as it was said."""
        return self.plate or self.name

    @property
    def is_trip(self) -> bool:
        """Whether it says more than what a truck is called: a moment, or a plate on its way."""
        bound = bool(self.destination or self.cargo)
        return self.planned.departs_at is not None or (bool(self.plate) and bound)


def read_trip_said(text: str, now: datetime, zone: ZoneInfo) -> TripSaid:
    """Take a sentence about a trip apart.

    Args:
        text: As typed: plate, time, destination, cargo, in any order.
        now: Aware; the business clock.
        zone: Of the wall clock by which people read the time.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    plate, rest = _plate_in(plain)
    driver = _DRIVER.search(rest)
    if driver is not None:
        rest = f"{rest[: driver.start()]} {rest[driver.end() :]}"
    planned = read_trip(rest.strip(_ENDS), now, zone)
    named = None if plate else _NAMED.match(planned.route)
    route = planned.route.strip(_ENDS)
    destination = _group(_TO, route)
    return TripSaid(
        plate=plate,
        destination=destination,
        cargo=_group(_CARGO, route.replace(destination, " ") if destination else route),
        planned=replace(planned, route=route[:ROUTE]),
        name=named["name"].strip(_ENDS) if named else "",
        driver=driver is not None,
    )


def announced_trip(text: str, now: datetime, zone: ZoneInfo) -> TripSaid | None:
    """The trip that a text announces: a plate, when, and where to or with what; no question."""
    if ASKS.search(text) or len(text) > LONGEST:
        return None
    said = read_trip_said(text, now, zone)
    bound = bool(said.destination or said.cargo)
    return said if said.plate and bound and said.planned.departs_at is not None else None


def only_plate(text: str) -> bool:
    """Whether a text is a plate and nothing else."""
    plate, rest = _plate_in(unicodedata.normalize("NFKC", text).strip())
    return bool(plate) and not rest.strip(_ENDS)


def _plate_in(plain: str) -> tuple[str, str]:
    """The plate, and the text without it."""
    found = _PLATE.search(plain)
    if found is None:
        return "", plain
    sign = "" if found["sign"] in _NOT_FIRST else found["sign"]
    before = plain[: found.start()] + (found["sign"] if not sign else "")
    before = _BEFORE_PLATE.sub("", before)
    plate = f"{sign}{found['letter']}{found['rest']}".upper()
    return plate, f"{before} {plain[found.end() :]}".strip(_ENDS)


def _group(pattern: "re.Pattern[str]", text: str) -> str:
    found = pattern.search(text)
    return "" if found is None else (next(filter(None, found.groups()), "")).strip(_ENDS)
