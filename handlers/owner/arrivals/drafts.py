"""Those who are to be put on a list: what is said of them so far, and what is still missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.arrivals import Presence, Visitors
from bot.services.people_lists import PeopleList
from bot.store.arrivals import NewArrival
from bot.store.questions import OpenQuestion


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that is not kept yet; moments are ISO texts, as they travel with the question.

    Attributes:
        due: None while it is not said; empty if they do not know.
        alert: The same; `y`, `n` or `x`.
    """

    label: str
    count: int
    due: str | None = None
    readings: tuple[str, ...] = ()
    day: str | None = None
    here: bool = False
    alert: str | None = None


def arrival_of(of: PeopleList, draft: Draft) -> NewArrival:
    """What is kept of a draft once nothing is missing."""
    values: dict[str, Any] = {}
    if of.alert is not None and draft.alert in {"y", "n"}:
        values[of.alert] = draft.alert == "y"
    return NewArrival(
        fact=of.fact.id,
        label=draft.label,
        count=draft.count,
        values=values,
        due_at=datetime.fromisoformat(draft.due) if draft.due and not draft.here else None,
        presence=Presence.HERE if draft.here else Presence.COMING,
    )


def draft_of(said: Visitors) -> Draft:
    """What a line says of them."""
    day = None if said.coming.day is None else said.coming.day.isoformat()
    return replace(Draft(said.label, said.count, day=day), **times_of(said.coming.moments))


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
