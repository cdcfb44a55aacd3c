"""Every form of errand: how it is checked again when its moment comes, and worded."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.domain.speech import View
from bot.services import (
    arrivals_planning,
    duties_codes,
    duties_daily,
    duties_items,
    trips_planning,
)
from bot.services.errands import ErrandForm
from handlers.notices import arrivals, duties, trips
from handlers.tongue import Html, escaped, lines

FORMS: Final[Mapping[str, ErrandForm]] = {
    duties_daily.FORM: ErrandForm(duties_daily.recheck_daily, duties.daily),
    duties_codes.FORM: ErrandForm(duties_codes.recheck_codes, duties.codes),
    duties_items.FORM: ErrandForm(duties_items.recheck_items, duties.items),
    duties_items.STOCK_FORM: ErrandForm(duties_items.recheck_items, duties.stock),
    arrivals_planning.FORM: ErrandForm(arrivals_planning.recheck_arrivals, arrivals.reminder),
    trips_planning.FORM: ErrandForm(trips_planning.recheck_trips, trips.reminder),
}


def headed(view: View, firm: str) -> View:
    """For somebody with several firms: which of them it is about."""
    return replace(view, html=lines(Html(f"🏭 {escaped(firm)}"), view.html))
