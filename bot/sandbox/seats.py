"""Who sits in the training room: several people on each side, one side for each bot."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Seat:
    """A chair in the training room: who sits there and which bot they talk to.

    Attributes:
        name: The seat's id on the page.
        bot: Name of the bot in the world, "owner" or "desk": the side on which the seat stands.
        person_id: Telegram-like id of the person who plays it.
        first_name: The name that the bot sees.
        role: Key of the role's label in `bot.sandbox.labels`.
        glyph: One character for the avatar.
        roles: What an invitation appoints to; empty where one needs none.
    """

    name: str
    bot: str
    person_id: int
    first_name: str
    role: str
    glyph: str
    roles: tuple[str, ...] = ()

    @property
    def invited(self) -> bool:
        """Whether one gets in with an invitation code only."""
        return bool(self.roles)


SEATS: Final = (
    Seat("owner", "owner", 1001, "王建国", "role_owner", "企"),
    Seat("colleague", "owner", 1002, "周敏", "role_colleague", "同"),
    Seat("desk", "desk", 2001, "李晓梅", "role_desk", "办", ("unit", "dispatcher")),
    Seat("liaison", "desk", 2002, "刘洋", "role_liaison", "联", ("liaison",)),
    Seat("inspector", "desk", 2003, "赵敏", "role_inspector", "督", ("inspector",)),
    Seat("editor", "desk", 2005, "孙悦", "role_editor", "编", ("editor",)),
    Seat("approver", "desk", 2006, "吴刚", "role_approver", "审", ("approver",)),
    Seat("administrator", "desk", 2004, "陈立", "role_administrator", "管", ("administrator",)),
)
SIDES: Final = tuple(dict.fromkeys(seat.bot for seat in SEATS))


def seat_named(name: str) -> Seat | None:
    """Return the seat with this id on the page, or None."""
    return next((seat for seat in SEATS if seat.name == name), None)
