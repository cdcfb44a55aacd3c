"""A trip in one sentence: which truck, where to, with what, and when, in any order.

Who drives is not kept: the trip needs no name.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.plates_said import ENDS, plates_in
from bot.domain.trips import ROUTE, Planned, read_trip
from bot.domain.visits_said import ASKS, LONGEST

_NAME: Final = "[^\\W\\d_a-zA-Z点时分钟早晚午上下天日号来去到往]"
_DRIVER: Final = re.compile(
    rf"(?:司机|驾驶员)\s*(?::|是|叫)?\s*{_NAME}{{2,3}}(?=[\s,。;]|$)"
    rf"|{_NAME}{{1,3}}?(?:师傅|司机)\s*(?:开车|驾驶|带车|跟车)"
    rf"|{_NAME}{{2,3}}\s*(?:开车?|驾驶|带车|跟车)(?=[\s,。;]|$)"
    rf"|{_NAME}{{1,2}}师傅开?(?=[\s,。;]|$)"
    r"|\b(?:driver|driven by)\s*:?\s*(?:mr|ms|mrs)?\.?\s*\w+(?:\s+(?:drives|driving))?"
    r"|\b(?:mr|ms|mrs)\.?\s+\w+\s+(?:drives|driving)\b",
    re.IGNORECASE,
)
_TESTED: Final = re.compile(
    r"(?:^|[\s,，。;；]+)(?=[^,，。;；]*(?:[做采测][了的过完]?|有)[^,，。;；]{0,6}(?:核酸|抗原)"
    r"|[^,，。;；]*(?:核酸|抗原)[^,，。;；]{0,8}(?:[做采测]|阴性))[^,，。;；]*"
)
"""Who was tested, and when: no part of the way, and a name that is not kept."""
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
_NO_PLATE: Final = re.compile(
    r"[\s,，]*(?:车牌号?码?|牌照|车号|哪辆车|什么车)(?:还|也|暂时|现在)*"
    r"(?:不知道|不清楚|不晓得|没定|未定|待定|记不[清得]|没有?出来)[了的]?[。.]?"
    r"|[\s,]*(?:plate|truck) (?:is )?(?:not known|unknown|not decided)(?: yet)?",
    re.IGNORECASE,
)
"""That nobody knows yet which truck goes."""
_ONE_LOAD: Final = re.compile(
    r"[一两俩三四五\d]\s*[辆台部]?\s*[车趟]|出车|发车|有[个辆]?[大小货卡]?车(?=[去到往送拉要])"
    r"|\b(?:a|one) (?:truck|load)\b",
    re.I,
)
_CREW: Final = re.compile(
    r"[\s,，、]*(?:(?:一共|总共|就|带|车上)\s*)?(?:(?:[两俩二三四五六]|[2-6])\s*(?:个人|人|名|口人)|[俩仨](?:个?人|口)?)(?=[\s,，。]|$)"
)
"""How many go along: no part of where they go or of what they carry."""
_GOES: Final = re.compile(
    r"发往|开往|前往|送|运|拉|装|去|到|往|从|→|\b(?:from|to|with|carr\w+|deliver\w*)\b",
    re.IGNORECASE,
)
_SOME_TRUCK: Final = re.compile(
    r"(?:(?:我们?|俺们?|咱们?|厂里|公司)的?\s*)?(?:(?:有?[一二两三四五六\d]+|这|那|有)\s*[辆台部]\s*|有)?"
    r"(?:[大小货卡挂拉]货?)*车(?:子|辆)?(?:要|得|准备)?|(?:我们?|俺们?|咱们?)(?:要|得|准备)?"
    r"|(?:the |our |a |my )?(?:truck|lorry|van|vehicle|car)s?"
    r"(?:\s+(?:goes|leaves|drives|is going|will go))?|(?:goes|leaves|drives|is going|will go)",
    re.IGNORECASE,
)
"""Words for a truck that name none."""
_ANY_TRUCK: Final = re.compile(r"车(?![间床站牌])|\b(?:truck|lorry|van)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TripSaid:
    """What a sentence says of a trip; what it leaves out is empty.

    Attributes:
        plates: As they stand on the trucks, without signs between: 豫R12345 is one.
        planned: Its route in their own words, without plates and driver, and its moments.
        name: What stands before where it goes, in place of a plate: 红解放 去….
        driver: Whether somebody was said to drive.
        unnamed: Whether it speaks of a truck without naming it: 车去南阳.
    """

    plates: tuple[str, ...]
    destination: str
    cargo: str
    planned: Planned
    name: str = ""
    driver: bool = False
    unnamed: bool = False

    @property
    def road(self) -> Planned:
        """The trip without the name of its truck."""
        route = self.planned.route.removeprefix(self.name).strip(ENDS)
        return replace(self.planned, route=route)

    @property
    def truck(self) -> str:
        """Which truck, as far as it was said; the first of several."""
        return self.plates[0] if self.plates else self.name

    @property
    def is_bound(self) -> bool:
        """Whether it says where to, or with what."""
        return bool(self.destination or self.cargo)

    @property
    def is_trip(self) -> bool:
        """Whether it says more than what a truck is called: a moment, or a plate on its way."""
        return self.planned.is_timed or (bool(self.plates) and self.is_bound)

    @property
    def is_trip_of_some_truck(self) -> bool:
        """Whether it is one although it names no truck: where to, when, and that goods go."""
        goods = bool(self.cargo) or self.unnamed
        return self.planned.is_timed and self.is_bound and goods


def no_place(_: str) -> bool:
    """Knows no place."""
    return False


def read_trip_said(
    text: str, now: datetime, zone: ZoneInfo, is_place: Callable[[str], bool] = no_place
) -> TripSaid:
    """Take a sentence about a trip apart.

    Args:
        text: As typed: plate, time, destination, cargo, in any order.
        now: Aware; the business clock.
        zone: Of the wall clock by which people read the time.
        is_place: Whether a text is the name of a place and nothing else: such a name beside
            a plate is where it goes.
    """
    plain = _NO_PLATE.sub("", unicodedata.normalize("NFKC", text)).strip()
    plates, rest = plates_in(plain)
    rest = _TESTED.sub(" ", rest)
    driver = _DRIVER.search(rest)
    if driver is not None:
        rest = f"{rest[: driver.start()]} {rest[driver.end() :]}"
    planned = read_trip(_CREW.sub(" ", rest).strip(ENDS), now, zone)
    route = _tidy(planned.route)
    named = None if plates else _NAMED.match(route)
    name = named["name"].strip(ENDS) if named else ""
    if _SOME_TRUCK.fullmatch(name) or is_place(name):
        name = ""
    if not name:
        route = _without_some_truck(route)
    destination = _group(_TO, route) or (route if plates and is_place(route) else "")
    return TripSaid(
        plates=plates,
        destination=destination,
        cargo=_group(_CARGO, route.replace(destination, " ") if destination else route),
        planned=replace(planned, route=route[:ROUTE]),
        name=name,
        driver=driver is not None,
        unnamed=not plates and not name and _ANY_TRUCK.search(rest) is not None,
    )


def is_announced(text: str, said: TripSaid) -> bool:
    """Whether a text announces a trip: a day, where to or with what, and a plate or one load."""
    told = _NO_PLATE.sub("", text)
    if ASKS.search(told) or len(text) > LONGEST:
        return False
    load = _ONE_LOAD.search(told) is not None and said.is_trip_of_some_truck
    return (bool(said.plates) or load) and said.is_bound and said.planned.is_timed


def _tidy(route: str) -> str:
    parts = (each for each in re.split(r"\s*[、,，;；]\s*", route) if each.strip(ENDS))
    return " ".join(parts).strip(ENDS)


def _without_some_truck(route: str) -> str:
    """A route without the words for a truck before and behind it: 车去南阳, to Zhengzhou truck."""
    at_front = _SOME_TRUCK.match(route)
    rest = route[at_front.end() :] if at_front and _goes_on(route[at_front.end() :]) else route
    return re.sub(r"\s+(?:the |our )?(?:truck|lorry)$", "", rest.strip(ENDS), flags=re.I)


def _goes_on(rest: str) -> bool:
    return bool(rest.strip(ENDS)) and _GOES.match(rest.strip(ENDS)) is not None


def _group(pattern: "re.Pattern[str]", text: str) -> str:
    found = pattern.search(text)
    return "" if found is None else (next(filter(None, found.groups()), "")).strip(ENDS)
