"""What runs for one test group: its rhythms, its clocks, its pauses, and so its deadlines."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.parts import Part, Parts
from bot.domain.pauses import Pause, after_pauses
from bot.domain.testing import Rhythm, deadline

DAY = timedelta(days=1)
MOMENT = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rhythm and the id of the policy that sets it."""

    rhythm: Rhythm
    policy: str


@dataclass(frozen=True, slots=True)
class Cycle:
    """What is in force for one group. All empty: no document sets a rhythm for it.

    Attributes:
        hourly: The duty with the shortest rolling window.
        daily: The duty of every calendar day.
        daily_since: From when the daily duty holds (aware UTC); set whenever `daily` is.
        offer: What the group may use, and need not.
    """

    hourly: Ruled | None = None
    daily: Ruled | None = None
    daily_since: datetime | None = None
    offer: Ruled | None = None

    @property
    def duties(self) -> tuple[Ruled, ...]:
        """The duties, without the offer."""
        return tuple(ruled for ruled in (self.hourly, self.daily) if ruled is not None)


@dataclass(frozen=True, slots=True)
class Course:
    """All that decides when a group is due.

    Attributes:
        parts: Its people by their clocks.
        pauses: When they do not work, whatever order.
        offers: Whether the group wants to hear of its offer.
    """

    cycle: Cycle
    parts: Parts
    pauses: tuple[Pause, ...] = ()
    offers: bool = True


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when (aware UTC) a duty wants the next sampling, or from when an offer is open.

    Attributes:
        people: For how many; None if that is not known.
        whole: For everybody of the group.
        returned: It ran out in a pause, and is due when work begins again.
    """

    at: datetime
    ruled: Ruled
    people: int | None
    whole: bool
    returned: bool = False


def deadlines(course: Course, zone: ZoneInfo) -> tuple[Deadline, ...]:
    """Every deadline of a duty, of whichever part, the earliest first, one a moment.

    Without a known sampling a window of hours has no start, but a daily duty is due all the
    same: on the day from which it holds. Nothing is due in a pause.
    """
    return _one_a_moment(course, [list(_due_of(course, part, zone)) for part in course.parts])


def part_deadline(course: Course, part: Part, zone: ZoneInfo) -> Deadline | None:
    """What one part owes first."""
    return next(iter(deadlines_of(course, part, zone)), None)


def deadlines_of(course: Course, part: Part, zone: ZoneInfo) -> list[Deadline]:
    """What one part owes, the earliest first."""
    return sorted(_due_of(course, part, zone), key=lambda due: due.at)


def openings(course: Course, zone: ZoneInfo) -> tuple[Deadline, ...]:
    """From when the offer is open again for each part; empty if it is switched off."""
    offer = course.cycle.offer
    if offer is None or not course.offers:
        return ()
    found = [
        [Deadline(deadline(at, offer.rhythm, zone), offer, part.size, whole=False)]
        for part in course.parts
        if (at := part.sampled_at) is not None
    ]
    return _one_a_moment(course, found)


def holding_since(
    cycle: Cycle, before: Cycle, declared: datetime | None, now: datetime
) -> datetime | None:
    """From when a daily duty counts for a group.

    A group that was under it keeps its own date, so that a missed day stays missed when the
    same state is declared again. Otherwise it is the declaration, or now if none is dated.
    """
    if cycle.daily is None:
        return None
    return before.daily_since if before.daily is not None else declared or now


def _due_of(course: Course, part: Part, zone: ZoneInfo) -> Iterator[Deadline]:
    """The duties of one part, the earliest first or in the order of the cycle."""
    cycle = course.cycle
    if cycle.hourly is not None and part.sampled_at is not None:
        raw = deadline(part.sampled_at, cycle.hourly.rhythm, zone)
        at = after_pauses(course.pauses, raw)
        if at is not None:
            yield Deadline(at, cycle.hourly, part.size, whole=False, returned=at != raw)
    if cycle.daily is not None:
        by = _end_of_day(course, part, zone)
        if by is not None:
            yield Deadline(by, cycle.daily, part.size, whole=False)


def _end_of_day(course: Course, part: Part, zone: ZoneInfo) -> datetime | None:
    """The end of the first working day that wants a sampling; None if no return is known."""
    daily, since = course.cycle.daily, course.cycle.daily_since
    last = part.sampled_at or (None if since is None else since - DAY)
    if daily is None or last is None:
        return None
    at = deadline(last, daily.rhythm, zone, since=since)
    while (back := after_pauses(course.pauses, at - MOMENT)) != at - MOMENT:
        if back is None:
            return None
        at = deadline(last, daily.rhythm, zone, since=back)
    return at


def _one_a_moment(course: Course, of_parts: list[list[Deadline]]) -> tuple[Deadline, ...]:
    """Join what the parts owe; two duties of one part at one moment count its people once."""
    by_moment: dict[datetime, list[Deadline]] = {}
    for dues in of_parts:
        for due in {due.at: due for due in reversed(dues)}.values():
            by_moment.setdefault(due.at, []).append(due)
    return tuple(_joined(by_moment[at], len(course.parts)) for at in sorted(by_moment))


def _joined(dues: list[Deadline], parts: int) -> Deadline:
    sizes = [due.people for due in dues]
    people = None if None in sizes else sum(size for size in sizes if size is not None)
    returned = all(due.returned for due in dues)
    return replace(dues[0], people=people, whole=len(dues) == parts, returned=returned)
