"""Which screens own a text that they can read, while they are on view."""

from collections.abc import Mapping
from typing import Final

from handlers.owner.menu_words import MENU
from handlers.owner.on_view.duty_texts import of_duty
from handlers.owner.on_view.glance import Glance, Reader, Take
from handlers.owner.on_view.group_texts import overview, sampled
from handlers.owner.on_view.list_texts import post, trip, visitors
from handlers.owner.on_view.member_texts import newcomer
from policies.spoken.choices import squeezed

READERS: Final[Mapping[str, Reader]] = {
    "duty:show": of_duty,
    "arrival:list": visitors,
    "arrival:none": visitors,
    "trip:list": trip,
    "trip:new": trip,
    "test:list": overview,
    "test:new": post,
    "test:show": sampled,
    "member:list": newcomer,
    "member:whom": newcomer,
}
"""By the button that opens the screen."""


async def reading(glance: Glance) -> Take | None:
    """What the screen on view makes of a text; None if it cannot read it."""
    if squeezed(glance.said) in MENU:
        return None  # 来人 opens the list, and nobody is called so
    reader = READERS.get(glance.screen.name)
    return None if reader is None else await reader(glance)
