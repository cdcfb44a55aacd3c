"""One trip: how it stands, the crew's proof, what was answered, and what can be done next."""

import html
from collections.abc import Sequence
from typing import Final

from bot.domain.speech import Button, View, rows_of
from bot.domain.trips import ON, TripState
from bot.services.trips.rules import choices_of
from bot.services.trips.standing import TripStatus
from bot.store.vehicles import VehicleCard
from handlers.notices.arrival_words import task_line
from handlers.notices.trip_words import (
    LIST,
    counted_from,
    proof_line,
    resampled,
    state_words,
    stopped,
    times_line,
    trip_name,
)
from handlers.notices.verdict_words import state_words as verdict_state
from handlers.owner.home_views import human
from handlers.owner.policies.words import step_back
from handlers.owner.trucks.list_views import place_line
from handlers.phrases import source_words
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.fact_values import parse_value
from policies.fact_words import value_words
from policies.facts import Fact, Scope
from policies.verdicts import Outcome, Verdict

MARKS: Final = {
    Outcome.MATCH: "✅",
    Outcome.CONFIRM: "🟡",
    Outcome.NEED_INFO: "❓",
    Outcome.NO_MATCH: "➖",
}


def card(
    t: Tongue,
    status: TripStatus,
    before: Html | None = None,
    also: Sequence[VehicleCard] = (),
) -> View:
    """One trip: how it stands, the crew's proof, and what was answered.

    Args:
        also: Trucks that were said to make the same trip.
    """
    over = status.card.state not in ON
    text = lines(
        before,
        t("<b>{trip}</b>：{state}", trip=trip_name(t, status), state=state_words(t, status)),
        times_line(t, status),
        None if over else proof_line(t, status),
        *answered_line(t, status),
        *(task_line(t, task) for task in status.tasks[1:]),
        place_line(t, status.place),
        *_verdict_lines(t, status),
        None if over else counted_from(t, status),
        None if status.duty is None else source_words(t, status.duty.verdict.source),
    )
    undo = () if before is None else undo_row(t, status)
    return View(text, (*_next_truck(t, status, also), *undo, *_ways(t, status), out(t)))


def _next_truck(
    t: Tongue, status: TripStatus, also: Sequence[VehicleCard]
) -> tuple[tuple[Button, ...], ...]:
    """The next truck of the same trip."""
    if not also:
        return ()
    label = t("接着记 {truck}", truck=html.unescape(also[0].label))
    return ((button(label, "trip:also", status.card.id, *(each.id for each in also)),),)


def undo_row(t: Tongue, status: TripStatus) -> tuple[tuple[Button, ...], ...]:
    """Under what was just changed: taking it back."""
    if status.card.undo is None:
        return ()
    number, version = status.card.id, status.card.version
    return ((button(t("撤销（10 分钟内）"), "trip:undo", number, version),),)


def out(t: Tongue) -> tuple[Button, ...]:
    """The last row: one step back, and a human."""
    return (button(t("返回"), LIST), human(t))


def which_trouble(t: Tongue, status: TripStatus, fact: Fact) -> View:
    """What happened? The tap tells humans."""
    text = lines(
        t("🚨 <b>{trip}</b>", trip=trip_name(t, status)),
        t.words(fact.question),
        t("点一下，我马上转给工作人员，夜里也转。"),
    )
    options = rows_of(
        *(
            button(t.plain(words), "trip:stop", status.card.id, option)
            for option, words in choices_of(fact).items()
        )
    )
    return View(text, (*options, step_back(t, "trip:show", status.card.id)))


def answered_line(t: Tongue, status: TripStatus) -> list[Html]:
    """What was said of the trip and its truck, beside the crew's sampling."""
    rules, values = status.rules, dict(status.vehicle.values) | dict(status.card.values)
    told = []
    for fact in (*rules.of_vehicle, *rules.of_trip):
        if fact.id in values and fact.id != rules.trip.since:
            value = value_words(fact, parse_value(fact, values[fact.id]))
            told.append(t("{label}：{value}", label=t.words(fact.label), value=t.words(value)))
    return [Html(" · ".join(told))] if told else []


def _spoken(status: TripStatus) -> Sequence[Verdict]:
    """The related records that have an answer for this truck."""
    return [each for each in status.others if each.outcome in MARKS]


def _verdict_lines(t: Tongue, status: TripStatus) -> list[Html]:
    """What the related records say: decided for this trip, in the list of all it may not be."""
    spoken = _spoken(status)
    decided = any(not verdict.missing for verdict in spoken)
    head = [t("按这辆车、这一趟看：")] if decided else []
    return [*head, *(_verdict_line(t, verdict) for verdict in spoken)]


def _verdict_line(t: Tongue, verdict: Verdict) -> Html:
    return t(
        "{mark} {title}：{state}",
        mark=MARKS[verdict.outcome],
        title=t.words(verdict.title),
        state=verdict_state(t, verdict),
    )


def _ways(t: Tongue, status: TripStatus) -> tuple[tuple[Button, ...], ...]:
    number = status.card.id
    there = button(t("到了"), "trip:there", number)
    match status.card.state:
        case TripState.PLANNED:
            go = button(t("出发了"), "trip:go", number)
            first: tuple[tuple[Button, ...], ...] = ((go, stopped(t, status)),)
        case TripState.UNDERWAY:
            first = ((there, stopped(t, status)),)
        case TripState.HELD:
            free = button(t("放行了，接着走"), "trip:free", number)
            first = ((free, there), *_case_ways(t, status))
        case _:
            first = ()
    return (*first, *_more(t, status), _source_ways(t, status))


def _source_ways(t: Tongue, status: TripStatus) -> tuple[Button, ...]:
    """The document's words, and the first thing that the firm has not said of itself."""
    quote = button(t("看原文"), "policy:quote", status.rules.record.id)
    asked = _lacking(status)
    if asked is None or status.card.state is not TripState.PLANNED:
        return (quote,)
    return (quote, button(t("回答：{fact}", fact=t.plain(asked.label)), "fact:ask", asked.id))


def _lacking(status: TripStatus) -> Fact | None:
    """A fact of the firm that a related record still lacks."""
    names = (name for verdict in status.others for name in verdict.missing)
    found = (status.facts.get(name) for name in names)
    return next((f for f in found if f is not None and f.scope is Scope.PROFILE), None)


def _case_ways(t: Tongue, status: TripStatus) -> tuple[tuple[Button, ...], ...]:
    if status.card.case_id is None:
        return ()
    return ((button(t("看事项"), "case:show", status.card.case_id, "new"),),)


def _more(t: Tongue, status: TripStatus) -> tuple[tuple[Button, ...], ...]:
    """The crew's sampling, what is still to be asked, and the duty's other items."""
    number, planned = status.card.id, status.card.state is TripState.PLANNED
    did = tuple(
        button(t("✅ {task}", task=t.plain(task.label)), "trip:did", number, task.points[0].item)
        for task in status.tasks[1:]
        if task.done is None and not planned
    )
    if status.card.state not in ON:
        return (did,) if did else ()
    move = [button(t("改时间"), "trip:move", number)]
    if planned:
        move.append(button(t("改路线"), "trip:route", number))
    asked = button(t("接着答"), "trip:next", number) if status.asked is not None else None
    row = (*move, resampled(t, status) if asked is None else asked)
    return (row, did) if did else (row,)
