"""An open case on the screen: more about that case may be written below it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.services.cases.lists import CaseLine
from bot.store.problems import Told
from handlers.owner.on_view.looking import OF_CASE, is_just_opened
from handlers.owner.problems.understanding import names_kind, related_to
from handlers.press import Press
from handlers.routing import Heard


def viewed(screen: Press | None, cases: Sequence[CaseLine]) -> int | None:
    """The open case that is on view; None if it is none of these."""
    if screen is None or screen.name not in OF_CASE:
        return None
    return next((line.id for line in cases if screen.args[:1] == (str(line.id),)), None)


def beside_card(
    screen: Press | None, cases: Sequence[CaseLine], told: Told, heard: Heard
) -> Heard:
    """The card takes more about its case, and is offered what nobody understands.

    An urgent case that was opened a moment ago takes that at once: where is it, and which?
    """
    case, related = viewed(screen, cases), related_to(told, cases)
    theirs = not related or any(line.id == case for line in related)
    if screen is None or case is None or not theirs:
        return heard
    just_opened = is_just_opened(screen) and (bool(related) or not names_kind(told))
    return replace(heard, in_view=True, just_opened=just_opened)
