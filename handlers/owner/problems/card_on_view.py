"""The own card of an open case on the screen: more about that case may be written below it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.services.cases.lists import CaseLine
from bot.store.problems import Told
from handlers.owner.on_view.looking import OF_CASE
from handlers.owner.problems.understanding import related_to
from handlers.press import Press
from handlers.routing import Heard


def viewed(screen: Press | None, cases: Sequence[CaseLine]) -> int | None:
    """The open case whose own card is on view; None if it is none of these."""
    if screen is None or screen.name not in OF_CASE:
        return None
    return next((line.id for line in cases if screen.args[:1] == (str(line.id),)), None)


def beside_card(
    screen: Press | None, cases: Sequence[CaseLine], told: Told, heard: Heard
) -> Heard:
    """The card takes more about its case, and is offered what nobody understands."""
    case, related = viewed(screen, cases), related_to(told, cases)
    theirs = not related or any(line.id == case for line in related)
    return replace(heard, in_view=case is not None and theirs)
