"""Reading a sampling time that a person typed, in Chinese or English.

Careful on purpose: a 48-hour duty hangs on the answer. Whatever leaves two readings, or only
one that is still to come, is None, and the bot asks.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from re import Match
from zoneinfo import ZoneInfo

from bot.domain.spoken import HOURS, month_of, number_of, tokens

AHEAD = timedelta(minutes=2)  # a phone's clock, not a claim about the future
TURN = timedelta(days=7)  # how far a day without its month or year may lie behind a new one
DAY = timedelta(days=1)

Said = Mapping[str, Match[str]]


def read_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Read the one moment in the past that a text names.

    A time without a date is today's, never yesterday's. "8点半" is taken if only one half of
    the day fits: at ten in the morning it is 08:30, at nine in the evening it is a question.

    Args:
        text: As typed; full-width characters are welcome.
        now: Aware; the business clock.
        zone: Of the wall clock by which the person reads the time.

    Returns:
        Aware UTC, at most 2 minutes after now; None if the text names no moment, several, or
        one to come.
    """
    said = tokens(text)
    if not said:
        return None
    if said.keys() == {"just_now"}:
        return now.astimezone(UTC)
    if said.keys() == {"ago"}:
        length = _length(said["ago"])
        return None if length is None else (now - length).astimezone(UTC)
    if "clock" not in said or said.keys() & {"just_now", "ago"}:
        return None
    day = _day(said, now.astimezone(zone).date())
    return None if day is None else _only_past(day, said, now, zone)


def lacks_hour(text: str) -> bool:
    """Whether a text names a day or a part of one, and nothing else: 前天, 今天早上."""
    said = tokens(text) or {}
    return bool(said) and said.keys() <= {"days_back", "date", *HOURS}


def _length(ago: Match[str]) -> timedelta | None:
    if not (ago["count"] or ago["half"]):
        return None
    count = (number_of(ago["count"]) if ago["count"] else 0) + (0.5 if ago["half"] else 0)
    return timedelta(hours=count) if ago["hours"] else timedelta(minutes=count)


def _only_past(day: date, said: Said, now: datetime, zone: ZoneInfo) -> datetime | None:
    minute = _minute(said["clock"])
    found = [
        datetime.combine(day + hour // 24 * DAY, time(hour % 24, minute), zone).astimezone(UTC)
        for hour in _hours(said)
        if minute < 60 and (hour < 24 or minute == 0)
    ]
    past = [moment for moment in found if moment <= now + AHEAD]
    return past[0] if len(past) == 1 else None


def _minute(clock: Match[str]) -> int:
    groups = clock.groupdict()
    if groups.get("half"):
        return 30
    if groups.get("quarter"):
        return int(number_of(groups["quarter"])) * 15
    return int(number_of(groups["minute"])) if groups.get("minute") else 0


def _hours(said: Said) -> tuple[int, ...]:
    """The hours of the day that the clock may mean; 24 is the midnight at its end."""
    hour = int(number_of(said["clock"]["hour"]))
    parts = said.keys() & HOURS.keys()
    if parts:
        meant = {HOURS[part].get(hour) for part in parts}
        return tuple(hour for hour in meant if hour is not None) if len(meant) == 1 else ()
    if hour == 0 or 12 < hour <= 24:
        return (hour,)
    # Two digits and a colon are the 24-hour form.
    if said["clock"].groupdict().get("exact") and hour <= 12:
        return (hour,)
    return (hour, hour + 12) if hour <= 12 else ()


def _day(said: Said, today: date) -> date | None:
    back, dated = said.get("days_back"), said.get("date")
    if back and dated:
        return None
    if back:
        return today - (2 if back["two"] else 1 if back["one"] else 0) * DAY
    return _dated(dated, today) if dated else today


def _dated(said: Match[str], today: date) -> date | None:
    day, month, year = int(number_of(said["dom"])), month_of(said), said.groupdict().get("year")
    if month is None:
        turn = today.replace(day=1) - DAY
        this, last = (_date(near.year, near.month, day) for near in (today, turn))
        return _latest(today, this, last)
    if year:
        return _date(int(year), month, day)
    return _latest(today, _date(today.year, month, day), _date(today.year - 1, month, day))


def _latest(today: date, this: date | None, last: date | None) -> date | None:
    if this is not None and this <= today:
        return this
    return last if last is not None and today - last <= TURN else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
