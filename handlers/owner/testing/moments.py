"""Moments of a sampling as buttons and proposals carry them."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import Stale, StaleCode
from bot.domain.testing import OLDEST_SAMPLING
from bot.store.questions import OpenQuestion
from handlers.owner.testing.views import Wording
from policies.spoken.agreement import says_yes

MINUTE = timedelta(minutes=1)
MILLISECOND = timedelta(milliseconds=1)
PROPOSED = "proposed"
UNKNOWN = "x"
"""In a button: nobody knows how many."""
CLOCK_DIGITS = 13
"""Until the year 2286: a longer number in a button is forged."""
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def proposal(at: datetime | None) -> dict[str, str]:
    """What a question remembers of a moment that was repeated to them."""
    return {} if at is None else {PROPOSED: clock_of(at)}


def agreed(question: OpenQuestion, text: str) -> datetime | None:
    """That moment, if they write yes; None if nothing was proposed, or they write else."""
    proposed = question.context.get(PROPOSED)
    return clock_in(str(proposed)) if proposed is not None and says_yes(text) else None


def clock_of(at: datetime | None) -> str:
    """A clock as a button names it, exact to the millisecond; x: nobody knows it."""
    return "x" if at is None else str((at - EPOCH) // MILLISECOND)


def clock_in(word: str) -> datetime | None:
    """What `clock_of` made.

    Raises:
        Stale: An old or a forged button.
    """
    if word == "x":
        return None
    if not word.isdecimal() or len(word) > CLOCK_DIGITS:
        raise Stale(StaleCode.CHANGED)
    return EPOCH + int(word) * MILLISECOND


def at_minutes(minutes: int) -> datetime:
    """The moment that a button of `when` names (aware UTC)."""
    return EPOCH + minutes * MINUTE


def likely(say: Wording, now: datetime, known: datetime | None) -> Iterable[tuple[str, datetime]]:
    """Moments that may well be it: past, still of use, and newer than what is known."""
    t, wall = say.t, now.astimezone(say.zone)
    one, three = now - timedelta(hours=1), now - timedelta(hours=3)
    today = _on(wall, time(8), say.zone)
    evening = _on(wall - timedelta(days=1), time(20), say.zone)
    offered = (
        (t("1 小时前（{at}）", at=_clock(one, say.zone)), one),
        (t("3 小时前（{at}）", at=_clock(three, say.zone)), three),
        (t("今天 08:00"), today),
        (t("昨天 20:00"), evening),
    )
    earliest = now - OLDEST_SAMPLING if known is None else known
    return [(label, at) for label, at in offered if earliest < at < now]


def _on(day: datetime, wall: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day.date(), wall, tzinfo=zone)


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"
