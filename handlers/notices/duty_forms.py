"""Every form of errand: how it is checked again when its moment comes, and worded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.domain.duties import DailyStage, ItemStage
from bot.domain.speech import View
from bot.services.arrivals import planning as arrivals_planning
from bot.services.duties import codes as duties_codes
from bot.services.duties import daily_planning as duties_daily_planning
from bot.services.duties import items as duties_items
from bot.services.duties.errands import ErrandForm
from bot.services.trips import planning as trips_planning
from handlers.notices import arrivals, duties, trips
from handlers.notices.duty_words import all_duties, ways_out
from handlers.tongue import Html, escaped, lines, tongue_of

_MISSED: Final = frozenset({DailyStage.MISSED.value})
_ANY_TIME: Final = frozenset(stage.value for stage in ItemStage)

FORMS: Final[Mapping[str, ErrandForm]] = {
    duties_daily_planning.FORM: ErrandForm(
        duties_daily_planning.recheck_daily, duties.daily, shares=True, waits=_MISSED
    ),
    duties_codes.FORM: ErrandForm(duties_codes.recheck_codes, duties.codes, shares=True),
    duties_items.FORM: ErrandForm(
        duties_items.recheck_items, duties.items, shares=True, waits=_ANY_TIME
    ),
    duties_items.STOCK_FORM: ErrandForm(
        duties_items.recheck_items, duties.stock, shares=True, waits=_ANY_TIME
    ),
    arrivals_planning.FORM: ErrandForm(arrivals_planning.recheck_arrivals, arrivals.reminder),
    trips_planning.FORM: ErrandForm(trips_planning.recheck_trips, trips.reminder),
}


def together(views: Sequence[View], language: str) -> View:
    """Several duties in one message: under each other, with the ways on said once."""
    t = tongue_of(language)
    ways = (all_duties(t),), ways_out(t)
    common = {each.data for row in ways for each in row}
    own = [row for view in views for row in view.rows]
    rows = (tuple(each for each in row if each.data not in common) for row in own)
    text = Html("\n\n".join(view.html for view in views))
    return View(text, (*(row for row in rows if row), *ways))


def headed(view: View, firm: str) -> View:
    """For somebody with several firms: which of them it is about."""
    return replace(view, html=lines(Html(f"🏭 {escaped(firm)}"), view.html))
