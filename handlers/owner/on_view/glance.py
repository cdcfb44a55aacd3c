"""What a reader gets of a text that was written while a screen was on view."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from aiogram.types import Update

from handlers.owner.context import Owner
from handlers.press import Press


@dataclass(frozen=True, slots=True)
class Glance:
    """A text and the screen that was on view.

    Attributes:
        screen: The button that opens it.
        said: As typed.
        now: The business clock when the text came (aware UTC).
        region: Where the firm works.
    """

    owner: Owner
    update: Update
    screen: Press
    said: str
    now: datetime
    region: str


Take = Callable[[], Awaitable[None]]
"""Does what the text says on the screen; makes the one call to `owner.act`."""

Reader = Callable[[Glance], Awaitable[Take | None]]
"""What is to be done with a text; None if this screen cannot read it."""
