"""Those who come to a firm: what a line says of them, how they stand, when a firm is reminded.

The document names no hours; every lead below is a rule of this product and is labelled so.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.came import Came, read_came
from bot.domain.coming import Coming, read_coming
from bot.domain.errands import awake_before
from bot.domain.quiet import QuietHours
from bot.domain.tests_said import test_in
from policies.spoken.number_words import without_separators
from policies.spoken.reading import read_int

PERSON: Final = "person"
"""The kind of subject that evidence of an entry hangs on."""
LEADS: Final = (timedelta(hours=24), timedelta(hours=3))
BEFORE_NIGHT: Final = timedelta(minutes=30)
STILL_OPEN: Final = timedelta(hours=2)
FOLLOWED: Final = timedelta(minutes=30)
MORNINGS: Final = 7
"""On so many mornings what cannot wait and is not done is said again."""
SHOWN_FOR: Final = timedelta(days=14)
"""So long after they came, or were to come, people are shown; then what was said of them goes."""
MOST: Final = 99_999
"""People in one entry: a whole workforce that comes back after a holiday."""
LINES: Final = 20
LABEL: Final = 60
_COUNT: Final = re.compile(
    r"(?P<zh>(?<![\d.])\d{1,5}(?:\.\d+)?\s*[千万]?|[一二两三四五六七八九十百千万零]+)"
    r"\s*(?:个|位|名|多人|来人|人|口子)"
    r"|(?P<few>[俩仨])(?:个?人|口子)?"
    r"|\b(?P<en>\d{1,5}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"\s+(?=[a-z])",
    re.IGNORECASE,
)


_LEAD: Final = re.compile(
    r"^(?:(?:帮我?|给我?|请|麻烦)*(?:记|登记|报备|补记|报)(?:一下|一笔|上|个)?(?:来人|到访|来访|访客)?|来人)"
    r"(?=[\s:：,，]|昨|前|今|明|就|来|\d)[\s:：,，]*"
)
"""What is to be done with a line, and no word of whom it is about."""
_COMES_THEN: Final = re.compile(r"[\s,，]+[就会要]?(?:到厂?|来厂?|过来)[\s,，。.]*$")
"""What is left of a line whose day stands behind: 上海来两个工程师，明天到."""
_FEW: Final = {"俩": 2, "仨": 3}


class Presence(StrEnum):
    """Where somebody is."""

    COMING = "coming"
    HERE = "here"
    GONE = "gone"
    CANCELLED = "cancelled"


AROUND: Final = frozenset({Presence.COMING, Presence.HERE})


class ArrivalStage(StrEnum):
    """The reminders about one entry."""

    DAY = "day"  # a day before they come, while they have not reported
    HOURS = "hours"  # some hours before
    AT = "at"  # now they should be there: are they?
    OPEN = "open"  # they are there, and something is still to be done
    NEXT = "next"  # and still on the next morning
    FOLLOW = "follow"  # what cannot wait is not done yet


@dataclass(frozen=True, slots=True)
class Visitors:
    """What a line says: who, how many, and when; or that they are there already (`came`).

    Attributes:
        tested: The day on which they were tested, if the line names it.
    """

    label: str
    count: int
    coming: Coming
    came: Came | None = None
    tested: date | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A stage and its time (aware UTC)."""

    stage: ArrivalStage
    at: datetime


def read_visitors(text: str, now: datetime, zone: ZoneInfo) -> tuple[Visitors, ...]:
    """Read a list of people who come, one entry a line.

    Args:
        text: As typed, such as 明天下午3点 上海来2个工程师.
        now: Aware; the business clock.
        zone: Of the wall clock by which people read the time.
    """
    said = [line.strip() for line in re.split(r"[\n;；]", text) if line.strip()]
    return tuple(_visitors(line, now, zone) for line in said[:LINES])


def _visitors(line: str, now: datetime, zone: ZoneInfo) -> Visitors:
    plain = _LEAD.sub("", unicodedata.normalize("NFKC", line))
    tested, line = test_in(plain, now.astimezone(zone).date())
    came = read_came(line, now, zone)
    if came is not None:
        none = Coming((), None, came.rest)
        return Visitors(came.rest[:LABEL], _count(came.rest), none, came, tested)
    coming = read_coming(line, now, zone)
    label = _COMES_THEN.sub("", coming.rest)
    return Visitors(label[:LABEL], _count(label), coming, tested=tested)


def _count(text: str) -> int:
    found = _COUNT.search(without_separators(text))
    if found is None:
        return 1
    if found["few"]:
        return _FEW[found["few"]]
    said = read_int(found["zh"] or found["en"])
    return min(max(int(said.value), 1), MOST) if said is not None else 1


def before_coming(due_at: datetime, quiet: QuietHours) -> Iterator[Moment]:
    """The reminders while somebody who is to come has not reported."""
    for stage, lead in zip((ArrivalStage.DAY, ArrivalStage.HOURS), LEADS, strict=True):
        yield Moment(stage, awake_before(due_at - lead, quiet, BEFORE_NIGHT))


def while_open(since: datetime, quiet: QuietHours) -> Iterator[Moment]:
    """The reminders while something is to be done about somebody who is there."""
    yield Moment(ArrivalStage.OPEN, since + STILL_OPEN)
    yield Moment(ArrivalStage.NEXT, quiet.end_after(since + STILL_OPEN) + STILL_OPEN)


def while_urgent(since: datetime, quiet: QuietHours) -> Iterator[tuple[datetime, datetime]]:
    """The reminders while what cannot wait is not done: soon, once more, then every morning.

    Yields:
        When, and the moment after which it is too late: for the first one at any hour.
    """
    soon, again = since + FOLLOWED, since + STILL_OPEN
    # The moment after it, so that it is said in the night too.
    yield soon, soon + FOLLOWED
    yield again, again
    morning = quiet.end_after(again)
    yield from ((morning + day, morning + day) for day in map(timedelta, range(MORNINGS)))


def forgotten_at(moment: datetime) -> datetime:
    """When an entry is no longer shown."""
    return moment + SHOWN_FOR
