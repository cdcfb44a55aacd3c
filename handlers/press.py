"""Callback data: `area:verb` and arguments, e.g. `case:claim:12`. It is untrusted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain.errors import Stale, StaleCode
from bot.domain.markup import unmarked
from bot.domain.speech import Button

DIGITS: Final = 9
"""A longer number is no id of ours, and some columns of PostgreSQL would not take it."""
MARK_DIGITS: Final = 10
"""A mark is a moment in seconds or a checksum of 32 bits; it is compared, and never looked for."""


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button, taken apart."""

    name: str
    args: tuple[str, ...]

    def number(self, place: int = 0) -> int:
        """An id among the arguments.

        Raises:
            Stale: It is not there or no number: an old or a forged button.
        """
        return self._digits(place, DIGITS)

    def mark(self, place: int = 0) -> int:
        """What the screen of the button was made from.

        Raises:
            Stale: It is not there or no number.
        """
        return self._digits(place, MARK_DIGITS)

    def _digits(self, place: int, most: int) -> int:
        text = self.word(place)
        if not text.isdecimal() or len(text) > most:
            raise Stale(StaleCode.CHANGED)
        return int(text)

    def word(self, place: int = 0) -> str:
        """A word among the arguments.

        Raises:
            Stale: It is not there.
        """
        if place >= len(self.args):
            raise Stale(StaleCode.CHANGED)
        return self.args[place]

    def day(self, place: int = 0) -> date:
        """A day among the arguments, as 20220716.

        Raises:
            Stale: It is not there or no day.
        """
        try:
            return datetime.strptime(self.word(place), "%Y%m%d").date()  # noqa: DTZ007 - no zone
        except ValueError as error:
            raise Stale(StaleCode.CHANGED) from error


def minutes_of(at: datetime) -> int:
    """A moment as a button names it: whole minutes since 1970."""
    return int(at.timestamp()) // 60


def read_press(data: str) -> Press:
    """Take callback data apart."""
    parts = data.split(":")
    return Press(":".join(parts[:2]), tuple(parts[2:]))


def button(text: str, name: str, *args: object) -> Button:
    """A button that says `name` with these arguments when pressed; its label is no HTML."""
    return Button(unmarked(text), ":".join([name, *(str(arg) for arg in args)]))
