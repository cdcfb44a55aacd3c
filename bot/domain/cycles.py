"""The rhythms in force for one group together: its deadlines, its open offer, its reminders."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.quiet import QuietHours
from bot.domain.reminders import Stage, StageName, order_of, plan
from bot.domain.testing import Rhythm, deadline

Dated = tuple[Stage, datetime]
"""A stage and the deadline (for an offer, the opening) that it is about."""

Sent = Mapping[datetime, Collection[StageName]]
"""Which stages were sent already, by the deadline that they were about."""

DAY = timedelta(days=1)


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
class Deadline:
    """By when (aware UTC) a duty wants the next sampling."""

    at: datetime
    ruled: Ruled


def deadlines(cycle: Cycle, sampled_at: datetime | None, zone: ZoneInfo) -> tuple[Deadline, ...]:
    """Every duty's deadline, the earliest first.

    Without a known sampling a window of hours has no start, but a daily duty is due all the
    same: on the day from which it holds.
    """
    found = []
    if cycle.hourly is not None and sampled_at is not None:
        found.append(Deadline(deadline(sampled_at, cycle.hourly.rhythm, zone), cycle.hourly))
    if cycle.daily is not None:
        since = cycle.daily_since
        last = sampled_at or (None if since is None else since - DAY)
        if last is not None:
            at = deadline(last, cycle.daily.rhythm, zone, since=since)
            found.append(Deadline(at, cycle.daily))
    return tuple(sorted(found, key=lambda each: each.at))


def opens_at(cycle: Cycle, sampled_at: datetime | None, zone: ZoneInfo) -> datetime | None:
    """From when the offer is open again; None without an offer or without a known sampling."""
    if cycle.offer is None or sampled_at is None:
        return None
    return deadline(sampled_at, cycle.offer.rhythm, zone)


def duty_stages(
    cycle: Cycle, sampled_at: datetime | None, now: datetime, quiet: QuietHours, sent: Sent
) -> list[Dated]:
    """Lay out what is to be said about the duties, in the order in which it fires.

    One sampling meets them all, so only the nearest deadline ahead is announced; each that
    has passed is noted, once.
    """
    dues = {due.at: due for due in reversed(deadlines(cycle, sampled_at, quiet.zone))}
    ahead = sorted(at for at in dues if at > now)[:1]
    told = [at for at in dues if at <= now] + ahead
    stages = [
        (stage, at)
        for at in told
        for stage in plan(at, dues[at].ruled.rhythm, now, quiet, already=sent.get(at, ()))
    ]
    return sorted(stages, key=lambda dated: order_of(dated[0]))


def offer_stages(
    cycle: Cycle,
    sampled_at: datetime | None,
    now: datetime,
    quiet: QuietHours,
    sent: Sent,
    duty: Collection[Dated],
) -> list[Dated]:
    """Lay out what is to be said about the offer, beside what is said about the duties."""
    at = opens_at(cycle, sampled_at, quiet.zone)
    if at is None or cycle.offer is None:
        return []
    said = [stage for stage, _ in duty]
    stages = plan(at, cycle.offer.rhythm, now, quiet, already=sent.get(at, ()), duty=said)
    return [(stage, at) for stage in stages]


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
