"""That somebody came before it was told, and why it is asked whether they had reported."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.domain.coming import BACK
from bot.services.arrivals.standing import ArrivalStatus
from handlers.phrases import day_of, moment
from handlers.tongue import Html, Tongue


def since_line(t: Tongue, status: ArrivalStatus) -> Html | None:
    """That they came before it was told, and when; the hour only if somebody said it."""
    since, zone = status.card.here_at, status.zone
    if since is None or since >= status.card.made_at - BACK:
        return None
    told = moment(t, status.card.made_at, zone)
    return t("{when}到的，{told} 补记", when=since_words(t, since, zone), told=told)


def since_words(t: Tongue, since: datetime, zone: ZoneInfo) -> Html:
    """Since when they are here: a day's first moment stands for the day."""
    hour_said = since.astimezone(zone).time() != time()
    return moment(t, since, zone) if hour_said else day_of(t, since, zone)


def why_asked(t: Tongue) -> Html:
    """Why it is asked of somebody who is here whether they had reported."""
    return t("<i>没提前报备就来了的，可能还要补办，所以问一句。</i>")
