"""From which day somebody looks after a firm: today, or a day that is over."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.errors import AnswerCode, BadAnswer


@dataclass(frozen=True, slots=True)
class Since:
    """A local day, from its first moment on."""

    day: date
    zone: ZoneInfo

    def at(self, now: datetime, held: datetime | None) -> datetime:
        """The moment from which it counts (aware): today is now, no slot is held twice.

        Args:
            now: Aware.
            held: Since when somebody else has the slot; None if it is free.

        Raises:
            BadAnswer: OUT_OF_RANGE: not over yet, or before whoever has it began.
        """
        today = now.astimezone(self.zone).date()
        least = None if held is None else held.astimezone(self.zone).date()
        if self.day > today or (least is not None and self.day < least):
            raise BadAnswer(
                AnswerCode.OUT_OF_RANGE,
                least=None if least is None else least.isoformat(),
                most=today.isoformat(),
            )
        begins = now if self.day == today else datetime.combine(self.day, time(), self.zone)
        return begins if held is None else max(begins, held)
