from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Seat:
    """A chair in the training room: who sits there and which bot they talk to.

    Attributes:
        bot: Name of the bot in the world, also the seat's id on the page: "owner" or "desk".
        person_id: Telegram-like id of the person who plays it.
        first_name: The name that the bot sees.
        role: Key of the role's label in `bot.sandbox.labels`.
        glyph: One character for the avatar.
        invited: Whether one gets in with an invitation code only.
    """

    bot: str
    person_id: int
    first_name: str
    role: str
    glyph: str
    invited: bool


SEATS: Final = (
    Seat(
        bot="owner",
        person_id=1001,
        first_name="王建国",
        role="role_owner",
        glyph="企",
        invited=False,
    ),
    Seat(
        bot="desk",
        person_id=2001,
        first_name="李晓梅",
        role="role_desk",
        glyph="台",
        invited=True,
    ),
)


def seat_of(bot: str) -> Seat | None:
    """Return the seat at that bot, or None."""
    return next((seat for seat in SEATS if seat.bot == bot), None)
