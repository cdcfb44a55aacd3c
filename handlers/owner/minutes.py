"""Moments on buttons: minutes since 1970 as a short number."""

from datetime import datetime
from typing import Final

from bot.domain.errors import Stale, StaleCode
from handlers.owner.testing.moments import at_minutes
from handlers.press import Press

MOST_MINUTES: Final = 10**8
"""Until the year 2160: a greater number in a button is forged."""


def minute_pressed(press: Press, place: int = 0) -> datetime:
    """The moment that a button names (aware UTC).

    Raises:
        Stale: A forged button.
    """
    minutes = press.number(place)
    if minutes > MOST_MINUTES:
        raise Stale(StaleCode.CHANGED)
    return at_minutes(minutes)
