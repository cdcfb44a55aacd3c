"""Test cycles: when the next sampling is due, and which stated sampling times are believed."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.sampling_refusals import SamplingCode, SamplingRefusal

CLOCK_SKEW = timedelta(minutes=2)
OLDEST_SAMPLING = timedelta(days=7)
UNDO_WITHIN = timedelta(minutes=10)


class RhythmKind(StrEnum):
    """How binding a rhythm is: 须 (duty) or 可 (offer)."""

    DUTY = "duty"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a group tests: every so many hours, or once each calendar day.

    Attributes:
        kind: A duty has a deadline; an offer only opens again.
        hours: Length of the rolling window; None for a daily rhythm.
        daily: One sampling each calendar day, by 24:00.

    Raises:
        ValueError: Not exactly one of hours and daily, or an offer without hours.
    """

    kind: RhythmKind
    hours: int | None = None
    daily: bool = False

    def __post_init__(self) -> None:
        if self.daily is (self.hours is not None) or (self.hours is not None and self.hours < 1):
            raise ValueError("a rhythm is either a number of hours or daily")
        if self.kind is RhythmKind.OFFER and self.daily:
            raise ValueError("an offer opens again after a number of hours")


def deadline(
    last_sampled_at: datetime,
    rhythm: Rhythm,
    zone: ZoneInfo,
    *,
    since: datetime | None = None,
) -> datetime:
    """Say by when the group must sample again; for an offer, from when it may.

    The window runs from the sampling, not from the result: the document leaves the start
    open (三(六)), and the sampling is the earlier of the two. A daily duty is met
    by any sampling of that calendar day (三(七); "by 24:00" is a rule of this product).

    Args:
        last_sampled_at: Aware.
        rhythm: As the verdicts on the firm give it.
        zone: Whose calendar counts.
        since: From when a daily duty holds: declared today, it first falls due tonight, and
            a missed day is followed by the next one when its own end is passed here.

    Returns:
        Aware UTC.
    """
    if rhythm.hours is not None:
        return (last_sampled_at + timedelta(hours=rhythm.hours)).astimezone(UTC)
    due_on = last_sampled_at.astimezone(zone).date() + timedelta(days=1)
    if since is not None:
        due_on = max(due_on, since.astimezone(zone).date())
    midnight = datetime.combine(due_on + timedelta(days=1), time(), tzinfo=zone)
    return midnight.astimezone(UTC)


def believed(sampled_at: datetime, now: datetime) -> datetime:
    """Take a sampling time that a person typed or picked, never later than now.

    Args:
        sampled_at: Aware; up to 2 minutes ahead is a clock that differs, not a claim.
        now: The business clock.

    Raises:
        SamplingRefusal: In the future, or more than 7 days ago.
    """
    if sampled_at > now + CLOCK_SKEW:
        raise SamplingRefusal(SamplingCode.IN_FUTURE, stated=sampled_at, now=now)
    earliest = now - OLDEST_SAMPLING
    if sampled_at < earliest:
        raise SamplingRefusal(SamplingCode.TOO_OLD, stated=sampled_at, now=now, earliest=earliest)
    return min(sampled_at, now)


def may_undo(recorded_at: datetime, now: datetime) -> bool:
    """Whether a recorded sampling can still be taken back: for 10 minutes."""
    return now - recorded_at <= UNDO_WITHIN
