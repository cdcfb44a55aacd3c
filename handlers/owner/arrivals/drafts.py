"""Those who are to be put on a list: what is said of them so far, and what is still missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.arrivals import Presence, Visitors
from bot.domain.came import Came
from bot.services.arrivals.people_lists import PeopleList
from bot.store.arrivals import NewArrival
from bot.store.questions import OpenQuestion


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that is not kept yet; moments are ISO texts, as they travel with the question.

    Attributes:
        due: None while it is not said; empty if they do not know.
        alert: The same; `y`, `n` or `x`.
        since: When they came, if they are here already and that was not just now.
        place: Where they are from, as their line says, if that answers what the rules ask.
        part: Of the day on which they come, while the hour is not said.
    """

    label: str
    count: int
    due: str | None = None
    readings: tuple[str, ...] = ()
    day: str | None = None
    here: bool = False
    alert: str | None = None
    since: str | None = None
    place: str = ""
    part: str | None = None


def arrival_of(of: PeopleList, draft: Draft) -> NewArrival:
    """What is kept of a draft once nothing is missing."""
    values: dict[str, Any] = {}
    if of.alert is not None and draft.alert in {"y", "n"}:
        values[of.alert] = draft.alert == "y"
    origin = None if of.people is None else of.people.origin
    if draft.place and origin is not None:
        values[origin.field] = True
    return NewArrival(
        fact=of.fact.id,
        label=draft.label,
        count=draft.count,
        values=values,
        due_at=datetime.fromisoformat(draft.due) if draft.due and not draft.here else None,
        presence=Presence.HERE if draft.here else Presence.COMING,
        here_at=datetime.fromisoformat(draft.since) if draft.since else None,
    )


def draft_of(said: Visitors, zone: ZoneInfo) -> Draft:
    """What a line says of them."""
    if said.came is not None:
        return came_at(Draft(said.label, said.count), said.came, zone)
    day = None if said.coming.day is None else said.coming.day.isoformat()
    draft = Draft(said.label, said.count, day=day, part=said.coming.part)
    return replace(draft, **times_of(said.coming.moments))


def came_at(draft: Draft, came: Came, zone: ZoneInfo) -> Draft:
    """The same of people who are here already."""
    return replace(draft, here=True, since=came.since(zone).isoformat(), readings=())


def from_outside(of: PeopleList, draft: Draft, place: str | None) -> Draft:
    """The same with the place outside that their line names, which may answer the alert."""
    if place is None or of.people is None or of.people.origin is None:
        return draft
    answers = of.people.origin.field == of.alert
    return replace(draft, place=place, alert="y" if answers else draft.alert)


def times_of(moments: tuple[datetime, ...]) -> dict[str, Any]:
    """One reading is the time; of two they choose."""
    if len(moments) == 1:
        return {"due": moments[0].isoformat(), "readings": ()}
    return {"readings": tuple(each.isoformat() for each in moments)}


def still_ahead(draft: Draft, now: datetime) -> Draft:
    """A time that has passed since it was said is asked anew."""
    over = bool(draft.due) and datetime.fromisoformat(draft.due or "") < now
    return replace(draft, due=None, day=None) if over else draft


def lacks_time(of: PeopleList, draft: Draft) -> bool:
    """Whether it must still be said when they come."""
    return of.before is not None and draft.due is None and not draft.here


def next_lacking(of: PeopleList, drafts: Sequence[Draft]) -> int | None:
    """The first entry about which something is to be asked."""
    lacking = (
        index
        for index, each in enumerate(drafts)
        if lacks_time(of, each) or (of.alert is not None and each.alert is None)
    )
    return next(lacking, None)


def step_of(drafts: Sequence[Draft], index: int) -> int:
    """Which question it is: a second tap on one that was answered means no other one."""
    draft = drafts[index]
    return index * 2 + (1 if draft.due is not None or draft.here else 0)


def drafts_in(question: OpenQuestion) -> tuple[Draft, ...]:
    """The drafts that travel with a question."""
    kept: Sequence[Mapping[str, Any]] = question.context["drafts"]
    return tuple(Draft(**{**each, "readings": tuple(each["readings"])}) for each in kept)


def with_draft(drafts: tuple[Draft, ...], index: int, draft: Draft) -> tuple[Draft, ...]:
    """The drafts with another one in this place."""
    return (*drafts[:index], draft, *drafts[index + 1 :])
