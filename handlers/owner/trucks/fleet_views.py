"""车辆: the firm's trucks."""

import html

from bot.domain.speech import View, rows_of
from bot.services.trips.planning import FirmTrips
from bot.store.vehicles import VehicleCard
from handlers.notices.trip_words import LIST
from handlers.owner.policies.words import step_back
from handlers.owner.trucks.list_views import PAGE
from handlers.press import button
from handlers.tongue import Html, Tongue, lines


def trucks(t: Tongue, firm: FirmTrips, before: Html | None = None) -> View:
    """The firm's trucks."""
    named = [_truck_line(t, firm, each) for each in firm.vehicles]
    text = lines(before, t("<b>车辆：{count} 辆</b>", count=len(named)), *named)
    gone = (
        button(t("去掉 {truck}", truck=html.unescape(each.label)), "trip:drop", each.id)
        for each in firm.vehicles[:PAGE]
    )
    add = button(t("➕ 加一辆车"), "trip:truck")
    return View(text, ((add,), *rows_of(*gone), step_back(t, LIST)))


def dropped(t: Tongue, firm: FirmTrips, vehicle: VehicleCard) -> View:
    """A truck is off the list; a slip is put right with one tap."""
    before = t("去掉了 {truck}。", truck=vehicle.label)
    view = trucks(t, firm, before)
    again = button(t("放回 {truck}", truck=vehicle.label), "trip:keep", vehicle.id)
    return View(view.html, ((again,), *view.rows))


def _truck_line(t: Tongue, firm: FirmTrips, vehicle: VehicleCard) -> Html:
    facts = () if firm.rules is None else firm.rules.of_vehicle
    said = [
        t.words(fact.options[str(vehicle.values[fact.id])])
        for fact in facts
        if vehicle.values.get(fact.id) in fact.options
    ]
    known = Html(t("、").join(said)) if said else t("还没说是谁的车")
    return t("· {truck}（{known}）", truck=vehicle.label, known=known)
