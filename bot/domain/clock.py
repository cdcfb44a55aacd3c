"""Business time: what rules, deadlines, reminders and quiet hours go by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

Now = Callable[[], datetime]


class ClockBackwards(ValueError):
    """Business time cannot go back: what was due has happened. Start over instead."""


@dataclass
class BusinessClock:
    """The real clock, shifted. The shift is zero in service and moves forward in training.

    Args:
        real: The real time, aware UTC.
        shift: Business time minus real time.
    """

    real: Now
    shift: timedelta = timedelta()

    def now(self) -> datetime:
        """The business time, aware UTC."""
        return self.real() + self.shift

    def move_to(self, moment: datetime) -> None:
        """Set the business time.

        Raises:
            ClockBackwards: The moment is past.
        """
        if moment < self.now():
            raise ClockBackwards(moment.isoformat())
        self.shift = moment - self.real()
