"""Which part of a text that is about several matters names one of them."""

import re
from typing import Final

from bot.store.problems import Told
from policies.understanding.text import normalised

_STOPS: Final = re.compile(r"[,，;；.。!！?？\n]+")


def own_part(told: Told, category: str) -> str | None:
    """The pieces that name it, in their own words; None if the text begins with it."""
    if category not in told.several:
        return None
    seen = told.seen.get(category, ())
    pieces = [piece.strip() for piece in _STOPS.split(told.text)]
    own = [piece for piece in pieces if any(word in normalised(piece) for word in seen)]
    if not own or own[0] == pieces[0]:  # a list shows it anyway
        return None
    return "，".join(own)
