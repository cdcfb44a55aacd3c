"""A trip that is not kept yet: what is said of it so far, as it travels with a question."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.coming import Coming, on_day, read_coming
from bot.domain.trips import Planned
from bot.store.questions import OpenQuestion


@dataclass(frozen=True, slots=True)
class Draft:
    """A trip that is not kept yet, or one that changes (`trip`); moments and days as ISO texts.

    Attributes:
        vehicle: None while it is not known which truck goes.
        route: Empty while it is to be asked.
        departs: None while it is not said.
        arrives: The same; empty if they do not know.
        day: When it leaves, while the hour is not said; `part` of it, if that was.
        readings: What a time may mean that was said: they choose.
        either: A moment of which they are asked whether it leaves or arrives then.
        also: Other trucks that make the same trip, to be kept after this one.
        answers: What the rules ask of a trip and was said already: fact id to value, as stored.
    """

    vehicle: int | None
    route: str
    departs: str | None = None
    arrives: str | None = None
    trip: int | None = None
    day: str | None = None
    part: str | None = None
    readings: tuple[str, ...] = ()
    either: str | None = None
    also: tuple[int, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)


def draft_of(vehicle: int | None, read: Planned, now: datetime) -> Draft:
    """What a line says of a trip; a moment that has passed since is asked anew."""
    departs, arrives, either = (
        None if at is None or at < now else at.isoformat()
        for at in (read.departs_at, read.arrives_at, read.either)
    )
    readings = tuple(at.isoformat() for at in read.readings if at >= now)
    day = None if read.day is None else read.day.isoformat()
    return Draft(vehicle, read.route, departs, arrives, None, day, read.part, readings, either)


def said_anew(draft: Draft, said: Draft) -> Draft:
    """A draft with what a later line says in place of what was said before."""
    timed = said if said.departs or said.day or said.readings or said.either else draft
    return replace(
        draft,
        route=said.route or draft.route,
        departs=timed.departs,
        arrives=said.arrives or (None if timed is said else draft.arrives),
        day=timed.day,
        part=timed.part,
        readings=timed.readings,
        either=timed.either,
        answers={**draft.answers, **said.answers},
    )


def in_context(draft: Draft) -> dict[str, Any]:
    """The draft as a question carries it."""
    return asdict(draft)


def draft_in(question: OpenQuestion) -> Draft | None:
    """The draft that travels with a question; None if none does."""
    kept: Mapping[str, Any] = question.context
    if "route" not in kept:
        return None
    lists = {name: tuple(kept.get(name, ())) for name in ("readings", "also")}
    return Draft(**{**kept, **lists})


def departs_at(draft: Draft) -> datetime | None:
    """When it leaves, as far as it is known (aware)."""
    return None if draft.departs is None else datetime.fromisoformat(draft.departs)


def read_time(draft: Draft, text: str, now: datetime, zone: ZoneInfo) -> Coming:
    """What an answer says of the time that is asked: an hour alone is one of the day before it."""
    read, departs = read_coming(text, now, zone), departs_at(draft)
    if read.day is not None:
        return read
    if departs is None and draft.day is not None:
        return read_coming(on_day(text, date.fromisoformat(draft.day), draft.part), now, zone)
    return read_coming(text, departs or now, zone)
