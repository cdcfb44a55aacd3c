"""When a trip leaves and arrives: likely moments as buttons, and what to write instead."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.coming import at_clock
from bot.domain.speech import Button, View, rows_of
from bot.domain.spoken import LIKELY
from handlers.notices.duty_words import day_part_words, short_day
from handlers.notices.trip_words import LIST
from handlers.owner.policies.words import step_back
from handlers.owner.testing.moments import EPOCH, MINUTE
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

ANY_HOUR = (6, 8, 10, 14)
"""Likely hours of a departure."""


def leaves_or_arrives(t: Tongue, name: str, at: datetime, zone: ZoneInfo) -> View:
    """A moment was said: of the departure, or of the arrival?"""
    when = moment(t, at, zone)
    text = t("<b>{trip}</b>：{when} 是走的时间，还是到的时间？", trip=name, when=when)
    clock = f"{at.astimezone(zone):%H:%M}"
    leaves = button(t("{clock} 走", clock=clock), "trip:either", "leaves")
    arrives = button(t("{clock} 到", clock=clock), "trip:either", "arrives")
    return View(text, ((leaves, arrives), step_back(t, LIST)))


def departure(
    t: Tongue,
    name: str,
    here: tuple[datetime, ZoneInfo],
    *,
    trip: int | None = None,
    wrong: str | None = None,
    day: tuple[date, str | None] | None = None,
    readings: Sequence[datetime] = (),
) -> View:
    """When does it leave? A trip that is planned already may also be called off.

    Args:
        day: The day, and maybe the part of it, that was said already.
        readings: What the time that was said may mean.
    """
    now, zone = here
    text = lines(
        not_read(t, wrong),
        t("<b>{trip}</b> 什么时候走？", trip=name)
        if day is None
        else t("<b>{trip}</b> {day}几点走？", trip=name, day=day_part_words(t, *day)),
        t("<i>点按钮，或直接写，例如：明早6点、2小时后</i>")
        if day is None
        else t("<i>点按钮，或直接写几点，例如：早上6点半</i>"),
    )
    at_once = button(t("现在就走"), "trip:leaves", minutes_of(now))
    offered = readings or (_mornings(now, zone) if day is None else _hours_of(day, here))
    likely = (_moment(t, at, zone, "trip:leaves") for at in offered)
    later = day is not None and (day[0] != now.astimezone(zone).date() or day[1] is not None)
    if readings or later:
        return View(text, (*rows_of(*likely), *_off(t, trip), step_back(t, LIST)))
    return View(text, (*rows_of(at_once, *likely), *_off(t, trip), step_back(t, LIST)))


def arrival(
    t: Tongue,
    name: str,
    leaves: datetime,
    zone: ZoneInfo,
    *,
    wrong: str | None = None,
    early: tuple[datetime, datetime] | None = None,
    readings: Sequence[datetime] = (),
) -> View:
    """When does it arrive?

    Args:
        early: A time that was given, and the departure that is later.
        readings: What the time that was said may mean.
    """
    text = lines(
        not_read(t, wrong) if early is None else _too_early(t, *early, zone),
        t("<b>{trip}</b> 大概什么时候到？", trip=name),
        t("<i>点按钮，或直接写，例如：下午2点、后天早上8点</i>"),
    )
    offered = readings or tuple(leaves + timedelta(hours=hours) for hours in (2, 5, 10, 24))
    likely = (_moment(t, at, zone, "trip:arrives") for at in offered)
    unsure = button(t("不清楚"), "trip:arrives", "x")
    return View(text, (*rows_of(*likely), (unsure,), step_back(t, LIST)))


def _mornings(now: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    today = now.astimezone(zone).date()
    for day, hour in ((today, 18), (today + timedelta(days=1), 6), (today + timedelta(days=1), 8)):
        at = at_clock(day, hour, zone)
        if at > now:
            yield at


def _hours_of(day: tuple[date, str | None], here: tuple[datetime, ZoneInfo]) -> Iterator[datetime]:
    now, zone = here
    for hour in LIKELY.get(day[1] or "", ANY_HOUR):
        at = at_clock(day[0], hour, zone)
        if at > now:
            yield at


def _off(t: Tongue, trip: int | None) -> tuple[tuple[Button, ...], ...]:
    return () if trip is None else ((button(t("不走了"), "trip:off", trip),),)


def _too_early(t: Tongue, said: datetime, leaves: datetime, zone: ZoneInfo) -> Html:
    when, later = moment(t, said, zone), moment(t, leaves, zone)
    return t("{when} 比走的时间（{later}）还早，到的时间要在走之后。", when=when, later=later)


def _moment(t: Tongue, at: datetime, zone: ZoneInfo, name: str) -> Button:
    wall = at.astimezone(zone)
    return button(f"{short_day(t, wall.date())} {wall:%H:%M}", name, minutes_of(at))


def minutes_of(at: datetime) -> int:
    """A moment (aware) as buttons carry it: minutes since 1970."""
    return (at - EPOCH) // MINUTE


def not_read(t: Tongue, wrong: str | None) -> Html | None:
    """That no moment was found in what was written, if something was."""
    return None if wrong is None else t("没看懂“{text}”是什么时候。", text=wrong[:40])
