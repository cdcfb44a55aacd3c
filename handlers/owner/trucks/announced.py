"""A trip that somebody announces in one sentence: what is noted of it, and what it leaves out."""

from dataclasses import replace
from datetime import datetime

from bot.domain.speech import Replies, View
from bot.domain.trips_said import TripSaid, read_trip_said
from bot.services.trips import vehicles
from bot.services.trips.doors import own_trips
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.duties.scene import ground_of
from handlers.owner.trucks import form_views as forms
from handlers.owner.trucks import said_views as said_words
from handlers.owner.trucks.drafts import Draft, draft_of, said_anew
from handlers.owner.trucks.early import asked_of_trips, noted, taken_out
from handlers.owner.trucks.steps import ask_truck, keep_draft, of_truck
from handlers.tongue import Html, lines
from policies.spoken.place_words import is_place_name


def trip_said(owner: Owner, text: str, at: datetime) -> TripSaid:
    """A sentence about a trip, taken apart with the places that are known.

    Args:
        at: When it was said (aware): 明天 is the day after that.
    """
    regions = owner.rulebase.regions
    return read_trip_said(text, at, owner.zone, lambda name: is_place_name(regions, name))


def planned(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    said: TripSaid,
    *,
    onto: Draft | None = None,
    edit: bool = False,
) -> Replies:
    """A trip in one sentence: its truck is kept, and what the sentence left out is asked.

    Args:
        onto: What was said of the trip before, when it named no truck.

    Raises:
        NotYours: They keep no duties of the firm, or its place asks nothing of trips.
    """
    ground = ground_of(owner)
    labels, said = _trucks_of(owner, uow, who, said)
    asked = asked_of_trips(uow, owner, who)
    draft = taken_out(draft_of(None, said.road, uow.now), asked)
    draft = draft if onto is None else said_anew(onto, draft)
    answered = noted(who.t, asked, draft.answers) or None
    before = lines(said_words.noted(who.t, labels, said, owner.zone), answered)
    if not labels:
        return _headed(who, ask_truck(owner, uow, who, draft, edit=edit), before)
    first, *others = [vehicles.keep_vehicle(uow, ground, who.person, each) for each in labels]
    also = tuple(each.id for each in others)
    keep_draft(uow, who, replace(draft, vehicle=first.id, also=also))
    return _headed(who, of_truck(owner, uow, who, first, edit=edit), before)


def _trucks_of(
    owner: Owner, uow: UnitOfWork, who: Speaker, said: TripSaid
) -> tuple[tuple[str, ...], TripSaid]:
    """What the trucks are called: as said, or one of the firm's own whose name stands in it."""
    labels = said_words.trucks_in(said)
    if labels:
        return labels, said
    route = said.planned.route
    for each in own_trips(uow, ground_of(owner), who.person).vehicles:
        if each.label in route:
            rest = replace(said.planned, route=route.replace(each.label, " ").strip())
            return (each.label,), replace(said, planned=rest)
    return (), said


def _headed(who: Speaker, replies: Replies, before: Html) -> Replies:
    """The same with what was noted above it, and a way to say it again."""
    edit = None if replies.edit is None else _with_head(who, replies.edit, before)
    return replace(replies, say=tuple(_with_head(who, v, before) for v in replies.say), edit=edit)


def _with_head(who: Speaker, view: View, before: Html) -> View:
    *rows, last = view.rows
    again = forms.say_again(who.t)
    return replace(view, html=lines(before, view.html), rows=(*rows, again, last))
