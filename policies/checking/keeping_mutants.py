"""Every way in which the keeping of a duty could be mistyped."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from policies.keeping import Item, ItemForm, Keeping, People, Trip

Change: TypeAlias = tuple[str, Keeping | None]


def changed_keeping(keeping: Keeping | None) -> Iterator[Change]:
    """Give the keeping with one change each time, and the change in words."""
    if keeping is None:
        return
    yield "keeping dropped", None
    yield "keeping urgent or not", replace(keeping, urgent=not keeping.urgent)
    for index, item in enumerate(keeping.items):
        before, after = keeping.items[:index], keeping.items[index + 1 :]
        yield f"keeping without {item.id}", replace(keeping, items=(*before, *after))
        for change, changed in _changed_item(item):
            yield change, replace(keeping, items=(*before, changed, *after))
    yield from _changed_part(keeping)


def _changed_part(keeping: Keeping) -> Iterator[Change]:
    """What only one form has."""
    if keeping.staff is not None:
        yield f"nobody counted by {keeping.staff}", replace(keeping, staff=None)
    if keeping.people is not None:
        for change, people in _changed_people(keeping.people):
            yield change, replace(keeping, people=people)
    if keeping.trip is not None:
        for change, trip in _changed_trip(keeping.trip):
            yield change, replace(keeping, trip=trip)


def _changed_item(item: Item) -> Iterator[tuple[str, Item]]:
    if item.form is ItemForm.ONCE:
        yield f"{item.id} looked over or not", replace(item, own_interval=not item.own_interval)
    if item.shown_by is not None:
        yield f"{item.id} shown by no act", replace(item, shown_by=None)
    if item.days is not None:
        for days in (item.days - 1, item.days + 1):
            yield f"{item.id} every {days} days", replace(item, days=days)


def _changed_people(people: People) -> Iterator[tuple[str, People]]:
    if people.before is not None:
        yield f"not before {people.before}", replace(people, before=None)
    if people.done is not None:
        yield f"never done by {people.done}", replace(people, done=None)
    if people.alert is not None:
        yield f"no alert for {people.alert}", replace(people, alert=None, warning=None)
    if people.origin is not None:
        yield f"no origin answers {people.origin.field}", replace(people, origin=None)


def _changed_trip(trip: Trip) -> Iterator[tuple[str, Trip]]:
    for hours in (trip.hours - 1, trip.hours + 1):
        yield f"a proof of {hours} hours", replace(trip, hours=hours)
    for name in trip.asks:
        others = tuple(other for other in trip.asks if other != name)
        yield f"a trip without {name}", replace(trip, asks=others)
