"""Pauses: 停产, 放假. While nobody works no duty falls due; samplings stay what they are.

The document does not say how a pause counts; that what ran out in a pause is due when work
begins again is a rule of this product.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.quiet import QuietHours
from bot.domain.reminders import BEFORE_NIGHT

LONGEST = timedelta(days=366)
EVE = time(18)
"""On the evening before the return, when the day shift has not gone home everywhere."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """From when until when nobody works, `starts_at` included and `ends_at` not (aware UTC).

    `ends_at` is None while nobody knows; equal ends are a pause that was called off.
    """

    starts_at: datetime
    ends_at: datetime | None

    def covers(self, at: datetime) -> bool:
        """Whether this moment lies in it."""
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)


def pause_at(pauses: Sequence[Pause], at: datetime) -> Pause | None:
    """The pause that a moment lies in; of several the one that ends last."""
    covering = [pause for pause in pauses if pause.covers(at)]
    open_end = next((pause for pause in covering if pause.ends_at is None), None)
    return open_end or max(covering, key=lambda each: each.ends_at or at, default=None)


def after_pauses(pauses: Sequence[Pause], at: datetime) -> datetime | None:
    """The moment itself, or the return to work if it lies in a pause; None: no return known."""
    while (pause := pause_at(pauses, at)) is not None:
        if pause.ends_at is None:
            return None
        at = pause.ends_at
    return at


def whole_days(first: date, last: date, now: datetime, zone: ZoneInfo) -> Pause:
    """A pause of calendar days, both included; one that begins today begins now."""
    begins = max(_midnight(first, zone), now.astimezone(UTC))
    return Pause(begins, _midnight(last + DAY, zone))


def last_day(pause: Pause, zone: ZoneInfo) -> date | None:
    """The last day on which nobody works; None while it is open."""
    if pause.ends_at is None:
        return None
    return (pause.ends_at - timedelta(milliseconds=1)).astimezone(zone).date()


def notice_on(pause: Pause, now: datetime, quiet: QuietHours) -> datetime | None:
    """When the return is announced: the evening before; None if that is not ahead."""
    if pause.ends_at is None or pause.ends_at <= pause.starts_at:
        return None
    eve = (pause.ends_at - timedelta(milliseconds=1)).astimezone(quiet.zone).date()
    at = datetime.combine(eve, EVE, tzinfo=quiet.zone).astimezone(UTC)
    if quiet.contains(at):
        at = quiet.start_before(at) - BEFORE_NIGHT
    return at if max(now, pause.starts_at) < at < pause.ends_at else None


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
