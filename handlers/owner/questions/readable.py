"""Whether a text can answer a question of trips, of people who come, or about a firm's name.

What cannot leads on to what it is about; the question waits, or asks again in its own words.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.came import read_came
from bot.domain.coming import read_coming
from bot.domain.plates_said import only_plate
from bot.domain.samplings_said import read_sampling_time
from bot.domain.trips_said import TripSaid, read_trip_said
from bot.domain.visits_said import ASKS, listed_visitors, speaks_of_others
from bot.services.trips.rules import trip_rules
from bot.store.questions import OpenQuestion
from handlers.owner.arrivals.drafts import drafts_in
from handlers.owner.arrivals.scene import LEFT_OUT, MOVED, NEW
from handlers.owner.firm.registering import NAME, draft_in
from handlers.owner.policies import whatif_typed
from handlers.owner.policies.supposing import KIND as WHATIF
from handlers.owner.questions.fitting import says_when
from handlers.owner.trucks.early import answer_in
from handlers.owner.trucks.facts import FACT, POINT, ROUTE, TIMES, TRUCK
from policies.facts import FactType
from policies.finding import find_records
from policies.rulebase import RuleBase
from policies.spoken.agreement import says_yes
from policies.spoken.choices import read_option, squeezed
from policies.spoken.firm_names import is_like_a_firm
from policies.spoken.measures import only_a_number
from policies.spoken.place_words import is_place_name
from policies.spoken.remarks import asks, complains

SHORT: Final = 20
NAMED: Final = 14
"""So few characters may be the name of a duty or a policy."""
_OVER: Final = re.compile(r"[昨前][天日儿]|上周|刚才|了[。.!！~～]*$|\b(?:yesterday|last)\b", re.I)
_TRUCK: Final = re.compile(r"车|\b(?:truck|lorry|van)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tried:
    """A text and the question that it may answer.

    Attributes:
        now: The business clock (aware UTC).
        region: Where the firm works.
    """

    said: str
    question: OpenQuestion
    now: datetime
    zone: ZoneInfo
    region: str
    rulebase: RuleBase

    @property
    def names_a_record(self) -> bool:
        """Whether it is the name of a duty or a policy of the place."""
        return len(self.said) <= NAMED and bool(
            find_records(self.rulebase, self.said, self.region)
        )

    @property
    def answers_trip(self) -> bool:
        """Whether it answers what the rules of the place ask of a trip, if not now."""
        rules = trip_rules(self.rulebase, self.region)
        return rules is not None and answer_in(rules.of_trip, self.said) is not None

    @property
    def trip(self) -> TripSaid:
        """What it says of a trip."""
        regions = self.rulebase.regions
        return read_trip_said(
            self.said, self.now, self.zone, lambda name: is_place_name(regions, name)
        )


def _of_trip(tried: Tried) -> bool:
    """One of the options, or a moment, as the rules ask it."""
    fact = tried.rulebase.facts.get(str(tried.question.context.get("fact", "")))
    if fact is None or fact.type is FactType.DATETIME:
        at = read_sampling_time(tried.said, tried.now, tried.zone)
        if at is not None or says_when(tried.said, tried.now, tried.zone):
            return True
        return tried.answers_trip
    return read_option(fact, tried.said) is not None or tried.answers_trip


def _time_of_trip(tried: Tried) -> bool:
    if tried.answers_trip:
        return True
    if _others_come(tried, "", 0):
        return False
    read = read_coming(tried.said, tried.now, tried.zone)
    return bool(read.moments) or read.day is not None


def _truck_or_route(tried: Tried) -> bool:
    """A plate, a trip, an answer about one that is begun, or hardly more than a name."""
    if tried.answers_trip and (tried.question.kind == ROUTE or tried.question.context):
        return True
    trip = tried.trip
    if trip.is_trip or trip.is_bound or only_plate(tried.said):
        return True
    if asks(tried.said) or _OVER.search(tried.said) or len(tried.said) > SHORT:
        return False
    return _TRUCK.search(tried.said) is not None or not tried.names_a_record


def _point(tried: Tried) -> bool:
    over = _OVER.search(tried.said) is not None
    return not (asks(tried.said) or over or tried.names_a_record)


def _who_comes(tried: Tried) -> bool:
    if listed_visitors(tried.said, tried.now, tried.zone):
        return True
    return len(tried.said) <= SHORT and not ASKS.search(tried.said) and not tried.names_a_record


def _when_they_come(tried: Tried) -> bool:
    drafts = drafts_in(tried.question)
    if all(each.due is not None or each.here for each in drafts):
        return says_yes_or_no(tried.said)
    if any(_others_come(tried, each.label, each.count) for each in drafts[:1]):
        return False
    return _says_time(tried)


def says_yes_or_no(text: str) -> bool:
    """是, 不是的: where the list asks from where they come."""
    return says_yes(text) or squeezed(text) in {"不是", "不是的", "否", "no", "不", "没有"}


def _when_instead(tried: Tried) -> bool:
    return _says_time(tried)


def _says_time(tried: Tried) -> bool:
    read = read_coming(tried.said, tried.now, tried.zone)
    return bool(read.moments) or read_came(tried.said, tried.now, tried.zone) is not None


def _others_come(tried: Tried, label: str, count: int) -> bool:
    return speaks_of_others(label, count, tried.said, tried.now, tried.zone)


def _name(tried: Tried) -> bool:
    """While a name is corrected; the name of a new firm is whatever is written."""
    draft = draft_in(tried.question)
    if not draft.change or draft.onwards or is_like_a_firm(tried.said):
        return True
    return not (asks(tried.said) or complains(tried.said) or tried.names_a_record)


def _supposed(tried: Tried) -> bool:
    """A value, or anything that names a fact."""
    fact = tried.rulebase.facts.get(tried.question.subject)
    if fact is not None and read_option(fact, tried.said) is not None:
        return True
    return only_a_number(tried.said) or whatif_typed.names_fact(tried.rulebase.facts, tried.said)


READABLE: Final[Mapping[str, Callable[[Tried], bool]]] = {
    FACT: _of_trip,
    TIMES: _time_of_trip,
    TRUCK: _truck_or_route,
    ROUTE: _truck_or_route,
    POINT: _point,
    NEW: _who_comes,
    LEFT_OUT: _when_they_come,
    MOVED: _when_instead,
    NAME: _name,
    WHATIF: _supposed,
}
"""By the kind of the question."""
